using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>What can be wrong with the rules themselves. A rule that has no effect is an error: it would only seem to protect.</summary>
internal static class RuleProblems
{
    public static readonly DiagnosticDescriptor NotAStep = new(
        "EPO2001", Texts.Title("EPO2001"), "'{0}' names no step: {1}",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2001"), RuleLink.For("EPO2001"));

    public static readonly DiagnosticDescriptor UnknownParameter = new(
        "EPO2002", Texts.Title("EPO2002"), "'{0}' on '{1}' {2}",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2002"), RuleLink.For("EPO2002"));

    public static readonly DiagnosticDescriptor WrongConstant = new(
        "EPO2003", Texts.Title("EPO2003"), "'{0}' can never be the value of '{1}', which is of type '{2}'",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2003"), RuleLink.For("EPO2003"));

    public static readonly DiagnosticDescriptor UnusableProtocol = new(
        "EPO2004", Texts.Title("EPO2004"), "'{0}' cannot be used as a protocol: {1}",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2004"), RuleLink.For("EPO2004"));

    public static readonly DiagnosticDescriptor RecursiveMetaAttribute = new(
        "EPO2005", Texts.Title("EPO2005"), "'{0}' is shorthand for itself, through {1}",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2005"), RuleLink.For("EPO2005"));

    public static readonly DiagnosticDescriptor Contradiction = new(
        "EPO2006", Texts.Title("EPO2006"), "'{0}' and '{1}' on '{2}' contradict each other: {3}",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2006"), RuleLink.For("EPO2006"));

    public static readonly DiagnosticDescriptor Meaningless = new(
        "EPO2007", Texts.Title("EPO2007"), "'{0}' has no meaning on '{1}': {2}",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2007"), RuleLink.For("EPO2007"));

    public static readonly DiagnosticDescriptor NeverPerformed = new(
        "EPO2008", Texts.Title("EPO2008"), "nothing performs '{0}', and {1}",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2008"), RuleLink.For("EPO2008"));

    public static readonly DiagnosticDescriptor UndoneOnly = new(
        "EPO2009", Texts.Title("EPO2009"), "'{0}' undoes '{1}', which nothing performs",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2009"), RuleLink.For("EPO2009"));

    public static readonly DiagnosticDescriptor Unsatisfiable = new(
        "EPO2010", Texts.Title("EPO2010"), "the commit of '{0}' can never be satisfied: {1}",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2010"), RuleLink.For("EPO2010"));

    public static readonly DiagnosticDescriptor NoCommit = new(
        "EPO2011", Texts.Title("EPO2011"), "{0} the commit of '{1}', so nothing ever needs all of its steps",
        "EntryPath", DiagnosticSeverity.Info, isEnabledByDefault: true, Texts.Description("EPO2011"), RuleLink.For("EPO2011"));

    public static readonly DiagnosticDescriptor UnknownOption = new(
        "EPO2012", Texts.Title("EPO2012"), "'{0} = {1}' is none of {2}, and counts as not set",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2012"), RuleLink.For("EPO2012"));

    public static readonly DiagnosticDescriptor OfProgram = new(
        "EPO2013", Texts.Title("EPO2013"), "'{0}' on '{1}' is about the whole program, not about '{2}': mark the parameter [Subject], or the step [Scope(ProtocolScope.Program)]",
        "EntryPath", DiagnosticSeverity.Warning, isEnabledByDefault: true, Texts.Description("EPO2013"), RuleLink.For("EPO2013"));

    public static readonly DiagnosticDescriptor StubSyntax = new(
        "EPO2020", Texts.Title("EPO2020"), "the stub does not parse: {0} ({1})",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2020"), RuleLink.For("EPO2020"));

    public static readonly DiagnosticDescriptor StubBinding = new(
        "EPO2021", Texts.Title("EPO2021"), "the stub does not bind: {0} ({1})",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2021"), RuleLink.For("EPO2021"));

    public static readonly DiagnosticDescriptor StubUnmatched = new(
        "EPO2022", Texts.Title("EPO2022"), "the stub of '{0}' matches no member: {1}",
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2022"), RuleLink.For("EPO2022"));

    /// <summary>All of them, for the analyzer that reports them.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All = ImmutableArray.Create(
        NotAStep, UnknownParameter, WrongConstant, UnusableProtocol, RecursiveMetaAttribute, Contradiction, Meaningless,
        NeverPerformed, UndoneOnly, Unsatisfiable, NoCommit, UnknownOption, OfProgram, StubSyntax, StubBinding, StubUnmatched);
}

/// <summary>Takes one problem; one without a location belongs to an assembly that was judged when it was compiled.</summary>
internal delegate void ReportProblem(DiagnosticDescriptor descriptor, Location? location, params object[] arguments);
