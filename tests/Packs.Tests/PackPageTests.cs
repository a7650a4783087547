using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace EntryPath.Packs.Tests;

/// <summary>Each pack has a page that says how to turn it on and shows what it finds; what the page shows is what the pack reports.</summary>
public sealed partial class PackPageTests
{
    public static TheoryData<string, int, string> Examples
    {
        get
        {
            TheoryData<string, int, string> data = [];
            foreach (string pack in PackFile.Names)
            {
                foreach ((int number, Match block) in Block().Matches(Page(pack)).Index())
                    data.Add(pack, number, block.Groups["mark"].Value);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_is_reported_where_its_marks_stand(string pack, int number, string mark)
    {
        string text = Block().Matches(Page(pack))[number].Groups["code"].Value;

        Assert.Equal("", await PackProgramTests.DifferenceAsync(pack + "/Page.cs", text));
        Assert.Equal(mark == "wrong", PackProgramTests.Expected(text).Any());
    }

    [Fact]
    public void Every_page_says_how_the_pack_is_turned_on_and_what_it_does_not_find() => Assert.All(PackFile.Names, static pack =>
    {
        Assert.Contains($"<EntryPathPacks>{pack}</EntryPathPacks>", Page(pack), StringComparison.Ordinal);
        Assert.Contains("\nFound: ", Page(pack), StringComparison.Ordinal);
        Assert.Contains("\nNot found, or not right:\n", Page(pack), StringComparison.Ordinal);
    });

    [Fact]
    public void The_index_and_the_schema_of_the_build_file_name_every_pack() => Assert.All(PackFile.Names, static pack =>
    {
        Assert.Contains($"| [{pack}](packs/{pack}.md) |", Text("docs/packs.md"), StringComparison.Ordinal);
        Assert.Contains($"\"{pack}\": ", Text("src/Package/EntryPath.Analyzers.targets.buildschema.json"), StringComparison.Ordinal);
    });

    private static string Page(string pack) => Text($"docs/packs/{pack}.md");

    private static string Text(string path) => File.ReadAllText(Path.Combine(PackFile.RepositoryRoot(), path)).ReplaceLineEndings("\n");

    [GeneratedRegex("^```csharp (?<mark>wrong|right)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
