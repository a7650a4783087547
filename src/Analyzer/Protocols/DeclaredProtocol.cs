using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>An enum with <c>[EntryProtocol]</c> as its declaration alone tells it. Plain data.</summary>
/// <param name="Name">The enum's name.</param>
/// <param name="DocumentationId">The enum's documentation id.</param>
internal sealed record DeclaredProtocol(string Name, string DocumentationId)
{
    public bool Ordered { get; init; } = true;

    /// <summary>The scope of steps without one of their own; null if the attribute does not say.</summary>
    public StepScope? Scope { get; init; }

    public Location? Location { get; init; }

    /// <summary>Whether code outside this compilation can name it, and so perform its steps.</summary>
    public bool IsVisibleOutside { get; init; }

    /// <summary>In declaration order; of members with the same value only the first, since attributes tell them apart by value.</summary>
    public ImmutableArray<DeclaredStep> Steps { get; init; } = ImmutableArray<DeclaredStep>.Empty;
}

/// <summary>A member of a protocol's enum as its declaration alone tells it.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Value">Its value.</param>
internal sealed record DeclaredStep(string Name, object Value)
{
    public StepScope? Scope { get; init; }

    public bool Repeat { get; init; }

    public bool Optional { get; init; }

    public bool Strict { get; init; }

    public bool Nestable { get; init; }

    public bool ThreadAffine { get; init; }

    public bool EndsOnThrow { get; init; }

    public bool MayStay { get; init; }

    public string? Because { get; init; }

    public Location? Location { get; init; }
}
