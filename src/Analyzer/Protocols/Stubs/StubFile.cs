using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Analyzer.Protocols.Stubs;

/// <summary>One <c>*.entrypath.cs</c> file, parsed.</summary>
internal sealed class StubFile
{
    /// <summary>The metadata of an additional file that comes from a pack.</summary>
    public const string PackKey = "build_metadata.AdditionalFiles.EntryPathPack";

    private const string Suffix = ".entrypath.cs";

    private StubFile(SourceText text, SyntaxTree tree, bool isPack)
    {
        Text = text;
        Tree = tree;
        IsPack = isPack;
    }

    public SourceText Text { get; }

    public SyntaxTree Tree { get; }

    /// <summary>
    /// Whether the file comes from a pack, which speaks about more than one version of its assemblies, and about assemblies that a project
    /// may not reference: what is not there is not an error.
    /// </summary>
    public bool IsPack { get; }

    public static ImmutableArray<StubFile> In(Compilation compilation, AnalyzerOptions options, CancellationToken cancellation)
    {
        ImmutableArray<StubFile>.Builder? files = null;
        foreach (AdditionalText file in options.AdditionalFiles)
        {
            if (!IsStub(file) || file.GetText(cancellation) is not { } text)
                continue;

            bool isPack = options.AnalyzerConfigOptionsProvider.GetOptions(file)
                .TryGetValue(PackKey, out string? pack) && pack.Length > 0;
            SyntaxTree tree = CSharpSyntaxTree.ParseText(text, ParseOptions(compilation), file.Path, cancellation);
            (files ??= ImmutableArray.CreateBuilder<StubFile>()).Add(new StubFile(text, tree, isPack));
        }

        return files?.ToImmutable() ?? ImmutableArray<StubFile>.Empty;
    }

    /// <summary>Whether a file is one, by its name.</summary>
    public static bool IsStub(AdditionalText file) => file.Path.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase);

    /// <summary>A place in a stub, which belongs to no compilation that diagnostics are reported for.</summary>
    public static Location Locate(SyntaxTree tree, TextSpan span) => Location.Create(tree.FilePath, span, tree.GetLineSpan(span).Span);

    /// <summary>The file with nothing but its protocols; all else is blank, so that what remains is where it was.</summary>
    public SyntaxTree ProtocolsOnly(CancellationToken cancellation)
    {
        char[] text = Text.ToString().ToCharArray();
        Blank(((CompilationUnitSyntax)Tree.GetRoot(cancellation)).Members, text);
        return CSharpSyntaxTree.ParseText(new string(text), (CSharpParseOptions)Tree.Options, Tree.FilePath, cancellationToken: cancellation);
    }

    private static void Blank(SyntaxList<MemberDeclarationSyntax> members, char[] text)
    {
        foreach (MemberDeclarationSyntax member in members)
        {
            if (member is BaseNamespaceDeclarationSyntax @namespace)
                Blank(@namespace.Members, text);
            else if (!IsProtocol(member))
                Blank(member.Span, text);
        }
    }

    private static void Blank(TextSpan span, char[] text)
    {
        for (int i = span.Start; i < span.End; i++)
        {
            if (text[i] is not ('\r' or '\n'))
                text[i] = ' ';
        }
    }

    private static bool IsProtocol(MemberDeclarationSyntax member) =>
        member is EnumDeclarationSyntax && member.AttributeLists.SelectMany(static list => list.Attributes)
            .Any(static attribute => attribute.Name.ToString() is var name
                && (name.EndsWith("EntryProtocol", StringComparison.Ordinal) || name.EndsWith("EntryProtocolAttribute", StringComparison.Ordinal)));

    /// <summary>The newest language, so that a stub can spell what it describes; the project's symbols, so that <c>#if</c> follows its target.</summary>
    private static CSharpParseOptions ParseOptions(Compilation compilation) => CSharpParseOptions.Default
        .WithLanguageVersion(LanguageVersion.Latest)
        .WithPreprocessorSymbols((compilation.SyntaxTrees.FirstOrDefault()?.Options as CSharpParseOptions)?.PreprocessorSymbolNames ?? Array.Empty<string>());
}
