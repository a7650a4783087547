using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>The diagnostics about code; those about rules themselves (EPO20xx) are with the reader of rules.</summary>
internal static class Descriptors
{
    /// <summary>EPO1001: a step that is needed is not in effect.</summary>
    public static readonly DiagnosticDescriptor Missing = Error("EPO1001", "A required step is not in effect");

    /// <summary>EPO1002: a step that is needed ran before the step that it must follow.</summary>
    public static readonly DiagnosticDescriptor TooEarly = Error("EPO1002", "A step is performed too early");

    /// <summary>EPO1003: a step is in effect that must not be.</summary>
    public static readonly DiagnosticDescriptor Forbidden = Error("EPO1003", "A forbidden step is in effect");

    /// <summary>EPO1004: undone out of order, or while not in effect.</summary>
    public static readonly DiagnosticDescriptor BadUndo = Error("EPO1004", "A step is undone out of order or while not in effect");

    /// <summary>EPO1005: a bracket is left in effect at an exit, or the exits disagree about it.</summary>
    public static readonly DiagnosticDescriptor LeftInEffect = Error("EPO1005", "A bracket is left in effect at an exit");

    /// <summary>EPO1006: a bracket is in effect at an exit, and a later step that the protocol needs is not.</summary>
    public static readonly DiagnosticDescriptor Incomplete = Error("EPO1006", "A protocol is incomplete at an exit");

    /// <summary>EPO1007: a body does not keep its contract, or an override asks more than its base.</summary>
    public static readonly DiagnosticDescriptor BrokenContract = Error("EPO1007", "A contract is not kept");

    /// <summary>EPO1008: the thread can change inside a bracket that belongs to it.</summary>
    public static readonly DiagnosticDescriptor Suspended = Error("EPO1008", "A thread's bracket is in effect at an await or yield");

    /// <summary>EPO1009: a delegate hides steps from the analysis.</summary>
    public static readonly DiagnosticDescriptor HiddenSteps = Error("EPO1009", "A delegate hides steps");

    /// <summary>EPO3001: the analysis did not look at all of a body.</summary>
    public static readonly DiagnosticDescriptor GaveUp = Information("EPO3001", "A body is not fully analysed");

    /// <summary>EPO3002: what a public member does for its callers can be declared.</summary>
    public static readonly DiagnosticDescriptor CanDeclare = Information("EPO3002", "A contract can be declared");

    public static readonly ImmutableArray<DiagnosticDescriptor> All = ImmutableArray.Create(
        Missing, TooEarly, Forbidden, BadUndo, LeftInEffect, Incomplete, BrokenContract, Suspended, HiddenSteps, GaveUp, CanDeclare);

    private static DiagnosticDescriptor Error(string id, string title) => Create(id, title, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Information(string id, string title) => Create(id, title, DiagnosticSeverity.Info);

#pragma warning disable RS1032, RS1033 // The whole message is composed where the rule is: it is one sentence or two.
    private static DiagnosticDescriptor Create(string id, string title, DiagnosticSeverity severity) =>
        new(id, title, "{0}", "EntryPath", severity, isEnabledByDefault: true, helpLinkUri: RuleLink.For(id));
#pragma warning restore RS1032, RS1033
}
