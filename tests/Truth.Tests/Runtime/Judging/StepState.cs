using System;
using System.Runtime.CompilerServices;
using EntryPath.Truth.Tests.Rules;

namespace EntryPath.Truth.Tests.Runtime.Judging;

/// <summary>A step of one subject; the thread's steps have the subject null.</summary>
internal readonly record struct StepSlot(ProtocolRule Protocol, int Step, object? Subject)
{
    public StepRule Rule => Protocol.Steps[Step];

    /// <summary>Each protocol is one object; to compare what it consists of would be most of what a run costs.</summary>
    public bool Equals(StepSlot other) => ReferenceEquals(Protocol, other.Protocol) && Step == other.Step && Equals(Subject, other.Subject);

    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(Protocol), Step, Subject);
}

/// <summary>Why a step that once ran is not in effect.</summary>
internal enum Loss
{
    /// <summary>It never ran.</summary>
    Never,

    /// <summary>It ran when a step before it was missing, or one before it was performed since.</summary>
    Early,

    /// <summary>It ran too early, and then a step before it was undone: either can be told.</summary>
    EarlyAndUndone,

    /// <summary>It, or a step before it, was undone.</summary>
    Undone,

    /// <summary>A commit used it up.</summary>
    UsedUp,
}

/// <summary>What one trace has made of a step.</summary>
/// <param name="Depth">How many performances are open; not more than one where the step does not nest.</param>
/// <param name="IsTouched">Whether anything on the trace was about it.</param>
/// <param name="Loss">Why it is not in effect.</param>
/// <param name="WasBrought">Whether the root undid it first: its caller had left it in effect.</param>
/// <param name="Guard">The guard that ends it, if a guard does.</param>
/// <param name="GuardLine">Where that was made.</param>
internal readonly record struct StepState(int Depth, bool IsTouched, Loss Loss, bool WasBrought, object? Guard, int GuardLine)
{
    /// <summary>Whether it is taken to be in effect only since a fault was found: what it is at an exit then says nothing.</summary>
    public bool IsForgiven { get; init; }

    /// <summary>Whether the program asked about it before it did anything about it.</summary>
    public bool WasTold { get; init; }

    /// <summary>Whether only helpers of the root have performed it.</summary>
    public bool IsOfHelper { get; init; }

    public bool InEffect => Depth > 0;
}
