using EntryPath.Truth.Tests.Rules;

namespace EntryPath.Truth.Tests.Generation;

/// <summary>One step of a ladder; a test performs its step on one of its results.</summary>
internal sealed record Rung(Operation Perform, Operation? Undo = null, Operation? Try = null);

/// <summary>A protocol as the generator climbs it for one object. Which object that is, a context says.</summary>
internal sealed record Ladder(
    Rung[] Rungs, Operation? Commit, Operation[] Operations, int FirstRepeated, Operation? Optional, int OptionalBefore)
{
    public static readonly Ladder Gate = new(
        [
            new Rung(PreludeRules.Mask, PreludeRules.Unmask),
            new Rung(PreludeRules.Arm, PreludeRules.Disarm),
            new Rung(PreludeRules.Fence),
            new Rung(PreludeRules.Drain),
            new Rung(PreludeRules.MustStop, Try: PreludeRules.MustStop),
        ],
        PreludeRules.Enter, PreludeRules.OfGate, FirstRepeated: 3, Optional: null, OptionalBefore: 0);

    /// <summary>The gate of a second object, for where the first one's bracket already masks.</summary>
    public static readonly Ladder InnerGate = Gate with { Rungs = Gate.Rungs[1..], FirstRepeated = 2 };

    public static readonly Ladder Lane = new(
        [new Rung(PreludeRules.Open, PreludeRules.Close), new Rung(PreludeRules.Sync)],
        PreludeRules.Send, PreludeRules.OfLane, FirstRepeated: 2, PreludeRules.Tune, OptionalBefore: 0);

    public static readonly Ladder Ring = new(
        [
            new Rung(PreludeRules.Begin, PreludeRules.End),
            new Rung(PreludeRules.Pin, PreludeRules.Unpin, PreludeRules.TryPin),
            new Rung(PreludeRules.Fill),
        ],
        PreludeRules.Submit, PreludeRules.OfRing, FirstRepeated: 2, PreludeRules.Note, OptionalBefore: 2);

    public static readonly Ladder Latch = new(
        [new Rung(PreludeRules.Lock, PreludeRules.Unlock, PreludeRules.TryLock)],
        Commit: null, PreludeRules.OfLatch, FirstRepeated: 1, Optional: null, OptionalBefore: 0);
}
