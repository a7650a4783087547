using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>A call whose effect is still to come: what it was given is kept until then.</summary>
internal sealed class PendingCall
{
    public PendingCall(IInvocationOperation call, BodyId body, KeptOperand? receiver, ImmutableArray<KeptOperand?> arguments)
    {
        Call = call;
        Body = body;
        Receiver = receiver;
        Arguments = arguments;
    }

    public IInvocationOperation Call { get; }

    /// <summary>What it runs: a body, or a member with rules.</summary>
    public BodyId Body { get; }

    /// <summary>The receiver; null: none.</summary>
    public KeptOperand? Receiver { get; }

    /// <summary>The arguments, by the ordinal of their parameter; null: none that is known.</summary>
    public ImmutableArray<KeptOperand?> Arguments { get; }

    /// <summary>The variable that is false once the call was made and true once it was waited for: it runs once, however often that is done.</summary>
    public Temporary Done { get; } = new();

    /// <summary>The variable that keeps what came back.</summary>
    public Temporary Outcome { get; } = new();

    /// <summary>What hands over what it ends; null where nothing does.</summary>
    public Instruction.HandOn? HandOn { get; set; }

    /// <summary>What checks where the call starts that it has what it needs; not where nobody waits for it, since that is told by itself.</summary>
    public HashSet<Instruction> Starts { get; } = new();

    /// <summary>Whether a loop goes through it step by step, so that what it ends is seen where it does.</summary>
    public bool IsFollowed { get; set; }

    /// <summary>Whether the body that made the call waits for it, or hands it to a caller who can.</summary>
    public bool HasLanded { get; set; }
}

/// <summary>What a value may be: the tasks or sequences of these calls.</summary>
/// <param name="Calls">The calls.</param>
/// <param name="IsEach">Whether it holds all of them, as a list does, rather than one.</param>
/// <param name="HasOthers">Whether it may also be of a call without effects.</param>
internal sealed record PendingCalls(ImmutableArray<PendingCall> Calls, bool IsEach, bool HasOthers)
{
    public static readonly PendingCalls Others = new(ImmutableArray<PendingCall>.Empty, false, true);

    public PendingCalls Or(PendingCalls other) =>
        new(Calls.AddRange(other.Calls.RemoveAll(Calls.Contains)), IsEach || other.IsEach, HasOthers || other.HasOthers);
}
