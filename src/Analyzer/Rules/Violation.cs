using System.Collections.Immutable;
using EntryPath.Analyzer.Flow;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>Something to report: what, where, why, and the places that make the story, in order.</summary>
internal sealed record Violation(DiagnosticDescriptor Descriptor, Location Location, string Message)
{
    /// <summary>The steps of the path, in order; at the end the operation that comes too late, where there is one.</summary>
    public ImmutableArray<Site> Path { get; init; } = ImmutableArray<Site>.Empty;

    /// <summary>What happened on the path.</summary>
    public Story? Story { get; init; }

    /// <summary>What fixes need to know; the keys are in <see cref="FixProperties"/>.</summary>
    public ImmutableDictionary<string, string?> Properties { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Whether an operation stands too late: several protocols may order it, and it is one mistake all the same.</summary>
    public bool IsMisplaced { get; init; }

    /// <summary>Whether the message says who comes here.</summary>
    public bool NamesCaller { get; init; }

    public Diagnostic ToDiagnostic()
    {
        ImmutableArray<Site> places = Path.RemoveAll(static site => !site.Location.IsInSource);
        return Diagnostic.Create(
            Descriptor,
            Location,
            places.Select(static site => site.Location),
            Story is null ? Properties : Properties.Add(FixProperties.Trace, Trace.Of(Story, places)),
            Message);
    }
}
