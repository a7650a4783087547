using System;
using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using EntryPath.Analyzer;
using EntryPath.Benchmarks.Baselines;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Benchmarks;

/// <summary>
/// What a build pays for the analyzer: the whole run (binding included, since no analyzer of bodies runs without it), beside an
/// analyzer that does nothing and one that only asks for the graph of every body.
/// </summary>
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 3, iterationCount: 12, invocationCount: 1)]
[MemoryDiagnoser]
public class AnalyzerCost
{
    private Workload workload = null!;
    private CSharpCompilation compilation = null!;

    [ParamsAllValues]
    public WorkloadKind Input { get; set; }

    [GlobalSetup]
    public void Prepare() => workload = new Workload(Input);

    // A compilation keeps what was bound, so that each run needs a new one.
    [IterationSetup]
    public void Renew() => compilation = workload.Compile();

    [Benchmark(Baseline = true)]
    public Task<int> Nothing() => RunAsync(new EmptyAnalyzer(), expected: 0);

    [Benchmark]
    public Task<int> GraphOnly() => RunAsync(new GraphAnalyzer(), expected: 0);

    [Benchmark]
    public Task<int> EntryPath() => RunAsync(new EntryPathAnalyzer(), workload.ExpectedReports);

    private async Task<int> RunAsync(DiagnosticAnalyzer analyzer, int expected)
    {
        var (reports, _) = await AnalysisRun.RunAsync(compilation, analyzer, []).ConfigureAwait(false);
        return reports.Length == expected
            ? reports.Length
            : throw new InvalidOperationException($"{reports.Length} reports instead of {expected}: an analyzer that is wrong must not look fast");
    }
}
