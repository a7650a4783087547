using System;
using System.Collections.Generic;
using System.Linq;
using EntryPath.Truth.Tests.Analysis;
using EntryPath.Truth.Tests.Generation;
using EntryPath.Truth.Tests.Judging;
using EntryPath.Truth.Tests.Language;
using EntryPath.Truth.Tests.Runtime.Running;
using Xunit;
using Xunit.Abstractions;

namespace EntryPath.Truth.Tests;

/// <summary>The two judges against each other: the interpreter, and the runtime, on the interpreter's own programs.</summary>
public sealed class RuntimeAgreementTests(ITestOutputHelper output)
{
    private const int Programs = 300;
    private const int Runs = 600;

    [Fact]
    public void The_runtime_and_the_interpreter_agree_about_the_interpreters_programs()
    {
        var generator = new ProgramGenerator();
        var programs = Enumerable.Range(0, Programs).Select(seed => generator.Generate((ulong)seed)).ToArray();
        var texts = programs.Select((program, index) => CSharpText.Of(program, "P" + index)).ToArray();
        using var set = ProgramSet.Load(texts);
        Assert.All(set.Compiles, compiles => Assert.True(compiles));

        var disagreements = new List<string>();
        var different = 0;
        var counted = 0;
        var verdicts = programs.AsParallel().AsOrdered().Select((program, index) =>
        {
            var truth = Interpreter.Judge(program, Judge.Reading);
            var exploration = set.Explore(index, texts[index], Runs);
            return (truth, exploration, Obligations: exploration.Judge());
        }).ToArray();
        for (var index = 0; index < programs.Length; index++)
        {
            var (truth, exploration, obligations) = verdicts[index];
            var isBad = obligations.Any(obligation => obligation.IsRequired);
            if (truth is null || (!isBad && !exploration.IsExhaustive && truth.IsBad && exploration.Runs >= Runs))
                continue;
            counted++;
            if (isBad == truth.IsBad)
                continue;
            different++;
            disagreements.Add($"// seed {index}, {exploration.Runs} runs\n// interpreter: {truth}\n"
                + string.Concat(obligations.Select(obligation => "// runtime: " + obligation + "\n")) + texts[index]);
        }

        output.WriteLine($"{counted} compared, {different} different");
        foreach (var text in disagreements.Take(int.TryParse(Environment.GetEnvironmentVariable("ENTRYPATH_TRUTH_SHRINK"), out var shown) ? shown : 3))
            output.WriteLine(text);
        Assert.True(different == 0, disagreements.FirstOrDefault());
    }
}
