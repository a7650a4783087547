using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>
/// One event or contract attribute, read but not yet tied to a rule set's protocols: plain data, so that what was read from a
/// referenced assembly or a stub can be kept from one compilation to the next.
/// </summary>
/// <param name="Kind">Which attribute.</param>
/// <param name="Protocol">The documentation id of the protocol's enum.</param>
/// <param name="Step">The name of the step; null for a commit.</param>
internal sealed record DeclaredEvent(EventKind Kind, string Protocol, string? Step)
{
    public bool IfInEffect { get; init; }

    public bool Signals { get; init; }

    public bool AnySubject { get; init; }

    public bool WhenNull { get; init; }

    public ValueFilter? Value { get; init; }

    public bool? When { get; init; }

    public int WhenParameter { get; init; } = MemberEvent.Result;

    public AccessFilter Access { get; init; }

    public string? Call { get; init; }

    public string? CallParameter { get; init; }

    public string? CallOut { get; init; }

    /// <summary>The documentation id of the attribute that some declaration of the project has to have; null: the event does not depend on one.</summary>
    public string? WhereMarked { get; init; }

    public Location? Location { get; init; }

    /// <summary>The same event as <paramref name="protocol"/> and <paramref name="step"/> know it.</summary>
    public MemberEvent Bind(Protocol protocol, ProtocolStep? step) => new(Kind, protocol, step)
    {
        IfInEffect = IfInEffect,
        Signals = Signals,
        AnySubject = AnySubject,
        WhenNull = WhenNull,
        Value = Value,
        When = When,
        WhenParameter = WhenParameter,
        Access = Access,
        Call = Call,
        CallParameter = CallParameter,
        CallOut = CallOut,
        Location = Location,
    };
}
