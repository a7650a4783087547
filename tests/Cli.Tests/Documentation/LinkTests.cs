using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using EntryPath.Cli.Tests.Tools;
using Xunit;

namespace EntryPath.Cli.Tests.Documentation;

/// <summary>Every link leads somewhere, and every page is in the site's table of contents.</summary>
public sealed partial class LinkTests
{
    private static readonly string s_docs = Path.Combine(Repository.Root, "docs");

    private static readonly string[] s_pages =
    [
        .. Directory.GetFiles(s_docs, "*.md", SearchOption.AllDirectories), .. Directory.GetFiles(Repository.Root, "*.md"),
        Path.Combine(Repository.Root, "src", "Cli", "README.md"),
    ];

    [Fact]
    public void Every_link_to_a_file_or_heading_leads_there()
    {
        var broken = new List<string>();
        int links = 0;
        foreach (string page in s_pages)
        {
            foreach (Match link in Link().Matches(WithoutCode(File.ReadAllText(page))))
            {
                string target = link.Groups["target"].Value;
                if (target.StartsWith("http", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal))
                    continue;

                links++;
                string[] parts = target.Split('#', 2);
                string file = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(parts[0])));
                bool exists = File.Exists(file) || Directory.Exists(file);
                if (!exists || (parts.Length == 2 && file.EndsWith(".md", StringComparison.Ordinal) && !Headings(file).Contains(parts[1])))
                    broken.Add($"{Path.GetRelativePath(Repository.Root, page)}: {target}");
            }
        }

        Assert.Empty(broken);
        Assert.InRange(links, 100, int.MaxValue);
    }

    [Fact]
    public void A_link_to_the_web_is_a_whole_address_over_https()
    {
        string[] addresses = [.. s_pages.SelectMany(page => Link().Matches(WithoutCode(File.ReadAllText(page))).Select(link => link.Groups["target"].Value)).Where(target => target.StartsWith("http", StringComparison.Ordinal))];

        Assert.NotEmpty(addresses);
        Assert.All(addresses, address => Assert.True(Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme == "https" && uri.Host.Contains('.', StringComparison.Ordinal), address));
    }

    [Fact]
    public void Every_page_is_in_the_table_of_contents_and_it_has_no_other()
    {
        string[] listed = [.. TocEntry().Matches(File.ReadAllText(Path.Combine(s_docs, "toc.yml"))).Select(entry => entry.Groups["page"].Value).Order(StringComparer.Ordinal)];
        string[] pages = [.. Directory.GetFiles(s_docs, "*.md", SearchOption.AllDirectories).Select(page => Path.GetRelativePath(s_docs, page).Replace('\\', '/')).Order(StringComparer.Ordinal)];

        Assert.Equal(pages, listed);
    }

    [Fact]
    public void The_table_of_contents_calls_each_rule_as_its_page_does()
    {
        (string Title, string Page)[] rules = [.. RuleEntry().Matches(File.ReadAllText(Path.Combine(s_docs, "toc.yml"))).Select(static entry => (entry.Groups["title"].Value, entry.Groups["page"].Value))];

        Assert.NotEmpty(rules);
        Assert.All(rules, static rule => Assert.Equal("# " + rule.Title, File.ReadLines(Path.Combine(s_docs, rule.Page)).First()));
    }

    /// <summary>The anchors of a page's headings, as GitHub and docfx make them.</summary>
    private static HashSet<string> Headings(string file)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match heading in Heading().Matches(WithoutCode(File.ReadAllText(file), keepsInline: true)))
        {
            string text = Link().Replace(heading.Groups["text"].Value, static link => link.Groups["name"].Value).Trim().ToLowerInvariant();
            var anchor = new StringBuilder();
            foreach (char letter in text)
            {
                if (char.IsLetterOrDigit(letter) || letter is '-' or '_')
                    anchor.Append(letter);
                else if (letter == ' ')
                    anchor.Append('-');
            }

            anchors.Add(anchor.ToString());
        }

        return anchors;
    }

    private static string WithoutCode(string page, bool keepsInline = false)
    {
        string text = Fence().Replace(page.ReplaceLineEndings("\n"), string.Empty);
        return keepsInline ? text : InlineCode().Replace(text, string.Empty);
    }

    [GeneratedRegex(@"(?<!!)\[(?<name>[^\[\]]*)\]\((?<target>[^()\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"`[^`\n]+`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"^#{1,6} (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^ +href: (?<page>\S+)$", RegexOptions.Multiline)]
    private static partial Regex TocEntry();

    [GeneratedRegex(@"- name: ""(?<title>EPO\d+: [^""]+)""\n +href: (?<page>\S+)$", RegexOptions.Multiline)]
    private static partial Regex RuleEntry();
}
