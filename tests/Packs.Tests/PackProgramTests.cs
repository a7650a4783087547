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
    public static TheoryData<string> BugPrograms => [.. PackFile.Programs("Bad")];

    public static TheoryData<string> GoodPrograms => [.. PackFile.Programs("Good")];

    [Theory]
    [MemberData(nameof(BugPrograms))]
    public async Task A_pack_reports_the_known_bugs_and_nothing_else(string program)
    {
        string text = PackFile.Program(program).Text;
        string difference = await DifferenceAsync(program, text);

        Assert.NotEmpty(Expected(text));
        Assert.True(difference.Length == 0, difference);
    }

    [Theory]
    [MemberData(nameof(GoodPrograms))]
    public async Task A_pack_accepts_the_known_good_programs(string program)
    {
        string text = PackFile.Program(program).Text;
        string difference = await DifferenceAsync(program, text);

        Assert.Empty(Expected(text));
        Assert.True(difference.Length == 0, difference);
    }

    [Fact]
    public void Every_pack_has_bugs_to_find_and_programs_to_accept() => Assert.All(PackFile.Names, static pack =>
    {
        Assert.True(PackFile.Programs("Bad").Where(path => path.StartsWith(pack + "/")).Sum(static path => Expected(PackFile.Program(path).Text).Count()) >= 7, pack);
        Assert.Contains(PackFile.Programs("Good"), path => path.StartsWith(pack + "/"));
    });

    [Fact]
    public async Task A_pack_tells_what_is_certain_unless_it_is_asked_for_more()
    {
        (string path, string text) = PackFile.Program("Threading/Bad.Locks.cs");
        CompilationWithAnalyzers analysis = PackFile.Compile((path, text)).WithAnalyzers([new Analyzer.EntryPathAnalyzer()], new AnalyzerOptions([new PackFile("Threading")]));
        string[] told = [.. (await analysis.GetAnalyzerDiagnosticsAsync()).Where(static d => d.Severity > DiagnosticSeverity.Info).Select(static d => d.Id)];

        Assert.Contains(Expected(text), static mark => mark.Id.StartsWith("likely", StringComparison.Ordinal));
        Assert.Equal(Expected(text).Select(static mark => mark.Id).Where(static id => !id.StartsWith("likely", StringComparison.Ordinal)).Order(), told.Order());
    }

    /// <summary>The marks at the ends of lines: <c>// EPO1005</c> for what is certain, <c>// likely EPO1005</c> for what takes something for granted.</summary>
    internal static IEnumerable<(int Line, string Id)> Expected(string text) => text.Split('\n')
        .SelectMany(static (line, index) => Marks().Matches(line).Select(match => (index + 1, match.Groups["id"].Value)));

    /// <summary>The marked lines that are not reported, and the reports on lines that are not marked.</summary>
    internal static async Task<string> DifferenceAsync(string path, string text)
    {
        string pack = path[..path.IndexOf('/')];
        Compilation compilation = PackFile.Compile((path, text), PackFile.Program("Interop/Binding.cs"));
        CompilationWithAnalyzers analysis = compilation.WithAnalyzers([new Analyzer.EntryPathAnalyzer()], new AnalyzerOptions([new PackFile(pack)], LikelyOptions.Provider));
        ImmutableArray<Diagnostic> reported = [.. (await analysis.GetAnalyzerDiagnosticsAsync()).Where(static d => d.Severity > DiagnosticSeverity.Info)];
        List<(int Line, string Id)> missing = [.. Expected(text)];
        List<string> difference = [];
        foreach (Diagnostic diagnostic in reported)
        {
            FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
            if (place.Path != path || !missing.Remove((place.StartLinePosition.Line + 1, (diagnostic.Properties.ContainsKey("assumed") ? "likely " : "") + diagnostic.Id)))
                difference.Add($"not expected: {place.Path} line {place.StartLinePosition.Line + 1}: {diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
        }

        return string.Join("\n", difference.Concat(missing.Select(static mark => $"missing: line {mark.Line}: {mark.Id}")).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"// (?<id>(likely )?EPO\d{4})(?=$| //)")]
    private static partial Regex Marks();
}
