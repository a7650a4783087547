using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using EntryPath.Analyzer;
using EntryPath.CodeFixes.Judging;
using EntryPath.CodeFixes.Tests;
using EntryPath.Truth.Tests.Analysis;
using EntryPath.Truth.Tests.Generation;
using EntryPath.Truth.Tests.Judging;
using EntryPath.Truth.Tests.Language;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Xunit;
using Xunit.Abstractions;

namespace EntryPath.Truth.Tests.Fixes;

/// <summary>
/// Every fix that is offered for a random program is applied, and the program is run before and after it along the same answers: the runs agree in
/// every call but for those that the title speaks of. So they do where the report is false: a good program must not be harmed.
/// </summary>
/// <remarks>
/// <c>ENTRYPATH_FIXES_OFFERS</c> sets how many fixes are tried, <c>ENTRYPATH_FIXES_SEED</c> the first program, <c>ENTRYPATH_FIXES_SHOW</c> how many of the
/// reports without an offer are shown.
/// </remarks>
public sealed class FixTests(ITestOutputHelper output)
{
    private const int Batch = 60;
    private const double LeastFixable = 79;

    [Fact]
    [Trait("Category", "Fixes")]
    public async Task A_fix_changes_only_what_its_title_says()
    {
        var wanted = Setting("ENTRYPATH_FIXES_OFFERS", 5000);
        var seed = (ulong)Setting("ENTRYPATH_FIXES_SEED", 0);
        var failed = new ConcurrentBag<string>();
        var unfixed = new ConcurrentBag<string>();
        var byId = new SortedDictionary<string, (int Reported, int Fixable)>(StringComparer.Ordinal);
        int offered = 0, ofFalse = 0, reported = 0, fixable = 0;
        while (offered < wanted)
        {
            var programs = new List<(string Name, string Text, TruthProgram Program)>();
            var generator = new ProgramGenerator();
            for (; programs.Count < Batch; seed++)
            {
                var program = generator.Generate(seed);
                programs.Add(("Q" + seed, CSharpText.Of(program, "Q" + seed), program));
            }

            var reports = await ProgramAnalysis.RunAsync(new EntryPathAnalyzer(), [.. programs.Select(program => program.Text)], preludeInSource: false);
            var bad = programs.Zip(reports).Where(program => program.Second.Length > 0).Select(program => (program.First.Name, program.First.Text, program.First.Program, Reports: program.Second)).ToList();
            var falsely = bad.Where(program => Interpreter.Judge(program.Program, Judge.Reading) is { IsBad: false }).Select(program => program.Name).ToHashSet();
            var pairs = new ConcurrentBag<FixRuns.Pair>();
            var seen = new ConcurrentBag<(string Id, int Offers)>();
            await Parallel.ForEachAsync(bad, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (program, _) =>
            {
                using var workspace = new AdhocWorkspace();
                var document = Open(workspace, program.Name, program.Text);
                var all = await ReportsAsync(document);
                if (await DisagreementAsync(document, all, program.Reports) is { } disagreement)
                    failed.Add(disagreement);

                foreach (var report in all.Where(report => report.Id.StartsWith("EPO1", StringComparison.Ordinal)))
                {
                    var offers = await OfferedFixes.OfAsync(document, report);
                    seen.Add((report.Id, offers.Length));
                    if (offers.IsEmpty)
                        unfixed.Add($"{report.Id} {program.Name} line {report.Location.GetLineSpan().StartLinePosition.Line + 1}: {report.GetMessage(CultureInfo.InvariantCulture)}\n{program.Text}");
                    foreach (var offer in offers)
                        pairs.Add(new FixRuns.Pair(program.Name, program.Text, offer.Text, offer.Title));
                }
            });

            offered += pairs.Count;
            ofFalse += pairs.Count(pair => falsely.Contains(pair.Name));
            reported += seen.Count;
            fixable += seen.Count(report => report.Offers > 0);
            foreach (var (id, offers) in seen)
            {
                var known = byId.GetValueOrDefault(id);
                byId[id] = (known.Reported + 1, known.Fixable + (offers > 0 ? 1 : 0));
            }

            foreach (var difference in FixRuns.Differences([.. pairs.OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Title, StringComparer.Ordinal)]))
                failed.Add(difference);
        }

        var share = 100.0 * fixable / Math.Max(1, reported);
        var line = string.Create(CultureInfo.InvariantCulture, $"fixes: offered={offered} failed={failed.Count} reported={reported} fixable={share:F1}%");
        output.WriteLine(line);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"processor time: {Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:F0} s"));
        output.WriteLine($"for programs that are good and reported all the same: {ofFalse}");
        foreach (var (id, (all, withOffer)) in byId)
            output.WriteLine($"{id}: {withOffer} of {all}");
        foreach (var report in unfixed.Order(StringComparer.Ordinal).Take(Setting("ENTRYPATH_FIXES_SHOW", 0)))
            output.WriteLine(report);
        foreach (var failure in failed.Take(10))
            output.WriteLine(failure);
        FixFigures.Write(line);

        Assert.True(failed.IsEmpty, line);
        Assert.True(share > LeastFixable, line);
    }

    /// <summary>The errors of a document, as the fixes find them: what they know of a program before its first fix is known for all of them.</summary>
    private static async Task<ImmutableArray<Diagnostic>> ReportsAsync(Document document) =>
    [
        .. (await (await DocumentReports.OfAsync(document, default))!.ShownAsync(default)).Select(reported => reported.Diagnostic).Where(report => report.Severity == DiagnosticSeverity.Error),
    ];

    /// <summary>The fixes ask the engine without a driver of analyzers around it: that has to say the same.</summary>
    /// <param name="document">The program.</param>
    /// <param name="engine">What the engine says about it.</param>
    /// <param name="amongOthers">What the driver says about it in a compilation with other programs: where that differs, the driver is asked about this one alone.</param>
    private static async Task<string?> DisagreementAsync(Document document, ImmutableArray<Diagnostic> engine, IEnumerable<Diagnostic> amongOthers)
    {
        var alone = engine.Select(Said).Order(StringComparer.Ordinal).ToList();
        if (alone.SequenceEqual(amongOthers.Select(Said).Order(StringComparer.Ordinal)))
            return null;

        var asked = (await OfferedFixes.ReportsAsync(document.Project)).Select(Said).Order(StringComparer.Ordinal).ToList();
        return alone.SequenceEqual(asked) ? null : $"{document.Name}: the driver says {string.Join(" | ", asked)}, the engine {string.Join(" | ", alone)}";
    }

    private static string Said(Diagnostic report) => $"{report.Id} {report.Location.SourceSpan} {report.GetMessage(CultureInfo.InvariantCulture)}";

    private static Document Open(AdhocWorkspace workspace, string name, string text)
    {
        var compilation = ProgramCompilation.Of([(name + ".cs", text)], preludeInSource: false);
        var id = ProjectId.CreateNewId();
        var solution = workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, name, name, LanguageNames.CSharp, compilationOptions: compilation.Options, metadataReferences: compilation.References));
        var document = DocumentId.CreateNewId(id);
        return solution.AddDocument(document, name + ".cs", SourceText.From(text), filePath: name + ".cs").GetDocument(document)!;
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
