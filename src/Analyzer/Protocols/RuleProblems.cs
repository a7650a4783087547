using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>What can be wrong with the rules themselves. A rule that has no effect is an error: it would only seem to protect.</summary>
internal static class RuleProblems
{
    public static readonly DiagnosticDescriptor NotAStep = new(
        "EPO2001", "The attribute names no step of a protocol", "'{0}' names no step: {1}",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleLink.For("EPO2001"));

    public static readonly DiagnosticDescriptor UnknownParameter = new(
        "EPO2002", "The filter names no usable parameter", "'{0}' on '{1}' {2}",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleLink.For("EPO2002"));

    public static readonly DiagnosticDescriptor WrongConstant = new(
        "EPO2003", "The constant cannot be a value of what it is compared with", "'{0}' can never be the value of '{1}', which is of type '{2}'",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleLink.For("EPO2003"));

    public static readonly DiagnosticDescriptor UnusableProtocol = new(
        "EPO2004", "The enum cannot be a protocol", "'{0}' cannot be used as a protocol: {1}",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleLink.For("EPO2004"));

    public static readonly DiagnosticDescriptor RecursiveMetaAttribute = new(
        "EPO2005", "The meta-attribute stands for itself", "'{0}' is shorthand for itself, through {1}",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleLink.For("EPO2005"));

    public static readonly DiagnosticDescriptor Contradiction = new(
        "EPO2006", "Two rules of one member contradict each other", "'{0}' and '{1}' on '{2}' contradict each other: {3}",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleLink.For("EPO2006"));

    public static readonly DiagnosticDescriptor Meaningless = new(
        "EPO2007", "The attribute has no meaning here", "'{0}' has no meaning on '{1}': {2}",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleLink.For("EPO2007"));

    public static readonly DiagnosticDescriptor NeverPerformed = new(
        "EPO2008", "Nothing performs the step", "nothing performs '{0}', and {1}",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleLink.For("EPO2008"));

    public static readonly DiagnosticDescriptor UndoneOnly = new(
        "EPO2009", "The undone step is never performed", "'{0}' undoes '{1}', which nothing performs",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleLink.For("EPO2009"));

    public static readonly DiagnosticDescriptor Unsatisfiable = new(
        "EPO2010", "The commit can never be satisfied", "the commit of '{0}' can never be satisfied: {1}",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleLink.For("EPO2010"));

    public static readonly DiagnosticDescriptor NoCommit = new(
        "EPO2011", "Nothing calls the commit of the protocol", "{0} the commit of '{1}', so nothing ever needs all of its steps",
        "EntryPath", DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: RuleLink.For("EPO2011"));

    public static readonly DiagnosticDescriptor UnknownOption = new(
        "EPO2012", "The option has no such value", "'{0} = {1}' is none of explicit, callbacks, calls_in_try and any, and counts as not set",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleLink.For("EPO2012"));

    public static readonly DiagnosticDescriptor OfProgram = new(
        "EPO2013", "The step is one for the whole program", "'{0}' on '{1}' is about the whole program, not about '{2}': mark the parameter [Subject], or the step [Scope(ProtocolScope.Program)]",
        "EntryPath", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RuleLink.For("EPO2013"));

    public static readonly DiagnosticDescriptor StubSyntax = new(
        "EPO2020", "The stub is not valid C#", "the stub does not parse: {0} ({1})",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleLink.For("EPO2020"));

    public static readonly DiagnosticDescriptor StubBinding = new(
        "EPO2021", "The stub does not bind", "the stub does not bind: {0} ({1})",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleLink.For("EPO2021"));

    public static readonly DiagnosticDescriptor StubUnmatched = new(
        "EPO2022", "The stub matches no member", "the stub of '{0}' matches no member: {1}",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleLink.For("EPO2022"));

    /// <summary>All of them, for the analyzer that reports them.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All = ImmutableArray.Create(
        NotAStep, UnknownParameter, WrongConstant, UnusableProtocol, RecursiveMetaAttribute, Contradiction, Meaningless,
        NeverPerformed, UndoneOnly, Unsatisfiable, NoCommit, UnknownOption, OfProgram, StubSyntax, StubBinding, StubUnmatched);
}

/// <summary>Takes one problem; one without a location belongs to an assembly that was judged when it was compiled.</summary>
internal delegate void ReportProblem(DiagnosticDescriptor descriptor, Location? location, params object[] arguments);
