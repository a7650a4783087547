// Known bugs, each a use of System.Threading that its documentation rules out. A comment marks the line that has to be reported.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Threading.Bad;

public sealed class Monitors
{
    private readonly object _gate = new();
    private readonly List<int> _items = new();

    public bool EarlyReturnKeepsTheMonitor(int item)
    {
        Monitor.Enter(_gate);
        if (_items.Contains(item))
            return false; // EPO1005
        _items.Add(item);
        Monitor.Exit(_gate);
        return true;
    }

    public void ThrowKeepsTheMonitor(int item)
    {
        Monitor.Enter(_gate);
        if (item < 0)
            throw new ArgumentOutOfRangeException(nameof(item)); // EPO1005
        _items.Add(item);
        Monitor.Exit(_gate);
    }

    public void ExitsTwice()
    {
        Monitor.Enter(_gate);
        _items.Clear();
        Monitor.Exit(_gate);
        Monitor.Exit(_gate); // EPO1004
    }

    public void ExitsAlsoWhereTheTryFailed()
    {
        Monitor.TryEnter(_gate, 100);
        _items.Clear();
        Monitor.Exit(_gate); // EPO1004
    }

    public void TheWrongBranchExits()
    {
        if (!Monitor.TryEnter(_gate))
            Monitor.Exit(_gate);
    } // EPO1005

    public void PulsesAfterTheExit()
    {
        lock (_gate)
            _items.Clear();
        Monitor.PulseAll(_gate); // EPO1001
    }

    public void WaitsForAnObjectThatItDoesNotHold(object other)
    {
        lock (_gate)
            Monitor.Wait(other); // EPO1001
    }

    public async Task AwaitsInside()
    {
        Monitor.Enter(_gate);
        await Task.Delay(1); // EPO1008
        Monitor.Exit(_gate);
    }

    public IEnumerable<int> YieldsInside()
    {
        lock (_gate)
        {
            foreach (int item in _items)
                yield return item; // EPO1008
        }
    }

    public void ExitsWhateverTheFlagSays()
    {
        bool taken = false;
        try
        {
            Monitor.Enter(_gate, ref taken);
            _items.Clear();
        }
        finally
        {
            if (taken)
                Monitor.Exit(_gate);
            Monitor.Exit(_gate); // EPO1004
        }
    }

    public void ContinuesWithTheMonitor(int[] items)
    {
        foreach (int item in items)
        {
            Monitor.Enter(_gate);
            if (item == 0)
                return; // EPO1005
            _items.Add(item);
            Monitor.Exit(_gate);
        }
    }
}

public sealed class Locks
{
    private readonly Lock _lock = new();
    private int _value;

    public int EarlyReturn(int limit)
    {
        _lock.Enter();
        if (_value > limit)
            return -1; // EPO1005
        _value++;
        _lock.Exit();
        return _value;
    }

    public void ExitsTwice()
    {
        _lock.Enter();
        _lock.Exit();
        _lock.Exit(); // EPO1004
    }

    public bool ForgetsAfterTry()
    {
        if (!_lock.TryEnter())
            return false;
        if (_value == 0)
            return false; // EPO1005
        _lock.Exit();
        return true;
    }
}

public sealed class Mutexes
{
    private readonly Mutex _mutex = new();

    public bool GivesUpWithoutRelease(int limit)
    {
        _mutex.WaitOne();
        if (limit == 0)
            return false; // EPO1005
        _mutex.ReleaseMutex();
        return true;
    }

    public void ReleasesWhatItMayNotOwn()
    {
        _mutex.WaitOne(10);
        _mutex.ReleaseMutex(); // EPO1004
    }

    public async Task ReleasesOnAnotherThread()
    {
        _mutex.WaitOne();
        await Task.Yield(); // EPO1008
        _mutex.ReleaseMutex();
    }
}

public sealed class Semaphores
{
    private readonly SemaphoreSlim _slots = new(2);

    public async Task<bool> LosesASlot(int work)
    {
        await _slots.WaitAsync();
        if (work == 0)
            return false; // EPO1005
        _slots.Release();
        return true;
    }
}

public sealed class ReadersAndWriters
{
    private readonly ReaderWriterLockSlim _lock = new();
    private int _value;

    public void UpgradesAReader()
    {
        _lock.EnterReadLock();
        if (_value == 0)
        {
            _lock.EnterWriteLock(); // EPO1003
            _value = 1;
            _lock.ExitWriteLock();
        }

        _lock.ExitReadLock();
    }

    public void UpgradesToUpgradeable()
    {
        _lock.EnterReadLock();
        _lock.EnterUpgradeableReadLock(); // EPO1003
        _lock.ExitUpgradeableReadLock();
        _lock.ExitReadLock();
    }

    public int ExitsTheModeThatItHasLeft()
    {
        _lock.EnterWriteLock();
        int value = _value;
        _lock.ExitWriteLock();
        _lock.ExitWriteLock(); // EPO1004
        return value;
    }

    public int ReleasesInAnotherMode()
    {
        _lock.EnterReadLock();
        int value = _value;
        _lock.ExitWriteLock(); // EPO1004
        return value;
    }

    public int ReleasesTheUpgradeableLockAsAReader()
    {
        _lock.EnterUpgradeableReadLock();
        int value = _value;
        _lock.ExitReadLock(); // EPO1004
        return value;
    }

    public int ForgetsOnTheWay(int key)
    {
        _lock.EnterReadLock();
        if (key == _value)
            return key; // EPO1005
        _lock.ExitReadLock();
        return -1;
    }
}

public sealed class Spinners
{
    private SpinLock _spin = new(enableThreadOwnerTracking: true);
    private int _value;

    public int EarlyReturn(int limit)
    {
        bool taken = false;
        _spin.Enter(ref taken);
        if (taken && _value > limit)
            return 0; // EPO1005
        _value++;
        if (taken)
            _spin.Exit();
        return _value;
    }
}

/// <summary>One cause is one report: those who call what was reported are not reported for it again.</summary>
public sealed class Causes
{
    private readonly object _gate = new();

    public void Enter() => Monitor.Enter(_gate);

    public void ExitsSometimes()
    {
        if (Environment.TickCount > 0)
            Monitor.Exit(_gate);
    } // EPO1005

    public void CallsWhatDisagrees()
    {
        Enter();
        ExitsSometimes();
    }

    public void CallsTheCaller()
    {
        CallsWhatDisagrees();
        CallsWhatDisagrees();
    }

    private void Throws(int item)
    {
        Monitor.Enter(_gate);
        if (item < 0)
            throw new ArgumentOutOfRangeException(nameof(item)); // EPO1005
        Monitor.Exit(_gate);
    }

    public void CallsWhatThrows(int item) => Throws(item);
}
