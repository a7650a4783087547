using System;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit.Abstractions;

namespace EntryPath.Packs.Tests;

/// <summary>
/// An editor's analyzer lives as long as the editor, and keeps what an edit leaves as it was. After each of many random edits it has to say what an analyzer says that sees
/// the project for the first time.
/// </summary>
/// <remarks><c>ENTRYPATH_EDITS</c> sets the number of edits, <c>ENTRYPATH_EDITS_SEED</c> the first random numbers.</remarks>
public sealed class EditTests(ITestOutputHelper output)
{
    private static readonly string[] s_statements =
    [
        "int typed = 1;", "System.Console.WriteLine(1);", "// a remark\n", "return;", "throw new System.Exception();", "lock (new object()) { }", "if (1 > 2) { }",
        "System.Action later = () => { };", "int[] many = new int[3]; many[0]++;", "this.ToString();",
    ];

    private static readonly (string Key, string Value)[] s_settings =
    [
        ("entrypath.exceptions", "explicit"), ("entrypath.exceptions", "any"), ("entrypath.exceptions", "callbacks"), ("entrypath.exceptions", "calls_in_try"),
        ("entrypath.certainty", "certain"), ("entrypath.certainty", "likely"), ("generated_code", "true"), ("generated_code", "false"),
    ];

    [Fact]
    [Trait("Category", "Fuzz")]
    public async Task After_any_edit_the_reports_are_those_of_a_fresh_start()
    {
        int wanted = Setting("ENTRYPATH_EDITS", 80);
        int seed = Setting("ENTRYPATH_EDITS_SEED", 0);
        CSharpCompilation whole = Project();
        CSharpCompilation compilation = whole;
        Analyzer.EntryPathAnalyzer kept = new();
        var setting = s_settings[0];
        string[] packs = ["Threading", "Memory"];
        Random random = new(seed);
        int reports = 0;
        for (int edit = 0; edit < wanted; edit++)
        {
            int file = AnyFile(compilation, random);
            switch (random.Next(40))
            {
                case 0:
                    setting = s_settings[random.Next(s_settings.Length)];
                    break;
                case 1:
                    packs = packs.Length == 2 ? ["Threading"] : ["Threading", "Memory"];
                    break;
                case 2:
                    compilation = compilation.References.Count() == whole.References.Count()
                        ? compilation.RemoveReferences(compilation.References.First())
                        : compilation.WithReferences(whole.References);
                    break;
                case < 14:
                    compilation = Replace(compilation, file, whole.SyntaxTrees[file].GetText());
                    break;
                default:
                    compilation = Replace(compilation, file, Edited(compilation.SyntaxTrees[file], random));
                    break;
            }

            // An editor does not wait for one analysis before the next key is pressed.
            if (random.Next(4) == 0)
                continue;

            SyntaxTree open = compilation.SyntaxTrees[random.Next(3) == 0 ? AnyFile(compilation, random) : file];
            ImmutableArray<string> incremental = await ReportsAsync(compilation, open, kept, packs, setting);
            ImmutableArray<string> fresh = await ReportsAsync(compilation, open, new Analyzer.EntryPathAnalyzer(), packs, setting);
            reports += fresh.Length;
            Assert.True(
                incremental.SequenceEqual(fresh),
                $"edit {edit} of seed {seed}, {open.FilePath}:\n{string.Join("\n", incremental.Except(fresh).Select(static one => "+ " + one).Concat(fresh.Except(incremental).Select(static one => "- " + one)))}");
        }

        output.WriteLine($"edits={wanted} reports={reports}");
        Assert.True(reports > wanted / 4, "hardly anything was reported, so that hardly anything was compared");
    }

    /// <summary>A file; one with more text is taken more often.</summary>
    private static int AnyFile(CSharpCompilation compilation, Random random)
    {
        int at = random.Next(compilation.SyntaxTrees.Sum(static tree => tree.Length + 1));
        int file = 0;
        for (; at > compilation.SyntaxTrees[file].Length; file++)
            at -= compilation.SyntaxTrees[file].Length + 1;

        return file;
    }

    private static CSharpCompilation Replace(CSharpCompilation compilation, int file, SourceText text)
    {
        SyntaxTree[] trees = [.. compilation.SyntaxTrees];
        trees[file] = trees[file].WithChangedText(text);
        return compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(trees);
    }

