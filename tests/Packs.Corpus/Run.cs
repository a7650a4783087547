using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Packs.Corpus;

/// <summary>Analyses one compilation after the other and counts.</summary>
internal sealed class Run(string root, TargetFramework framework, string[] defines, Verdicts verdicts)
{
    private readonly ImmutableArray<AdditionalText> _packs = [.. PackText.All()];

    private readonly CSharpParseOptions _parseOptions =
        new(LanguageVersion.Latest, DocumentationMode.None, preprocessorSymbols: [.. framework.Symbols, .. defines]);

    public int Files { get; private set; }

    public int Lines { get; private set; }

    /// <summary>Errors of the compiler in declarations, such as references that are missing: what does not bind has no rules.</summary>
    public int Errors { get; private set; }

    public int Reports { get; private set; }

    /// <summary>How many reports there are of each kind: whether it is certain, and what was judged of it.</summary>
    public SortedDictionary<(string Certainty, string Verdict), int> Judged { get; } = [];

    /// <summary>How many reports there are of one kind.</summary>
    /// <param name="certainty"><c>certain</c> or <c>likely</c>.</param>
    /// <param name="verdict">What was judged.</param>
    public int Count(string certainty, string verdict) => Judged.GetValueOrDefault((certainty, verdict));

    public int GaveUp { get; private set; }

    public int Crashes { get; private set; }

    public async Task AnalyzeAsync(CorpusUnit unit, CancellationToken cancellation)
    {
        Stopwatch watch = Stopwatch.StartNew();
        CSharpCompilation compilation = Compile(unit);
        int lines = compilation.SyntaxTrees.Sum(static tree => tree.GetText().Lines.Count);
        Files += unit.Files.Length;
        Lines += lines;
        int crashes = 0;
        CompilationWithAnalyzersOptions options = new(
            new AnalyzerOptions(_packs, new PackOptions("likely")),
            (exception, _, _) =>
            {
                Interlocked.Increment(ref crashes);
                Console.WriteLine($"CRASH in {unit.Name}: {exception}");
            },
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        CompilationWithAnalyzers analysis = compilation.WithAnalyzers([new EntryPathAnalyzer()], options);
        foreach (Diagnostic diagnostic in (await analysis.GetAnalyzerDiagnosticsAsync(cancellation))
            .Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning || diagnostic.Id is "EPO3001" or "AD0001")
            .OrderBy(static diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(static diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            Print(diagnostic);
        }

        TimeSpan analyzed = watch.Elapsed;
        int errors = compilation.GetParseDiagnostics(cancellation).Concat(compilation.GetDeclarationDiagnostics(cancellation)).Count(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Errors += errors;
        Crashes += crashes;
        Console.WriteLine($"# {unit.Name}: {unit.Files.Length} files, {lines} lines, {errors} errors in declarations, {analyzed.TotalSeconds:F1} s");
    }

    private CSharpCompilation Compile(CorpusUnit unit) => CSharpCompilation.Create(
        Path.GetFileName(unit.Name),
        unit.Files.Select(path => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(path)), _parseOptions, path)),
        framework.References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

    private void Print(Diagnostic diagnostic)
    {
        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        string place = Path.GetRelativePath(root, span.Path);
        int line = span.StartLinePosition.Line + 1;
        string judged = "";
        if (diagnostic.Id == "EPO3001")
        {
            GaveUp++;
        }
        else
        {
            Reports++;
            (string Certainty, string Verdict) kind = diagnostic.Properties.ContainsKey("assumed")
                ? ("likely", Verdicts.Open)
                : ("certain", verdicts.Of(diagnostic, place, line));
            Judged[kind] = Judged.GetValueOrDefault(kind) + 1;
            judged = $"[{kind.Certainty} {kind.Verdict}] ";
        }

        Console.WriteLine($"{place}({line}): {judged}{diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
    }
}
