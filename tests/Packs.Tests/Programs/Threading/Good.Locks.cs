// Programs that the documentation of System.Threading.Lock gives or allows. Nothing here may be reported.
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using EntryPath;
using EntryPath.Packs;

namespace Threading.Good.LockTypes;

public sealed class Account
{
    [PartOf] private readonly Lock _gate = new();
    private decimal _balance;

    [Requires(ThreadLock.Held)]
    private void Add(decimal amount) => _balance += amount;

    [Requires(ThreadLock.Held)]
    private decimal Balance() => _balance;

    public decimal Debit(decimal amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        decimal applied = 0;
        lock (_gate)
        {
            if (Balance() >= amount)
            {
                Add(-amount);
                applied = amount;
            }
        }

        return applied;
    }

    public decimal EarlyReturn(decimal amount)
    {
        lock (_gate)
        {
            if (amount == 0)
                return Balance();
            Add(amount);
        }

        lock (_gate)
            return Balance();
    }

    public void Nested(Account other, decimal amount)
    {
        lock (_gate)
        {
            lock (_gate)
                Add(amount);
            Add(amount);
            lock (other._gate)
                other.Add(amount);
            Add(amount);
        }
    }

    public void Throws(decimal amount)
    {
        lock (_gate)
        {
            if (amount < 0)
                throw new ArgumentOutOfRangeException(nameof(amount));
            try
            {
                Add(amount);
            }
            catch (OverflowException)
            {
                Add(0);
            }
        }
    }

    public void Loops(decimal[] amounts)
    {
        foreach (decimal amount in amounts)
        {
            lock (_gate)
            {
                if (amount == 0)
                    continue;
                if (amount < 0)
                    break;
                Add(amount);
            }
        }
    }

    public void LetsGoForAWhile()
    {
        lock (_gate)
        {
            Add(1);
            _gate.Exit();
            try
            {
                Thread.Sleep(1);
            }
            finally
            {
                _gate.Enter();
            }

            Add(2);
        }
    }

    public async Task<decimal> AwaitsBetween(Task<decimal> rate)
    {
        decimal before;
        lock (_gate)
            before = Balance();
        decimal factor = await rate;
        lock (_gate)
        {
            Add(before * factor);
            return Balance();
        }
    }

    public IEnumerable<decimal> YieldsBetween(int count)
    {
        for (int i = 0; i < count; i++)
        {
            decimal now;
            lock (_gate)
                now = Balance();
            yield return now;
        }
    }

    public decimal InALocalFunction()
    {
        return Read();

        decimal Read()
        {
            lock (_gate)
                return Balance();
        }
    }

    public Func<decimal> InALambda() => () =>
    {
        lock (_gate)
            return Balance();
    };

    public decimal Property
    {
        get
        {
            lock (_gate)
                return Balance();
        }
        set
        {
            lock (_gate)
                Add(value - Balance());
        }
    }
}

public sealed class Scopes
{
    [PartOf] private readonly Lock _gate = new();
    private int _count;

    [Requires(ThreadLock.Held)]
    private void Touch() => _count++;

    public void Block()
    {
        using (_gate.EnterScope())
            Touch();
    }

    public int Declaration(int limit)
    {
        using Lock.Scope scope = _gate.EnterScope();
        if (_count > limit)
            return _count;
        Touch();
        return _count;
    }

    public void ByHand()
    {
        Lock.Scope scope = _gate.EnterScope();
        try
        {
            Touch();
        }
        finally
        {
            scope.Dispose();
        }
    }

    public bool Try(TimeSpan timeout)
    {
        if (!_gate.TryEnter(timeout))
            return false;
        try
        {
            Touch();
            return true;
        }
        finally
        {
            _gate.Exit();
        }
    }

    public void EnterAndExit()
    {
        _gate.Enter();
        try
        {
            Touch();
        }
        finally
        {
            _gate.Exit();
        }
    }

    public void ChecksThatItIsHeld()
    {
        Debug.Assert(_gate.IsHeldByCurrentThread);
        Touch();
    }

    public void OnlyWhereItIsHeld()
    {
        if (_gate.IsHeldByCurrentThread)
            Touch();
    }

    public void EntersUnlessHeld()
    {
        bool entered = !_gate.IsHeldByCurrentThread;
        if (entered)
            _gate.Enter();
        Touch();
        if (entered)
            _gate.Exit();
    }
}

/// <summary>Guards that enter in their constructors, as a class and as a struct, one behind the other.</summary>
public sealed class Reading : IDisposable
{
    private readonly ReaderWriterLockSlim _lock;

    public Reading(ReaderWriterLockSlim @lock)
    {
        _lock = @lock;
        _lock.EnterReadLock();
    }

    public void Dispose() => _lock.ExitReadLock();
}

public struct Writing : IDisposable
{
    private readonly ReaderWriterLockSlim _lock;
    private int _isDisposed;

    public Writing(ReaderWriterLockSlim @lock)
    {
        _isDisposed = 0;
        _lock = @lock;
        _lock.EnterWriteLock();
    }

    public void Dispose()
    {
        if (Interlocked.CompareExchange(ref _isDisposed, 1, 0) == 0)
            _lock.ExitWriteLock();
    }
}

public static class Guarded
{
    private static readonly ReaderWriterLockSlim s_lock = new();

    public static void ReadsThenWrites(bool writes)
    {
        using (new Reading(s_lock))
        {
        }

        if (!writes)
            return;
        using (new Writing(s_lock))
        {
        }

        using (new Reading(s_lock))
        {
        }
    }
}

/// <summary>A queue that was given something is not empty.</summary>
public static class Queued
{
    public static void Once(object gate, object first)
    {
        Monitor.Enter(gate);
        var rest = new Queue<object>();
        rest.Enqueue(first);
        if (rest.Count == 0)
            return;
        Monitor.Exit(gate);
    }
}
