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
    /// <summary>So many rounds, and one of them is analysed twice. Odd, so that each of the inputs has its turn.</summary>
    private const int TwiceOneOf = 15;

    /// <summary>So many rounds, and one of them harms the project's own source.</summary>
    private const int OwnOneOf = 8;

    [Fact]
    [Trait("Category", "Fuzz")]
    public async Task Harmed_programs_crash_nothing()
    {
        int wanted = Setting("ENTRYPATH_FUZZ_EDITS", 50_000);
        int seed = Setting("ENTRYPATH_FUZZ_SEED", 0);
        // Many files in one compilation with all packs: the compilation itself, its rules and its index of names cost more than many bodies.
        CSharpCompilation programs = PackFile.Compile([.. PackFile.Programs("Good").Concat(PackFile.Programs("Bad")).Append("Interop/Binding.cs").Select(PackFile.Program)]);
        CSharpCompilation own = OwnSource(programs);
        int edits = 0;
        int unstable = 0;
        List<string> crashes = [];
        for (int round = seed; edits < wanted; round++)
        {
            Random random = new(round);
            CSharpCompilation whole = round % OwnOneOf == OwnOneOf - 1 ? own : programs;
            List<SyntaxTree> harmed = [];
            foreach (SyntaxTree tree in whole.SyntaxTrees)
            {
                (var text, int count) = Mutilation.Of(tree, random);
                edits += count;
                harmed.Add(tree.WithChangedText(text));
            }

            CSharpCompilation compilation = whole.RemoveAllSyntaxTrees().AddSyntaxTrees(harmed);
            ImmutableArray<string> reports = await ReportsAsync(compilation, PackFile.Names, isConcurrent: true, $"round {round}", crashes);
            if (round % TwiceOneOf == 0)
            {
                ImmutableArray<string> again = await ReportsAsync(compilation.Clone(), PackFile.Names, isConcurrent: false, $"round {round}", crashes);
                if (!reports.SequenceEqual(again))
                {
                    unstable++;
                    output.WriteLine($"round {round} is judged in two ways:\n{string.Join("\n", reports.Except(again).Select(static report => "+ " + report).Concat(again.Except(reports).Select(static report => "- " + report)))}");
                }
            }
        }

        string line = $"fuzz: edits={edits} crashes={crashes.Count} unstable={unstable}";
        output.WriteLine(line);
        DirectoryInfo artifacts = Directory.CreateDirectory(Path.Combine(PackFile.RepositoryRoot(), "artifacts"));
        await File.WriteAllTextAsync(Path.Combine(artifacts.FullName, "fuzz.txt"), line + "\n");
        Assert.True(crashes.Count == 0, string.Join("\n", crashes.Take(3)));
        Assert.Equal(0, unstable);
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
                await ReportsAsync(compilation.Clone(), ["Threading"], isConcurrent: true, "cancelled", crashes, source.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.True(source.IsCancellationRequested);
            }

            Assert.Empty(crashes);
        }
    }

    /// <summary>What this repository has of real programs: the analyzer, which is large, and the sample, which is annotated. A few names of other libraries are missing.</summary>
    private static CSharpCompilation OwnSource(CSharpCompilation programs)
    {
        string source = Path.Combine(PackFile.RepositoryRoot(), "src");
        CSharpParseOptions options = new(LanguageVersion.Latest);
        return programs.RemoveAllSyntaxTrees()
            .AddReferences(new[] { typeof(Compilation), typeof(CSharpCompilation) }.Select(static type => MetadataReference.CreateFromFile(type.Assembly.Location)))
            .AddSyntaxTrees(new[] { "Analyzer", "Sample.Vmm" }
                .SelectMany(project => Directory.GetFiles(Path.Combine(source, project), "*.cs", SearchOption.AllDirectories)).Order(StringComparer.Ordinal)
                .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), options, Path.GetRelativePath(source, path))));
    }

    private static async Task<ImmutableArray<string>> ReportsAsync(
        CSharpCompilation compilation, ImmutableArray<string> packs, bool isConcurrent, string name, List<string> crashes, CancellationToken cancellation = default)
    {
        CompilationWithAnalyzersOptions options = new(
            new AnalyzerOptions([.. packs.Select(static pack => new PackFile(pack))]),
            (exception, _, _) =>
            {
                lock (crashes)
                    crashes.Add($"{name}: {exception}");
            },
            isConcurrent,
            logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers([new Analyzer.EntryPathAnalyzer()], options).GetAnalyzerDiagnosticsAsync(cancellation);
        return [.. found.Select(static report => report.Location.GetLineSpan() + " " + report.Id + " " + report.GetMessage(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal)];
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
