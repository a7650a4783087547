using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>An enum with <c>[EntryProtocol]</c>: steps in the order in which they must happen.</summary>
internal sealed class Protocol
{
    public Protocol(string name, string documentationId, bool ordered, Location? location, ImmutableArray<StepDefinition> steps)
    {
        Name = name;
        DocumentationId = documentationId;
        Ordered = ordered;
        Location = location;
        Steps = ImmutableArray.CreateRange(steps, (step, protocol) => new ProtocolStep(protocol, step), this);
    }

    /// <summary>The enum's name, as messages quote it.</summary>
    public string Name { get; }

    /// <summary>The enum's documentation id: the same protocol in another assembly or compilation has the same id.</summary>
    public string DocumentationId { get; }

    /// <summary>Whether it is one of the rule packs', whose code knows nothing of them.</summary>
    public bool IsOfPack => DocumentationId.StartsWith("T:EntryPath.Packs.", StringComparison.Ordinal);

    /// <summary>Whether a step needs the steps declared before it.</summary>
    public bool Ordered { get; }

    /// <summary>The enum's name in source, if it is in source.</summary>
    public Location? Location { get; }

    /// <summary>The steps, in declaration order; <see cref="ProtocolStep.Index"/> is the position here.</summary>
    public ImmutableArray<ProtocolStep> Steps { get; }

    public override string ToString() => Name;
}
