using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>
/// Analyses a program and compares the reports with the marks in it: a line that ends in <c>// EPO1001</c> expects that report to
/// start there, and no line expects what it does not say. EPO3002, an offer, is left out, and so is EPO2011, since a program
/// of few lines uses few of the protocols that all of them declare.
/// </summary>
internal static partial class Check
{
    private static readonly CSharpParseOptions s_latest = new(LanguageVersion.Latest);
    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(StepAttribute).Assembly.Location),
    ];

    /// <summary>Members of a class, beside the annotated types of <see cref="Prelude"/>.</summary>
    public static Task Members(string members) => Program($"{Prelude.Usings}public partial class Code\n{{\n{members}\n}}\n", Prelude.Text);

    /// <summary>A whole program; more files carry no marks.</summary>
    public static Task Program(string source, params string[] otherFiles) => ProgramAsync(source, default, otherFiles);

    /// <summary>
    /// A whole program against a library that it references, which carries no marks; both see the types of <see cref="Prelude"/>. The library is metadata,
    /// as in a build, and then code of another project, as in an editor: the reports have to be the same.
    /// </summary>
    public static async Task Library(string library, string source)
    {
        await CompareAsync(Prelude.Usings + source, [], default, Built(CompileLibrary(library)));
        await LibraryAsItIsBuilt(library, source);
    }

    /// <summary>A program, whatever is reported in it, against a library that it references as metadata and as code: the reports have to be the same.</summary>
    public static async Task LibraryAsItIsBuilt(string library, string source)
    {
        var compiled = CompileLibrary(library);
        var built = await ReportsAsync(Prelude.Usings + source, [], default, Built(compiled));
        Assert.Equal(built, await ReportsAsync(Prelude.Usings + source, [], default, compiled.ToMetadataReference()));
    }

    private static CSharpCompilation CompileLibrary(string library) =>
        Compile([Prelude.Text, Prelude.Usings + library], OutputKind.DynamicallyLinkedLibrary).WithAssemblyName("Library");

    private static MetadataReference Built(CSharpCompilation library)
    {
        using var image = new MemoryStream();
        var emitted = library.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    /// <summary>A whole program with a setting of <c>.editorconfig</c>; a null value sets nothing.</summary>
    public static Task ProgramAsync(string source, (string Key, string? Value) setting, params string[] otherFiles) =>
        CompareAsync(source, otherFiles, setting);

    private static async Task CompareAsync(
        string source, string[] otherFiles, (string Key, string? Value) setting, params MetadataReference[] references)
    {
        var expected = Mark().Matches(source).SelectMany(mark => mark.Groups[1].Captures
            .Select(id => (Line: source.AsSpan(0, mark.Index).Count('\n') + 1, Id: id.Value))).ToArray();
        var reports = await ReportsAsync(source, otherFiles, setting, references);
        Assert.True(
            expected.SequenceEqual(reports.Select(report => (report.Line, report.Id))),
            $"expected:\n  {string.Join("\n  ", expected)}\nreported:\n  {string.Join("\n  ", reports)}\nin:\n{Numbered(source)}");
    }

    /// <summary>The reports of a program that compiles, in order, without offers.</summary>
    public static Task<(int Line, string Id, string Message)[]> ReportsAsync(string source, params string[] otherFiles) =>
        ReportsAsync(source, otherFiles, default);

    /// <summary>The reports of several files under several settings of <c>.editorconfig</c>, without offers.</summary>
    public static async Task<(int Line, string Id, string Message)[]> ReportsAsync(string[] files, params (string Key, string? Value)[] settings) =>
    [
        .. (await AnalyzeAsync(Compile(files, OutputKind.DynamicallyLinkedLibrary), settings)).Where(report => report.Id != "EPO3002")
            .Select(report => (Line: LineOf(report), report.Id, Message: report.GetMessage(CultureInfo.InvariantCulture))),
    ];

    private static async Task<(int Line, string Id, string Message)[]> ReportsAsync(
        string source, string[] otherFiles, (string Key, string? Value) setting, params MetadataReference[] references)
    {
        var isConsole = source.Contains("// top-level", StringComparison.Ordinal);
        var compilation = Compile([source, .. otherFiles], isConsole ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary).AddReferences(references);
        var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        Assert.True(errors.Length == 0, string.Join('\n', errors.Select(error => error.ToString())) + "\n" + Numbered(source));

        var reports = await AnalyzeAsync(compilation, setting);
        return
        [
            .. reports.Where(report => report.Id is not ("EPO3002" or "EPO2011"))
                .Select(report => (Line: LineOf(report), report.Id, Message: report.GetMessage(CultureInfo.InvariantCulture)))
                .OrderBy(report => report.Line).ThenBy(report => report.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>All reports of the analyzer; an exception inside it is the test's failure.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Compilation compilation, params (string Key, string? Value)[] settings)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([], new SettingProvider(settings)), (exception, _, _) => throw new InvalidOperationException("The analyzer threw.", exception),
            concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var reports = await new CompilationWithAnalyzers(compilation, [new EntryPathAnalyzer()], options)
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        Assert.DoesNotContain(reports, report => report.Id == "AD0001");
        return reports;
    }

    public static CSharpCompilation Compile(IEnumerable<string> sources, OutputKind kind) => CSharpCompilation.Create(
        "Matrix",
        sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, s_latest, $"File{index}.cs")),
        s_references,
        new CSharpCompilationOptions(kind, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    private static int LineOf(Diagnostic report) => report.Location.GetLineSpan().StartLinePosition.Line + 1;

    private static string Numbered(string source) => string.Join('\n', source.Split('\n').Select((line, index) => $"{index + 1,3} {line}"));

    [GeneratedRegex(@"// (?:(EPO\d{4})(?:, )?)+$", RegexOptions.Multiline)]
    private static partial Regex Mark();
}
