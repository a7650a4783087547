using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Analyzer.Tests.Documentation;

/// <summary>
/// docs/messages.md: what the rules say, from the resources that they say it from, and what they say about the programs of their pages.
/// <c>ENTRYPATH_WRITE=1</c> writes it anew.
/// </summary>
public sealed partial class MessagePageTests
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
        var examples = await ExamplesAsync();
        Assert.True(examples.Length >= 60, $"only {examples.Length} messages");
        Assert.Empty(examples.Where(example => LengthBeforePath(example.Message) > Limit)
            .Select(example => $"{example.Program.Id}: {LengthBeforePath(example.Message)} of {example.Message}"));
    }

    [Fact]
    public void Every_sentence_that_the_analyzer_says_is_in_the_resources_and_every_one_there_is_said()
    {
        var source = string.Concat(Directory.GetFiles(Path.Combine(RulePages.Root, "src", "Analyzer"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var sentences = Data().Select(data => data.Attribute("name")!.Value).Where(name => name.StartsWith("Say_", StringComparison.Ordinal)).Select(name => name["Say_".Length..]).ToHashSet();

        Assert.DoesNotContain(Said().Matches(source).Select(said => said.Groups[1].Value), name => !sentences.Contains(name));
        Assert.DoesNotContain(sentences, name => !source.Contains($"\"{name}\"", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"Texts\.Say\(""(\w+)""")]
    private static partial Regex Said();

    private static IEnumerable<XElement> Data() => XDocument.Load(Path.Combine(RulePages.Root, "src", "Analyzer", "Messages", "Texts.resx")).Root!.Elements("data");

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
        var before = message.Split(" on the path where ")[0].Split(" gets here through ")[0].Split("; likely, not certain")[0];
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

        foreach (var data in Data()
            .Where(data => data.Attribute("name")!.Value is var name && (name.StartsWith("Say_", StringComparison.Ordinal) || name.EndsWith("_Message", StringComparison.Ordinal)))
            .OrderBy(data => data.Attribute("name")!.Value.StartsWith("Say_Why", StringComparison.Ordinal)))
        {
            text.Append("| ").Append(data.Attribute("name")!.Value.Replace("Say_", string.Empty, StringComparison.Ordinal).Replace("_Message", string.Empty, StringComparison.Ordinal)).Append(" | `").Append(data.Value.Trim()).Append("` |\n");
        }

        text.Append("\n## Messages\n\nThe programs use the declarations of [the rules' pages](rules/README.md#the-examples) and, those with a heading of their own, these:\n\n```csharp\n")
            .Append(MessagePrograms.Preamble.ReplaceLineEndings("\n").Trim('\n')).Append("\n```\n");
        foreach (var rule in (await ExamplesAsync()).GroupBy(example => example.Program.Id))
        {
            text.Append("\n### ").Append(rule.Key).Append("\n\n").Append(RulePages.Descriptors[rule.Key].Description.ToString(CultureInfo.InvariantCulture)).Append('\n');
            foreach (var example in rule.GroupBy(example => example.Program))
            {
                var program = example.Key;
                if (program.Kind.Length > 0)
                    text.Append("\n#### ").Append(program.Kind).Append('\n');

                foreach (var code in new[] { program.Library, program.Program }.Where(code => code.Length > 0))
                    text.Append("\n```csharp\n").Append(code.ReplaceLineEndings("\n").Trim('\n')).Append("\n```\n");

                foreach (var (_, message) in example)
                    text.Append("\n> ").Append(message.Replace("<", "\\<", StringComparison.Ordinal)).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>The messages about the programs that the pages show as wrong; lines are counted in the program as the page shows it.</summary>
    private static async Task<(MessageProgram Program, string Message)[]> ExamplesAsync()
    {
        var preamble = RulePages.Blocks(File.ReadAllText(Path.Combine(RulePages.Folder, "README.md")).ReplaceLineEndings("\n"), "preamble").Single();
        var programs = RulePages.Pages.OrderBy(page => page.Key, StringComparer.Ordinal)
            .SelectMany(page => RulePages.Blocks(page.Value, "wrong").Select(code => (Program: new MessageProgram(page.Key, string.Empty, code), Before: preamble)))
            .Concat(MessagePrograms.All.Select(program => (Program: program, Before: preamble + MessagePrograms.Preamble)))
            .OrderBy(example => example.Program.Id, StringComparer.Ordinal);
        List<string> silent = [];
        List<(MessageProgram, string)> examples = [];
        foreach (var (program, before) in programs)
        {
            // A library has the declarations as well; its users only use them.
            MetadataReference[] references = program.Library.Length > 0 ? [Protocols.Rules.Emit(Protocols.Rules.Compile("Library", before + program.Library))] : [];
            var above = (program.Library.Length > 0 ? "using System;\nusing System.Threading.Tasks;\nusing EntryPath;\n" : before).ReplaceLineEndings("\n");
            var compilation = Protocols.Rules.Compile("Example", above + "#line 1\n" + program.Program, references);
            Assert.Empty(compilation.GetDiagnostics().Where(problem => problem.Severity == DiagnosticSeverity.Error));
            var reports = (await compilation.WithAnalyzers(RulePages.Analyzers).GetAnalyzerDiagnosticsAsync())
                .Where(report => report.Id == program.Id && report.Location.GetLineSpan().StartLinePosition.Line > above.AsSpan().Count('\n'))
                .OrderBy(report => report.Location.SourceSpan.Start).Select(report => report.GetMessage(CultureInfo.InvariantCulture)).ToArray();
            if (reports.Length == 0)
                silent.Add($"{program.Id} {program.Kind}");

            examples.AddRange(reports.Select(message => (program, message)));
        }

        Assert.Empty(silent);
        return [.. examples];
    }
}
