using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EntryPath.Truth.Tests.Analysis;
using EntryPath.Truth.Tests.Generation;
using EntryPath.Truth.Tests.Language;
using EntryPath.Truth.Tests.Runtime.Generation;
using EntryPath.Truth.Tests.Runtime.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace EntryPath.Truth.Tests;

/// <summary>
/// The reports of a few hundred random programs, word for word, as they were when the files in <c>Frozen</c> were written: a change of the engine's inside keeps
/// them, and one that means to change them shows which.
/// </summary>
/// <remarks><c>ENTRYPATH_FREEZE=1</c> writes the files anew; what differs then is for the author and the reviewer to read.</remarks>
public sealed class FrozenReportsTests
{
    private const int Programs = 300;

    [Fact]
    public Task Programs_of_the_interpreter_are_reported_as_before() =>
        KeepAsync("interpreter.txt", [.. Seeds().Select(static seed => CSharpText.Of(new ProgramGenerator().Generate(seed), "P" + seed))], static texts =>
            ProgramCompilation.Of(texts.Select(static (text, seed) => ($"P{seed}.cs", text)), preludeInSource: false));

    [Fact]
    public Task Programs_of_the_runtime_are_reported_as_before() =>
        KeepAsync("runtime.txt", [.. Seeds().Select(static seed => new RuntimeGenerator(Production.Asserted).Generate(seed, "P" + seed))], static texts =>
            ProgramSet.Compilation(ProgramSet.Parse(texts)));

    private static IEnumerable<ulong> Seeds() => Enumerable.Range(0, Programs).Select(static seed => (ulong)seed);

    private static async Task KeepAsync(string name, IReadOnlyList<string> texts, Func<IReadOnlyList<string>, CSharpCompilation> compile)
    {
        var reports = await ProgramAnalysis.ReportsAsync(AnalyzerUnderTest.Create(), compile(texts));
        string[] lines = [.. reports.OrderBy(SeedOf).ThenBy(static report => report.Location.SourceSpan.Start).ThenBy(static report => report.Id, StringComparer.Ordinal)
            .Select(static report => $"{SeedOf(report)} ({report.Location.GetLineSpan().StartLinePosition.Line + 1}): {report.Id} {report.GetMessage(CultureInfo.InvariantCulture)}")];
        var file = Path.Combine(TruthTests.RepositoryRoot(), "tests", "Truth.Tests", "Frozen", name);
        if (Environment.GetEnvironmentVariable("ENTRYPATH_FREEZE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllLinesAsync(file, lines);
        }

        var frozen = await File.ReadAllLinesAsync(file);
        Assert.NotEmpty(frozen);
        Assert.Equal(string.Join('\n', frozen.Except(lines)), string.Join('\n', lines.Except(frozen)));
        Assert.Equal(frozen, lines);
    }

    /// <summary>The program of a report, by the name of its file.</summary>
    private static int SeedOf(Diagnostic report) => int.Parse(Path.GetFileNameWithoutExtension(report.Location.SourceTree!.FilePath).TrimStart('P'), CultureInfo.InvariantCulture);
}
