using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using EntryPath.Truth.Tests.Judging;
using EntryPath.Truth.Tests.Language;
using EntryPath.Truth.Tests.Rules;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Truth.Tests.Analysis;

/// <summary>A program, what its paths say (null: too many of them), and whether the analyzer reports it.</summary>
internal sealed record Judgement(TruthProgram Program, Verdict? Truth, bool IsReported)
{
    public bool IsMissed => Truth is { IsBad: true } && !IsReported;

    public bool IsFalse => Truth is { IsBad: false } && IsReported;
}

/// <summary>Asks the interpreter and the analyzer.</summary>
internal sealed class Judge(DiagnosticAnalyzer analyzer)
{
    /// <summary>How the rules are read; <c>docs/truth.md</c> says why.</summary>
    public const Reading Reading = Rules.Reading.Strict & ~(Rules.Reading.ACommitLeavesTheProtocolIncomplete | Rules.Reading.ExitsMayNotDifferByArguments);

    public async Task<Judgement[]> JudgeAsync(IReadOnlyList<TruthProgram> programs, bool preludeInSource)
    {
        var truths = programs.AsParallel().AsOrdered().Select(program => Interpreter.Judge(program, Reading)).ToArray();
        var sources = programs.Select((program, index) => CSharpText.Of(program, "P" + index)).ToArray();
        var reports = await ProgramAnalysis.RunAsync(analyzer, sources, preludeInSource);
        return [.. programs.Select((program, index) => new Judgement(program, truths[index], reports[index].Length > 0))];
    }

    /// <summary>Tells of candidates whether they are still missed, or still reported falsely.</summary>
    public Func<IReadOnlyList<TruthProgram>, Task<bool[]>> StillAsync(bool missed) => async candidates =>
    {
        var judgements = await JudgeAsync(candidates, preludeInSource: false);
        return [.. judgements.Select(judgement => missed ? judgement.IsMissed : judgement.IsFalse)];
    };

    /// <summary>The program as C#, with what either says as a comment on top: the form of the kept cases.</summary>
    public async Task<string> ExplainAsync(TruthProgram program)
    {
        var text = CSharpText.Of(program, "Case");
        var reports = (await ProgramAnalysis.RunAsync(analyzer, [text], preludeInSource: false))[0];
        var truth = Interpreter.Judge(program, Reading);
        var said = reports.Select(report => "// reported: " + report.GetMessage(CultureInfo.InvariantCulture).ReplaceLineEndings(" ")
            + $" ({report.Id} at line {report.Location.GetLineSpan().StartLinePosition.Line + 1})\n");
        return $"// expected: {(truth is { IsBad: true } ? "bad" : "good")}\n// truth: {truth}\n" + string.Concat(said) + text;
    }
}
