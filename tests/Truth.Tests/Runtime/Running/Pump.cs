using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Truth.Tests.Runtime.Recording;

namespace EntryPath.Truth.Tests.Runtime.Running;

/// <summary>Runs what tasks have to go on with on one thread; which of several comes first is a choice.</summary>
internal sealed class Pump(Tape tape) : SynchronizationContext
{
    private readonly List<(SendOrPostCallback Callback, object? State)> _waiting = [];

    public override void Post(SendOrPostCallback d, object? state) => _waiting.Add((d, state));

    /// <summary>Runs until the task has ended.</summary>
    /// <returns>Whether it has.</returns>
    public bool Run(Task task)
    {
        while (!task.IsCompleted && _waiting.Count > 0)
            Next();
        return task.IsCompleted;
    }

    /// <summary>Runs what nobody waits for.</summary>
    public void Drain()
    {
        while (_waiting.Count > 0 && !tape.IsCut)
            Next();
    }

    private void Next()
    {
        var place = _waiting.Count == 1 || tape.IsCut ? 0 : tape.Choose(_waiting.Count);
        var (callback, state) = _waiting[place];
        _waiting.RemoveAt(place);
        try
        {
            callback(state);
        }
        catch (CutException)
        {
        }
    }
}
