using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EntryPath.Truth.Tests.Analysis;
using EntryPath.Truth.Tests.Runtime;
using EntryPath.Truth.Tests.Runtime.Generation;
using Xunit;
using Xunit.Abstractions;

namespace EntryPath.Truth.Tests;

/// <summary>
/// The analyzer against the runtime: random programs are run along their choices, and each report has to stand where a run goes wrong, with the right id.
/// </summary>
/// <remarks>
/// <c>ENTRYPATH_TRUTH_RUNTIME_PROGRAMS</c> sets the number of programs, <c>ENTRYPATH_TRUTH_RUNTIME_SEED</c> the first, or
/// a list with commas of all of them, <c>ENTRYPATH_TRUTH_PRODUCTIONS</c> the
/// productions (names of <see cref="Production"/>, several sets with <c>;</c> in between, each run by itself); <c>ENTRYPATH_TRUTH_SHOW</c> the number of disagreements of each kind that are written to <c>artifacts/truth</c>.
/// </remarks>
public sealed class RuntimeTruthTests(ITestOutputHelper output)
{
    private const int Batch = 200;

    /// <summary>So many programs of each further construct: what a build has time for.</summary>
    private const int Further = 150;

    [Fact]
    [Trait("Category", "Truth")]
    public async Task Every_report_stands_where_a_run_goes_wrong_and_every_bad_run_is_reported()
    {
        var wanted = TruthTests.Setting("ENTRYPATH_TRUTH_RUNTIME_PROGRAMS", 20_000);
        string[] firsts = (Environment.GetEnvironmentVariable("ENTRYPATH_TRUTH_RUNTIME_SEED") is { Length: > 0 } list ? list : "0").Split(',');
        ulong[] seeds = [.. firsts.Select(first => ulong.Parse(first, CultureInfo.InvariantCulture))];
        var isList = seeds.Length > 1;
        if (isList)
            wanted = seeds.Length;
        string[] sets = Environment.GetEnvironmentVariable("ENTRYPATH_TRUTH_PRODUCTIONS") is { Length: > 0 } names ? names.Split(';') : [""];
        var judge = new RuntimeJudge(AnalyzerUnderTest.Create);
        var lines = new List<string>();
        var figures = new List<RuntimeFigures>();
        foreach (var set in sets)
        {
            var some = await RunAsync(judge, new RuntimeGenerator(set.Length == 0 ? Production.Asserted : Enum.Parse<Production>(set)), isList ? seeds : From(seeds[0]), wanted);
            figures.Add(some);
            lines.Add(some.ToString());
            output.WriteLine(some + (set.Length == 0 ? "" : " productions=" + set));
            output.WriteLine($"not counted: {some.Uncompiled} programs that do not compile");
            output.WriteLine($"paths in messages: {some.Paths}; quoted conditions that no program has: {string.Join(", ", some.Unknown.Select(one => $"{one.Seed} {one.Quoted}"))}");
            Write(some.Disagreements, sets.Length > 1 ? set + "-" : "");
        }

        output.WriteLine("processor seconds: " + Phase.Text);
        if (AnalyzerUnderTest.IsAnother)
            return;
        var artifacts = Directory.CreateDirectory(Path.Combine(TruthTests.RepositoryRoot(), "artifacts"));
        await File.WriteAllLinesAsync(Path.Combine(artifacts.FullName, "truth-runtime.txt"), lines);
        foreach (var some in figures)
        {
            Assert.True(some.Uncompiled < some.Programs / 20, "too many programs do not compile");
            Assert.True(some.Missed == 0, some.ToString());
            Assert.True(some.False * 100 < some.Programs, some.ToString());
            Assert.True(some.Misplaced * 100 < some.Programs, some.ToString());
        }
    }

