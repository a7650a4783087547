// The bugs of Bad.Filed.cs as they were mended. Nothing here may be reported.
using System;
using System.Threading;
using System.Threading.Tasks;
using EntryPath;
using EntryPath.Packs;

namespace Threading.Good.Filed;

/// <summary>The wait stands before the <c>try</c>, and there is one release for it.</summary>
public sealed class Throttle
{
    private readonly SemaphoreSlim _slots = new(4);

    public async Task<T> WaitsBeforeTry<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await _slots.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        finally
        {
            _slots.Release();
        }
    }

    public void KnowsWhetherItWaited(Action work, CancellationToken cancellation)
    {
        bool taken = false;
        try
        {
            _slots.Wait(cancellation);
            taken = true;
            work();
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            if (taken)
                _slots.Release();
        }
    }

    public async Task ReleasedOnce(Func<Task> work)
    {
        await _slots.WaitAsync();
        bool released = false;
        try
        {
            await work();
            _slots.Release();
            released = true;
        }
        finally
        {
            if (!released)
                _slots.Release();
        }
    }
}

/// <summary>The result is looked at.</summary>
public sealed class Looked
{
    private readonly object _gate = new();
    private readonly SemaphoreSlim _slots = new(1);
    private readonly ReaderWriterLockSlim _lock = new();
    private int _count;

    public void Monitored()
    {
        if (!Monitor.TryEnter(_gate, 100))
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

    public async Task TimedOut()
    {
        if (!await _slots.WaitAsync(TimeSpan.FromSeconds(1)))
            throw new TimeoutException();
        try
        {
            _count++;
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Written()
    {
        if (!_lock.TryEnterWriteLock(100))
            return;
        _count++;
        _lock.ExitWriteLock();
    }
}

/// <summary>What can throw stands before, or inside the <c>try</c>.</summary>
public sealed class BeforeTry
{
    private readonly object _gate = new();
    private readonly SemaphoreSlim _slots = new(1);
    private int _open;

    public void Checks(int count)
    {
        if (count < 0)
            throw new ArgumentOutOfRangeException(nameof(count));
        Monitor.Enter(_gate);
        try
        {
            _open += count;
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }

    public async Task ChecksByAHelper(bool closed)
    {
        await _slots.WaitAsync();
        try
        {
            Check(closed);
            _open++;
        }
        finally
        {
            _slots.Release();
        }
    }

    private static void Check(bool closed)
    {
        if (closed)
            throw new ObjectDisposedException(nameof(BeforeTry));
    }
}

/// <summary>A guard of a semaphore, written by hand as most projects have one, and said to be one.</summary>
public sealed class AsyncLock
{
    private readonly SemaphoreSlim _slots = new(1);

    [Step(SemaphoreSlot.Taken)]
    [return: Guard]
    public async Task<Releaser> AcquireAsync()
    {
        await _slots.WaitAsync();
        return new Releaser(_slots);
    }

    public sealed class Releaser(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}

public sealed class GuardedCounter
{
    private readonly AsyncLock _lock = new();
    private int _count;

    public async Task Kept()
    {
        using (await _lock.AcquireAsync())
            _count++;
    }

    public async Task DisposedOnce(bool early)
    {
        AsyncLock.Releaser held = await _lock.AcquireAsync();
        try
        {
            if (early)
                return;
            _count++;
        }
        finally
        {
            held.Dispose();
        }
    }
}
