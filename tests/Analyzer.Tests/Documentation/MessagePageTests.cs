using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Analyzer.Tests.Documentation;

/// <summary>
/// docs/messages.md: what the rules say, from the resources that they say it from, and what they say about the programs of their pages.
/// <c>ENTRYPATH_WRITE=1</c> writes it anew.
/// </summary>
public sealed class MessagePageTests
{
    /// <summary>So long may a message be before the path, without the reason, which the author of the protocol wrote.</summary>
    private const int Limit = 160;

    private static readonly string s_page = Path.Combine(RulePages.Root, "docs", "messages.md");

    [Fact]
    public async Task The_page_is_what_the_rules_say()
    {
        var expected = await PageAsync();
        if (Environment.GetEnvironmentVariable("ENTRYPATH_WRITE") == "1")
            await File.WriteAllTextAsync(s_page, expected);

        Assert.Equal(expected, (await File.ReadAllTextAsync(s_page)).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Nothing_before_the_path_is_longer_than_a_reader_takes_in()
    {
        Assert.Empty((await ExamplesAsync()).Where(example => LengthBeforePath(example.Message) > Limit)
            .Select(example => $"{example.Id}: {LengthBeforePath(example.Message)} of {example.Message}"));
    }

    [Fact]
    public void Every_rule_has_a_title_of_its_own_and_a_description_in_sentences()
    {
        Assert.Equal(RulePages.Descriptors.Count, RulePages.Descriptors.Values.Select(d => d.Title.ToString(CultureInfo.InvariantCulture)).Distinct().Count());
        Assert.All(RulePages.Descriptors.Values, descriptor =>
        {
            var description = descriptor.Description.ToString(CultureInfo.InvariantCulture);
            Assert.EndsWith(".", description);
            Assert.True(description.Length > 60, descriptor.Id);
            Assert.DoesNotContain("{0}", description);
        });
    }

    /// <summary>What is wrong, and what it is about; the reason, the path and who comes there are not counted.</summary>
    private static int LengthBeforePath(string message)
    {
        var before = message.Split(" on the path where ")[0].Split(" gets here through ")[0];
        var reason = before.IndexOf(", because ", StringComparison.Ordinal);
        if (reason < 0)
            return before.Length;

        var end = before.IndexOf("; ", reason, StringComparison.Ordinal);
        return reason + (end < 0 ? 0 : before.Length - end);
    }

    private static async Task<string> PageAsync()
    {
        var text = new StringBuilder("""
            # Messages

            What the rules say, printed from the resources that they say it from (`src/Analyzer/Messages/Texts.resx`), and what they say about the programs
            of their pages. `ENTRYPATH_WRITE=1 dotnet test tests/Analyzer.Tests --filter MessagePageTests` writes this page.

            A message says first what is wrong; then why, in the words of `[Because]`; then what was done instead, or what to do; then the conditions of the
            path, and last who comes there.

            ## Parts

            | part | text |
            |---|---|

            """.ReplaceLineEndings("\n"));

        foreach (var data in XDocument.Load(Path.Combine(RulePages.Root, "src", "Analyzer", "Messages", "Texts.resx")).Root!.Elements("data")
            .Where(data => data.Attribute("name")!.Value.StartsWith("Say_", StringComparison.Ordinal)))
        {
            text.Append("| ").Append(data.Attribute("name")!.Value["Say_".Length..]).Append(" | `").Append(data.Value.Trim()).Append("` |\n");
        }

        text.Append("\n## Messages\n");
        foreach (var rule in (await ExamplesAsync()).GroupBy(example => example.Id))
        {
            text.Append("\n### ").Append(rule.Key).Append("\n\n").Append(RulePages.Descriptors[rule.Key].Description.ToString(CultureInfo.InvariantCulture)).Append('\n');
            foreach (var program in rule.GroupBy(example => example.Program))
            {
                text.Append("\n```csharp\n").Append(program.Key.Trim('\n')).Append("\n```\n\n");
                foreach (var (_, _, message) in program)
                    text.Append("> ").Append(message.Replace("<", "\\<", StringComparison.Ordinal)).Append("\n\n");
                text.Length--;
            }
        }

        return text.ToString();
    }

    /// <summary>The messages about the programs that the pages show as wrong; lines are counted in the program as the page shows it.</summary>
    private static async Task<(string Id, string Program, string Message)[]> ExamplesAsync()
    {
        var preamble = RulePages.Blocks(File.ReadAllText(Path.Combine(RulePages.Folder, "README.md")).ReplaceLineEndings("\n"), "preamble").Single();
        List<(string, string, string)> examples = [];
        foreach (var (id, page) in RulePages.Pages.OrderBy(page => page.Key, StringComparer.Ordinal))
        {
            foreach (var code in RulePages.Blocks(page, "wrong"))
            {
                var compilation = Protocols.Rules.Compile("Example", preamble + "#line 1\n" + code);
                var reports = await compilation.WithAnalyzers(RulePages.Analyzers).GetAnalyzerDiagnosticsAsync();
                examples.AddRange(reports.Where(report => report.Id == id).OrderBy(report => report.Location.SourceSpan.Start)
                    .Select(report => (id, code, report.GetMessage(CultureInfo.InvariantCulture))));
            }
        }

        return [.. examples];
    }
}
