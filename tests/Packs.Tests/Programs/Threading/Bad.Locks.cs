// Known bugs with System.Threading.Lock, most of them around the lock statement. A comment marks the line that has to be reported.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using EntryPath;
using EntryPath.Packs;

namespace Threading.Bad.LockTypes;

public sealed class Account
{
    [PartOf] private readonly Lock _gate = new();
    private readonly Lock _other = new();
    private decimal _balance;

    [Requires(ThreadLock.Held)]
    private void Add(decimal amount) => _balance += amount;

    public void AfterTheStatement(decimal amount)
    {
        lock (_gate)
            Add(amount);
        Add(amount); // EPO1001
    }

    public void BeforeTheStatement(decimal amount)
    {
        Add(amount); // EPO1001
        lock (_gate)
            Add(amount);
    }

    public void UnderAnotherLock(decimal amount)
    {
        lock (_other)
            Add(amount); // EPO1001
    }

    public void AfterTheOuterOne(decimal amount)
    {
        lock (_gate)
        {
            lock (_other)
                Add(amount);
            Add(amount);
        }

        Add(amount); // EPO1001
    }

    public void AfterBreaking(decimal[] amounts)
    {
        foreach (decimal amount in amounts)
        {
            lock (_gate)
            {
                if (amount < 0)
                    break;
                Add(amount);
            }
        }

        Add(1); // EPO1001
    }

    public void AfterGoto(decimal amount)
    {
        lock (_gate)
        {
            if (amount < 0)
                goto Outside;
            Add(amount);
        }

    Outside:
        Add(0); // EPO1001
    }

    public void InTheHandlerOfWhatTheStatementThrew(decimal amount)
    {
        try
        {
            lock (_gate)
            {
                if (amount < 0)
                    throw new ArgumentOutOfRangeException(nameof(amount));
                Add(amount);
            }
        }
        catch (ArgumentOutOfRangeException)
        {
            Add(0); // EPO1001
        }
    }

    public void ExitsWhatTheStatementExits()
    {
        lock (_gate) // EPO1004
        {
            _balance = 0;
            _gate.Exit();
        }
    }

    public void ExitsOnceMore()
    {
        lock (_gate)
            _balance = 0;
        _gate.Exit(); // EPO1004
    }

    public void EntersInsideAndKeepsOne()
    {
        lock (_gate)
        {
            _gate.Enter();
            if (_balance == 0)
                return; // EPO1005
            _gate.Exit();
        }
    }

    public void InADelegate(List<Action> later)
    {
        lock (_gate)
            later.Add(() => Add(1)); // likely EPO1009
    }
}

public sealed class Scopes
{
    [PartOf] private readonly Lock _gate = new();
    private int _count;

    [Requires(ThreadLock.Held)]
    private void Touch() => _count++;

    public void AfterTheBlock()
    {
        using (_gate.EnterScope())
            Touch();
        Touch(); // EPO1001
    }

    public void AfterTheScopeOfADeclaration(bool first)
    {
        if (first)
        {
            using var scope = _gate.EnterScope();
            Touch();
        }

        Touch(); // EPO1001
    }

    public void ReleasedByHand()
    {
        Lock.Scope scope = _gate.EnterScope();
        Touch();
        scope.Dispose();
        Touch(); // EPO1001
    }

    public int NeverReleased(int limit)
    {
        Lock.Scope scope = _gate.EnterScope();
        if (_count > limit)
            return -1; // EPO1005
        scope.Dispose();
        return _count;
    }

    public void OnlyWhereTheTryFailed()
    {
        if (!_gate.TryEnter(TimeSpan.FromMilliseconds(5)))
            Touch(); // EPO1001
        else
            _gate.Exit();
    }

    public async Task AwaitsBetweenEnterAndExit()
    {
        _gate.Enter();
        await Task.Yield(); // EPO1008
        _gate.Exit();
    }

    public void WaitsForTheOtherThread()
    {
        if (_gate.IsHeldByCurrentThread)
            return;
        Touch(); // EPO1001
    }
}
