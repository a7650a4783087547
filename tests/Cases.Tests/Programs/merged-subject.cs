// A lock that is one of several is held, whichever it is.
// packs: Threading
using System;
using System.Threading;

public class Striped
{
    private readonly object left = new(), right = new();
    private readonly SemaphoreSlim small = new(1), large = new(1);

    private static bool IsLate => Environment.TickCount == 5;

    public void BadReturn(bool even)
    {
        var gate = even ? left : right;
        Monitor.Enter(gate);
        if (IsLate)
            return; // EPO1005
        Monitor.Exit(gate);
    }

    public void BadThrow(bool even)
    {
        object gate = left;
        if (even)
            gate = right;
        Monitor.Enter(gate);
        if (IsLate)
            throw new TimeoutException(); // EPO1005
        Monitor.Exit(gate);
    }

    public void BadDefault(object given)
    {
        var gate = given ?? left;
        Monitor.Enter(gate);
        if (IsLate)
            return; // EPO1005
        Monitor.Exit(gate);
    }

    public void BadSwitch(int kind)
    {
        var gate = kind switch { 1 => left, 2 => right, _ => new object() };
        Monitor.Enter(gate);
        if (IsLate)
            return; // EPO1005
        Monitor.Exit(gate);
    }

    public void BadSemaphore(bool even)
    {
        var slots = even ? small : large;
        slots.Wait();
        if (IsLate)
            return; // EPO1005
        slots.Release();
    }

    public void BadOneOfTwo(bool even)
    {
        var gate = even switch { true => left, false => right };
        Monitor.Enter(gate);
        if (even)
            Monitor.Exit(gate);
    } // EPO1005

    public void GoodFinally(bool even)
    {
        var gate = even ? left : right;
        Monitor.Enter(gate);
        try
        {
            if (IsLate)
                throw new TimeoutException();
        }
        finally
        {
            Monitor.Exit(gate);
        }
    }

    public void GoodHandedOver(bool even)
    {
        var gate = even ? left : right;
        Monitor.Enter(gate);
    }
}
