using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Spectre.Console;

namespace EntryPath.Benchmarks.Real;

/// <summary>
/// What an editor waits for after each keystroke: the reports of the open document, in a compilation in which that document alone has changed. The binding
/// that any analyzer of bodies needs is in it.
/// </summary>
internal static class Keystroke
{
    private const int Edits = 5;

    public static async Task PrintAsync(RealProject project, int documents, IEnumerable<Entrant> entrants)
    {
        var table = new Table().Title($"a keystroke in {project.Name}: {project.Compilation.SyntaxTrees.Length} files, {project.Lines} lines; median over {documents} documents")
            .AddColumn("analyzer").AddColumn(new TableColumn("ms").RightAligned()).AddColumn(new TableColumn("MB").RightAligned())
            .AddColumn(new TableColumn("ms of nothing").RightAligned()).AddColumn(new TableColumn("most").RightAligned());
        Cost[]? nothing = null;
        foreach (Entrant entrant in entrants)
        {
            List<Cost> costs = [];
            foreach (SyntaxTree document in project.Documents(documents))
                costs.Add(await OfDocumentAsync(project, document, entrant).ConfigureAwait(false));

            nothing ??= [.. costs];
            double[] ratios = [.. costs.Select((cost, i) => cost.Milliseconds / nothing[i].Milliseconds)];
            Cost median = Cost.Median(costs);
            table.AddRow(entrant.Name, Cost.Text(median.Milliseconds), Cost.Text(median.Megabytes), Cost.Text(Cost.Median(ratios)), Cost.Text(ratios.Max()));
        }

        AnsiConsole.Write(table);
    }

    private static async Task<Cost> OfDocumentAsync(RealProject project, SyntaxTree document, Entrant entrant)
    {
        var compilation = (CSharpCompilation)project.Compilation.WithOptions(entrant.OptionsFor(project.Compilation.Options));
        DiagnosticAnalyzer analyzer = entrant.Create();
        SyntaxTree open = document;
        List<Cost> costs = [];
        for (int edit = 0; edit <= Edits; edit++)
        {
            SyntaxTree typed = RealProject.Type(document, edit);
            typed.GetRoot();
            compilation = compilation.ReplaceSyntaxTree(open, typed);
            open = typed;
            Cost cost = await Cost.OfAsync(() => AnalyzeAsync(compilation, typed, analyzer, project.Options)).ConfigureAwait(false);

            // The first time is that of opening the document.
            if (edit > 0)
                costs.Add(cost);
        }

        return Cost.Median(costs);
    }

    private static async Task AnalyzeAsync(CSharpCompilation compilation, SyntaxTree document, DiagnosticAnalyzer analyzer, AnalyzerOptions options)
    {
        var analysis = new CompilationWithAnalyzers(
            compilation, [analyzer], new CompilationWithAnalyzersOptions(options, onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        var reports = await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(document), filterSpan: null, CancellationToken.None).ConfigureAwait(false);
        if (reports.FirstOrDefault(static report => report.Id == "AD0001") is { } crash)
            throw new InvalidOperationException(crash.ToString());
    }
}
