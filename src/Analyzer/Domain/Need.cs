using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;

namespace EntryPath.Analyzer.Domain;

/// <summary>Something that must hold where a body is entered, since an operation in it relies on it.</summary>
/// <param name="Kind">What is wrong where it does not hold.</param>
/// <param name="Slots">The slots that must be in effect or, for a prohibition, must not be.</param>
/// <param name="Origin">The operation that needs it, in whatever body it is.</param>
/// <param name="Chain">The calls that lead there from this body, outermost first.</param>
internal sealed record Need(FindingKind Kind, ImmutableArray<SlotEffect> Slots, NeedOrigin Origin, ImmutableArray<Site> Chain)
{
    /// <summary>What is known of the caller's values where it has to hold.</summary>
    public ImmutableArray<PathFact> Facts { get; init; } = ImmutableArray<PathFact>.Empty;

    /// <summary>For a need about every object: those that the body saw to itself.</summary>
    public ImmutableArray<Path> Except { get; init; } = ImmutableArray<Path>.Empty;

    /// <summary>The objects that the body has disposed of before: what those that are guards stand for has to hold no longer there.</summary>
    public ImmutableArray<Path> After { get; init; } = ImmutableArray<Path>.Empty;
}

/// <summary>Identifies the operation that has a need: the body and the instruction in it.</summary>
/// <param name="Body">The body, as it is entered.</param>
/// <param name="Site">The operation.</param>
/// <param name="Kind">What is wrong where the need is not met.</param>
internal sealed record NeedOrigin(EnteredBody Body, Site Site, FindingKind Kind)
{
    /// <summary>Whether it is the same operation, however its body is entered.</summary>
    public bool IsOf(NeedOrigin other) => Body.Body == other.Body.Body && Site.Equals(other.Site) && Kind == other.Kind;
}
