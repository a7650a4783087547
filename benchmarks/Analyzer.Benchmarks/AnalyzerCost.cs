using System;
using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using EntryPath.Analyzer;
using EntryPath.Benchmarks.Baselines;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Benchmarks;

/// <summary>
/// What a build pays for the analyzer: the whole run (binding included, since no analyzer of bodies runs without it), beside an
/// analyzer that does nothing and one that only asks for the graph of every body.
/// </summary>
[MemoryDiagnoser]
public class AnalyzerCost
{
    /// <summary>Few long runs, each with a compilation of its own.</summary>
    public static readonly Job Job = Job.Default.WithStrategy(RunStrategy.Monitoring).WithWarmupCount(3).WithIterationCount(12).WithInvocationCount(1).WithUnrollFactor(1);

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
