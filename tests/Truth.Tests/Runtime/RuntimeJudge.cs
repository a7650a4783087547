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
/// <param name="analyzer">Makes the analyzer; each compilation has its own, as in a build, where none has seen an earlier version.</param>
internal sealed class RuntimeJudge(Func<DiagnosticAnalyzer> analyzer)
{
    private const int MaxRuns = 100;
    private const int ManyRuns = 500;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);

    /// <summary>Judges programs, each in the namespace P and its index; null where one does not compile.</summary>
    public async Task<RuntimeJudgement?[]> JudgeAsync(IReadOnlyList<string> texts)
    {
        var trees = ProgramSet.Parse(texts);
        using var programs = ProgramSet.Load(trees);
        var reports = Phase.Time("analysis", () => AnalyzeAsync(trees, programs.Compiles).GetAwaiter().GetResult());
        return Phase.Time<RuntimeJudgement?[]>("runs", () => [.. texts.AsParallel().AsOrdered().WithDegreeOfParallelism(Environment.ProcessorCount).Select((text, index) => programs.Compiles[index]
            ? Judge(programs, text, index, reports[index])
            : null)]);
    }

    public static string[] Errors(IReadOnlyList<string> texts)
    {
        using var programs = ProgramSet.Load(texts);
        return [.. programs.Errors.Where(error => error.Length > 0)];
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

    /// <summary>
    /// Analyses programs. What does not compile may say something of the others, so that it is left out: nearly all such programs are known already, since the text that runs does not
    /// compile either, and to find another one costs an analysis.
    /// </summary>
    private async Task<Report[][]> AnalyzeAsync(SyntaxTree[] programs, bool[] compiles)
    {
        var said = await DiagnosticsAsync([.. programs.Where((_, index) => compiles[index])]);
        var wrong = said.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id.StartsWith("CS", StringComparison.Ordinal)).ToLookup(diagnostic => diagnostic.Location.SourceTree);
        if (wrong.Count > 0)
        {
            for (var index = 0; index < programs.Length; index++)
                compiles[index] &= !wrong.Contains(programs[index]);
            said = await DiagnosticsAsync([.. programs.Where((_, index) => compiles[index])]);
        }

        var byTree = said.Where(report => report.Id.StartsWith("EPO1", StringComparison.Ordinal)).ToLookup(diagnostic => diagnostic.Location.SourceTree);
        return [.. programs.Select(program => byTree[program].OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).Select(Report.Of).ToArray())];
    }

    /// <summary>What the analyzer and the compiler say.</summary>
    private async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(IReadOnlyList<SyntaxTree> programs)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (exception, _, _) => throw new InvalidOperationException("The analyzer threw.", exception),
            concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        // An analysis that does not end is a fault of the analyzer, and no reason to wait for ever.
        using var ending = new CancellationTokenSource(s_patience);
        var diagnostics = await new CompilationWithAnalyzers(ProgramSet.Compilation(programs), [analyzer()], options).GetAllDiagnosticsAsync(ending.Token);
        return diagnostics.FirstOrDefault(diagnostic => diagnostic.Id == "AD0001") is { } crash
            ? throw new InvalidOperationException(crash.GetMessage(CultureInfo.InvariantCulture))
            : diagnostics;
    }
}
