using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Spectre.Console;

namespace EntryPath.Benchmarks.Real;

/// <summary>What a build waits for: all reports of a project. What an analyzer costs is what it takes more than one that does nothing.</summary>
internal static class Build
{
    /// <summary>Measures each entrant and prints a table.</summary>
    /// <param name="project">What is built.</param>
    /// <param name="entrants">Who is measured.</param>
    /// <param name="rounds">How often each is.</param>
    /// <param name="reportFile">Where EntryPath's reports are added, one a line, so that two versions of it can be compared; null: nowhere.</param>
    public static async Task PrintAsync(RealProject project, IEnumerable<Entrant> entrants, int rounds, string? reportFile)
    {
        var table = new Table().Title($"a build of {project.Name}: {project.Compilation.SyntaxTrees.Length} files, {project.Lines} lines; least of {rounds} rounds")
            .AddColumn("analyzer").AddColumn(new TableColumn("ms").RightAligned()).AddColumn(new TableColumn("MB").RightAligned())
            .AddColumn(new TableColumn("more ms").RightAligned()).AddColumn(new TableColumn("of the graphs").RightAligned())
            .AddColumn(new TableColumn("kept MB").RightAligned()).AddColumn(new TableColumn("reports").RightAligned());
        double nothing = 0;
        double graphs = 0;
        foreach (Entrant entrant in entrants)
        {
            List<(Cost Cost, Diagnostic[] Reports, double Kept)> runs = [];
            for (int i = 0; i < rounds; i++)
                runs.Add(await OnceAsync(project, entrant).ConfigureAwait(false));

            (Cost cost, Diagnostic[] reports, double kept) = runs.MinBy(static run => run.Cost.Milliseconds);
            if (entrant == Entrant.EntryPath && reportFile is not null)
                await File.AppendAllLinesAsync(reportFile, reports.Select(static report => report.ToString()).Order(StringComparer.Ordinal)).ConfigureAwait(false);

            if (entrant == Entrant.Nothing)
                nothing = cost.Milliseconds;

            double more = cost.Milliseconds - nothing;
            if (entrant == Entrant.Graphs)
                graphs = more;

            table.AddRow(
                entrant.Name, Cost.Text(cost.Milliseconds), Cost.Text(cost.Megabytes), Cost.Text(more), graphs > 0 ? Cost.Text(more / graphs) : "", Cost.Text(kept),
                reports.Length.ToString(CultureInfo.InvariantCulture));
        }

        AnsiConsole.Write(table);
    }

    private static async Task<(Cost Cost, Diagnostic[] Reports, double Kept)> OnceAsync(RealProject project, Entrant entrant)
    {
        // A compilation keeps what was bound: each run needs its own.
        var compilation = (CSharpCompilation)project.Compilation.Clone().WithOptions(entrant.OptionsFor(project.Compilation.Options));
        var analysis = new CompilationWithAnalyzers(
            compilation, [entrant.Create()],
            new CompilationWithAnalyzersOptions(project.Options, onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        Diagnostic[] reports = [];
        double before = GC.GetTotalMemory(forceFullCollection: true);
        Cost cost = await Cost.OfAsync(async () =>
        {
            var found = await analysis.GetAnalyzerDiagnosticsAsync(CancellationToken.None).ConfigureAwait(false);
            if (found.FirstOrDefault(static report => report.Id == "AD0001") is { } crash && entrant == Entrant.EntryPath)
                throw new InvalidOperationException(crash.ToString());

            reports = [.. found.Where(static report => report.Severity >= DiagnosticSeverity.Warning)];
        }).ConfigureAwait(false);
        double kept = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1048576.0;
        GC.KeepAlive(analysis);
        return (cost, reports, kept);
    }
}
