using EntryPath;
using EntryPath.Truth.Tests.Runtime.Judging;
using EntryPath.Truth.Tests.Runtime.Recording;

namespace TruthPrelude;

public static class Cpu
{
    [Step(Gate.Mask)] public static void Mask() => Tape.Tell(Deed.Perform, RuntimeRules.Gate, 0, null);
    [Undo(Gate.Mask)] public static void Unmask() => Tape.Tell(Deed.Undo, RuntimeRules.Gate, 0, null);

    [Step(Irq.Off)] [return: Token]
    public static Saved Save()
    {
        var saved = new Saved();
        Tape.Tell(Deed.Save, RuntimeRules.Irq, 0, null, saved);
        return saved;
    }

    [Undo(Irq.Off)] public static void Restore([Token] Saved saved) => Tape.Tell(Deed.Restore, RuntimeRules.Irq, 0, null, saved);
    [Requires(Irq.Off)] public static void Poke() => Tape.Tell(Deed.Require, RuntimeRules.Irq, 0, null);
}

/// <summary>What was in effect when interrupts were turned off.</summary>
public sealed class Saved;

/// <summary>Ends what it holds where it is disposed; one that is made while that is in effect leaves it so.</summary>
public sealed class Holding(Unit unit, bool wasHeld) : System.IDisposable
{
    // The end of a using statement has no line of its own.
    private readonly int _line = Tape.Line;

    public void Dispose()
    {
        if (wasHeld)
            return;

        Tape.Tell(Deed.Undo, RuntimeRules.Latch, 0, unit, this, _line, byGuard: true);
        unit.IsLetGo();
    }
}

public sealed partial class Unit
{
    private int _run;
    private bool _wasOpened;
    private bool? _wasHeld;
    private int? _rank;

    public Unit()
    {
        Tape.Create(this);
        Wicket.BelongTo(this);
    }

    [Step(Gate.Arm, Value = Mode.In)]
    [Undo(Gate.Arm, Value = Mode.Out)]
    public void SetMode(Mode mode)
    {
        if (mode == Mode.In)
            Tape.Tell(Deed.Perform, RuntimeRules.Gate, 1, this);
        else if (mode == Mode.Out)
            Tape.Tell(Deed.Undo, RuntimeRules.Gate, 1, this);
    }

    [Step(Gate.Fence)] public void Fence() => Tape.Tell(Deed.Perform, RuntimeRules.Gate, 2, this);
    [Step(Gate.Drain)] public void Drain() => Tape.Tell(Deed.Perform, RuntimeRules.Gate, 3, this);
    [Step(Gate.Check, When = false)] public bool MustStop() => Env.When(true, Deed.Perform, RuntimeRules.Gate, 4, this);
    [Commit(typeof(Gate))] public void Enter() => Tape.Tell(Deed.Commit, RuntimeRules.Gate, 0, this);

    [Step(Lane.Tune)] public void Tune() => Tape.Tell(Deed.Perform, RuntimeRules.Lane, 0, this);

    [Step(Lane.Open, Value = true)]
    [Undo(Lane.Open, Value = false)]
    public bool IsOpen
    {
        get => Opened;
        set
        {
            Opened = value;
            Tape.Tell(value ? Deed.Perform : Deed.Undo, RuntimeRules.Lane, 1, this);
        }
    }

    [Step(Lane.Sync)] public void Sync() => Tape.Tell(Deed.Perform, RuntimeRules.Lane, 2, this);
    [Commit(typeof(Lane))] public void Send() => Tape.Tell(Deed.Commit, RuntimeRules.Lane, 0, this);

