using System.Collections.Immutable;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>Something to report: what, where, why, and the places that make the story, in order.</summary>
internal sealed record Violation(DiagnosticDescriptor Descriptor, Location Location, string Message)
{
    /// <summary>The steps of the path, in order; at the end the operation that comes too late, where there is one.</summary>
    public ImmutableArray<Site> Path { get; init; } = ImmutableArray<Site>.Empty;

    /// <summary>The calls by which a caller comes to the place, outermost first, where the message names them.</summary>
    public ImmutableArray<Site> Calls { get; init; } = ImmutableArray<Site>.Empty;

    /// <summary>What happened on the path.</summary>
    public Story? Story { get; init; }

    /// <summary>What fixes need to know; the keys are in <see cref="FixProperties"/>.</summary>
    public ImmutableDictionary<string, string?> Properties { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>The steps that the message says are missing, that of the cause first.</summary>
    public ImmutableArray<ProtocolStep> Missing { get; init; } = ImmutableArray<ProtocolStep>.Empty;

    /// <summary>The objects of which the first of these is missing, each with what is special to its path, as the message names them where there are several.</summary>
    public ImmutableArray<string> Objects { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>The severity, where it is another one than the rule's own.</summary>
    public DiagnosticSeverity? Severity { get; init; }

    /// <summary>Whether an operation stands too late: several protocols may order it, and it is one mistake all the same.</summary>
    public bool IsMisplaced { get; init; }

    /// <summary>Whether the message says who comes here.</summary>
    public bool NamesCaller { get; init; }

    /// <summary>The protocol that it is about, where it is about one.</summary>
    public Protocol? Protocol { get; init; }

    /// <summary>The end of the message, which says who comes here; empty where that is not said.</summary>
    public string Caller { get; init; } = string.Empty;

    /// <summary>What it takes for granted beside what its path shows; null: it is certain.</summary>
    public string? Assumed { get; init; }

    /// <summary>Whether the message says already what is taken for granted.</summary>
    public bool NamesAssumption { get; init; }

    public Diagnostic ToDiagnostic()
    {
        ImmutableArray<Site> places = Path.RemoveAll(static site => !site.Location.IsInSource);
        ImmutableArray<Site> calls = Calls.RemoveAll(site => !site.Location.IsInSource || places.Contains(site));
        ImmutableDictionary<string, string?> properties = Properties;
        if (Story is not null)
            properties = properties.Add(FixProperties.Trace, Trace.Of(Story, places));

        if (Assumed is not null)
            properties = properties.Add(FixProperties.Assumed, Assumed);

        if (!calls.IsEmpty)
            properties = properties.Add(FixProperties.Calls, places.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));

        return Diagnostic.Create(
            Descriptor,
            Location,
            Severity ?? Descriptor.DefaultSeverity,
            places.AddRange(calls).Select(static site => site.Location),
            properties,
            Message + Caller + (Assumed is null || NamesAssumption ? string.Empty : Texts.Say("Likely", Assumed)));
    }
}
