// Programs that the documentation of System.Threading gives or allows. Nothing here may be reported.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Threading.Good;

public sealed class Monitors
{
    private readonly object _gate = new();
    private readonly Queue<int> _items = new();

    public void Plain(int item)
    {
        Monitor.Enter(_gate);
        _items.Enqueue(item);
        Monitor.Exit(_gate);
    }

    public void Finally(int item)
    {
        Monitor.Enter(_gate);
        try
        {
            if (item < 0)
                return;
            _items.Enqueue(item);
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }

    public void Flag(int item)
    {
        bool taken = false;
        try
        {
            Monitor.Enter(_gate, ref taken);
            _items.Enqueue(item);
        }
        finally
        {
            if (taken)
                Monitor.Exit(_gate);
        }
    }

    public bool Try(int item)
    {
        if (!Monitor.TryEnter(_gate, TimeSpan.FromSeconds(1)))
            return false;
        try
        {
            _items.Enqueue(item);
            return true;
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }

    public bool TryWithFlag(int item)
    {
        bool taken = false;
        try
        {
            Monitor.TryEnter(_gate, 500, ref taken);
            if (!taken)
                return false;
            _items.Enqueue(item);
            return true;
        }
        finally
        {
            if (taken)
                Monitor.Exit(_gate);
        }
    }

    public int Statement()
    {
        lock (_gate)
        {
            while (_items.Count == 0)
                Monitor.Wait(_gate);
            return _items.Dequeue();
        }
    }

    public void Signal(int item)
    {
        lock (_gate)
        {
            _items.Enqueue(item);
            Monitor.PulseAll(_gate);
        }
    }

    public void Nested()
    {
        lock (_gate)
        {
            lock (_gate)
                _items.Clear();
            Monitor.Pulse(_gate);
        }
    }

    public void OnlyIfEntered()
    {
        if (Monitor.IsEntered(_gate))
            Monitor.Exit(_gate);
    }

    public async Task AwaitsOutside(int item)
    {
        lock (_gate)
            _items.Enqueue(item);
        await Task.Delay(1);
    }

    public void TwoLocks(object other)
    {
        Monitor.Enter(_gate);
        Monitor.Enter(other);
        _items.Clear();
        Monitor.Exit(other);
        Monitor.Exit(_gate);
    }

    public void LetsGoForAWhile()
    {
        lock (_gate)
        {
            Monitor.Exit(_gate);
            try
            {
                Thread.Sleep(1);
            }
            finally
            {
                Monitor.Enter(_gate);
            }

            _items.Clear();
        }
    }
}

public sealed class Locks
{
    private readonly Lock _lock = new();
    private int _value;

    public int Scope()
    {
        using (_lock.EnterScope())
            return ++_value;
    }

    public int Statement()
    {
        lock (_lock)
            return ++_value;
    }

    public bool Try()
    {
        if (_lock.TryEnter())
        {
            try
            {
                _value++;
                return true;
            }
            finally
            {
                _lock.Exit();
            }
        }

        return false;
    }
}

public sealed class Mutexes
{
    private readonly Mutex _mutex = new();

    public void Plain()
    {
        _mutex.WaitOne();
        try
        {
            Console.WriteLine();
        }
        finally
        {
            _mutex.ReleaseMutex();
        }
    }

    public bool Timeout()
    {
        if (!_mutex.WaitOne(1000))
            return false;
        _mutex.ReleaseMutex();
        return true;
    }

    public static void SingleInstance()
    {
        using Mutex mutex = new(initiallyOwned: true, "Instance", out bool createdNew);
        if (!createdNew)
            return;
        Console.WriteLine();
        mutex.ReleaseMutex();
    }

    public static void OtherHandlesAreNotLocks(EventWaitHandle handle)
    {
        handle.WaitOne();
        if (handle.WaitOne(10))
            return;
        handle.WaitOne();
    }
}

public sealed class Semaphores
{
    private readonly SemaphoreSlim _mutex = new(1, 1);
    private readonly SemaphoreSlim _signal = new(0);

    public async Task<int> AsyncLock(Func<Task<int>> work)
    {
        await _mutex.WaitAsync().ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            _mutex.Release();
        }
    }

    public async Task<bool> Timeout(CancellationToken cancellation)
    {
        if (!await _mutex.WaitAsync(100, cancellation))
            return false;
        _mutex.Release();
        return true;
    }

    // One side waits for what the other side signals.
    public void Produce() => _signal.Release();

    public void ProduceMany() => _signal.Release(3);

    public async Task Consume() => await _signal.WaitAsync();
}

public sealed class ReadersAndWriters
{
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly Dictionary<int, string> _cache = new();

    public string Read(int key)
    {
        _lock.EnterReadLock();
        try
        {
            return _cache[key];
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    public bool TryAdd(int key, string value, int timeout)
    {
        if (!_lock.TryEnterWriteLock(timeout))
            return false;
        try
        {
            _cache.Add(key, value);
            return true;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    public void AddOrUpdate(int key, string value)
    {
        _lock.EnterUpgradeableReadLock();
        try
        {
            if (_cache.TryGetValue(key, out string? known) && known == value)
                return;
            _lock.EnterWriteLock();
            try
            {
                _cache[key] = value;
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

    public void Downgrade(int key)
    {
        _lock.EnterUpgradeableReadLock();
        _lock.EnterReadLock();
        _lock.ExitUpgradeableReadLock();
        _cache.TryGetValue(key, out _);
        _lock.ExitReadLock();
    }

    public void ReleaseWhatIsHeld()
    {
        if (_lock.IsWriteLockHeld)
            _lock.ExitWriteLock();
    }
}

public sealed class OldReadersAndWriters
{
    private readonly System.Threading.ReaderWriterLock _lock = new();
    private int _value;

    public void Upgrade()
    {
        _lock.AcquireReaderLock(1000);
        try
        {
            if (_value == 0)
            {
                LockCookie cookie = _lock.UpgradeToWriterLock(1000);
                _value = 1;
                _lock.DowngradeFromWriterLock(ref cookie);
            }
        }
        finally
        {
            _lock.ReleaseReaderLock();
        }
    }
}

public sealed class Spinners
{
    private SpinLock _spin = new(enableThreadOwnerTracking: false);
    private int _value;

    public void Increment()
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
                _spin.Exit(useMemoryBarrier: false);
        }
    }

    public bool TryIncrement()
    {
        bool taken = false;
        _spin.TryEnter(ref taken);
        if (!taken)
            return false;
        _value++;
        _spin.Exit();
        return true;
    }
}

/// <summary>A guard that someone wrote before there was an attribute for it.</summary>
public sealed class HandWrittenGuards
{
    private readonly Gate _gate = new();
    private int _count;

    public int Add(int item)
    {
        using (new Holder(_gate))
        {
            if (item == 0)
                return _count;
            _count += item;
        }

        return _count;
    }

    private sealed class Gate
    {
        private readonly object _own = new();

        public void Enter() => Monitor.Enter(_own);

        public void Exit() => Monitor.Exit(_own);
    }

    private readonly struct Holder : IDisposable
    {
        private readonly Gate _held;

        public Holder(Gate gate)
        {
            _held = gate;
            gate.Enter();
        }

        public void Dispose() => _held.Exit();
    }
}