    [Step(Ring.Begin)] public void Begin() => Tape.Tell(Deed.Perform, RuntimeRules.Ring, 0, this);
    [Undo(Ring.Begin)] public void End() => Tape.Tell(Deed.Undo, RuntimeRules.Ring, 0, this);
    [Step(Ring.Pin)] public void Pin() => Tape.Tell(Deed.Perform, RuntimeRules.Ring, 1, this);
    [Step(Ring.Pin, When = true)] public bool TryPin() => Env.When(false, Deed.Perform, RuntimeRules.Ring, 1, this);
    [Undo(Ring.Pin)] public void Unpin() => Tape.Tell(Deed.Undo, RuntimeRules.Ring, 1, this);
    [Step(Ring.Note)] public void Note() => Tape.Tell(Deed.Perform, RuntimeRules.Ring, 2, this);
    [Step(Ring.Fill)] public void Fill() => Tape.Tell(Deed.Perform, RuntimeRules.Ring, 3, this);
    [Commit(typeof(Ring))] public void Submit() => Tape.Tell(Deed.Commit, RuntimeRules.Ring, 0, this);

    [Step(Latch.Held)] public void Lock() => Hold(Deed.Perform);
    [Step(Latch.Held, When = true)] public bool TryLock()
    {
        var happens = Env.When(false, Deed.Perform, RuntimeRules.Latch, 0, this);
        Held |= happens;
        return happens;
    }

    [Undo(Latch.Held)] public void Unlock() => Hold(Deed.Undo);
    [Undo(Latch.Held, IfInEffect = true)] public void Release() => Hold(Deed.UndoIfInEffect);
    [Requires(Latch.Held)] public void Touch() => Tape.Tell(Deed.Require, RuntimeRules.Latch, 0, this);

    /// <summary>Who calls it says that it is not locked.</summary>
    [Forbids(Latch.Held)] public void Sleep()
    {
        Tape.Tell(Deed.Forbid, RuntimeRules.Latch, 0, this);
        Held ??= false;
    }

    [Step(Latch.Held)] public int Grab() => Any(Hold(Deed.Perform));
    [Step(Latch.Held)] public Unit Locked()
    {
        Hold(Deed.Perform);
        return this;
    }

    [Requires(Latch.Held)] public int Count()
    {
        Touch();
        return Env.Pick(2);
    }

    [Undo(Latch.Held)] public int Drop() => Any(Hold(Deed.Undo));

    /// <summary>Whether it is locked; a unit that nothing has been done to may be.</summary>
    [Tells(Latch.Held)] public bool IsLocked
    {
        get
        {
            Held ??= Env.Flip();
            Tape.Tell(Held.Value ? Deed.FoundInEffect : Deed.FoundNotInEffect, RuntimeRules.Latch, 0, this);
            return Held.Value;
        }
    }

    [Step(Latch.Held)] [return: Guard]
    public Holding Hold()
    {
        var holding = new Holding(this, Held == true);
        Tape.Tell(Deed.Perform, RuntimeRules.Latch, 0, this, holding);
        Held = true;
        return holding;
    }

    private bool Opened
    {
        get
        {
            Renew();
            return _wasOpened;
        }

        set
        {
            Renew();
            _wasOpened = value;
        }
    }

    private bool? Held
    {
        get
        {
            Renew();
            return _wasHeld;
        }

        set
        {
            Renew();
            _wasHeld = value;
        }
    }

    /// <summary>What a static member holds is there in the next run as well, and nothing of what was done in the last one.</summary>
    private void Renew()
    {
        var run = Tape.Current?.Number ?? 0;
        if (_run == run)
            return;

        _run = run;
        _wasHeld = null;
        _wasOpened = false;
    }

    /// <summary>What units can be put in order by.</summary>
    public int Rank => _rank ??= Env.Pick(2);

    internal void IsLetGo() => Held = false;

    private int Hold(Deed deed)
    {
        Tape.Tell(deed, RuntimeRules.Latch, 0, this);
        Held = deed == Deed.Perform;
        return 1;
    }

    /// <summary>A number that nothing is known of.</summary>
    private static int Any(int number) => number * Env.Pick(2);

    [Step(Room.Entered)] public void Come() => Tape.Tell(Deed.Perform, RuntimeRules.Room, 0, this);
    [Undo(Room.Entered)] public void Go() => Tape.Tell(Deed.Undo, RuntimeRules.Room, 0, this);
    [Requires(Room.Entered)] public void Look() => Tape.Tell(Deed.Require, RuntimeRules.Room, 0, this);
}
