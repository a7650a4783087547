// The same protocols as those of Analysis/Prelude.cs, and some more, on members that record what they do. RuntimeRules.cs says the same for the judge.
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

/// <summary>A bracket of the thread, with saved state and guards.</summary>
[EntryProtocol(Scope = ProtocolScope.Thread)]
public enum Irq
{
    Off,
}

/// <summary>A bracket that nests.</summary>
[EntryProtocol(Ordered = false)]
public enum Room
{
    [Nestable]
    Entered,
}

/// <summary>Steps that are awaited.</summary>
[EntryProtocol]
public enum Wire
{
    Linked,
    Greeted,
}

/// <summary>Steps of a whole and of its part.</summary>
[EntryProtocol]
public enum Berth
{
    Moored,
    Loaded,
    Sealed,
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
