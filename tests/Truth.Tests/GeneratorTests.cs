using System.Linq;
using EntryPath.Truth.Tests.Analysis;
using EntryPath.Truth.Tests.Generation;
using EntryPath.Truth.Tests.Judging;
using EntryPath.Truth.Tests.Language;
using EntryPath.Truth.Tests.Rules;
using Microsoft.CodeAnalysis;
using Xunit;
using Xunit.Abstractions;

namespace EntryPath.Truth.Tests;

public sealed class GeneratorTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_generated_program_compiles(bool preludeInSource)
    {
        var generator = new ProgramGenerator();
        var sources = Enumerable.Range(0, 400).Select(seed => "P" + seed)
            .Select((name, seed) => (name, CSharpText.Of(generator.Generate((ulong)seed), name)));

        var errors = ProgramCompilation.Of(sources, preludeInSource).GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5).ToArray();

        Assert.True(errors.Length == 0, string.Join('\n', errors.Select(error => error + "\n" + error.Location.SourceTree)));
    }

    [Fact]
    public void A_seed_names_the_same_program_always()
    {
        var generator = new ProgramGenerator();

        Assert.Equal(CSharpText.Of(generator.Generate(77), "P"), CSharpText.Of(new ProgramGenerator().Generate(77), "P"));
        Assert.NotEqual(CSharpText.Of(generator.Generate(77), "P"), CSharpText.Of(generator.Generate(78), "P"));
    }

    [Fact]
    public void Good_and_bad_programs_are_both_common()
    {
        var generator = new ProgramGenerator();
        var verdicts = Enumerable.Range(0, 2_000).Select(seed => Interpreter.Judge(generator.Generate((ulong)seed), Reading.Strict))
            .OfType<Verdict>().ToArray();
        foreach (var group in verdicts.GroupBy(verdict => verdict.Id).OrderBy(group => group.Key))
            output.WriteLine($"{group.Key ?? "good"}: {group.Count()}");

        Assert.InRange(verdicts.Count(verdict => verdict.IsBad), 400, 1_600);
        Assert.All(
            new[] { "EPO1001", "EPO1002", "EPO1003", "EPO1004", "EPO1005", "EPO1006" },
            id => Assert.Contains(verdicts, verdict => verdict.Id == id));
        Assert.True(verdicts.Length > 1_900, "Too many programs have too many states.");
    }
}
