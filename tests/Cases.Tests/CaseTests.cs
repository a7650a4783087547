using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EntryPath.Analyzer.Tests.Matrix;
using EntryPath.Packs.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Cases.Tests;

/// <summary>
/// Small programs with the right verdict. Most are bugs that somebody filed, before and after the repair; the others each hold one
/// thing that the analyzer once got wrong. A program in <c>Pending.txt</c> is one that it still gets wrong.
/// </summary>
public sealed class CaseTests
{
    private const string CommonUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; " +
        "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly ImmutableHashSet<string> s_pending =
    [
        .. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Pending.txt")).Where(static line => line.Length > 0 && line[0] != '#'),
    ];

    private static readonly ImmutableArray<MetadataReference> s_references = FrameworkReferences.With(static _ => false);

    public static TheoryData<string> Names => [.. CaseProgram.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Reports_what_the_marks_say_and_nothing_else(string name)
    {
        string difference = await DifferenceAsync(CaseProgram.Read(name));
        if (s_pending.Contains(name))
            Assert.True(difference.Length > 0, "This program is right now: take it out of Pending.txt.");
        else
            Assert.True(difference.Length == 0, difference);
    }

    [Fact]
    public void Every_pending_name_is_a_program() => Assert.Empty(s_pending.Except(CaseProgram.Names));

    private static async Task<string> DifferenceAsync(CaseProgram program)
    {
        CSharpParseOptions parse = new(LanguageVersion.Latest, preprocessorSymbols: ["NET", "NET9_0_OR_GREATER", "NET10_0_OR_GREATER"]);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Program",
            [CSharpSyntaxTree.ParseText(program.Text, parse, program.Name + ".cs"), CSharpSyntaxTree.ParseText(CommonUsings, parse, "Usings.cs")],
            s_references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        Assert.DoesNotContain(compilation.GetDiagnostics(), static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

        AnalyzerOptions options = new(program.Stubs, new SettingProvider([.. program.Settings.Select(static setting => (setting.Key, (string?)setting.Value))]));
        ImmutableArray<Diagnostic> reports = await compilation.WithAnalyzers([new Analyzer.EntryPathAnalyzer()], options).GetAnalyzerDiagnosticsAsync();

        List<(int Line, ImmutableArray<string> Ids)> missing = [.. program.Expected];
        List<string> difference = [];
        // Offers (EPO3002) and steps that a short program does not use (EPO2011) are no verdict on the code.
        foreach (Diagnostic report in reports.Where(static report => report.Id is not ("EPO3002" or "EPO2011")))
        {
            FileLinePositionSpan place = report.Location.GetLineSpan();
            int line = place.StartLinePosition.Line + 1;
            int mark = place.Path == program.Name + ".cs" ? missing.FindIndex(expected => expected.Line == line && expected.Ids.Contains(report.Id)) : -1;
            if (mark >= 0)
                missing.RemoveAt(mark);
            else
                difference.Add($"not expected: {place.Path} line {line}: {report.Id} {report.GetMessage(CultureInfo.InvariantCulture)}");
        }

        return string.Join("\n", difference.Concat(missing.Select(static mark => $"missing: line {mark.Line}: {string.Join(" or ", mark.Ids)}")).Order(StringComparer.Ordinal));
    }
}
