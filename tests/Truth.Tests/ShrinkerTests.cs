using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using EntryPath.Truth.Tests.Analysis;
using EntryPath.Truth.Tests.Generation;
using EntryPath.Truth.Tests.Judging;
using EntryPath.Truth.Tests.Language;
using EntryPath.Truth.Tests.Rules;
using Microsoft.CodeAnalysis;
using Xunit;

namespace EntryPath.Truth.Tests;

public sealed class ShrinkerTests
{
    [Theory]
    [InlineData("EPO1001")]
    [InlineData("EPO1004")]
    [InlineData("EPO1005")]
    public async Task A_shrunk_program_is_small_and_still_shows_the_same(string id)
    {
        var generator = new ProgramGenerator();
        var program = Enumerable.Range(0, 1_000).Select(seed => generator.Generate((ulong)seed))
            .First(candidate => SizeOf(candidate) > 20 && IdOf(candidate) == id);

        var shrunk = await Shrinker.ShrinkAsync(program, Shows);

        Assert.Equal(id, IdOf(shrunk));
        // Dropping one statement more shows something else; that is all that shrinking promises.
        Assert.InRange(SizeOf(shrunk), 1, 6);
        Assert.DoesNotContain(
            ProgramCompilation.Of([("P", CSharpText.Of(shrunk, "P"))], preludeInSource: false).GetDiagnostics(),
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

        Task<bool[]> Shows(IReadOnlyList<TruthProgram> candidates) =>
            Task.FromResult(candidates.Select(candidate => IdOf(candidate) == id).ToArray());
    }

    private static int SizeOf(TruthProgram program) => program.Methods.Sum(method => Syntax.Size(method.Body));

    private static string? IdOf(TruthProgram program) => Interpreter.Judge(program, Reading.Strict)?.Id;
}
