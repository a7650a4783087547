// Locks that are held by mode, by flag or element by element. What only the class knows is likely; what no mode explains is certain.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Threading.Bad.Modes;

/// <summary>It holds its monitor or its semaphore, by its argument and by what the semaphore counts.</summary>
internal sealed class EitherLock
{
    private readonly SemaphoreSlim _slot = new(1);

    internal void Wait(bool fromAnyThread)
    {
        Monitor.Enter(_slot);
        if (fromAnyThread || _slot.CurrentCount == 0)
        {
            _slot.Wait();
            Monitor.Exit(_slot);
        }
    } // likely EPO1005 // likely EPO1005

    internal void Release()
    {
        if (_slot.CurrentCount == 0)
            _slot.Release();
        else
            Monitor.Exit(_slot);
    } // likely EPO1005
}

/// <summary>Its end has no mode: a way out that leaves the monitor is a mistake whoever calls it.</summary>
internal sealed class OneLock
{
    private readonly object _gate = new();

    internal void Enter(bool closed)
    {
        Monitor.Enter(_gate);
        if (closed)
            return; // EPO1005
        Monitor.Exit(_gate);
        Monitor.Enter(_gate);
        Monitor.Exit(_gate);
    }
}

/// <summary>A flag that is passed by reference says whether the lock is held.</summary>
internal sealed class Flagged
{
    private readonly object _gate = new();
    private int _count;

    public Func<bool> Work { get; set; } = () => true;

    public void ByReference(Flags flags)
    {
        Monitor.Enter(_gate);
        _count++;
        Release(flags.Held);
    } // likely EPO1005

    public void ForgottenOnOneWay()
    {
        bool taken = false;
        Take(ref taken);
        if (_count > 3)
            return; // EPO1005
        if (taken)
            Monitor.Exit(_gate);
    }

    private void Take(ref bool taken) => Monitor.Enter(_gate, ref taken);

    private void Release(bool taken)
    {
        if (taken)
            Monitor.Exit(_gate);
    }

    public sealed class Flags
    {
        public bool Held { get; set; }
    }
}

/// <summary>One helper locks every node of a list, another unlocks those that are marked.</summary>
public sealed class Bag
{
    private volatile Node? _head;

    public int Count
    {
        get
        {
            if (_head == null)
                return 0;
            try
            {
                Freeze();
                return Sum(); // likely EPO1005
            }
            finally
            {
                Unfreeze();
            }
        }
    }

    public int First(Node node, bool wanted)
    {
        Node? next = node.Next;
        if (next == null)
            return 0;
        Monitor.Enter(next);
        if (!wanted)
            return 0; // EPO1005
        Monitor.Exit(next);
        return 1;
    }

    private int Sum()
    {
        int sum = 0;
        for (Node? node = _head; node != null; node = node.Next)
            sum++;
        return sum;
    }

    private void Freeze()
    {
        for (Node? node = _head; node != null; node = node.Next)
            Monitor.Enter(node, ref node.IsFrozen);
    }

    private void Unfreeze()
    {
        for (Node? node = _head; node != null; node = node.Next)
        {
            if (!node.IsFrozen)
                continue;
            node.IsFrozen = false;
            Monitor.Exit(node);
        }
    }

    public sealed class Node
    {
        public bool IsFrozen;

        public Node? Next { get; set; }
    }
}

/// <summary>A caller's lock stays with the caller where a body that it does not wait for is suspended; its own lock does not.</summary>
public sealed class Suspended
{
    private readonly object _gate = new();

    public Task StartsUnderItsLock()
    {
        lock (_gate)
            return SignalsAsync();
    }

    public int EnumeratesUnderItsLock()
    {
        int sum = 0;
        lock (_gate)
        {
            foreach (int item in Items())
                sum += item;
        }

        return sum;
    }

    private async Task SignalsAsync()
    {
        Monitor.Pulse(_gate);
        await Task.Yield(); // likely EPO1008
    }

    private IEnumerable<int> Items()
    {
        Monitor.Pulse(_gate);
        yield return 1; // likely EPO1008
    }

    public async Task OwnLockAsync()
    {
        Monitor.Enter(_gate);
        await SignalsLaterAsync(); // EPO1008
        Monitor.Exit(_gate);
    }

    private static async Task SignalsLaterAsync() => await Task.Yield();
}

/// <summary>A wait without a limit comes back only with the mutex.</summary>
public static class Mutexes
{
    public static void ThrowsWhereItCannot(Mutex mutex)
    {
        if (!mutex.WaitOne())
            throw new InvalidOperationException();
        mutex.ReleaseMutex();
    }

    public static void ThrowsWhereItHasIt(Mutex mutex, bool closed)
    {
        if (mutex.WaitOne() && closed)
            throw new InvalidOperationException(); // EPO1005
        mutex.ReleaseMutex();
    }
}

/// <summary>The older lock of readers and writers: a read under a caller's write ends with itself, and one call ends all.</summary>
public sealed class Older
{
    private readonly System.Threading.ReaderWriterLock _lock = new();
    private int _value;

    public void Write()
    {
        _lock.AcquireWriterLock(Timeout.Infinite);
        try
        {
            _value = Read() + Read();
        }
        finally
        {
            _lock.ReleaseWriterLock();
        }
    }

    public int ReadAndGiveAllUp()
    {
        _lock.AcquireReaderLock(Timeout.Infinite);
        try
        {
            return _value;
        }
        finally
        {
            _lock.ReleaseLock();
        }
    }

    public void Forgets(bool early)
    {
        _lock.AcquireReaderLock(Timeout.Infinite);
        if (early)
            return; // EPO1005
        _lock.ReleaseLock();
    }

    private int Read()
    {
        _lock.AcquireReaderLock(Timeout.Infinite);
        try
        {
            return _value;
        }
        finally
        {
            _lock.ReleaseReaderLock();
        }
    }
}

/// <summary>The awaited method releases the monitor before it waits, and says so by its result: where it does, nobody can tell from its end alone.</summary>
public sealed class ReleasedByTheAwaited
{
    private readonly object _gate = new();
    private bool _closed;

    public async Task CloseAsync()
    {
        bool taken = false;
        try
        {
            Monitor.Enter(_gate, ref taken);
            await FinishAsync(taken); // likely EPO1008
            taken = false;
        }
        finally
        {
            if (taken)
                Monitor.Exit(_gate);
        }
    }

    private async Task FinishAsync(bool taken)
    {
        _closed = true;
        if (taken)
            Monitor.Exit(_gate);

        await Task.Delay(1);
    }
}
