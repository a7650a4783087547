// Locks in fields and properties whose names other types use for something else. Nothing here may be reported.
using System;
using System.Threading;

namespace Threading.Good.Fields;

// A static of the name that an instance field has elsewhere.
public static class Registry
{
    private static readonly object gate = new();

    public static void Touch()
    {
        lock (gate)
            Console.WriteLine("touched");
    }
}

public class Store
{
    private ReaderWriterLockSlim gate;
    private readonly object[] _items = new object[3];

    public Store() => this.gate = new ReaderWriterLockSlim();

    public void Clear()
    {
        this.gate.EnterWriteLock();
        try
        {
            foreach (object item in _items)
                Removed(item);
        }
        finally
        {
            this.gate.ExitWriteLock();
        }
    }

    protected virtual void Removed(object item)
    {
    }
}

public sealed class CopyingStore : Store
{
    private Store _copy = new();

    protected override void Removed(object item) => _copy = new Store();

    public Store Copy() => _copy;
}

// A conversion with a lock in it, for which every member is looked into.
public sealed class Ticket
{
    public static implicit operator int(Ticket ticket)
    {
        lock (ticket)
            Monitor.Pulse(ticket);

        return 1;
    }
}

public sealed class Queue
{
    private readonly byte[] _buffers = new byte[3];
    private int _count;

    private object Gate
    {
        get { return _buffers; }
    }

    private object Self
    {
        get { return this; }
    }

    public void Take()
    {
        lock (Gate)
        {
            while (_count == 0)
                Monitor.Wait(Gate);

            _count--;
        }
    }

    public void Put(bool wakes)
    {
        lock (Self)
        {
            _count++;
            if (wakes)
                Monitor.Pulse(Self);
        }
    }
}
