using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using EntryPath.Cli.Tests.Tools;
using Xunit;

namespace EntryPath.Cli.Tests.Documentation;

/// <summary>What the recipes show as wrong gets the report they name, and what they show as right gets none.</summary>
public sealed partial class RecipeTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "recipes.md")).ReplaceLineEndings("\n");

    public static TheoryData<string> Recipes => [.. Sections().Select(section => section.Title)];

    [Fact]
    public void There_are_the_ten_recipes() => Assert.Equal(10, Sections().Length);

    [Theory]
    [MemberData(nameof(Recipes))]
    public async Task A_recipe_is_right_where_it_says_so_and_wrong_where_it_says_so(string title)
    {
        string text = Sections().Single(section => section.Title == title).Text;
        (string Mark, string Id, string Code)[] blocks = [.. Block().Matches(text).Select(block => (block.Groups["mark"].Value, block.Groups["id"].Value.Trim(), block.Groups["code"].Value))];
        Assert.Equal(["given", "wrong", "right"], blocks.Select(block => block.Mark));

        using Folder folder = new Folder().Write("Given.cs", blocks[0].Code);
        Assert.Equal([blocks[1].Id], await ReportedAsync(folder, blocks[1].Code));
        Assert.Empty(await ReportedAsync(folder, blocks[2].Code));
    }

    private static async Task<string[]> ReportedAsync(Folder folder, string code)
    {
        folder.Write("Code.cs", code);
        ToolRun run = await ToolRun.HereAsync("check", folder.Root, "--format", "gitlab");
        Assert.Empty(run.ErrorLines);
        return [.. JsonNode.Parse(run.Output)!.AsArray().Select(issue => (string)issue!["check_name"]!)];
    }

    private static (string Title, string Text)[] Sections() =>
        [.. s_page.Split("\n## ").Skip(1).Select(section => (section[..section.IndexOf('\n', StringComparison.Ordinal)], section))];

    [GeneratedRegex(@"^```csharp (?<mark>\w+)(?<id>[ \w]*)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
