using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Analyzer.Tests.Documentation;

/// <summary>What the pages show as wrong is wrong, and what they show as right is right.</summary>
public sealed class PageExampleTests
{
    private static readonly string Preamble = RulePages.Blocks(File.ReadAllText(Path.Combine(RulePages.Folder, "README.md")).ReplaceLineEndings("\n"), "preamble").Single();

    public static TheoryData<string, int> Wrong => Examples("wrong");

    public static TheoryData<string, int> Right => Examples("right");

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_a_page_shows_as_wrong_is_reported_by_its_rule_and_no_other(string id, int number) =>
        Assert.Equal([id], await ReportedAsync(id, "wrong", number));

    [Theory]
    [MemberData(nameof(Right))]
    public async Task What_a_page_shows_as_right_is_reported_by_no_rule(string id, int number) =>
        Assert.Empty(await ReportedAsync(id, "right", number));

    private static async Task<string[]> ReportedAsync(string id, string mark, int number)
    {
        var code = RulePages.Blocks(RulePages.Pages[id], mark).ElementAt(number);
        var compilation = Protocols.Rules.Compile("Example", Preamble + code);
        Assert.DoesNotContain(compilation.GetDiagnostics(), d => d.Severity >= DiagnosticSeverity.Warning);

        var reported = await compilation.WithAnalyzers(RulePages.Analyzers).GetAnalyzerDiagnosticsAsync();
        return [.. reported.Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.Id).Distinct()];
    }

    private static TheoryData<string, int> Examples(string mark)
    {
        var data = new TheoryData<string, int>();

        foreach (var (id, page) in RulePages.Pages.OrderBy(p => p.Key))
        {
            for (var i = 0; i < RulePages.Blocks(page, mark).Count(); i++)
                data.Add(id, i);
        }

        return data;
    }
}
