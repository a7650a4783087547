using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks;
using EntryPath;
using EntryPath.Truth.Tests.Runtime.Judging;
using EntryPath.Truth.Tests.Runtime.Recording;

namespace TruthPrelude;

/// <summary>The lock in other forms: guards that may be empty, calls through a field, work that takes it over.</summary>
public sealed partial class Unit
{
    /// <summary>A call through it is about the unit.</summary>
    [Step(Latch.Held, Call = nameof(TruthPrelude.Wicket.Open)), Undo(Latch.Held, Call = nameof(TruthPrelude.Wicket.Shut))]
    [Requires(Latch.Held, Call = nameof(TruthPrelude.Wicket.Pass)), Step(Latch.Held, Call = nameof(TruthPrelude.Wicket.TryOpen), When = true)]
    public readonly Wicket Wicket = new();

    [Step(Latch.Held)] [return: Guard(MayBeNull = true)]
    public Holding? HoldOrNot() => Env.Flip() ? Hold() : null;

    [Step(Latch.Held)] [return: Guard(Flag = nameof(Lease.IsHeld))]
    public Lease Rent() => new(Env.Flip() ? Hold() : null);

    [Step(Latch.Held, When = true)]
    public bool TryHold([Guard] out Holding holding)
    {
        var isHeld = Env.Flip();
        holding = isHeld ? Hold() : new Holding(this, wasHeld: true);
        return isHeld;
    }

    /// <summary>Work that ends what its starter has begun.</summary>
    [TakesOver(Latch.Held)]
    public Task CarryAsync()
    {
        Tape.Tell(Deed.Require, RuntimeRules.Latch, 0, this);
        Hold(Deed.Undo);
        return Task.CompletedTask;
    }
}

/// <summary>A guard whose flag tells whether it holds anything.</summary>
public sealed class Lease(Holding? holding) : IDisposable
{
    public bool IsHeld => holding is not null;

    public void Dispose() => holding?.Dispose();
}

/// <summary>What a unit is reached through.</summary>
public sealed class Wicket
{
    private Unit? _unit;

    public void Open() => _unit?.Lock();

    public bool TryOpen() => _unit?.TryLock() == true;

    public void Pass() => _unit?.Touch();

    public void Shut() => _unit?.Unlock();

    internal void BelongTo(Unit unit) => _unit = unit;
}

/// <summary>A guard that its constructor makes.</summary>
public sealed class Scope : IDisposable
{
    private readonly Holding _holding;

    [Step(Latch.Held)] [Guard]
    public Scope([Subject] Unit unit) => _holding = unit.Hold();

    public void Dispose() => _holding.Dispose();
}

/// <summary>What is lit as it is made.</summary>
public sealed class Lamp
{
    [Step(Latch.Held)]
    public Lamp()
    {
        Tape.Create(this);
        Tape.Tell(Deed.Perform, RuntimeRules.Latch, 0, this);
    }

    [Requires(Latch.Held)] public void Shine() => Tape.Tell(Deed.Require, RuntimeRules.Latch, 0, this);
    [Undo(Latch.Held)] public void Darken() => Tape.Tell(Deed.Undo, RuntimeRules.Latch, 0, this);
}

/// <summary>A processor: what is called on one that is not there happens to the thread all the same.</summary>
public sealed class Core
{
    [Step(Irq.Off, WhenNull = true)] public void Off() => OffOf(this);
    [Undo(Irq.Off, WhenNull = true)] public void On() => OnOf(this);

    public static void OffOf(Core? core) => Tape.Tell(Deed.Perform, RuntimeRules.Irq, 0, null);

    public static void OnOf(Core? core) => Tape.Tell(Deed.Undo, RuntimeRules.Irq, 0, null);
}

/// <summary>A whole, whose steps its parts perform.</summary>
public sealed class Dock
{
    public Dock()
    {
        Tape.Create(this);
        Kept = new Deck(this);
    }

    [PartOf] public Deck Kept { get; }

    [PartOf] public Deck Deck() => Kept;

    [return: PartOf] public Task<Deck> DeckAsync() => Task.FromResult(Kept);

    [return: PartOf] public static implicit operator Deck(Dock dock) => dock.Kept;

    [Step(Berth.Moored)] public void Moor() => Tape.Tell(Deed.Perform, RuntimeRules.Berth, 0, this);
    [Undo(Berth.Moored)] public void Cast() => Tape.Tell(Deed.Undo, RuntimeRules.Berth, 0, this);
    [Commit(typeof(Berth))] public void Sail() => Tape.Tell(Deed.Commit, RuntimeRules.Berth, 0, this);
}

/// <summary>A part: what it is made from is the whole.</summary>
[method: PartOf]
public sealed class Deck(Dock dock)
{
    [Step(Berth.Loaded)] public void Load() => Tape.Tell(Deed.Perform, RuntimeRules.Berth, 1, dock);
    [Step(Berth.Sealed)] public void Seal() => Tape.Tell(Deed.Perform, RuntimeRules.Berth, 2, dock);
}

/// <summary>Members that a unit has from outside.</summary>
public static class Hands
{
    extension([Subject] Unit unit)
    {
        [Step(Latch.Held)] public void Seize() => unit.Lock();
        [Undo(Latch.Held)] public void Free() => unit.Unlock();
        [Requires(Latch.Held)] public int Level => unit.Count();
    }

    /// <summary>Runs the delegate when the result is disposed.</summary>
    public static IDisposable Defer([Guard] Action work) => new Deferred(work);

    private sealed class Deferred(Action work) : IDisposable
    {
        private readonly int _line = Tape.Line;

        public void Dispose() => Tape.From(_line, work);
    }
}

/// <summary>What ends a run, since nothing of it is to be judged.</summary>
public static class Check
{
    public static void That([DoesNotReturnIf(false)] bool condition)
    {
        if (!condition)
            Tape.Stop();
    }

    [DoesNotReturn]
    public static void Fail()
    {
        Tape.Stop();
        throw new InvalidOperationException();
    }
}
