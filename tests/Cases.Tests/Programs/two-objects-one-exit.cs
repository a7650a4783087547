// Where two locks are lost, both are named.
// packs: Threading
using System;
using System.Threading;

public class Pair
{
    private readonly object first = new(), second = new();

    public void BadCrossed(bool odd)
    {
        Monitor.Enter(first);
        Monitor.Enter(second);
        if (odd)
            Monitor.Exit(first);
        else
            Monitor.Exit(second);
    } // EPO1005

    public void BadBoth(bool odd)
    {
        Monitor.Enter(first);
        Monitor.Enter(second);
        if (odd)
        {
            Monitor.Exit(first);
            Monitor.Exit(second);
        }
    } // EPO1005

    public void BadLocalAndParameter(Mutex given, int count)
    {
        var own = new Mutex(false);
        own.WaitOne();
        given.WaitOne();
        if (count > 3)
            given.ReleaseMutex();
        own.Dispose();
    } // EPO1005
}
