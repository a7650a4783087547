// Known bugs with the overloads of System.Threading that report by a flag, a timeout or a result. A comment marks the line that has to be reported.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Threading.Bad.Overloads;

public sealed class Monitors
{
    private readonly object _gate = new();
    private int _count;

    public void ExitsWithoutAskingTheFlag()
    {
        bool taken = false;
        Monitor.TryEnter(_gate, 10, ref taken);
        _count++;
        Monitor.Exit(_gate); // EPO1004
    }

    public void ReturnsWhereTheFlagIsSet()
    {
        bool taken = false;
        Monitor.TryEnter(_gate, TimeSpan.FromSeconds(1), ref taken);
        if (taken && _count == 0)
            return; // EPO1005
        if (taken)
            Monitor.Exit(_gate);
    }

    public void TakesTheFlagTheWrongWayRound()
    {
        bool taken = false;
        Monitor.TryEnter(_gate, ref taken);
        if (!taken)
            Monitor.Exit(_gate);
    } // EPO1005

    public async Task AwaitsWithTheFlagSet()
    {
        bool taken = false;
        try
        {
            Monitor.Enter(_gate, ref taken);
            await Task.Yield(); // EPO1008
        }
        finally
        {
            if (taken)
                Monitor.Exit(_gate);
        }
    }

    public void PulsesWithoutTheMonitor()
    {
        Monitor.Pulse(_gate); // EPO1001
    }

    public bool WaitsWithATimeoutWithoutTheMonitor(object other)
    {
        lock (_gate)
        {
            return Monitor.Wait(other, TimeSpan.FromSeconds(1)); // EPO1001
        }
    }

    public void ReturnsFromTheHandler(Func<int> next)
    {
        Monitor.Enter(_gate);
        try
        {
            _count = next();
        }
        catch (InvalidOperationException)
        {
            return; // EPO1005
        }

        Monitor.Exit(_gate);
    }

    public void BreaksWithTheMonitor(int[] items)
    {
        foreach (int item in items)
        {
            Monitor.Enter(_gate);
            if (item == 3)
                break;
            Monitor.Exit(_gate);
        }
    } // EPO1005

    public void OneCaseForgets(int kind)
    {
        Monitor.Enter(_gate);
        switch (kind)
        {
            case 1:
                Monitor.Exit(_gate);
                break;
            case 2:
                return; // EPO1005
            default:
                Monitor.Exit(_gate);
                break;
        }
    }

    public void ALocalFunctionExitsTwice()
    {
        Monitor.Enter(_gate);
        Leave();
        Leave(); // EPO1004
        void Leave() => Monitor.Exit(_gate);
    }

    public void ReturnsBeforeTheDelegateRuns()
    {
        Action leave = () => Monitor.Exit(_gate);
        Monitor.Enter(_gate);
        if (_count == 1)
            return; // EPO1005
        leave();
    }

    public void ForgetsTheTypeLock()
    {
        Monitor.Enter(typeof(Monitors));
        if (_count == 0)
            return; // EPO1005
        Monitor.Exit(typeof(Monitors));
    }
}

public sealed class Mutexes
{
    private readonly Mutex _mutex = new(false, "Shared");
    private int _count;

    public void ReleasesAfterATimeout(TimeSpan timeout)
    {
        _mutex.WaitOne(timeout);
        _mutex.ReleaseMutex(); // EPO1004
    }

    public void ReleasesAfterATimeoutOfOldOverload()
    {
        _mutex.WaitOne(10, exitContext: false);
        _mutex.ReleaseMutex(); // EPO1004
    }

    public static void KeepsTheOneThatItMade()
    {
        using Mutex mutex = new(initiallyOwned: true, "Only", out bool created);
        if (created)
        {
            Console.WriteLine();
            return; // EPO1005
        }
    }

    public bool KeepsItWhereItGotIt()
    {
        bool owned = _mutex.WaitOne(100);
        if (owned && _count == 0)
            return false; // EPO1005
        if (owned)
            _mutex.ReleaseMutex();
        return owned;
    }

    public void ReleasesTwice()
    {
        _mutex.WaitOne();
        _mutex.ReleaseMutex();
        _mutex.ReleaseMutex(); // EPO1004
    }
}

public sealed class Semaphores
{
    private readonly SemaphoreSlim _slim = new(1, 1);
    private readonly Semaphore _kernel = new(1, 1);
    private int _count;

