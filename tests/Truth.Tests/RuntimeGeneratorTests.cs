using System.Linq;
using EntryPath.Truth.Tests.Runtime;
using EntryPath.Truth.Tests.Runtime.Generation;
using Xunit;

namespace EntryPath.Truth.Tests;

public sealed class RuntimeGeneratorTests
{
    [Fact]
    public void A_seed_names_a_program() =>
        Assert.Equal(new RuntimeGenerator().Generate(17, "P0"), new RuntimeGenerator().Generate(17, "P0"));

    [Fact]
    public void Most_programs_compile_although_they_are_spoilt()
    {
        var generator = new RuntimeGenerator();
        var errors = RuntimeJudge.Errors([.. Enumerable.Range(0, 200).Select(seed => generator.Generate((ulong)seed, "P" + seed))]);
        Assert.True(errors.Length <= 25, string.Join("\n\n", errors.Take(3)) + "\n" + string.Join("\n", errors.Select(error => error.Split('\n')[0])));
    }
}
