using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer;
using EntryPath.CodeFixes;
using EntryPath.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Benchmarks.Fixing;

/// <summary>
/// <c>fixes</c>: what it costs to open a light bulb and to fix all in a document, in processor time, by the size of the method and of the project. Everything that a host has
/// anyway is there before: the solution is open, its compilation and the reports of the analyzer are known. What it takes to find the edits up to the one that is offered is told apart from
/// what it takes to judge them.
/// </summary>
internal static class FixCommand
{
    private const int Runs = 5;

    private const string Rules = """
        using EntryPath;

        [EntryProtocol] public enum Dev { Power, Configure, [Repeat] Drain, [Repeat] Check }

        public sealed class Device
        {
            [Step(Dev.Power)] public void PowerOn() { }
            [Undo(Dev.Power)] public void PowerOff() { }
            [Step(Dev.Configure)] public void Configure(int size) { }
            [Step(Dev.Drain)] public int Drain() => 1;
            [Step(Dev.Check, When = false)] public bool IsCancelled() => Total > 3;
            [Commit(typeof(Dev))] public void Start() { }
            public int Total;
        }

        """;

    /// <summary>Prints the rows, or those whose names begin with one of some words.</summary>
    public static async Task<int> RunAsync(string[] only)
    {
        Console.WriteLine("what                                        | files | lines | processor time, least of " + Runs + " | planning | judging");
        foreach (int files in new[] { 1, 300 })
        {
            foreach (int lines in new[] { 20, 200, 1000 })
                await PrintAsync("light bulb", files, lines, () => LightBulbAsync(files, lines, isCalled: false)).ConfigureAwait(false);
        }

        await PrintAsync("called: light bulb in a method that every file calls", 300, 20, () => LightBulbAsync(300, 20, isCalled: true)).ConfigureAwait(false);
        foreach (int mistakes in new[] { 10, 100 })
            await PrintAsync("all: " + mistakes + " diagnostics in a document", 1, mistakes * 9, () => FixAllAsync(mistakes)).ConfigureAwait(false);

        return 0;

        async Task PrintAsync(string what, int files, int lines, Func<Task<(TimeSpan All, TimeSpan Planning)>> measure)
        {
            if (only.Length > 0 && !only.Any(word => what.StartsWith(word, StringComparison.Ordinal)))
                return;

            (TimeSpan all, TimeSpan planning) = await measure().ConfigureAwait(false);
            Console.WriteLine(FormattableString.Invariant(
                $"{what,-43} | {files,5} | {lines,5} | {all.TotalMilliseconds:F0} ms | {planning.TotalMilliseconds:F0} ms | {(all - planning).TotalMilliseconds:F0} ms"));
        }
    }

    /// <summary>The time from the click to the offers, in a solution that no fix has looked at yet.</summary>
    private static async Task<(TimeSpan All, TimeSpan Planning)> LightBulbAsync(int files, int lines, bool isCalled)
    {
        (TimeSpan least, TimeSpan leastPlanning) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (int run = 0; run < Runs; run++)
        {
            Document document = Open(Method("Run", lines), files, isCalled);
            Diagnostic report = (await ReportsAsync(document).ConfigureAwait(false)).First();
            var offered = new List<string>();
            least = Least(least, await TimeAsync(() => new MoveCallCodeFixProvider().RegisterCodeFixesAsync(
                new CodeFixContext(document, report, (action, _) => offered.Add(action.Title), CancellationToken.None))).ConfigureAwait(false));
            if (offered.Count == 0)
                throw new InvalidOperationException("nothing is offered");

            // Planned anew: what the bulb has looked at is known by now.
            document = Open(Method("Run", lines), files, isCalled);
            report = (await ReportsAsync(document).ConfigureAwait(false)).First();
            leastPlanning = Least(leastPlanning, await TimeAsync(async () =>
            {
                IEnumerable<Edit> edits = await new MoveCallCodeFixProvider().PlanAsync(document, report, CancellationToken.None).ConfigureAwait(false);
                _ = edits.First(edit => edit.Title == offered[0]);
            }).ConfigureAwait(false));
        }

        return (least, leastPlanning);
    }