    public async Task<int> ThrowsWithASlot(int work)
    {
        await _slim.WaitAsync();
        if (work == 1)
            throw new InvalidOperationException(); // EPO1005
        _slim.Release();
        return work;
    }

    public async Task<bool> ReturnsWithASlotAfterATimeout()
    {
        if (await _slim.WaitAsync(10))
        {
            if (_count == 2)
                return false; // EPO1005
            _slim.Release();
        }

        return true;
    }

    public bool ReturnsWithAKernelSlot()
    {
        _kernel.WaitOne();
        if (_count == 1)
            return false; // EPO1005
        _kernel.Release();
        return true;
    }

    public bool ReturnsWithASlotThatCouldBeCancelled(CancellationToken cancellation)
    {
        _slim.Wait(cancellation);
        if (_count == 1)
            return false; // EPO1005
        _slim.Release();
        return true;
    }

    public async Task OneWayReleasesInAHelper(bool early)
    {
        await _slim.WaitAsync();
        if (early)
            return; // EPO1005
        GiveBack();
    }

    public bool BlocksForASlotAndLosesIt()
    {
        _slim.WaitAsync().GetAwaiter().GetResult();
        if (_count == 1)
            return false; // EPO1005
        _slim.Release();
        return true;
    }

    private void GiveBack() => _slim.Release();
}

public sealed class ReadersAndWriters
{
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly Dictionary<int, string> _cache = new();
    private int _value;

    public void TriesToUpgradeAReader()
    {
        _lock.EnterReadLock();
        if (_lock.TryEnterWriteLock(5)) // EPO1003
            _lock.ExitWriteLock();
        _lock.ExitReadLock();
    }

    public void TriesToUpgradeAReaderToUpgradeable()
    {
        _lock.EnterReadLock();
        if (_lock.TryEnterUpgradeableReadLock(TimeSpan.Zero)) // EPO1003
            _lock.ExitUpgradeableReadLock();
        _lock.ExitReadLock();
    }

    public async Task AwaitsWhileReading()
    {
        _lock.EnterReadLock();
        try
        {
            await Task.Yield(); // EPO1008
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    public IEnumerable<int> YieldsWhileReading()
    {
        _lock.EnterReadLock();
        try
        {
            foreach (int key in _cache.Keys)
                yield return key; // EPO1008
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    public int ExitsWithoutAskingTheResult()
    {
        _lock.TryEnterReadLock(10);
        int value = _value;
        _lock.ExitReadLock(); // EPO1004
        return value;
    }

    public int UpgradesAndKeepsWriting(int key)
    {
        _lock.EnterUpgradeableReadLock();
        _lock.EnterWriteLock();
        _value = key;
        if (key == 0)
        {
            _lock.ExitUpgradeableReadLock();
            return 0; // EPO1005
        }

        _lock.ExitWriteLock();
        _lock.ExitUpgradeableReadLock();
        return key;
    }
}

public sealed class OldReadersAndWriters
{
    private readonly System.Threading.ReaderWriterLock _lock = new();
    private int _value;

    public void ForgetsTheWriter()
    {
        _lock.AcquireWriterLock(10);
        if (_value == 0)
            return; // EPO1005
        _lock.ReleaseWriterLock();
    }

    public void ReleasesAReaderAsAWriter()
    {
        _lock.AcquireReaderLock(10);
        _lock.ReleaseWriterLock(); // EPO1004
    }
}

public sealed class Spinners
{
    private SpinLock _spin = new(enableThreadOwnerTracking: true);
    private int _value;

    public void EntersTwice()
    {
        bool first = false;
        _spin.Enter(ref first);
        bool second = false;
        _spin.Enter(ref second); // EPO1003
        _spin.Exit();
    }

    public void ExitsWithoutAskingTheFlag()
    {
        bool taken = false;
        _spin.TryEnter(10, ref taken);
        _value++;
        _spin.Exit(); // EPO1004
    }

    public void ExitsTwice()
    {
        bool taken = false;
        _spin.Enter(ref taken);
        _spin.Exit();
        _spin.Exit(useMemoryBarrier: false); // EPO1004
    }

    public async Task AwaitsInside()
    {
        bool taken = false;
        _spin.Enter(ref taken);
        await Task.Yield(); // EPO1008
        _spin.Exit();
    }

    public void ReturnsWithALocalOne()
    {
        SpinLock local = new();
        bool taken = false;
        local.Enter(ref taken);
        if (_value == 1)
            return; // EPO1005
        local.Exit();
    }
}
