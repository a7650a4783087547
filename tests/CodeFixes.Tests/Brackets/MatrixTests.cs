namespace EntryPath.CodeFixes.Tests.Brackets;

/// <summary>The undo before a way out, in every kind of place.</summary>
public sealed class MatrixTests
{
    public static TheoryData<string> Places => [.. Tests.Places.Names];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_throw_gets_the_undo_that_follows_it(string place)
    {
        using var solution = new SmallSolution();
        solution.Add("App", Tests.Places.IsTopLevel(place), ("Code.cs", Tests.Places.Program(
            place,
            "door.Lock();\nif (other > 0)\n{\n    // Too many.\n    throw new InvalidOperationException();\n}\n\ndoor.Unlock();")));

        Assert.True(await solution.FixAllAsync(new CloseBracketCodeFixProvider(), Microsoft.CodeAnalysis.CodeFixes.FixAllScope.Document, "EPO1005", "EPO1005"));

        Assert.Equal(
            Tests.Places.Program(
                place,
                "door.Lock();\nif (other > 0)\n{\n    door.Unlock();\n    // Too many.\n    throw new InvalidOperationException();\n}\n\ndoor.Unlock();"),
            await solution.TextAsync("App", "Code.cs"));
    }
}
