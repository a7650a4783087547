// Nobody outside can name the private lock, and nothing here undoes it.
// packs: Threading
using System;
using System.Threading;

public abstract class Job
{
    public abstract void Once();
    public abstract void Twice();
}

internal sealed class Counting : Job
{
    private static readonly object gate = new();
    private int count;

    public override void Once()
    {
        Monitor.Enter(gate);
        count++;
    } // EPO1005

    public override void Twice()
    {
        Monitor.Enter(gate);
        Monitor.Enter(gate);
        try
        {
            count *= 2;
        }
        finally
        {
            Monitor.Exit(gate);
        }
    } // EPO1005
}
