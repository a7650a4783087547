using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EntryPath.Analyzer;
using EntryPath.Truth.Tests.Analysis;
using Xunit;

namespace EntryPath.Truth.Tests;

/// <summary>Programs that were once judged wrongly, as the truth test shrank them. The first line says what is expected.</summary>
public sealed class KeptCasesTests
{
    public static TheoryData<string> Cases =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Cases"), "*.cs").Select(path => Path.GetFileName(path)).Order()];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_kept_case_gets_its_verdict(string file)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Cases", file));
        var expectsReport = text.StartsWith("// expected: bad\n", StringComparison.Ordinal);
        Assert.True(expectsReport || text.StartsWith("// expected: good\n", StringComparison.Ordinal), "The case states no verdict.");

        var reports = (await ProgramAnalysis.RunAsync(new EntryPathAnalyzer(), [text], preludeInSource: false))[0];

        Assert.True(reports.Length > 0 == expectsReport, string.Join('\n', reports.Select(report => report.ToString())));
    }
}
