#pragma warning disable IDE0005 // The truth test compiles this file too, without the global usings of this project.
using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.CodeFixes.Tests;

/// <summary>What the light bulb offers, in its order.</summary>
internal static class OfferedFixes
{
    private static readonly CodeFixProvider[] s_fixes =
    [
        new MoveCallCodeFixProvider(), new OrderCodeFixProvider(), new CloseBracketCodeFixProvider(), new CompleteCodeFixProvider(), new PromiseCodeFixProvider(),
        new DeclareContractCodeFixProvider(), new SuspensionCodeFixProvider(), new HiddenStepsCodeFixProvider(), new RuleCodeFixProvider(),
    ];

    /// <summary>The actions for a diagnostic of a document.</summary>
    public static async Task<ImmutableArray<Offer>> OfAsync(Document document, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        foreach (var fix in s_fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));

        var offers = ImmutableArray.CreateBuilder<Offer>();
        foreach (var action in actions)
        {
            var changed = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
            var isForAll = s_fixes.Any(fix => fix.GetType().FullName == action.EquivalenceKey);
            offers.Add(new Offer(action.Title, isForAll, (await changed.GetDocument(document.Id)!.GetTextAsync()).ToString(), changed));
        }

        return offers.ToImmutable();
    }

    /// <summary>The errors of the analyzer in a project, or what is less severe too, by file and from top to bottom.</summary>
    public static async Task<ImmutableArray<Diagnostic>> ReportsAsync(Project project, DiagnosticSeverity least = DiagnosticSeverity.Error)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var all = await compilation.WithAnalyzers(ImmutableArray.Create<DiagnosticAnalyzer>(new EntryPathAnalyzer())).GetAnalyzerDiagnosticsAsync();
        return
        [
            .. all.Where(report => report.Severity >= least)
                .OrderBy(report => report.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(report => report.Location.SourceSpan.Start)
                .ThenBy(report => report.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>Takes the first offered fix of the first report that has one, again and again, until nothing is reported or nothing offered.</summary>
    /// <returns>What the project has become, and the titles of what was done.</returns>
    public static async Task<(Project Project, ImmutableArray<string> Done, ImmutableArray<Diagnostic> Left)> RepairAsync(Project project, int mostSteps = 12)
    {
        var done = ImmutableArray.CreateBuilder<string>();
        while (true)
        {
            var reports = await ReportsAsync(project);
            Offer? taken = null;
            if (done.Count < mostSteps)
            {
                foreach (var report in reports)
                {
                    if (project.GetDocument(report.Location.SourceTree) is { } document && (taken = (await OfAsync(document, report)).FirstOrDefault()) is not null)
                        break;
                }
            }

            if (taken is null)
                return (project, done.ToImmutable(), reports);

            done.Add(taken.Title);
            project = taken.Changed.GetProject(project.Id)!;
        }
    }
}

/// <summary>One action of the light bulb.</summary>
/// <param name="Title">What it says.</param>
/// <param name="IsForAll">Whether Fix All applies it too.</param>
/// <param name="Text">The document after it.</param>
/// <param name="Changed">The solution after it.</param>
internal sealed record Offer(string Title, bool IsForAll, string Text, Solution Changed);
