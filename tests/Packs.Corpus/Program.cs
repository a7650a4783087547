// Runs the packs over source that was not written for them:
//     dotnet run --project tests/Packs.Corpus -- <folder with C# source> [<folder of one compilation> ...]
// Each named folder below the first, or else each folder directly below it, is compiled by itself against .NET 10 and its own source, errors and
// all: what does not bind has no rules. Prints every report, then one line of totals. The exit code is 1 if the analyzer crashed.
using System;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using EntryPath;
using EntryPath.Analyzer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

string root = Path.GetFullPath(args[0]);
string[] folders = args.Length > 1 ? [.. args[1..].Select(name => Path.Combine(root, name))] : Directory.GetDirectories(root);
ImmutableArray<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
    .Split(Path.PathSeparator)
    .Where(static path => Path.GetFileName(path) is var name
        && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll"))
    .Append(typeof(StepAttribute).Assembly.Location)
    .Select(static path => (MetadataReference)MetadataReference.CreateFromFile(path))
    .ToImmutableArray();
ImmutableArray<AdditionalText> packs = [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "packs"), "*.entrypath.cs").Select(static path => new PackText(path))];
CSharpParseOptions parseOptions = new(LanguageVersion.Latest, preprocessorSymbols: ["NET", "NET9_0_OR_GREATER", "NET10_0_OR_GREATER"]);

int files = 0, lines = 0, reports = 0, crashes = 0;
Stopwatch watch = Stopwatch.StartNew();
foreach (string folder in folders.Order(StringComparer.Ordinal))
{
    SyntaxTree[] trees = [.. Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(path => CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(path)), parseOptions, path))];
    if (trees.Length == 0)
        continue;

    files += trees.Length;
    lines += trees.Sum(static tree => tree.GetText().Lines.Count);
    CSharpCompilation compilation = CSharpCompilation.Create(
        Path.GetFileName(folder), trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    CompilationWithAnalyzersOptions options = new(
        new AnalyzerOptions(packs, new PackOptions()),
        (exception, _, _) =>
        {
            crashes++;
            Console.WriteLine($"CRASH in {folder}: {exception}");
        },
        concurrentAnalysis: true,
        logAnalyzerExecutionTime: false);
    foreach (Diagnostic diagnostic in (await compilation.WithAnalyzers([new EntryPathAnalyzer()], options).GetAnalyzerDiagnosticsAsync())
        .Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning || diagnostic.Id is "EPO3001" or "AD0001")
        .OrderBy(static diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static diagnostic => diagnostic.Location.SourceSpan.Start))
    {
        reports++;
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        Console.WriteLine($"{Path.GetRelativePath(root, place.Path)}({place.StartLinePosition.Line + 1}): {diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
    }
}

Console.WriteLine($"{folders.Length} folders, {files} files, {lines} lines, {reports} reports, {crashes} crashes, {watch.Elapsed.TotalSeconds:F0} s");
return crashes == 0 ? 0 : 1;

/// <summary>A pack as the build passes it.</summary>
internal sealed class PackText(string path) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(File.ReadAllText(path));

    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}

/// <summary>Tells the analyzer which additional files are packs.</summary>
internal sealed class PackOptions : AnalyzerConfigOptionsProvider
{
    private static readonly AnalyzerConfigOptions s_none = new Values(false);
    private static readonly AnalyzerConfigOptions s_pack = new Values(true);

    public override AnalyzerConfigOptions GlobalOptions => s_none;

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => s_none;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => s_pack;

    private sealed class Values(bool isPack) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            value = isPack ? "Pack" : "";
            return isPack && key == "build_metadata.AdditionalFiles.EntryPathPack";
        }
    }
}
