using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using EntryPath.Analyzer;
using EntryPath.Truth.Tests.Analysis;
using EntryPath.Truth.Tests.Generation;
using EntryPath.Truth.Tests.Language;
using Xunit;
using Xunit.Abstractions;

namespace EntryPath.Truth.Tests;

/// <summary>
/// The analyzer against the interpreter, over random programs. A program that has a bad path and no report is missed; one that
/// has a report and no bad path is a false report.
/// </summary>
/// <remarks>
/// <c>ENTRYPATH_TRUTH_PROGRAMS</c> sets the number of programs, <c>ENTRYPATH_TRUTH_SEED</c> the first; <c>ENTRYPATH_TRUTH_SHRINK</c>
/// the number of disagreements that are shrunk and written to <c>artifacts/truth</c>.
/// </remarks>
public sealed class TruthTests(ITestOutputHelper output)
{
    private const int Batch = 200;

    [Fact]
    [Trait("Category", "Truth")]
    public async Task Every_program_with_a_bad_path_is_reported_and_hardly_another()
    {
        var wanted = Setting("ENTRYPATH_TRUTH_PROGRAMS", 20_000);
        var seed = (ulong)Setting("ENTRYPATH_TRUTH_SEED", 0);
        var judge = new Judge(new EntryPathAnalyzer());
        var tally = new Tally();
        while (tally.Programs < wanted)
        {
            var programs = new List<TruthProgram>();
            var generator = new ProgramGenerator();
            for (; programs.Count < Batch; seed++)
                programs.Add(generator.Generate(seed));
            tally.Add(await judge.JudgeAsync(programs, preludeInSource: seed / Batch % 8 == 0));
        }

        var line = tally.ToString();
        output.WriteLine(line);
        output.WriteLine($"not counted: {tally.TooManyStates} programs with too many states");
        var artifacts = Directory.CreateDirectory(Path.Combine(RepositoryRoot(), "artifacts"));
        await File.WriteAllTextAsync(Path.Combine(artifacts.FullName, "truth.txt"), line + "\n");
        await WriteShrunkAsync(judge, tally, Directory.CreateDirectory(Path.Combine(artifacts.FullName, "truth")).FullName);

        Assert.True(tally.Missed.Count == 0, line);
        Assert.True(tally.FalseShare < 0.02, line);
        Assert.True(tally.TooManyStates < wanted / 50, "too many programs were not judged");
    }

    private async Task WriteShrunkAsync(Judge judge, Tally tally, string folder)
    {
        var limit = Setting("ENTRYPATH_TRUTH_SHRINK", 3);
        foreach (var (kind, found) in new[] { ("missed", tally.Missed), ("false", tally.False) })
        {
            for (var index = 0; index < Math.Min(limit, found.Count); index++)
            {
                var shrunk = await Shrinker.ShrinkAsync(found[index], judge.StillAsync(kind == "missed"));
                var text = await judge.ExplainAsync(shrunk);
                await File.WriteAllTextAsync(Path.Combine(folder, $"{kind}{index.ToString("D3", CultureInfo.InvariantCulture)}.cs"), text);
                output.WriteLine(text);
            }
        }
    }

    internal static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    internal static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The test does not run inside the repository.");
    }
}
