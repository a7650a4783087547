using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Packs.Tests;

/// <summary>Each pack finds the known bugs, at their lines, and accepts the known-good programs.</summary>
public sealed partial class PackProgramTests
{
    public static TheoryData<string> Packs => [.. PackFile.Names];

    [Theory]
    [MemberData(nameof(Packs))]
    public async Task A_pack_reports_the_known_bugs_and_nothing_else(string pack)
    {
        (string path, string text) = PackFile.Program(pack + "/Bad.cs");

        string d = await DifferenceAsync(pack, path, text); Assert.True(d.Length == 0, d);
    }

    [Theory]
    [MemberData(nameof(Packs))]
    public async Task A_pack_accepts_the_known_good_programs(string pack)
    {
        (string path, string text) = PackFile.Program(pack + "/Good.cs");

        Assert.Empty(Expected(text));
        string d = await DifferenceAsync(pack, path, text); Assert.True(d.Length == 0, d);
    }

    [Fact]
    public void Every_pack_has_bugs_to_find() =>
        Assert.All(PackFile.Names, static pack => Assert.True(Expected(PackFile.Program(pack + "/Bad.cs").Text).Count() >= 7, pack));

    private static IEnumerable<(int Line, string Id)> Expected(string text) => text.Split('\n')
        .SelectMany(static (line, index) => Marks().Matches(line).Select(match => (index + 1, match.Groups["id"].Value)));

    /// <summary>The marked lines that are not reported, and the reports on lines that are not marked.</summary>
    private static async Task<string> DifferenceAsync(string pack, string path, string text)
    {
        Compilation compilation = PackFile.Compile((path, text), PackFile.Program("Interop/Binding.cs"));
        CompilationWithAnalyzers analysis = compilation.WithAnalyzers([new Analyzer.EntryPathAnalyzer()], new AnalyzerOptions([new PackFile(pack)]));
        ImmutableArray<Diagnostic> reported = [.. (await analysis.GetAnalyzerDiagnosticsAsync()).Where(static d => d.Severity > DiagnosticSeverity.Info)];
        List<(int Line, string Id)> missing = [.. Expected(text)];
        List<string> difference = [];
        foreach (Diagnostic diagnostic in reported)
        {
            FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
            if (place.Path != path || !missing.Remove((place.StartLinePosition.Line + 1, diagnostic.Id)))
                difference.Add($"not expected: {place.Path} line {place.StartLinePosition.Line + 1}: {diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
        }

        return string.Join("\n", difference.Concat(missing.Select(static mark => $"missing: line {mark.Line}: {mark.Id}")).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"// (?<id>EPO\d{4})$")]
    private static partial Regex Marks();
}
