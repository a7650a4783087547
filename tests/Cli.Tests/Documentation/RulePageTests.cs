using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using EntryPath.Cli.Tests.Tools;
using Xunit;

namespace EntryPath.Cli.Tests.Documentation;

/// <summary>
/// The examples of rules that are about more than one file of C#: stubs, settings, and offers. A block says its file: <c>bad NAME</c> is reported by
/// the page's rule alone, <c>good NAME</c> by none, and <c>with NAME</c> stands beside both.
/// </summary>
public sealed partial class RulePageTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "docs", "rules");

    public static TheoryData<string> Pages =>
        [.. Directory.GetFiles(s_folder, "EPO*.md").Where(static page => Blocks(page).Any(static block => block.Mark == "bad")).Select(static page => Path.GetFileNameWithoutExtension(page)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task What_a_page_shows_as_bad_is_reported_by_its_rule_alone_and_what_it_shows_as_good_by_none(string id)
    {
        (string Mark, string File, string Text)[] blocks = Blocks(Path.Combine(s_folder, id + ".md"));

        Assert.Equal([id], await ReportedAsync(blocks, "bad"));
        Assert.Empty(await ReportedAsync(blocks, "good"));
    }

    /// <summary>The build's own check of pack names runs before any compiler, and how a body is given up on depends on the engine's bounds.</summary>
    [Fact]
    public void Every_page_has_examples_that_are_checked_but_for_two() =>
        Assert.Equal(
            ["EPO2023", "EPO3001"],
            Directory.GetFiles(s_folder, "EPO*.md")
                .Where(static page => Blocks(page).All(static block => block.Mark is not "bad") && !File.ReadAllText(page).Contains("```csharp wrong", StringComparison.Ordinal))
                .Select(static page => Path.GetFileNameWithoutExtension(page)).Order(StringComparer.Ordinal));

    private static async Task<string[]> ReportedAsync((string Mark, string File, string Text)[] blocks, string mark)
    {
        using var folder = new Folder();
        foreach ((_, string file, string text) in blocks.Where(block => block.Mark == mark || block.Mark == "with"))
            folder.Write(file, text);

        if (!File.Exists(folder["Code.cs"]))
            folder.Write("Code.cs", "public class Empty;\n");

        ToolRun run = await ToolRun.HereAsync("check", folder.Root, "--format", "gitlab", "--severity", "info");
        Assert.Empty(run.ErrorLines);
        return [.. JsonNode.Parse(run.Output)!.AsArray().Select(issue => (string)issue!["check_name"]!).Distinct()];
    }

    private static (string Mark, string File, string Text)[] Blocks(string page) =>
        [.. Block().Matches(File.ReadAllText(page).ReplaceLineEndings("\n")).Select(block => (block.Groups["mark"].Value, block.Groups["file"].Value, block.Groups["text"].Value))];

    [GeneratedRegex(@"^```\w+ (?<mark>bad|good|with) (?<file>\S+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
