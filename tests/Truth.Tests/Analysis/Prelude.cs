// What the generated programs run on: three ordered protocols and a lock. ProtocolRules.cs says the same for the interpreter.
using System.Collections.Generic;
using EntryPath;

namespace TruthPrelude;

[EntryProtocol]
public enum Gate
{
    [Scope(ProtocolScope.Thread)]
    Mask,
    Arm,
    Fence,
    [Repeat]
    Drain,
    [Repeat]
    Check,
}

[EntryProtocol]
public enum Lane
{
    [Optional, Strict]
    Tune,
    Open,
    Sync,
}

[EntryProtocol]
public enum Ring
{
    Begin,
    Pin,
    [Optional]
    Note,
    [Strict, Repeat]
    Fill,
}

[EntryProtocol(Ordered = false)]
public enum Latch
{
    Held,
}

public enum Mode
{
    Out,
    In,
}

public enum Kind
{
    First,
    Second,
    Third,
}

public static class Cpu
{
    [Step(Gate.Mask)] public static void Mask() { }
    [Undo(Gate.Mask)] public static void Unmask() { }
}

public sealed class Unit
{
    [Step(Gate.Arm, Value = Mode.In)]
    [Undo(Gate.Arm, Value = Mode.Out)]
    public void SetMode(Mode mode) { }

    [Step(Gate.Fence)] public void Fence() { }
    [Step(Gate.Drain)] public void Drain() { }
    [Step(Gate.Check, When = false)] public bool MustStop() => Env.Flip();
    [Commit(typeof(Gate))] public void Enter() { }

    [Step(Lane.Tune)] public void Tune() { }

    [Step(Lane.Open, Value = true)]
    [Undo(Lane.Open, Value = false)]
    public bool IsOpen { get; set; }

    [Step(Lane.Sync)] public void Sync() { }
    [Commit(typeof(Lane))] public void Send() { }

    [Step(Ring.Begin)] public void Begin() { }
    [Undo(Ring.Begin)] public void End() { }
    [Step(Ring.Pin)] public void Pin() { }
    [Step(Ring.Pin, When = true)] public bool TryPin() => Env.Flip();
    [Undo(Ring.Pin)] public void Unpin() { }
    [Step(Ring.Note)] public void Note() { }
    [Step(Ring.Fill)] public void Fill() { }
    [Commit(typeof(Ring))] public void Submit() { }

    [Step(Latch.Held)] public void Lock() { }
    [Step(Latch.Held, When = true)] public bool TryLock() => Env.Flip();
    [Undo(Latch.Held)] public void Unlock() { }
    [Undo(Latch.Held, IfInEffect = true)] public void Release() { }
    [Requires(Latch.Held)] public void Touch() { }
    [Forbids(Latch.Held)] public void Sleep() { }
}

public static class Env
{
    private static int s_state;

    [Forbids(Latch.Held, AnySubject = true)] public static void Wait() { }
    public static void Work() { }
    public static bool Flip() => (s_state++ & 1) == 0;
    public static IEnumerable<int> Items() => new[] { s_state };
}
