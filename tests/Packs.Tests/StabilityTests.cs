using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Packs.Tests;

/// <summary>The same program has the same reports, word for word, whatever runs at the same time and whichever body is looked at first.</summary>
public sealed class StabilityTests
{
    private const int Runs = 10;

    public static TheoryData<string> Programs => [.. PackFile.Programs("Bad").Where(static path => path.StartsWith("Threading/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Reports_do_not_depend_on_what_runs_at_the_same_time(string program)
    {
        CSharpCompilation compilation = PackFile.Compile(PackFile.Program(program));
        ImmutableArray<string> first = await ReportsAsync(compilation, isConcurrent: false);
        Assert.NotEmpty(first);

        // Two compilations at once, and each by several threads or by one.
        for (int run = 1; run < Runs; run += 2)
        {
            int number = run;
            foreach (ImmutableArray<string> again in await Task.WhenAll(
                Task.Run(() => ReportsAsync(compilation.Clone(), isConcurrent: true)),
                Task.Run(() => ReportsAsync(compilation.Clone(), isConcurrent: number % 4 == 1))))
            {
                Assert.True(first.SequenceEqual(again), string.Join("\n", first.Except(again).Concat(again.Except(first))));
            }
        }
    }

    private static async Task<ImmutableArray<string>> ReportsAsync(CSharpCompilation compilation, bool isConcurrent)
    {
        CompilationWithAnalyzersOptions options = new(new AnalyzerOptions([new PackFile("Threading")]), onAnalyzerException: null, isConcurrent, logAnalyzerExecutionTime: false);
        IEnumerable<Diagnostic> found = await compilation.WithAnalyzers([new Analyzer.EntryPathAnalyzer()], options).GetAnalyzerDiagnosticsAsync();
        return [.. found.Select(static report => report.Location.GetLineSpan() + " " + report.Id + " " + report.GetMessage(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal)];
    }
}
