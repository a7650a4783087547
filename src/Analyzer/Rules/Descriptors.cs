using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>The diagnostics about code; those about rules themselves (EPO20xx) are with the reader of rules.</summary>
internal static class Descriptors
{
    /// <summary>EPO1001: a step that is needed is not in effect.</summary>
    public static readonly DiagnosticDescriptor Missing = Error("EPO1001");

    /// <summary>EPO1002: a step that is needed ran before the step that it must follow.</summary>
    public static readonly DiagnosticDescriptor TooEarly = Error("EPO1002");

    /// <summary>EPO1003: a step is in effect that must not be.</summary>
    public static readonly DiagnosticDescriptor Forbidden = Error("EPO1003");

    /// <summary>EPO1004: undone out of order, or while not in effect.</summary>
    public static readonly DiagnosticDescriptor BadUndo = Error("EPO1004");

    /// <summary>EPO1005: a bracket is left in effect at an exit, or the exits disagree about it.</summary>
    public static readonly DiagnosticDescriptor LeftInEffect = Error("EPO1005");

    /// <summary>EPO1006: a bracket is in effect at an exit, and a later step that the protocol needs is not.</summary>
    public static readonly DiagnosticDescriptor Incomplete = Error("EPO1006");

    /// <summary>EPO1007: a body does not keep its contract, or an override asks more than its base.</summary>
    public static readonly DiagnosticDescriptor BrokenContract = Error("EPO1007");

    /// <summary>EPO1008: the thread can change inside a bracket that belongs to it.</summary>
    public static readonly DiagnosticDescriptor Suspended = Error("EPO1008");

    /// <summary>EPO1009: a delegate hides steps from the analysis.</summary>
    public static readonly DiagnosticDescriptor HiddenSteps = Error("EPO1009");

    /// <summary>EPO3001: the analysis did not look at all of a body.</summary>
    public static readonly DiagnosticDescriptor GaveUp = Warning("EPO3001");

    /// <summary>EPO3002: what a public member does for its callers can be declared.</summary>
    public static readonly DiagnosticDescriptor CanDeclare = Information("EPO3002");

    public static readonly ImmutableArray<DiagnosticDescriptor> All = ImmutableArray.Create(
        Missing, TooEarly, Forbidden, BadUndo, LeftInEffect, Incomplete, BrokenContract, Suspended, HiddenSteps, GaveUp, CanDeclare);

    private static DiagnosticDescriptor Error(string id) => Create(id, DiagnosticSeverity.Error);

    /// <summary>What a build has to show: silence would be taken for having been checked.</summary>
    private static DiagnosticDescriptor Warning(string id) => Create(id, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Information(string id) => Create(id, DiagnosticSeverity.Info);

#pragma warning disable RS1032, RS1033 // The whole message is composed where the rule is: it is one sentence or two.
    private static DiagnosticDescriptor Create(string id, DiagnosticSeverity severity) =>
        new(id, Texts.Title(id), "{0}", "EntryPath", severity, isEnabledByDefault: true, Texts.Description(id), RuleLink.For(id));
#pragma warning restore RS1032, RS1033
}
