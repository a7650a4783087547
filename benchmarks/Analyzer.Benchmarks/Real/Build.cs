using System;
using System.Collections.Generic;
using System.Globalization;
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
    private const int Rounds = 3;

    public static async Task PrintAsync(RealProject project, IEnumerable<Entrant> entrants)
    {
        var table = new Table().Title($"a build of {project.Name}: {project.Compilation.SyntaxTrees.Length} files, {project.Lines} lines; least of {Rounds} rounds")
            .AddColumn("analyzer").AddColumn(new TableColumn("ms").RightAligned()).AddColumn(new TableColumn("MB").RightAligned())
            .AddColumn(new TableColumn("more ms").RightAligned()).AddColumn(new TableColumn("of the graphs").RightAligned())
            .AddColumn(new TableColumn("kept MB").RightAligned()).AddColumn(new TableColumn("reports").RightAligned());
        double nothing = 0;
        double graphs = 0;
        foreach (Entrant entrant in entrants)
        {
            List<(Cost Cost, int Reports, double Kept)> rounds = [];
            for (int i = 0; i < Rounds; i++)
                rounds.Add(await OnceAsync(project, entrant).ConfigureAwait(false));

            (Cost cost, int reports, double kept) = rounds.MinBy(static round => round.Cost.Milliseconds);
            if (entrant == Entrant.Nothing)
                nothing = cost.Milliseconds;

            double more = cost.Milliseconds - nothing;
            if (entrant == Entrant.Graphs)
                graphs = more;

            table.AddRow(
                entrant.Name, Cost.Text(cost.Milliseconds), Cost.Text(cost.Megabytes), Cost.Text(more), graphs > 0 ? Cost.Text(more / graphs) : "", Cost.Text(kept),
                reports.ToString(CultureInfo.InvariantCulture));
        }

        AnsiConsole.Write(table);
    }

    private static async Task<(Cost Cost, int Reports, double Kept)> OnceAsync(RealProject project, Entrant entrant)
    {
        // A compilation keeps what was bound: each run needs its own.
        var compilation = (CSharpCompilation)project.Compilation.Clone().WithOptions(entrant.OptionsFor(project.Compilation.Options));
        var analysis = new CompilationWithAnalyzers(
            compilation, [entrant.Create()],
            new CompilationWithAnalyzersOptions(project.Options, onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        int reports = 0;
        double before = GC.GetTotalMemory(forceFullCollection: true);
        Cost cost = await Cost.OfAsync(async () =>
        {
            var found = await analysis.GetAnalyzerDiagnosticsAsync(CancellationToken.None).ConfigureAwait(false);
            if (found.FirstOrDefault(static report => report.Id == "AD0001") is { } crash && entrant == Entrant.EntryPath)
                throw new InvalidOperationException(crash.ToString());

            reports = found.Count(static report => report.Severity >= DiagnosticSeverity.Warning);
        }).ConfigureAwait(false);
        double kept = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1048576.0;
        GC.KeepAlive(analysis);
        return (cost, reports, kept);
    }
}
