// A lambda or local function that nothing calls is a root.
// packs: Threading
using System;
using System.Threading;

public class Nested
{
    private readonly object gate = new();

    public void Plain(bool keep)
    {
        Monitor.Enter(gate);
        if (!keep)
            Monitor.Exit(gate);
    } // EPO1005

    public void Lambda(bool keep)
    {
        Action work = () =>
        {
            Monitor.Enter(gate);
            if (!keep)
                Monitor.Exit(gate);
        }; // EPO1005
    }

    public void Anonymous(bool keep)
    {
        Action work = delegate
        {
            Monitor.Enter(gate);
            if (!keep)
                Monitor.Exit(gate);
        }; // EPO1005
    }

    public void Local(bool keep)
    {
        void Work()
        {
            Monitor.Enter(gate);
            if (!keep)
                Monitor.Exit(gate);
        } // EPO1005
    }
}
