// Bugs as they are filed again and again, each before it was mended; Good.Filed.cs has each after it. Every marked line has to be reported.
using System;
using System.Threading;
using System.Threading.Tasks;
using EntryPath;
using EntryPath.Packs;

namespace Threading.Bad.Filed;

/// <summary>A semaphore whose wait stands inside the <c>try</c>: where it is cancelled, <c>finally</c> gives back a slot that nobody took.</summary>
public sealed class Throttle
{
    private readonly SemaphoreSlim _slots = new(4);

    public async Task<T> CancelledInAwait<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            await _slots.WaitAsync(cancellation);
            return await work();
        }
        finally
        {
            _slots.Release(); // EPO1004
        }
    }

    public void CancelledInWait(Action work, CancellationToken cancellation)
    {
        try
        {
            _slots.Wait(cancellation);
            work();
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            _slots.Release(); // EPO1004
        }
    }

    public async Task ReleasedTwice(Func<Task> work)
    {
        await _slots.WaitAsync();
        try
        {
            await work();
            _slots.Release();
        }
        finally
        {
            _slots.Release(); // EPO1004
        }
    }

    public async Task ReleasedByTheHandlerToo(Func<Task> work)
    {
        await _slots.WaitAsync();
        try
        {
            await work();
        }
        catch (InvalidOperationException)
        {
            _slots.Release();
        }
        finally
        {
            _slots.Release(); // EPO1004
        }
    }
}

/// <summary>A result that says whether there is anything to give back, and that nobody looks at.</summary>
public sealed class Unlooked
{
    private readonly object _gate = new();
    private readonly SemaphoreSlim _slots = new(1);
    private readonly ReaderWriterLockSlim _lock = new();
    private int _count;

    public void Monitored()
    {
        Monitor.TryEnter(_gate, 100);
        try
        {
            _count++;
        }
        finally
        {
            Monitor.Exit(_gate); // EPO1004
        }
    }

    public async Task TimedOut()
    {
        await _slots.WaitAsync(TimeSpan.FromSeconds(1));
        try
        {
            _count++;
        }
        finally
        {
            _slots.Release(); // EPO1004
        }
    }

    public void Written()
    {
        _ = _lock.TryEnterWriteLock(100);
        _count++;
        _lock.ExitWriteLock(); // EPO1004
    }
}

/// <summary>What an exception between taking and <c>try</c> leaves.</summary>
public sealed class BeforeTry
{
    private readonly object _gate = new();
    private readonly SemaphoreSlim _slots = new(1);
    private int _open;

    public void Checks(int count)
    {
        Monitor.Enter(_gate);
        if (count < 0)
            throw new ArgumentOutOfRangeException(nameof(count)); // EPO1005
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
        Check(closed); // EPO1005
        try
        {
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

    public async Task Dropped()
    {
        await _lock.AcquireAsync(); // EPO1005
        _count++;
    }

    public async Task NotAwaited()
    {
        using (_lock.AcquireAsync()) // EPO1009
            _count++;

        await Task.Yield();
    }

    public async Task DisposedTwice()
    {
        using AsyncLock.Releaser held = await _lock.AcquireAsync(); // EPO1004
        _count++;
        held.Dispose();
    }

    public async Task ForgottenOnOneWay(bool early)
    {
        AsyncLock.Releaser held = await _lock.AcquireAsync();
        if (early)
            return; // EPO1005
        _count++;
        held.Dispose();
    }
}
