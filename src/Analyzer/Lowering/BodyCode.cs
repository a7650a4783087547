using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Lowering;

/// <summary>A body, read: its graph and what else was seen in it.</summary>
/// <param name="Graph">The graph; null if it is over a bound.</param>
/// <param name="Callees">The bodies that it calls, and, since they are looked at from here, those that become delegates.</param>
/// <param name="Calls">The bodies that it calls.</param>
/// <param name="Started">Those that it only starts, to run at another time.</param>
/// <param name="Conversions">The delegates that leave the analysis here.</param>
/// <param name="Nested">The lambdas and local functions in it.</param>
/// <param name="GaveUp">Why a part of it was not looked into; null if all was.</param>
internal sealed record BodyCode(
    FlowGraph? Graph,
    ImmutableArray<BodyId> Callees,
    ImmutableHashSet<BodyId> Calls,
    ImmutableArray<BodyId> Started,
    ImmutableArray<DelegateConversion> Conversions,
    ImmutableArray<LambdaBody> Nested,
    string? GaveUp)
{
    /// <summary>All bodies whose summaries this one is solved with.</summary>
    public ImmutableArray<BodyId> Reached { get; } = Callees.AddRange(Started);

    /// <summary>Those of the bodies that it calls which only virtual calls lead to.</summary>
    public ImmutableHashSet<BodyId> Dispatched { get; init; } = ImmutableHashSet<BodyId>.Empty;

    /// <summary>The types of what it returns, before they are converted.</summary>
    public ImmutableArray<ITypeSymbol> Returned { get; init; } = ImmutableArray<ITypeSymbol>.Empty;

    /// <summary>Uses of members that <c>[Only]</c> keeps to other code.</summary>
    public ImmutableArray<Trespass> Trespasses { get; init; } = ImmutableArray<Trespass>.Empty;
}

/// <summary>A lambda or method that becomes a delegate which runs where the analysis does not follow it.</summary>
/// <param name="Body">What runs.</param>
/// <param name="Site">Where it is converted.</param>
/// <param name="Contract">What the delegate's type or parameter says holds where it runs.</param>
internal sealed record DelegateConversion(BodyId Body, Site Site, ImmutableArray<MemberEvent> Contract)
{
    /// <summary>How it is hidden.</summary>
    public Hiding Hiding { get; init; }

    /// <summary>The parameter that it is passed to; null where it goes elsewhere.</summary>
    public IParameterSymbol? Parameter { get; init; }

    /// <summary>Whether nobody has the task that is not awaited, so that what comes with it is lost.</summary>
    public bool IsDropped { get; init; }
}

/// <summary>Why the analysis cannot follow what runs.</summary>
internal enum Hiding
{
    /// <summary>It became a delegate.</summary>
    Delegate,

    /// <summary>It became a delegate that a guard runs when it is disposed: what it undoes the guard ends.</summary>
    AtDisposal,

    /// <summary>Nothing here awaits its task.</summary>
    NotAwaited,

    /// <summary>It is an <c>async void</c>, which nobody can await.</summary>
    CannotBeAwaited,

    /// <summary>Nothing here goes through its sequence.</summary>
    NotEnumerated,
}
