using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer;
using EntryPath.Sample.Vmm.Exploration.Orders;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Sample.Vmm.Agreement;

/// <summary>What the analyzer says of the text of an order.</summary>
internal static class AnalyzerVerdict
{
    /// <summary>The errors that it reports, in the order of the text. None: the order is accepted.</summary>
    /// <exception cref="InvalidOperationException">The analyzer failed.</exception>
    public static async Task<ImmutableArray<Diagnostic>> OfAsync(EntryOrder order, CancellationToken cancellation = default)
    {
        var diagnostics = await OrderSource.Compile(order)
            .WithAnalyzers([new EntryPathAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(cancellation)
            .ConfigureAwait(false);
        if (diagnostics.FirstOrDefault(d => d.Id == "AD0001") is { } failure)
            throw new InvalidOperationException($"{order}: {failure.GetMessage()}");
        return
        [
            .. diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)
                .OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(d => d.Location.SourceSpan.Start)
                .ThenBy(d => d.Id, StringComparer.Ordinal),
        ];
    }
}
