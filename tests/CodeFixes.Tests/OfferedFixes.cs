#pragma warning disable IDE0005 // The truth test compiles this file too, without the global usings of this project.
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

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
    /// <param name="project">The project.</param>
    /// <param name="known">What became of the same texts on the way of another repair.</param>
    /// <param name="mostSteps">So many fixes are taken.</param>
    /// <returns>What the project has become, and the titles of what was done.</returns>
    public static async Task<(Project Project, ImmutableArray<string> Done, ImmutableArray<Diagnostic> Left)> RepairAsync(
        Project project, ConcurrentDictionary<string, Lazy<Task<RepairStep>>> known, int mostSteps = 12)
    {
        var done = ImmutableArray.CreateBuilder<string>();
        while (true)
        {
            var present = project;
            var step = await known.GetOrAdd(await TextAsync(present), _ => new Lazy<Task<RepairStep>>(() => FirstAsync(present))).Value;
            if (step.Title is null || done.Count == mostSteps)
                return (project, done.ToImmutable(), step.Reports);

            done.Add(step.Title);
            foreach (var (path, text) in step.Changed)
            {
                var document = project.Documents.Single(document => document.FilePath == path);
                project = document.WithText(text).Project;
            }
        }
    }

    /// <summary>The first fix that is offered in a project.</summary>
    private static async Task<RepairStep> FirstAsync(Project project)
    {
        var reports = await ReportsAsync(project);
        foreach (var report in reports)
        {
            if (project.GetDocument(report.Location.SourceTree) is not { } document || (await OfAsync(document, report)).FirstOrDefault() is not { } taken)
                continue;

            var changed = ImmutableArray.CreateBuilder<(string Path, SourceText Text)>();
            foreach (var id in taken.Changed.GetProject(project.Id)!.GetChanges(project).GetChangedDocuments())
            {
                var after = taken.Changed.GetDocument(id)!;
                changed.Add((after.FilePath!, await after.GetTextAsync()));
            }

            return new RepairStep(reports, taken.Title, changed.ToImmutable());
        }

        return new RepairStep(reports, null, []);
    }

    private static async Task<string> TextAsync(Project project)
    {
        var text = new StringBuilder(string.Join(',', project.ParseOptions!.PreprocessorSymbolNames));
        foreach (var document in project.Documents.OrderBy(document => document.FilePath, StringComparer.Ordinal))
            text.Append('\n').Append(await document.GetTextAsync());

        return text.ToString();
    }
}

/// <summary>One step of a repair.</summary>
/// <param name="Reports">What is reported.</param>
/// <param name="Title">The fix that is offered first; null: none is.</param>
/// <param name="Changed">The documents that it changes, by path, as they are after it.</param>
internal sealed record RepairStep(ImmutableArray<Diagnostic> Reports, string? Title, ImmutableArray<(string Path, SourceText Text)> Changed);

/// <summary>One action of the light bulb.</summary>
/// <param name="Title">What it says.</param>
/// <param name="IsForAll">Whether Fix All applies it too.</param>
/// <param name="Text">The document after it.</param>
/// <param name="Changed">The solution after it.</param>
internal sealed record Offer(string Title, bool IsForAll, string Text, Solution Changed);
