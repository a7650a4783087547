// What the documentation of System.Threading gives or allows for the overloads with a flag, a timeout or a result. Nothing here may be reported.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace Threading.Good.Overloads;

public sealed class Monitors
{
    private readonly object _gate = new();
    private int _count;

    public void EntersBeforeTheTry()
    {
        bool taken = false;
        Monitor.Enter(_gate, ref taken);
        try
        {
            _count++;
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }

    public void TriesWithTheFlag()
    {
        bool taken = false;
        try
        {
            Monitor.TryEnter(_gate, ref taken);
            if (taken)
                _count++;
            else
                _count--;
        }
        finally
        {
            if (taken)
            {
                Monitor.Exit(_gate);
            }
        }
    }

    public void GivesUpWithoutTheFlag()
    {
        bool taken = false;
        Monitor.TryEnter(_gate, TimeSpan.Zero, ref taken);
        if (!taken)
            return;
        try
        {
            _count++;
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }

    public void TriesWithoutLimit()
    {
        Monitor.TryEnter(_gate, Timeout.Infinite);
        Monitor.Exit(_gate);
    }

    public bool ComparesTheResult()
    {
        if (Monitor.TryEnter(_gate, 10)is false)
            return false;
        try
        {
            return true;
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }

    public bool KeepsTheResult()
    {
        bool entered = Monitor.TryEnter(_gate);
        int step = entered ? 1 : 2;
        if (entered)
            Monitor.Exit(_gate);
        return step == 1;
    }

    public bool WaitsWithATimeout(TimeSpan timeout)
    {
        lock (_gate)
        {
            while (_count == 0)
            {
                if (!Monitor.Wait(_gate, timeout))
                    return false;
            }

            _count--;
            return true;
        }
    }

    public void AssertsThatItIsEntered()
    {
        Debug.Assert(Monitor.IsEntered(_gate));
        Monitor.Pulse(_gate);
    }

    public void HandsTheFlagOn(ref bool taken)
    {
        Monitor.Enter(_gate, ref taken);
    }

    public void LocksAType()
    {
        Monitor.Enter(typeof(Monitors));
        try
        {
            _count++;
        }
        finally
        {
            Monitor.Exit(typeof(Monitors));
        }
    }

    public void LocksItself()
    {
        Monitor.Enter(this);
        Monitor.Exit(this);
    }

    public void LeavesInALocalFunction()
    {
        Monitor.Enter(_gate);
        try
        {
            _count++;
        }
        finally
        {
            Leave();
        }

        void Leave() => Monitor.Exit(_gate);
    }

    public void LeavesInADelegate()
    {
        Action leave = () => Monitor.Exit(_gate);
        Monitor.Enter(_gate);
        if (_count == 1)
        {
            leave();
            return;
        }

        leave();
    }

    public void SwapsOnlyOnce()
    {
        bool entered = false;
        Action enter = () =>
        {
            Monitor.Enter(_gate);
            entered = true;
        };
        enter();
        if (entered)
            Monitor.Exit(_gate);
    }
}

public sealed class Mutexes
{
    private readonly Mutex _mutex = new(false, "Shared");

    public void AnAbandonedOneIsOwned()
    {
        try
        {
            _mutex.WaitOne();
        }
        catch (AbandonedMutexException)
        {
        }

        try
        {
            Console.WriteLine();
        }
        finally
        {
            _mutex.ReleaseMutex();
        }
    }

    public bool AnAbandonedOneIsOwnedToo()
    {
        bool owned;
        try
        {
            owned = _mutex.WaitOne(100);
        }
        catch (AbandonedMutexException)
        {
            owned = true;
        }

        if (!owned)
            return false;
        try
        {
            Console.WriteLine();
        }
        finally
        {
            _mutex.ReleaseMutex();
        }

        return true;
    }

    public void RemembersWhetherItOwnsIt()
    {
        bool owned = false;
        try
        {
            try
            {
                owned = _mutex.WaitOne(5000, false);
                if (!owned)
                    throw new TimeoutException();
            }
            catch (AbandonedMutexException)
            {
                owned = true;
            }

            Console.WriteLine();
        }
        finally
        {
            if (owned)
                _mutex.ReleaseMutex();
        }
    }

    public void WaitsWithoutLimit()
    {
        _mutex.WaitOne(Timeout.Infinite);
        _mutex.ReleaseMutex();
    }

    public void WaitsForAnInfiniteTimeSpan()
    {
        _mutex.WaitOne(Timeout.InfiniteTimeSpan);
        _mutex.ReleaseMutex();
    }

    public void WaitsInsideTheTry()
    {
        try
        {
            _mutex.WaitOne();
            Console.WriteLine();
        }
        finally
        {
            _mutex.ReleaseMutex();
        }
    }

    public static void NotInitiallyOwned()
    {
        using Mutex mutex = new(false, "Other", out bool created);
        mutex.WaitOne();
        mutex.ReleaseMutex();
    }
}

public sealed class Semaphores
{
    private readonly SemaphoreSlim _slim = new(1, 1);
    private readonly Semaphore _kernel = new(1, 1);
    private int _count;

    public async Task CanBeCancelled(CancellationToken cancellation)
    {
        await _slim.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await Task.Delay(1, cancellation);
        }
        finally
        {
            _slim.Release();
        }
    }

    public async Task<bool> TimeoutAndCancellation(TimeSpan timeout, CancellationToken cancellation)
    {
        if (!await _slim.WaitAsync(timeout, cancellation).ConfigureAwait(false))
            return false;
        try
        {
            await Task.Yield();
            return true;
        }
        finally
        {
            _slim.Release();
        }
    }

    public async Task AwaitsTheTaskLater()
    {
        Task entered = _slim.WaitAsync();
        await entered;
        try
        {
            _count++;
        }
        finally
        {
            _slim.Release();
        }
    }

    public async Task RemembersWhetherItEntered(CancellationToken cancellation)
    {
        bool taken = false;
        try
        {
            await _slim.WaitAsync(cancellation);
            taken = true;
            _count++;
        }
        finally
        {
            if (taken)
                _slim.Release();
        }
    }

    public async Task<bool> Polls()
    {
        bool entered = await _slim.WaitAsync(0);
        try
        {
            return entered;
        }
        finally
        {
            if (entered)
                _slim.Release();
        }
    }

    public async Task LeavesWhereItWasCancelled(CancellationToken cancellation)
    {
        try
        {
            await _slim.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        try
        {
            _count++;
        }
        finally
        {
            _slim.Release();
        }
    }

    public bool TriesWithoutWaiting()
    {
        if (!_slim.Wait(0))
            return false;
        try
        {
            return true;
        }
        finally
        {
            _slim.Release();
        }
    }

    public void WaitsWithoutLimit()
    {
        _slim.Wait(Timeout.Infinite);
        try
        {
            _count++;
        }
        finally
        {
            _slim.Release();
        }
    }

    public void Kernel()
    {
        _kernel.WaitOne();
        try
        {
            _count++;
        }
        finally
        {
            _kernel.Release();
        }
    }

    public void Blocks()
    {
        _slim.WaitAsync().GetAwaiter().GetResult();
        try
        {
            _count++;
        }
        finally
        {
            _slim.Release();
        }
    }

    public async Task Throttles(IEnumerable<int> items)
    {
        List<Task> running = new();
        foreach (int item in items)
        {
            await _slim.WaitAsync();
            running.Add(Task.Run(async () =>
            {
                try
                {
                    await Task.Delay(item);
                }
                finally
                {
                    _slim.Release();
                }
            }));
        }

        await Task.WhenAll(running);
    }

    public async Task StartsAndForgets(IEnumerable<Func<Task>> work)
    {
        foreach (Func<Task> item in work)
        {
            await _slim.WaitAsync();
            _ = RunAsync(item);
        }
    }

    public async Task ReleasesInAHelper(bool early)
    {
        await _slim.WaitAsync();
        if (early)
        {
            GiveBack();
            return;
        }

        _slim.Release();
    }

    public async Task HandsOnAndKeepsOn(bool early)
    {
        await _slim.WaitAsync();
        if (early)
        {
            _ = Task.Run(() => _slim.Release());
            return;
        }

        _slim.Release();
    }

    public async Task<IDisposable> LockAsync()
    {
        await _slim.WaitAsync();
        return new Releaser(_slim);
    }

    public async Task UsesTheReleaser()
    {
        using (await LockAsync())
        {
            _count++;
        }

        _count--;
    }

    private async Task RunAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        finally
        {
            _slim.Release();
        }
    }

    private void GiveBack() => _slim.Release();

    private sealed class Releaser(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}

public sealed class ReadersAndWriters
{
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly Dictionary<int, string> _cache = new();
    private int _value;

    public bool TriesToRead()
    {
        if (_lock.TryEnterReadLock(10))
        {
            try
            {
                return _value > 1;
            }
            finally
            {
                _lock.ExitReadLock();
            }
        }

        return false;
    }

    public bool KeepsTheResult(TimeSpan timeout)
    {
        bool entered = _lock.TryEnterWriteLock(timeout);
        try
        {
            if (entered)
                _value++;
            return entered;
        }
        finally
        {
            if (entered)
                _lock.ExitWriteLock();
        }
    }

    public bool TriesToUpgrade()
    {
        if (!_lock.TryEnterUpgradeableReadLock(TimeSpan.Zero))
            return false;
        try
        {
            if (_lock.TryEnterWriteLock(0))
            {
                try
                {
                    _value++;
                }
                finally
                {
                    _lock.ExitWriteLock();
                }
            }

            return true;
        }
        finally
        {
            _lock.ExitUpgradeableReadLock();
        }
    }

    public void ExitsWhatIsHeld()
    {
        _lock.EnterUpgradeableReadLock();
        try
        {
            _lock.EnterWriteLock();
        }
        finally
        {
            if (_lock.IsWriteLockHeld)
                _lock.ExitWriteLock();
            _lock.ExitUpgradeableReadLock();
        }
    }

    public void ExitsIfReading()
    {
        try
        {
            _lock.EnterReadLock();
            _value++;
        }
        finally
        {
            if (_lock.IsReadLockHeld)
                _lock.ExitReadLock();
        }
    }

    public void TriesWithoutLimit()
    {
        _lock.TryEnterReadLock(Timeout.Infinite);
        try
        {
            _value++;
        }
        finally
        {
            _lock.ExitReadLock();
        }

        _lock.TryEnterWriteLock(-1);
        _lock.ExitWriteLock();
    }

    public string Upgrades(int key)
    {
        _lock.EnterUpgradeableReadLock();
        try
        {
            if (_cache.TryGetValue(key, out string? known))
                return known;
            _lock.EnterWriteLock();
            try
            {
                return _cache[key] = "new";
            }
            finally
            {
                _lock.ExitWriteLock();
            }
        }
        finally
        {
            _lock.ExitUpgradeableReadLock();
        }
    }

    public void DowngradesFromWriting()
    {
        _lock.EnterUpgradeableReadLock();
        _lock.EnterWriteLock();
        _value++;
        _lock.ExitWriteLock();
        _lock.EnterReadLock();
        _lock.ExitUpgradeableReadLock();
        _value--;
        _lock.ExitReadLock();
    }

    public void OneModeOrTheOther(bool writes)
    {
        if (writes)
            _lock.EnterWriteLock();
        else
            _lock.EnterReadLock();
        try
        {
            _value++;
        }
        finally
        {
            if (writes)
                _lock.ExitWriteLock();
            else
                _lock.ExitReadLock();
        }
    }

    public void EntersUnlessHeld()
    {
        bool held = _lock.IsWriteLockHeld;
        if (!held)
            _lock.EnterWriteLock();
        try
        {
            _value++;
        }
        finally
        {
            if (!held)
                _lock.ExitWriteLock();
        }
    }
}

public sealed class OldReadersAndWriters
{
    private readonly System.Threading.ReaderWriterLock _lock = new();
    private int _value;

    public void Writes()
    {
        _lock.AcquireWriterLock(Timeout.Infinite);
        try
        {
            _value++;
        }
        finally
        {
            _lock.ReleaseWriterLock();
        }
    }

    public void GivesUpAfterATimeout()
    {
        try
        {
            _lock.AcquireReaderLock(10);
            try
            {
                _value++;
            }
            finally
            {
                _lock.ReleaseReaderLock();
            }
        }
        catch (ApplicationException)
        {
            _value--;
        }
    }

    public void LetsGoForAWhile()
    {
        _lock.AcquireReaderLock(10);
        LockCookie cookie = _lock.ReleaseLock();
        Thread.Sleep(1);
        _lock.RestoreLock(ref cookie);
        _lock.ReleaseReaderLock();
    }
}

public sealed class Spinners
{
    private SpinLock _spin = new(enableThreadOwnerTracking: false);
    private int _value;

    public void EntersBeforeTheTry()
    {
        bool taken = false;
        _spin.Enter(ref taken);
        try
        {
            _value++;
        }
        finally
        {
            _spin.Exit();
        }
    }

    public bool TriesForATimeSpan()
    {
        bool taken = false;
        _spin.TryEnter(TimeSpan.Zero, ref taken);
        try
        {
            return taken;
        }
        finally
        {
            if (taken)
                _spin.Exit();
        }
    }

    public void ExitsIfHeld()
    {
        if (_spin.IsHeldByCurrentThread)
            _spin.Exit();
    }

    public void OnceARound(int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            bool taken = false;
            try
            {
                _spin.Enter(ref taken);
                _value++;
            }
            finally
            {
                if (taken)
                    _spin.Exit();
            }
        }
    }
}
