using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Truth.Tests.Analysis;

/// <summary>What the analyzer reports of each of many programs.</summary>
internal static class ProgramAnalysis
{
    /// <summary>Analyses all sources in one compilation.</summary>
    /// <returns>For each source, in order, its error diagnostics EPO1xxx.</returns>
    public static async Task<Diagnostic[][]> RunAsync(
        DiagnosticAnalyzer analyzer, IReadOnlyList<string> sources, bool preludeInSource)
    {
        var names = sources.Select((_, index) => "P" + index + ".cs").ToArray();
        var compilation = ProgramCompilation.Of(names.Zip(sources), preludeInSource);
        var byTree = (await ReportsAsync(analyzer, compilation))
            .Where(report => report.Severity == DiagnosticSeverity.Error)
            .ToLookup(diagnostic => diagnostic.Location.SourceTree?.FilePath);
        return [.. names.Select(name => byTree[name].OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ToArray())];
    }

    /// <summary>The diagnostics EPO1xxx of a compilation.</summary>
    /// <exception cref="InvalidOperationException">The analyzer threw.</exception>
    public static async Task<ImmutableArray<Diagnostic>> ReportsAsync(DiagnosticAnalyzer analyzer, Compilation compilation, CancellationToken cancellation = default)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (exception, _, _) => throw new InvalidOperationException("The analyzer threw.", exception),
            concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> diagnostics = await new CompilationWithAnalyzers(compilation, [analyzer], options).GetAnalyzerDiagnosticsAsync(cancellation);
        if (diagnostics.FirstOrDefault(diagnostic => diagnostic.Id == "AD0001") is { } crash)
            throw new InvalidOperationException(crash.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        return [.. diagnostics.Where(report => report.Id.StartsWith("EPO1", StringComparison.Ordinal))];
    }
}