    /// <summary>Constructs that the programs of the run above do not have, as the coverage of the analyzer has shown.</summary>
    [Theory]
    [Trait("Category", "Truth")]
    [InlineData(Production.Atomics)]
    [InlineData(Production.Operators)]
    [InlineData(Production.Accessors)]
    [InlineData(Production.Results)]
    [InlineData(Production.Nulls)]
    [InlineData(Production.Assertions)]
    [InlineData(Production.Handovers)]
    [InlineData(Production.Waits)]
    [InlineData(Production.Makers)]
    [InlineData(Production.Leases)]
    [InlineData(Production.Disposals)]
    [InlineData(Production.Parts)]
    [InlineData(Production.Extensions)]
    [InlineData(Production.Filters)]
    [InlineData(Production.Types)]
    [InlineData(Production.Fills)]
    [InlineData(Production.Settable)]
    [InlineData(Production.Named)]
    [InlineData(Production.Forgotten)]
    [InlineData(Production.Linked)]
    [InlineData(Production.Shapes)]
    [InlineData(Production.Throws)]
    [InlineData(Production.Leaves)]
    [InlineData(Production.Teams)]
    [InlineData(Production.Decided)]
    [InlineData(Production.Generics)]
    [InlineData(Production.Aliases)]
    [InlineData(Production.Returned)]
    [InlineData(Production.Depths | Production.Helpers | Production.Nesting)]
    public async Task Programs_of_one_further_construct_are_judged_as_they_run(Production construct)
    {
        var some = await RunAsync(new RuntimeJudge(AnalyzerUnderTest.Create), new RuntimeGenerator(Production.Plain | construct), From(0).Take(Further), Further);

        output.WriteLine(some.ToString());
        output.WriteLine($"not counted: {some.Uncompiled} programs that do not compile");
        Assert.True(some.Uncompiled < some.Programs / 20, "too many programs do not compile");
        Write(some.Disagreements, construct + "-");
        Assert.Equal(0, some.Missed);
        Assert.True(some.False * 100 < some.Programs, some.ToString());
        Assert.True(some.Misplaced * 100 < some.Programs, some.ToString());
    }

    private static async Task<RuntimeFigures> RunAsync(RuntimeJudge judge, RuntimeGenerator generator, IEnumerable<ulong> seeds, int wanted)
    {
        var progress = Path.Combine(Directory.CreateDirectory(Path.Combine(TruthTests.RepositoryRoot(), "artifacts", "truth")).FullName, "runtime-progress.txt");
        var figures = new RuntimeFigures();
        foreach (var batch in seeds.Chunk(Math.Min(Batch, wanted)))
        {
            if (figures.Programs >= wanted)
                break;
            var texts = batch.Select((seed, index) => generator.Generate(seed, "P" + index)).ToArray();
            var judgements = await judge.JudgeAsync(texts);
            for (var index = 0; index < batch.Length; index++)
                figures.Add(batch[index], judgements[index]);
            // A long run that is stopped leaves what it has come to.
            var kinds = figures.Disagreements.GroupBy(one => one.Kind).Select(kind => $"{kind.Key}: seeds {string.Join(", ", kind.Select(one => one.Seed))}\n");
            await File.WriteAllTextAsync(progress, $"{figures}\nlast seed: {batch[^1]}\n{string.Concat(kinds)}");
        }

        return figures;
    }

    private static IEnumerable<ulong> From(ulong first)
    {
        while (true)
            yield return first++;
    }

    private void Write(IReadOnlyList<RuntimeDisagreement> disagreements, string prefix)
    {
        var folder = Directory.CreateDirectory(Path.Combine(TruthTests.RepositoryRoot(), "artifacts", "truth")).FullName;
        foreach (var kind in disagreements.GroupBy(one => one.Kind))
        {
            output.WriteLine($"{kind.Key}: seeds {string.Join(", ", kind.Select(one => one.Seed))}");
            foreach (var ((name, seed, judgement), number) in kind.Take(TruthTests.Setting("ENTRYPATH_TRUTH_SHOW", 3)).Select((one, number) => (one, number)))
            {
                var text = $"// {name}, seed {seed}, {(judgement.IsExhaustive ? "all runs" : "not all runs")}\n"
                    + string.Concat(judgement.Obligations.Select(obligation => $"// bad: {obligation}\n"))
                    + string.Concat(judgement.Reports.Select(report => $"// reported: {report}\n")) + judgement.Text;
                File.WriteAllText(Path.Combine(folder, $"runtime-{prefix}{name}{number:D3}.cs"), text);
            }
        }
    }
}
