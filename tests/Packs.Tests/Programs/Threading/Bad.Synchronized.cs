// Known bugs with synchronized methods: the monitor is held while they run, and no longer, and it is no other monitor.
using System.Runtime.CompilerServices;
using System.Threading;

namespace Threading.Bad.Synchronized;

public class Mailbox
{
    private readonly object _gate = new();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void OnlyNotInlined() => Monitor.Pulse(this); // EPO1001

    [MethodImpl(MethodImplOptions.Synchronized)]
    public void AnotherMonitor() => Monitor.Pulse(_gate); // EPO1001

    [MethodImpl(MethodImplOptions.Synchronized)]
    public void ThatOfTheType() => Monitor.Pulse(typeof(Mailbox)); // EPO1001

    [MethodImpl(MethodImplOptions.Synchronized)]
    public static void ThatOfAnotherType() => Monitor.Pulse(typeof(string)); // EPO1001

    [MethodImpl(MethodImplOptions.Synchronized)]
    public void Counts() => Monitor.PulseAll(this);

    public void NoLongerHeld()
    {
        Counts();
        Monitor.Pulse(this); // EPO1001
    }
}
