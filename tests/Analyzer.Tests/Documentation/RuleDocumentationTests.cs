using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace EntryPath.Analyzer.Tests.Documentation;

/// <summary>Descriptor, page, release file and index say the same of each rule.</summary>
public sealed class RuleDocumentationTests
{
    private static readonly string[] Sections = ["Cause", "Why it matters", "How to fix", "When to suppress", "Options"];

    public static TheoryData<string> Ids => [.. RulePages.Descriptors.Keys.Order()];

    [Fact]
    public void There_are_rules_to_document() => Assert.NotEmpty(RulePages.Descriptors);

    [Fact]
    public void Exactly_the_rules_that_exist_have_a_page_and_a_row_in_the_index()
    {
        var expected = RulePages.Descriptors.Keys.Union(RulePages.ReportedByBuild).Order().ToList();

        Assert.Equal(expected, RulePages.Pages.Keys.Order());
        Assert.Equal(expected, RulePages.Index.Keys.Order());
    }

    [Fact]
    public void Exactly_the_rules_that_exist_stand_in_the_release_files()
    {
        Assert.Equal(RulePages.Descriptors.Keys.Order(), RulePages.Releases.Keys.Order());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_search_for_the_id_finds_the_rule_and_a_test_that_expects_it(string id)
    {
        Assert.Contains(Sources("src", "Analyzer"), text => text.Contains(id, StringComparison.Ordinal));
        Assert.Contains(Sources("tests", "Analyzer.Tests"), text => text.Contains(id, StringComparison.Ordinal));

        static IEnumerable<string> Sources(params string[] folder) => Directory.EnumerateFiles(Path.Combine([RulePages.Root, .. folder]), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void All_four_places_agree(string id)
    {
        var descriptor = RulePages.Descriptors[id];
        var title = descriptor.Title.ToString();
        var severity = descriptor.DefaultSeverity.ToString();
        var fix = RulePages.Fixable.Contains(id);

        Assert.Equal("EntryPath", descriptor.Category);
        Assert.EndsWith($"/docs/rules/{id}.md", descriptor.HelpLinkUri);

        var page = Assert.Contains(id, RulePages.Pages);
        Assert.StartsWith($"# {id}: {title}\n", page);
        Assert.Contains($"| Id | {id} |\n", page);
        Assert.Contains($"| Severity | {severity} |\n", page);
        Assert.Contains($"| Code fix | {(fix ? "Yes" : "No")}", page);
        Assert.All(Sections, section => Assert.Contains($"\n## {section}\n", page));

        Assert.Equal(($"{id}.md", title, severity, fix ? "Yes" : "No"), Assert.Contains(id, RulePages.Index));
        Assert.Equal((severity, title), Assert.Contains(id, RulePages.Releases));
    }
}
