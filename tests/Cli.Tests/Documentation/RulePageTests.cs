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

    [Fact]
    public void Every_page_has_examples_that_are_checked() =>
        Assert.Empty(Directory.GetFiles(s_folder, "EPO*.md")
            .Where(static page => Blocks(page).All(static block => block.Mark is not "bad") && !File.ReadAllText(page).Contains("```csharp wrong", StringComparison.Ordinal))
            .Select(static page => Path.GetFileNameWithoutExtension(page)));

    private static async Task<string[]> ReportedAsync((string Mark, string File, string Text)[] blocks, string mark)
    {
        using var folder = new Folder();
        foreach ((_, string file, string text) in blocks.Where(block => block.Mark == mark || block.Mark == "with"))
            folder.Write(file, text);

        if (blocks.Any(static block => Path.GetExtension(block.File) == ".csproj"))
            return await ReportedByBuildAsync(folder);

        if (!File.Exists(folder["Code.cs"]))
            folder.Write("Code.cs", "public class Empty;\n");

        ToolRun run = await ToolRun.HereAsync("check", folder.Root, "--format", "gitlab", "--severity", "info");
        Assert.Empty(run.ErrorLines);
        return [.. JsonNode.Parse(run.Output)!.AsArray().Select(issue => (string)issue!["check_name"]!).Distinct()];
    }

    /// <summary>What the package's build files say of a project, before any compiler runs.</summary>
    private static async Task<string[]> ReportedByBuildAsync(Folder folder)
    {
        string package = Path.Combine(Repository.Root, "src", "Package", "build", "EntryPath.Analyzers");
        folder.Write("Directory.Build.props", $"""<Project><Import Project="{package}.props" /></Project>""");
        folder.Write("Directory.Build.targets", $"""<Project><Import Project="{package}.targets" /></Project>""");

        ToolRun run = await ToolRun.DotNetAsync(folder.Root, [], "msbuild", "-t:EntryPathCheckPacks", "-nologo", "-v:q");
        string[] reported = [.. BuildError().Matches(run.Output).Select(static error => error.Groups["id"].Value).Distinct()];
        Assert.Equal(reported.Length > 0 ? 1 : 0, run.ExitCode);
        return reported;
    }

    private static (string Mark, string File, string Text)[] Blocks(string page) =>
        [.. Block().Matches(File.ReadAllText(page).ReplaceLineEndings("\n")).Select(block => (block.Groups["mark"].Value, block.Groups["file"].Value, block.Groups["text"].Value))];

    [GeneratedRegex(@"^```\w+ (?<mark>bad|good|with) (?<file>\S+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();

    [GeneratedRegex(@": error (?<id>\w+):", RegexOptions.ExplicitCapture)]
    private static partial Regex BuildError();
}
