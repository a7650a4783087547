using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit.Abstractions;

namespace EntryPath.Packs.Tests;

/// <summary>Whatever somebody types, deletes or merges by mistake: the analyzer does not throw.</summary>
/// <remarks><c>ENTRYPATH_FUZZ_EDITS</c> sets the number of edited bodies, <c>ENTRYPATH_FUZZ_SEED</c> the first random numbers.</remarks>
public sealed class FuzzTests(ITestOutputHelper output)
{
    /// <summary>So many files, and one of them is analysed twice.</summary>
    private const int OneOf = 8;

    [Fact]
    [Trait("Category", "Fuzz")]
    public async Task Harmed_programs_crash_nothing()
    {
        int wanted = Setting("ENTRYPATH_FUZZ_EDITS", 1_000);
        int seed = Setting("ENTRYPATH_FUZZ_SEED", 0);
        (string Pack, CSharpCompilation Compilation)[] programs = [.. PackFile.Programs("Good").Concat(PackFile.Programs("Bad"))
            .Select(static path => (path[..path.IndexOf('/')], PackFile.Compile(PackFile.Program(path), PackFile.Program("Interop/Binding.cs"))))];
        int edits = 0;
        int unstable = 0;
        List<string> crashes = [];
        for (int round = seed; edits < wanted; round++)
        {
            (string pack, CSharpCompilation whole) = programs[round % programs.Length];
            Random random = new(round);
            SyntaxTree tree = whole.SyntaxTrees[0];
            (var text, int count) = Mutilation.Of(tree, random);
            edits += Math.Max(count, 1);
            CSharpCompilation harmed = whole.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)tree.Options, tree.FilePath));
            ImmutableArray<string> reports = await ReportsAsync(harmed, pack, isConcurrent: true, $"round {round}", crashes);
            if (round % OneOf == 0 && !reports.SequenceEqual(await ReportsAsync(harmed.Clone(), pack, isConcurrent: false, $"round {round}", crashes)))
            {
                unstable++;
                output.WriteLine($"round {round} is judged in two ways");
            }
        }

        string line = $"fuzz: edits={edits} crashes={crashes.Count} unstable={unstable}";
        output.WriteLine(line);
        DirectoryInfo artifacts = Directory.CreateDirectory(Path.Combine(PackFile.RepositoryRoot(), "artifacts"));
        await File.WriteAllTextAsync(Path.Combine(artifacts.FullName, "fuzz.txt"), line + "\n");
        Assert.True(crashes.Count == 0, string.Join("\n", crashes.Take(3)));
    }

    [Fact]
    public async Task An_analysis_that_is_cancelled_ends_soon_and_with_nothing_else_than_that()
    {
        CSharpCompilation compilation = PackFile.Compile(PackFile.Program("Threading/Good.Overloads.cs"));
        for (int delay = 0; delay < 40; delay += 4)
        {
            using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(delay));
            List<string> crashes = [];
            try
            {
                await ReportsAsync(compilation.Clone(), "Threading", isConcurrent: true, "cancelled", crashes, source.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.True(source.IsCancellationRequested);
            }

            Assert.Empty(crashes);
        }
    }

    private static async Task<ImmutableArray<string>> ReportsAsync(
        CSharpCompilation compilation, string pack, bool isConcurrent, string name, List<string> crashes, CancellationToken cancellation = default)
    {
        CompilationWithAnalyzersOptions options = new(
            new AnalyzerOptions([new PackFile(pack)]),
            (exception, _, _) =>
            {
                lock (crashes)
                    crashes.Add($"{name}, {compilation.SyntaxTrees[0].FilePath}: {exception}");
            },
            isConcurrent,
            logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers([new Analyzer.EntryPathAnalyzer()], options).GetAnalyzerDiagnosticsAsync(cancellation);
        return [.. found.Select(static report => report.Location.GetLineSpan() + " " + report.Id + " " + report.GetMessage(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal)];
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
