using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Spectre.Console;

namespace EntryPath.Benchmarks;

/// <summary>The time spent inside named analyzers, by the compiler's own telemetry, on one input in one process.</summary>
internal static class PeerTable
{
    private const int Rounds = 5;

    // What VSTHRD010 knows comes from lists of members; these give it the same two ends that the protocol has.
    private static readonly ImmutableArray<AdditionalText> ThreadingLists =
    [
        new ListFile("vs-threading.MainThreadAssertingMethods.txt", "[Workload.Vcpu]::SyncPirToIrr\n"),
        new ListFile("vs-threading.MembersRequiringMainThread.txt", "[Workload.Vcpu]::Enter\n"),
    ];

    public static async Task<int> PrintAsync()
    {
        var workload = new Workload(WorkloadKind.EveryBodyTracked);
        var table = new Table().Title($"{Workload.Bodies} bodies, {workload.Lines} lines, every body with events; ms inside the analyzer, of {Rounds} rounds")
            .AddColumn("analyzer").AddColumn(new TableColumn("least").RightAligned()).AddColumn(new TableColumn("median").RightAligned()).AddColumn(new TableColumn("reports").RightAligned());

        foreach (var (name, create, id) in new[] { Entrant.Nothing, Entrant.Graphs, Entrant.EntryPath }.Concat(new[] { "VSTHRD010", "CA2000", "CA1508", "CA1062" }.Select(Entrant.Peer)))
        {
            var times = new List<double>();
            var reports = 0;

            for (var round = 0; round < Rounds + 1; round++)
            {
                var (found, inside) = await AnalysisRun.RunAsync(workload.Compile(id), create(), ThreadingLists).ConfigureAwait(false);
                reports = found.Count(d => id.Length == 0 || d.Id == id);

                if (round > 0) // the first one compiles the analyzer itself
                    times.Add(inside.TotalMilliseconds);
            }

            times.Sort();
            table.AddRow(name, Number(times[0]), Number(times[times.Count / 2]), reports.ToString(CultureInfo.InvariantCulture));
        }

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 100);
        AnsiConsole.Write(table);
        return 0;
    }

    private static string Number(double milliseconds) => milliseconds.ToString("0.0", CultureInfo.InvariantCulture);

    private sealed class ListFile(string name, string text) : AdditionalText
    {
        public override string Path => name;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
