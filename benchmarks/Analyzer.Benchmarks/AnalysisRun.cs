using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Benchmarks;

/// <summary>One analyzer, run over one compilation as a compiler runs it, on one thread.</summary>
public static class AnalysisRun
{
    /// <summary>Runs it.</summary>
    /// <returns>What it reported above information, and the time the driver says was spent inside it.</returns>
    public static async Task<(ImmutableArray<Diagnostic> Reports, TimeSpan Inside)> RunAsync(Compilation compilation, DiagnosticAnalyzer analyzer, ImmutableArray<AdditionalText> files)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(files), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        var analysis = new CompilationWithAnalyzers(compilation, [analyzer], options);
        var result = await analysis.GetAnalysisResultAsync(CancellationToken.None).ConfigureAwait(false);
        var reports = result.GetAllDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).ToImmutableArray();

        if (reports.FirstOrDefault(d => d.Id == "AD0001") is { } crash)
            throw new InvalidOperationException(crash.ToString());

        return (reports, result.AnalyzerTelemetryInfo[analyzer].ExecutionTime);
    }
}