    /// <summary>The parts of the sample that its protocols are about, and programs of the packs.</summary>
    private static CSharpCompilation Project()
    {
        string sample = Path.Combine(PackFile.RepositoryRoot(), "src", "Sample.Vmm");
        CSharpCompilation programs = PackFile.Compile(PackFile.Program("Threading/Bad.cs"));
        var options = (CSharpParseOptions)programs.SyntaxTrees[0].Options;
        return programs.AddSyntaxTrees(new[] { "Hardware", "Protocols", "Vcpu" }.SelectMany(folder => Directory.GetFiles(Path.Combine(sample, folder), "*.cs")).Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(path), Text: File.ReadAllText(path)))
            .Concat(new[] { "Threading/Good.Flags.cs", "Threading/Good.Fields.cs", "Memory/Bad.cs" }.Select(PackFile.Program))
            .Select(file => CSharpSyntaxTree.ParseText(SourceText.From(file.Item2), options, file.Item1)));
    }

    private static SourceText Edited(SyntaxTree tree, Random random)
    {
        SourceText text = tree.GetText();
        SyntaxNode root = tree.GetRoot();
        BlockSyntax[] bodies = [.. root.DescendantNodes().OfType<BlockSyntax>()];
        StatementSyntax[] statements = [.. bodies.SelectMany(static body => body.Statements)];
        MethodDeclarationSyntax[] methods = [.. root.DescendantNodes().OfType<MethodDeclarationSyntax>()];
        AttributeListSyntax[] attributes = [.. root.DescendantNodes().OfType<AttributeListSyntax>()];
        SyntaxToken[] tokens = [.. root.DescendantTokens()];
        TextChange? change = random.Next(12) switch
        {
            0 or 1 or 2 when bodies.Length > 0 => Insert(Any(bodies).OpenBraceToken.Span.End, " " + s_statements[random.Next(s_statements.Length)]),
            3 or 4 when statements.Length > 0 => Insert(Any(statements).Span.End, " " + Any(statements)),
            5 when statements.Length > 0 => new TextChange(Any(statements).Span, ""),
            6 when statements.Length > 0 => new TextChange(Any(statements).Span, Any(statements).ToString()),
            7 when statements.Length > 0 => Insert(Any(statements).SpanStart, "\n\n"),
            8 when methods.Length > 0 => Insert(Any(methods).ParameterList.OpenParenToken.Span.End, "int extra" + (Any(methods).ParameterList.Parameters.Count > 0 ? ", " : "")),
            9 when attributes.Length > 0 => new TextChange(Any(attributes).Span, random.Next(2) == 0 ? "" : Any(attributes).ToString()),
            10 when tokens.Length > 1 => new TextChange(Any(tokens).Span, Any(tokens).Text),
            _ when tokens.Length > 1 => new TextChange(Any(tokens).Span, ""),
            _ => null,
        };
        return change is { } made ? text.WithChanges(made) : text;

        T Any<T>(T[] all) => all[random.Next(all.Length)];

        static TextChange Insert(int position, string inserted) => new(new TextSpan(position, 0), inserted);
    }

    private static async Task<ImmutableArray<string>> ReportsAsync(CSharpCompilation compilation, SyntaxTree open, DiagnosticAnalyzer analyzer, string[] packs, (string Key, string Value) setting)
    {
        Exception? crash = null;
        CompilationWithAnalyzers analysis = compilation.WithAnalyzers([analyzer], new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([.. packs.Select(static pack => new PackFile(pack))], new OneSetting(setting)),
            (exception, _, _) => crash ??= exception,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false));
        ImmutableArray<Diagnostic> found = await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(open), filterSpan: null, CancellationToken.None);
        Assert.Null(crash);
        return [.. found.Select(static report => report.Location.GetLineSpan() + " " + report.Id + " " + report.GetMessage(CultureInfo.InvariantCulture)
            + string.Concat(report.AdditionalLocations.Select(static place => " " + place.GetLineSpan()))).Order(StringComparer.Ordinal)];
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : otherwise;

    /// <summary>One setting for all files.</summary>
    private sealed class OneSetting((string Key, string Value) setting) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(setting);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Options((string Key, string Value) setting) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, out string value)
            {
                value = key == setting.Key ? setting.Value : key == "build_metadata.AdditionalFiles.EntryPathPack" ? "pack" : "";
                return value.Length > 0;
            }
        }
    }
}
