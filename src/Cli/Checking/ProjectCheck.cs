using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer;
using EntryPath.Cli.Loading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RuleSet = EntryPath.Analyzer.Protocols.RuleSet;

namespace EntryPath.Cli.Checking;

/// <summary>What one project has.</summary>
/// <param name="Reports">The reports with what the analyzer said, those that the code suppresses among them, in no order.</param>
/// <param name="Problem">Why it could not be checked; null: it was.</param>
/// <param name="HasProtocols">Whether a protocol is in force in it.</param>
internal sealed record ProjectCheck(ImmutableArray<(Finding Finding, Diagnostic Diagnostic)> Reports, Problem? Problem, bool HasProtocols)
{
    /// <summary>Checks a project.</summary>
    public static async Task<ProjectCheck> RunAsync(Project project, IDictionary<string, SourceText> sources, CancellationToken cancellation)
    {
        Compilation compilation = (await project.GetCompilationAsync(cancellation))!;
        RuleSet? rules = RuleSet.Create(compilation, project.AnalyzerOptions, cancellation);
        if (rules is null)
        {
            // Nothing can be reported; what does not bind at all may be what would have declared a protocol.
            return new ProjectCheck([], ProblemOf(project, compilation.GetDeclarationDiagnostics(cancellation)), HasProtocols: false);
        }

        Exception? crash = null;
        var analysis = new CompilationWithAnalyzers(
            compilation,
            [new EntryPathAnalyzer()],
            new CompilationWithAnalyzersOptions(
                project.AnalyzerOptions, (exception, _, _) => Interlocked.CompareExchange(ref crash, exception, null), concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true));
        ImmutableArray<Diagnostic> all = await analysis.GetAllDiagnosticsAsync(cancellation);
        if (ProblemOf(project, all) is { } problem)
            return new ProjectCheck([], problem, HasProtocols: true);

        if (crash is not null)
            return new ProjectCheck([], new Problem(project.FilePath ?? project.Name, "the analysis failed, which is a mistake in EntryPath: " + Commands.CommandLine.OneLine(crash.Message)), HasProtocols: true);

        var builder = new FindingBuilder(project, compilation, rules, sources);
        return new ProjectCheck(
            [.. all.Where(IsOurs).Select(diagnostic => (builder.Build(diagnostic, cancellation), diagnostic))],
            null,
            HasProtocols: true);
    }

    private static bool IsOurs(Diagnostic diagnostic) => diagnostic.Id.StartsWith("EPO", StringComparison.Ordinal);

    private static Problem? ProblemOf(Project project, ImmutableArray<Diagnostic> diagnostics)
    {
        List<Diagnostic> errors = [.. diagnostics
            .Where(static diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error && !diagnostic.IsSuppressed && !IsOurs(diagnostic) && diagnostic.Id != "AD0001")
            .OrderBy(static diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(static diagnostic => diagnostic.Location.SourceSpan.Start)];
        if (errors.Count == 0)
            return null;

        Place place = Place.Of(errors[0].Location);
        string where = string.IsNullOrEmpty(place.Path) ? string.Empty : $"{Path.GetFileName(place.Path)}({place.StartLine},{place.StartColumn}): ";
        string more = errors.Count > 1 ? $" (and {errors.Count - 1} more)" : string.Empty;
        return new Problem(
            project.FilePath ?? project.Name,
            Commands.CommandLine.OneLine($"does not compile: {where}error {errors[0].Id}: {errors[0].GetMessage(CultureInfo.InvariantCulture)}{more}"));
    }
}
