using System.Threading;
using System.Threading.Tasks;
using EntryPath.Truth.Tests.Runtime.Running;

namespace EntryPath.Truth.Tests.Runtime.Recording;

/// <summary>Waits for tasks as a thread does, while what they wait for goes on.</summary>
public static class Waiting
{
    public static void All(params Task[] tasks) => For(Task.WhenAll(tasks));

    public static void For(Task task)
    {
        if (SynchronizationContext.Current is Pump pump && !pump.Run(task))
            Tape.Stop();
        task.GetAwaiter().GetResult();
    }
}
