using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EntryPath.Analyzer;
using EntryPath.Truth.Tests.Runtime;
using EntryPath.Truth.Tests.Runtime.Generation;
using EntryPath.Truth.Tests.Runtime.Judging;
using Xunit;
using Xunit.Abstractions;

namespace EntryPath.Truth.Tests;

/// <summary>
/// The analyzer against the runtime: random programs are run along their choices, and each report has to stand where a run goes wrong, with the right id.
/// </summary>
/// <remarks>
/// <c>ENTRYPATH_TRUTH_RUNTIME_PROGRAMS</c> sets the number of programs, <c>ENTRYPATH_TRUTH_RUNTIME_SEED</c> the first, <c>ENTRYPATH_TRUTH_PRODUCTIONS</c> the
/// productions (names of <see cref="Production"/>); <c>ENTRYPATH_TRUTH_SHOW</c> the number of disagreements of each kind that are written to <c>artifacts/truth</c>.
/// </remarks>
public sealed class RuntimeTruthTests(ITestOutputHelper output)
{
    private const int Batch = 100;

    [Fact]
    [Trait("Category", "Truth")]
    public async Task Every_report_stands_where_a_run_goes_wrong_and_every_bad_run_is_reported()
    {
        var wanted = TruthTests.Setting("ENTRYPATH_TRUTH_RUNTIME_PROGRAMS", 1_500);
        var seed = (ulong)TruthTests.Setting("ENTRYPATH_TRUTH_RUNTIME_SEED", 0);
        var productions = Environment.GetEnvironmentVariable("ENTRYPATH_TRUTH_PRODUCTIONS") is { Length: > 0 } names ? Enum.Parse<Production>(names) : Production.Asserted;
        var judge = new RuntimeJudge(new EntryPathAnalyzer());
        var generator = new RuntimeGenerator(productions);
        int programs = 0, bad = 0, uncompiled = 0, wrong = 0, displaced = 0;
        var missed = new List<(ulong Seed, RuntimeJudgement Judgement)>();
        var disagreements = new List<(string Kind, ulong Seed, RuntimeJudgement Judgement)>();
        while (programs < wanted)
        {
            var first = seed;
            var texts = Enumerable.Range(0, Batch).Select(index => generator.Generate(first + (ulong)index, "P" + index)).ToArray();
            seed += Batch;
            var judgements = await judge.JudgeAsync(texts);
            for (var index = 0; index < Batch; index++)
            {
                if (judgements[index] is not { } judgement)
                {
                    uncompiled++;
                    continue;
                }

                programs++;
                bad += judgement.IsBad ? 1 : 0;
                if (judgement.Missed.Length > 0)
                    disagreements.Add(("missed", first + (ulong)index, judgement));
                if (judgement.False.Length > 0)
                {
                    wrong++;
                    disagreements.Add(("false", first + (ulong)index, judgement));
                }

                if (judgement.Misplaced.Length > 0)
                {
                    displaced++;
                    disagreements.Add(("misplaced", first + (ulong)index, judgement));
                }
            }
        }

        var lost = disagreements.Count(one => one.Kind == "missed");
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"truth: judge=runtime programs={programs} bad={bad} missed={lost} false={100.0 * wrong / programs:F2}% misplaced={100.0 * displaced / programs:F2}%");
        output.WriteLine(line);
        output.WriteLine($"not counted: {uncompiled} programs that do not compile");
        Write(line, disagreements);

        Assert.True(uncompiled < programs / 10, "too many programs do not compile");
        // There should be none; docs/truth.md says which are known.
        Assert.True(lost * 100 <= bad, line);
        Assert.True(wrong * 100 < programs, line);
        Assert.True(displaced * 100 < programs, line);
    }

    private void Write(string line, List<(string Kind, ulong Seed, RuntimeJudgement Judgement)> disagreements)
    {
        var artifacts = Directory.CreateDirectory(Path.Combine(TruthTests.RepositoryRoot(), "artifacts"));
        File.WriteAllText(Path.Combine(artifacts.FullName, "truth-runtime.txt"), line + "\n");
        var folder = Directory.CreateDirectory(Path.Combine(artifacts.FullName, "truth")).FullName;
        foreach (var kind in disagreements.GroupBy(one => one.Kind))
        {
            foreach (var ((name, seed, judgement), number) in kind.Take(TruthTests.Setting("ENTRYPATH_TRUTH_SHOW", 3)).Select((one, number) => (one, number)))
            {
                var text = $"// {name}, seed {seed}, {(judgement.IsExhaustive ? "all runs" : "not all runs")}\n"
                    + string.Concat(judgement.Obligations.Select(obligation => $"// bad: {obligation}\n"))
                    + string.Concat(judgement.Reports.Select(report => $"// reported: {report}\n")) + judgement.Text;
                File.WriteAllText(Path.Combine(folder, $"runtime-{name}{number:D3}.cs"), text);
                output.WriteLine(text);
            }
        }
    }
}