    private static async Task<(TimeSpan All, TimeSpan Planning)> FixAllAsync(int mistakes)
    {
        (TimeSpan least, TimeSpan leastPlanning) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        string members = string.Concat(Enumerable.Range(0, mistakes).Select(i => Method("Run" + i, 1)));
        for (int run = 0; run < Runs; run++)
        {
            Document document = Open(members, 1, isCalled: false);
            ImmutableArray<Diagnostic> reports = await ReportsAsync(document).ConfigureAwait(false);
            var fix = new MoveCallCodeFixProvider();
            var context = new FixAllContext(
                document, fix, FixAllScope.Document, typeof(MoveCallCodeFixProvider).FullName!, fix.FixableDiagnosticIds, new Known(reports), CancellationToken.None);
            Solution changed = document.Project.Solution;
            least = Least(least, await TimeAsync(async () =>
            {
                CodeAction all = (await fix.GetFixAllProvider().GetFixAsync(context).ConfigureAwait(false))!;
                changed = (await all.GetOperationsAsync(CancellationToken.None).ConfigureAwait(false)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
            }).ConfigureAwait(false));
            if ((await ReportsAsync(changed.GetDocument(document.Id)!).ConfigureAwait(false)).Any())
                throw new InvalidOperationException("something is left");

            document = Open(members, 1, isCalled: false);
            reports = await ReportsAsync(document).ConfigureAwait(false);
            leastPlanning = Least(leastPlanning, await TimeAsync(async () =>
            {
                foreach (Diagnostic report in reports)
                    _ = (await fix.PlanAsync(document, report, CancellationToken.None).ConfigureAwait(false)).First();
            }).ConfigureAwait(false));
        }

        return (least, leastPlanning);
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        await work().ConfigureAwait(false);
        return Process.GetCurrentProcess().TotalProcessorTime - before;
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    /// <summary>A method of so many lines with one mistake in the middle.</summary>
    private static string Method(string name, int lines)
    {
        var text = new StringBuilder("    public int " + name + "(Device device, int[] data)\n    {\n        int total = 0;\n");
        for (int i = 0; i < lines / 2; i++)
            text.Append(i % 10 == 9 ? "        if (total > " + i + ")\n            total = data[0];\n" : "        total += data[" + i + "];\n");
        text.Append("        device.PowerOn();\n        device.Drain();\n        device.Configure(total);\n        if (!device.IsCancelled())\n            device.Start();\n        device.PowerOff();\n");
        for (int i = 0; i < lines / 2; i++)
            text.Append("        total += data[" + i + "];\n");
        return text.Append("        return total;\n    }\n\n").ToString();
    }

    private static Document Open(string members, int files, bool isCalled)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "netstandard.dll")
            .Append(typeof(StepAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
        var id = ProjectId.CreateNewId();
        Solution solution = new AdhocWorkspace().CurrentSolution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, "App", "App", LanguageNames.CSharp, compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary), metadataReferences: references));
        solution = solution.AddDocument(DocumentId.CreateNewId(id), "Rules.cs", Rules, filePath: "/source/Rules.cs");
        for (int i = 1; i < files; i++)
        {
            // Others have a method of the same name: a name alone says nothing.
            string call = isCalled ? "new Use().Run(device, data)" : "Run(device, data)";
            string text = "public class Other" + i + "\n{\n    private int Run(Device device, int[] data) => data[0];\n\n    public int Go(Device device, int[] data)\n    {\n"
                + string.Concat(Enumerable.Range(0, 20).Select(line => "        data[" + line + "] = data.Length;\n")) + "        return " + call + ";\n    }\n}\n";
            solution = solution.AddDocument(DocumentId.CreateNewId(id), "Other" + i + ".cs", text, filePath: "/source/Other" + i + ".cs");
        }

        var document = DocumentId.CreateNewId(id);
        return solution.AddDocument(document, "Use.cs", SourceText.From("public class Use\n{\n" + members + "}\n"), filePath: "/source/Use.cs").GetDocument(document)!;
    }

    private static async Task<ImmutableArray<Diagnostic>> ReportsAsync(Document document)
    {
        Compilation compilation = (await document.Project.GetCompilationAsync().ConfigureAwait(false))!;
        SemanticModel model = (await document.GetSemanticModelAsync().ConfigureAwait(false))!;
        ImmutableArray<Diagnostic> all = await compilation.WithAnalyzers([new EntryPathAnalyzer()]).GetAnalyzerSemanticDiagnosticsAsync(model, null, CancellationToken.None).ConfigureAwait(false);
        return [.. all.Where(report => report.Severity == DiagnosticSeverity.Error).OrderBy(report => report.Location.SourceSpan.Start)];
    }

    private sealed class Known(ImmutableArray<Diagnostic> reports) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(reports);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(reports);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(reports);
    }
}
