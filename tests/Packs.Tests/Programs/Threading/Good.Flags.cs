// Locks that are taken and released as a flag says. Nothing here may be reported.
using System;
using System.Threading;

namespace Threading.Good.Flags;

/// <summary>A lock for objects that are shared, and none for those that are not.</summary>
public sealed class OptionalLock(bool isShared)
{
    private readonly object _gate = new();
    private int _count;

    public int Add()
    {
        Enter();
        try
        {
            return ++_count;
        }
        finally
        {
            Exit();
        }
    }

    private void Enter()
    {
        if (isShared)
            Monitor.Enter(_gate);
    }

    private void Exit()
    {
        if (isShared)
            Monitor.Exit(_gate);
    }
}

/// <summary>Disposing twice releases once.</summary>
public sealed class Holder : IDisposable
{
    private readonly object _gate;
    private int _isDisposed;

    public Holder(object gate)
    {
        _gate = gate;
        Monitor.Enter(gate);
    }

    public void Dispose()
    {
        if (Interlocked.CompareExchange(ref _isDisposed, 1, 0) == 0)
            Monitor.Exit(_gate);
    }
}

/// <summary>A guard of a lock that is not always one.</summary>
public sealed class OptionalHolder : IDisposable
{
    private readonly object _gate;
    private readonly bool _isShared;

    public OptionalHolder(object gate, bool isShared)
    {
        _gate = gate;
        _isShared = isShared;
        if (isShared)
            Monitor.Enter(gate);
    }

    public void Dispose()
    {
        if (_isShared)
            Monitor.Exit(_gate);
    }
}

public sealed class ItemLock
{
    private readonly object _gate = new();
    private volatile bool _isNotifying;
    private int _count;

    public void Add()
    {
        bool taken = false;
        try
        {
            TryEnter(ref taken);
            if (taken)
                _count++;
        }
        finally
        {
            ExitIfNeeded(taken);
        }
    }

    public void Notify(bool isNotifying) => _isNotifying = isNotifying;

    private void TryEnter(ref bool taken)
    {
        taken = false;
        while (!_isNotifying && !taken)
            Monitor.TryEnter(_gate, 100, ref taken);
    }

    private void ExitIfNeeded(bool taken)
    {
        if (taken)
            Monitor.Exit(_gate);
    }
}

public sealed class AskedFirst
{
    private readonly ReaderWriterLockSlim _lock = new();

    public void Enter()
    {
        if (!_lock.IsWriteLockHeld)
            _lock.EnterWriteLock();
    }

    public void Exit()
    {
        if (_lock.IsWriteLockHeld)
            _lock.ExitWriteLock();
    }
}
