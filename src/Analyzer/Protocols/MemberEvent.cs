using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>One event or contract attribute on a member, resolved.</summary>
/// <param name="Kind">Which attribute.</param>
/// <param name="Protocol">The protocol it is about.</param>
/// <param name="Step">The step; null for <see cref="EventKind.Commit"/>.</param>
internal sealed record MemberEvent(EventKind Kind, Protocol Protocol, ProtocolStep? Step)
{
    /// <summary>The result, as the place of the <c>bool</c> that <see cref="When"/> tests.</summary>
    public const int Result = -1;

    /// <summary>An undo is harmless where the step was not in effect.</summary>
    public bool IfInEffect { get; init; }

    /// <summary>An undo that may also end what others performed: harmless where the body performed nothing, but not where it ends what the body performed on other ways.</summary>
    public bool Signals { get; init; }

    /// <summary>A prohibition that holds for every subject.</summary>
    public bool AnySubject { get; init; }

    /// <summary>The event also happens where <c>?.</c> skips the call.</summary>
    public bool WhenNull { get; init; }

    /// <summary>The constant that makes it happen; null: any value.</summary>
    public ValueFilter? Value { get; init; }

    /// <summary>The truth value that makes it happen; null: unconditional.</summary>
    public bool? When { get; init; }

    /// <summary>Where <see cref="When"/> looks: the ordinal of a <c>ref</c> or <c>out bool</c> parameter, or <see cref="Result"/>.</summary>
    public int WhenParameter { get; init; } = Result;

    /// <summary>Which uses of a property or field.</summary>
    public AccessFilter Access { get; init; }

    /// <summary>The member that has to be called through the property or field; null: the access itself is the event.</summary>
    public string? Call { get; init; }

    /// <summary>With <see cref="Call"/>: the name of the parameter that <see cref="Value"/> compares; its overloads may have it at different places.</summary>
    public string? CallParameter { get; init; }

    /// <summary>With <see cref="Call"/>: the name of the <c>ref</c> or <c>out bool</c> parameter that <see cref="When"/> looks at; null: the result.</summary>
    public string? CallOut { get; init; }

    /// <summary>The event with its filters as the method that is called has its parameters; null where it lacks one of them.</summary>
    public MemberEvent? AtCallOf(IMethodSymbol method)
    {
        int Ordinal(string name) => method.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Ordinal ?? -1;
        MemberEvent at = this;
        if (CallParameter is { } compared)
            at = at with { Value = at.Value! with { Parameter = Ordinal(compared) } };

        if (CallOut is { } told)
            at = at with { WhenParameter = Ordinal(told) };

        bool lacksResult = When is not null && CallOut is null && !FilterReader.HoldsBool(method.ReturnType);
        return lacksResult || (CallParameter is not null && at.Value!.Parameter < 0) || (CallOut is not null && at.WhenParameter < 0) ? null : at;
    }

    /// <summary>For a delegate's contract about an object: the ordinal of the delegate's parameter that is the object; -1: any.</summary>
    public int OfParameter { get; init; } = -1;

    /// <summary>The attribute in source, for the errors of rules.</summary>
    public Location? Location { get; init; }

    /// <summary>Whether it is a promise about the member's body rather than an axiom about the operation.</summary>
    public bool IsContract => Kind is EventKind.Requires or EventKind.Forbids or EventKind.Ensures or EventKind.EnsuresUndone or EventKind.EntryState or EventKind.TakesOver;
}
