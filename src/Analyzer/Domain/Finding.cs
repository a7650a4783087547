using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;

namespace EntryPath.Analyzer.Domain;

/// <summary>What is wrong with a transition.</summary>
internal enum FindingKind
{
    /// <summary>Steps that must be in effect are not.</summary>
    Missing,

    /// <summary>A strict step ran while a later one was in effect.</summary>
    TooLate,

    /// <summary>A step is in effect that must not be.</summary>
    Forbidden,

    /// <summary>Undone while not in effect.</summary>
    NotInEffect,

    /// <summary>Undone while a later bracket is in effect.</summary>
    OutOfOrder,

    /// <summary>The thread can change inside a bracket that belongs to it.</summary>
    Suspended,
}

/// <summary>A bad transition at an instruction, in one cell.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Instruction">The instruction: an event, a suspension or a call.</param>
/// <param name="Slots">The slots that are not as they must be.</param>
/// <param name="Site">The operation in this body.</param>
/// <param name="Need">For a call, the callee's need that it does not meet.</param>
internal sealed record Finding(FindingKind Kind, Instruction Instruction, ImmutableArray<Slot> Slots, Site Site, Need? Need)
{
    /// <summary>Whether it is wrong only if on other ways the same operation ends what the body itself performed.</summary>
    public bool IsSignal => Kind == FindingKind.NotInEffect && Instruction is Instruction.Event { Signals: true };

    /// <summary>Whether it is wrong only so, too, since otherwise it takes over what others left of an object that callers have no name for.</summary>
    public bool IsOfOthers { get; init; }
}
