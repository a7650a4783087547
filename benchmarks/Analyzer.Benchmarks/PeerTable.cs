using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer;
using EntryPath.Benchmarks.Baselines;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
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

        foreach (var (name, create, id) in Entrants())
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

    private static IEnumerable<(string Name, Func<DiagnosticAnalyzer> Create, string Id)> Entrants()
    {
        yield return ("nothing", () => new EmptyAnalyzer(), "");
        yield return ("graph of every body", () => new GraphAnalyzer(), "");
        yield return ("EntryPath (all rules)", () => new EntryPathAnalyzer(), "");

        (string Rule, string Package, string Version, string[] Files)[] peers =
        [
            ("VSTHRD010", "microsoft.visualstudio.threading.analyzers", Metadata("ThreadingAnalyzersVersion"), ["Microsoft.VisualStudio.Threading.Analyzers.dll", "Microsoft.VisualStudio.Threading.Analyzers.CSharp.dll"]),
            ("CA2000", "microsoft.codeanalysis.netanalyzers", Metadata("NetAnalyzersVersion"), ["Microsoft.CodeAnalysis.NetAnalyzers.dll", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll"]),
            ("CA1508", "microsoft.codeanalysis.netanalyzers", Metadata("NetAnalyzersVersion"), ["Microsoft.CodeAnalysis.NetAnalyzers.dll", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll"]),
            ("CA1062", "microsoft.codeanalysis.netanalyzers", Metadata("NetAnalyzersVersion"), ["Microsoft.CodeAnalysis.NetAnalyzers.dll", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll"]),
        ];

        foreach (var (rule, package, version, files) in peers)
        {
            var folder = Path.Combine(Metadata("PackageRoot"), package, version, "analyzers");
            var type = files.Select(file => Directory.GetFiles(folder, file, SearchOption.AllDirectories).Order(StringComparer.Ordinal).First())
                .Select(AssemblyLoadContext.Default.LoadFromAssemblyPath).SelectMany(TypesOf)
                .First(t => Create(t).SupportedDiagnostics.Any(d => d.Id == rule));
            yield return ($"{rule} ({package} {version})", () => Create(type), rule);
        }
    }

    private static IEnumerable<Type> TypesOf(Assembly assembly) =>
        assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(DiagnosticAnalyzer)) && t.GetCustomAttribute<DiagnosticAnalyzerAttribute>()?.Languages.Contains(LanguageNames.CSharp) == true);

    private static DiagnosticAnalyzer Create(Type type) => (DiagnosticAnalyzer)Activator.CreateInstance(type)!;

    private static string Number(double milliseconds) => milliseconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Metadata(string key) =>
        typeof(PeerTable).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;

    private sealed class ListFile(string name, string text) : AdditionalText
    {
        public override string Path => name;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
