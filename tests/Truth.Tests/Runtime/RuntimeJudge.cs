using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Truth.Tests.Runtime.Judging;
using EntryPath.Truth.Tests.Runtime.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Truth.Tests.Runtime;

/// <summary>Runs programs, and asks the analyzer of them.</summary>
internal sealed class RuntimeJudge(DiagnosticAnalyzer analyzer)
{
    private const int MaxRuns = 100;
    private const int ManyRuns = 500;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);

    /// <summary>Judges programs, each in the namespace P and its index; null where one does not compile.</summary>
    public async Task<RuntimeJudgement?[]> JudgeAsync(IReadOnlyList<string> texts)
    {
        using var programs = ProgramSet.Load(texts);
        var reports = Phase.Time("analysis", () => AnalyzeAsync(texts, programs.Compiles).GetAwaiter().GetResult());
        return Phase.Time<RuntimeJudgement?[]>("runs", () => [.. texts.AsParallel().AsOrdered().WithDegreeOfParallelism(Environment.ProcessorCount).Select((text, index) => programs.Compiles[index]
            ? Judge(programs, text, index, reports[index])
            : null)]);
    }

    public static string[] Errors(IReadOnlyList<string> texts)
    {
        using var programs = ProgramSet.Load(texts);
        return [.. programs.Errors.OfType<string>()];
    }

    private static RuntimeJudgement Judge(ProgramSet programs, string text, int index, Report[] reports)
    {
        var exploration = programs.Explore(index, text, MaxRuns);
        var judgement = new RuntimeJudgement(text, programs.Conditions[index], exploration.Judge(), reports, exploration.IsExhaustive);
        if (exploration.IsExhaustive || (judgement.False.Length == 0 && judgement.Misplaced.Length == 0))
            return judgement;

        // A report that nothing confirms yet is looked for farther.
        exploration = programs.Explore(index, text, ManyRuns);
        return judgement with { Obligations = exploration.Judge(), IsExhaustive = exploration.IsExhaustive };
    }

    private async Task<Report[][]> AnalyzeAsync(IReadOnlyList<string> texts, bool[] compiles)
    {
        var sources = texts.Select((text, index) => (Name: "P" + index.ToString(CultureInfo.InvariantCulture) + ".cs", text)).Where((_, index) => compiles[index]);
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (exception, _, _) => throw new InvalidOperationException("The analyzer threw.", exception),
            concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        // An analysis that does not end is a fault of the analyzer, and no reason to wait for ever.
        using var ending = new CancellationTokenSource(s_patience);
        ImmutableArray<Diagnostic> diagnostics = await new CompilationWithAnalyzers(ProgramSet.Compilation(sources), [analyzer], options)
            .GetAnalyzerDiagnosticsAsync(ending.Token);
        if (diagnostics.FirstOrDefault(diagnostic => diagnostic.Id == "AD0001") is { } crash)
            throw new InvalidOperationException(crash.GetMessage(CultureInfo.InvariantCulture));
        var byTree = diagnostics.Where(report => report.Id.StartsWith("EPO1", StringComparison.Ordinal))
            .ToLookup(diagnostic => diagnostic.Location.SourceTree?.FilePath);
        return [.. texts.Select((_, index) => byTree["P" + index.ToString(CultureInfo.InvariantCulture) + ".cs"]
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).Select(Report.Of).ToArray())];
    }
}
