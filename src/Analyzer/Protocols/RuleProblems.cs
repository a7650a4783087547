using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>What can be wrong with the rules themselves. A rule that has no effect is an error: it would only seem to protect.</summary>
internal static class RuleProblems
{
    public static readonly DiagnosticDescriptor NotAStep = new(
        "EPO2001", Texts.Title("EPO2001"), Texts.Message("EPO2001"),
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2001"), RuleLink.For("EPO2001"));

    public static readonly DiagnosticDescriptor UnknownParameter = new(
        "EPO2002", Texts.Title("EPO2002"), Texts.Message("EPO2002"),
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2002"), RuleLink.For("EPO2002"));

    public static readonly DiagnosticDescriptor WrongConstant = new(
        "EPO2003", Texts.Title("EPO2003"), Texts.Message("EPO2003"),
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2003"), RuleLink.For("EPO2003"));

    public static readonly DiagnosticDescriptor UnusableProtocol = new(
        "EPO2004", Texts.Title("EPO2004"), Texts.Message("EPO2004"),
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2004"), RuleLink.For("EPO2004"));

    public static readonly DiagnosticDescriptor RecursiveMetaAttribute = new(
        "EPO2005", Texts.Title("EPO2005"), Texts.Message("EPO2005"),
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2005"), RuleLink.For("EPO2005"));

    public static readonly DiagnosticDescriptor Contradiction = new(
        "EPO2006", Texts.Title("EPO2006"), Texts.Message("EPO2006"),
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2006"), RuleLink.For("EPO2006"));

    public static readonly DiagnosticDescriptor Meaningless = new(
        "EPO2007", Texts.Title("EPO2007"), Texts.Message("EPO2007"),
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2007"), RuleLink.For("EPO2007"));

    public static readonly DiagnosticDescriptor NeverPerformed = new(
        "EPO2008", Texts.Title("EPO2008"), Texts.Message("EPO2008"),
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2008"), RuleLink.For("EPO2008"));

    public static readonly DiagnosticDescriptor UndoneOnly = new(
        "EPO2009", Texts.Title("EPO2009"), Texts.Message("EPO2009"),
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2009"), RuleLink.For("EPO2009"));

    public static readonly DiagnosticDescriptor Unsatisfiable = new(
        "EPO2010", Texts.Title("EPO2010"), Texts.Message("EPO2010"),
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2010"), RuleLink.For("EPO2010"));

    public static readonly DiagnosticDescriptor NoCommit = new(
        "EPO2011", Texts.Title("EPO2011"), Texts.Message("EPO2011"),
        "EntryPath", DiagnosticSeverity.Info, isEnabledByDefault: true, Texts.Description("EPO2011"), RuleLink.For("EPO2011"));

    public static readonly DiagnosticDescriptor UnknownOption = new(
        "EPO2012", Texts.Title("EPO2012"), Texts.Message("EPO2012"),
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2012"), RuleLink.For("EPO2012"));

    public static readonly DiagnosticDescriptor OfProgram = new(
        "EPO2013", Texts.Title("EPO2013"), Texts.Message("EPO2013"),
        "EntryPath", DiagnosticSeverity.Warning, isEnabledByDefault: true, Texts.Description("EPO2013"), RuleLink.For("EPO2013"));

    public static readonly DiagnosticDescriptor NeverReports = new(
        "EPO2014", Texts.Title("EPO2014"), Texts.Message("EPO2014"),
        "EntryPath", DiagnosticSeverity.Warning, isEnabledByDefault: true, Texts.Description("EPO2014"), RuleLink.For("EPO2014"));

    public static readonly DiagnosticDescriptor ForgottenUndo = new(
        "EPO2015", Texts.Title("EPO2015"), Texts.Message("EPO2015"),
        "EntryPath", DiagnosticSeverity.Warning, isEnabledByDefault: true, Texts.Description("EPO2015"), RuleLink.For("EPO2015"));

    public static readonly DiagnosticDescriptor StubSyntax = new(
        "EPO2020", Texts.Title("EPO2020"), Texts.Message("EPO2020"),
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2020"), RuleLink.For("EPO2020"));

    public static readonly DiagnosticDescriptor StubBinding = new(
        "EPO2021", Texts.Title("EPO2021"), Texts.Message("EPO2021"),
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2021"), RuleLink.For("EPO2021"));

    public static readonly DiagnosticDescriptor StubUnmatched = new(
        "EPO2022", Texts.Title("EPO2022"), Texts.Message("EPO2022"),
        "EntryPath", DiagnosticSeverity.Error, isEnabledByDefault: true, Texts.Description("EPO2022"), RuleLink.For("EPO2022"));

    /// <summary>All of them, for the analyzer that reports them.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All = ImmutableArray.Create(
        NotAStep, UnknownParameter, WrongConstant, UnusableProtocol, RecursiveMetaAttribute, Contradiction, Meaningless,
        NeverPerformed, UndoneOnly, Unsatisfiable, NoCommit, UnknownOption, OfProgram, NeverReports, ForgottenUndo, StubSyntax, StubBinding, StubUnmatched);
}

/// <summary>Takes one problem; one without a location belongs to an assembly that was judged when it was compiled.</summary>
internal delegate void ReportProblem(DiagnosticDescriptor descriptor, Location? location, params object[] arguments);
