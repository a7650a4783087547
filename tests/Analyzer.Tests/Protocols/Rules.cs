using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RuleSet = EntryPath.Analyzer.Protocols.RuleSet;

namespace EntryPath.Analyzer.Tests.Protocols;

/// <summary>What the analyzer reads from the attributes of a small program.</summary>
internal sealed class Rules
{
    public static readonly ImmutableArray<MetadataReference> Framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(static path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll"))
        .Select(static path => (MetadataReference)MetadataReference.CreateFromFile(path))
        .ToImmutableArray();

    public static readonly MetadataReference Annotations = MetadataReference.CreateFromFile(typeof(StepAttribute).Assembly.Location);

    private Rules(Compilation compilation, RuleSet? set)
    {
        Compilation = compilation;
        Set = set!;
    }

    public Compilation Compilation { get; }

    /// <summary>The rule set; null where the program uses no rules.</summary>
    public RuleSet Set { get; }

    /// <summary>The problems, each as its id, the text that it is on, and its message; not that a program of few lines has no rule that could report.</summary>
    public IEnumerable<string> Problems => AllProblems.Where(static problem => !problem.StartsWith("EPO2014", StringComparison.Ordinal));

    /// <summary>All problems.</summary>
    public IEnumerable<string> AllProblems => Set.Problems
        .OrderBy(static problem => problem.Location.GetLineSpan().Path, StringComparer.Ordinal)
        .ThenBy(static problem => problem.Location.SourceSpan.Start)
        .Select(static problem => $"{problem.Id} {TextAt(problem.Location)}: {problem.GetMessage(CultureInfo.InvariantCulture)}");

    private static string TextAt(Location location) => location.SourceTree?.GetText().ToString(location.SourceSpan)
        ?? $"{location.GetLineSpan().Path}({location.GetLineSpan().StartLinePosition.Line + 1},{location.GetLineSpan().StartLinePosition.Character + 1})";

    public static Rules Of(string source, params MetadataReference[] references) => Of(Compile("Program", source, references));

    public static Rules Of(Compilation compilation, params (string Path, string Text)[] additional)
    {
        return Of(compilation, new AnalyzerOptions([.. additional.Select(static file => Additional(file.Path, file.Text))]));
    }

    public static Rules Of(Compilation compilation, AnalyzerOptions options) =>
        new(compilation, RuleSet.Create(compilation, options, CancellationToken.None));

    /// <summary>A file as the build passes it beside the source.</summary>
    public static AdditionalText Additional(string path, string text) => new TextFile(path, text);

    public static CSharpCompilation Compile(string name, string source, params MetadataReference[] references) => CSharpCompilation.Create(
        name,
        [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest), path: name + ".cs")],
        [.. Framework, Annotations, .. references],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The compilation as another project sees it once it is built.</summary>
    public static MetadataReference Emit(Compilation compilation)
    {
        using MemoryStream stream = new();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    /// <summary>The member with this documentation id.</summary>
    public ISymbol Member(string id)
    {
        ISymbol? member = DocumentationCommentId.GetFirstSymbolForDeclarationId(id, Compilation);
        Assert.NotNull(member);
        return member;
    }

    public MemberRules? For(string id) => Set.For(Member(id));

    /// <summary>The member's events as <c>Kind Step</c>.</summary>
    public string Events(string id) => Text(For(id)?.Events ?? []);

    public static string Text(IEnumerable<MemberEvent> events) =>
        string.Join(", ", events.Select(static @event => $"{@event.Kind} {@event.Step?.ToString() ?? @event.Protocol.ToString()}"));

    public ProtocolStep Step(string name) => Set.Protocols.SelectMany(static protocol => protocol.Steps).Single(step => step.ToString() == name);

    private sealed class TextFile(string path, string text) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(text);

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }
}
