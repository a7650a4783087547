using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Analyzer.Protocols.Stubs;

/// <summary>
/// Binds stub files, each by itself in a side compilation, so that the types it redeclares hide the real ones there and nowhere else.
/// A file that binds against the project's references alone is not bound again when the project's source changes; one that names the
/// project's own types is bound again only when a declaration changed, not a body.
/// </summary>
internal sealed class StubBinder
{
    private const string SideAssembly = "EntryPath.Stubs";

    /// <summary>
    /// Errors that only say that a stub is no complete program: bodies, bases, implementations and matching accessibility are the
    /// business of what it stands for. The same numbers on an attribute say that the rule is wrong.
    /// </summary>
    private static readonly ImmutableHashSet<string> s_incompleteness = ImmutableHashSet.Create(
        "CS0050", "CS0051", "CS0052", "CS0053", "CS0054", "CS0055", "CS0056", "CS0057", "CS0058", "CS0059", "CS0060", "CS0061",
        "CS0065", "CS0073", "CS0112", "CS0115", "CS0145", "CS0146", "CS0216", "CS0310", "CS0311", "CS0312", "CS0313", "CS0314", "CS0315", "CS0452",
        "CS0453", "CS0501", "CS0513", "CS0534", "CS0535", "CS0549", "CS0621", "CS0737", "CS0738", "CS1729", "CS7036", "CS8050", "CS8081",
        "CS8145", "CS8147", "CS8340", "CS8341", "CS8377", "CS8701", "CS8702", "CS8703", "CS8983", "CS9025", "CS9282");

    /// <summary>Warnings that an attribute stands where it cannot, and is ignored.</summary>
    private static readonly ImmutableHashSet<string> s_ignoredAttribute = ImmutableHashSet.Create("CS0657", "CS0658");

    private static readonly ConditionalWeakTable<SourceText, Entry> s_byText = new();

    private readonly Compilation _compilation;
    private readonly ImmutableArray<StubFile> _files;
    private readonly ImmutableArray<string> _metaAttributes;
    private readonly CancellationToken _cancellation;
    private readonly ImmutableArray<MetadataReference> _references;
    private CSharpCompilation? _withoutProject;
    private CSharpCompilation? _withProject;

    public StubBinder(
        Compilation compilation, ImmutableArray<StubFile> files, ImmutableArray<string> metaAttributes, CancellationToken cancellation)
    {
        _compilation = compilation;
        _files = files;
        _metaAttributes = metaAttributes;
        _cancellation = cancellation;
        _references = compilation.References.ToImmutableArray();
    }

    /// <summary>What a file says.</summary>
    public StubBinding Bind(StubFile file)
    {
        if (s_byText.TryGetValue(file.Text, out Entry? known) && known.IsCurrent(file, this))
            return known.Binding;

        Entry entry = BindAnew(file);
        s_byText.Remove(file.Text);
        return s_byText.GetValue(file.Text, _ => entry).Binding;
    }

    private Entry BindAnew(StubFile file)
    {
        SyntaxTree[] protocols = _files.Where(other => other != file).Select(other => other.ProtocolsOnly(_cancellation)).ToArray();
        _withoutProject ??= CSharpCompilation.Create(SideAssembly, null, _references, Options());
        CSharpCompilation side = _withoutProject.AddSyntaxTrees(file.Tree).AddSyntaxTrees(protocols);
        ImmutableArray<Diagnostic> errors = Errors(side, file);
        bool needsProject = errors.Any(static error => !IsSyntaxError(error));
        if (needsProject)
        {
            _withProject ??= _withoutProject.AddReferences(AsFriend(_compilation));
            side = _withProject.AddSyntaxTrees(file.Tree).AddSyntaxTrees(protocols);
            errors = Errors(side, file);
        }

        return new Entry(file, this, needsProject, Read(file, side, errors));
    }

    private StubBinding Read(StubFile file, CSharpCompilation side, ImmutableArray<Diagnostic> errors)
    {
        DeclaredRules rules = SourceRules.Read(
            side, new[] { file.Tree }, _metaAttributes, (tree, span) => tree == file.Tree ? StubFile.Locate(tree, span) : null, _cancellation);
        ILookup<bool, KeyValuePair<ISymbol, MemberDeclaration>> byPlace = rules.Members.ToLookup(static member =>
            member.Key is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction });
        ImmutableArray<StubMember> members = byPlace[false].Select(static member => MemberOf(member.Key, member.Value)).ToImmutableArray();
        ImmutableArray<Diagnostic> problems = file.IsPack
            ? ImmutableArray<Diagnostic>.Empty
            : errors.Select(static error => Diagnostic.Create(
                IsSyntaxError(error) ? RuleProblems.StubSyntax : RuleProblems.StubBinding,
                StubFile.Locate(error.Location.SourceTree!, error.Location.SourceSpan),
                error.GetMessage(),
                error.Id)).Concat(rules.Problems.Where(problem => !Follows(problem, errors))).Concat(byPlace[true].Select(static inner => Diagnostic.Create(
                    RuleProblems.StubUnmatched,
                    StubFile.Locate(inner.Key.Locations[0].SourceTree!, inner.Key.Locations[0].SourceSpan),
                    MemberName.Of(inner.Key),
                    Texts.Say("WhyItStandsInABodyAnd")))).ToImmutableArray();
        return new StubBinding(members, ConstantsIn(file, side), rules.Protocols, problems);
    }

    /// <summary>Whether a problem is in a list of attributes that the compiler has rejected already.</summary>
    private static bool Follows(Diagnostic problem, ImmutableArray<Diagnostic> errors) => errors.Any(error =>
        AttributeAt(error) is { } list && list.Span.Contains(problem.Location.SourceSpan));

    private static SyntaxNode? AttributeAt(Diagnostic error) =>
        error.Location.SourceTree!.GetRoot().FindToken(error.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<AttributeListSyntax>();

    private ImmutableArray<StubConstant> ConstantsIn(StubFile file, CSharpCompilation side)
    {
        EnumMemberDeclarationSyntax[] declared = file.Tree.GetRoot(_cancellation).DescendantNodes(static node => node is not MemberDeclarationSyntax
            or BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax).OfType<EnumMemberDeclarationSyntax>().ToArray();
        if (declared.Length == 0)
            return ImmutableArray<StubConstant>.Empty;
#pragma warning disable RS1030 // It is the model of a side compilation, which no analyzer driver holds.
        SemanticModel model = side.GetSemanticModel(file.Tree);
#pragma warning restore RS1030
        return declared.Select(member => model.GetDeclaredSymbol(member, _cancellation))
            .Where(static field => field is { HasConstantValue: true, ConstantValue: not null })
            .Select(static field => new StubConstant(
                field!.ContainingType.GetDocumentationCommentId() ?? "",
                field.Name,
                field.ConstantValue!,
                StubFile.Locate(field.Locations[0].SourceTree!, field.Locations[0].SourceSpan)))
            .ToImmutableArray();
    }

    private static StubMember MemberOf(ISymbol symbol, MemberDeclaration declaration)
    {
        INamedTypeSymbol type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        Location name = symbol.Locations[0];
        return new StubMember(
            symbol.GetDocumentationCommentId() ?? "",
            type.GetDocumentationCommentId() ?? "",
            symbol.MetadataName,
            StubSignature.Of(symbol),
            StubShape.Of(symbol),
            symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
            declaration,
            StubFile.Locate(name.SourceTree!, name.SourceSpan));
    }

    private ImmutableArray<Diagnostic> Errors(CSharpCompilation side, StubFile file)
    {
#pragma warning disable RS1030 // It is the model of a side compilation, which no analyzer driver holds.
        SemanticModel model = side.GetSemanticModel(file.Tree);
#pragma warning restore RS1030
        ImmutableArray<Diagnostic> syntax = file.Tree.GetDiagnostics(_cancellation).Where(IsError)
            .GroupBy(static error => error.Location.GetLineSpan().StartLinePosition.Line, static (_, errors) => errors.First()).ToImmutableArray();

        // One report for one mistake: what follows on the line, and what text that does not parse means, is anyone's guess.
        return !syntax.IsEmpty ? syntax : model.GetDiagnostics(null, _cancellation).Where(IsError)
            .GroupBy(static error => error.Location.SourceSpan.Start, static (_, errors) => errors.OrderBy(static error => error.GetMessage().Length).First())
            .ToImmutableArray();
    }

    private static bool IsError(Diagnostic diagnostic) =>
        (diagnostic.Severity == DiagnosticSeverity.Error || s_ignoredAttribute.Contains(diagnostic.Id)) && diagnostic.Location.SourceTree is not null
        && (!s_incompleteness.Contains(diagnostic.Id) || AttributeAt(diagnostic) is not null);

    private static bool IsSyntaxError(Diagnostic error) => error.Location.SourceTree!.GetDiagnostics().Any(syntax => syntax.Equals(error));

    private static CSharpCompilationOptions Options() => new(
        OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>The project as a reference whose internal members the side compilation may name.</summary>
    private static MetadataReference AsFriend(Compilation compilation)
    {
        const string Source = $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{SideAssembly}\")]";
        CSharpParseOptions options = compilation.SyntaxTrees.FirstOrDefault()?.Options as CSharpParseOptions ?? CSharpParseOptions.Default;
        return compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(Source, options)).ToMetadataReference();
    }

    /// <summary>A binding, and everything that it depends on.</summary>
    private sealed class Entry
    {
        private readonly SyntaxTree _file;
        private readonly bool _isPack;
        private readonly ImmutableArray<SourceText> _others;
        private readonly ImmutableArray<WeakReference<MetadataReference>> _references;
        private readonly ImmutableArray<string> _metaAttributes;
        private readonly bool _usesProject;
        private ImmutableArray<SyntaxTree> _project;

        public Entry(StubFile file, StubBinder binder, bool usesProject, StubBinding binding)
        {
            _file = file.Tree;
            _isPack = file.IsPack;
            _others = Others(file, binder);
            _references = ImmutableArray.CreateRange(binder._references, static reference => new WeakReference<MetadataReference>(reference));
            _metaAttributes = binder._metaAttributes;
            _usesProject = usesProject;
            _project = usesProject ? binder._compilation.SyntaxTrees.ToImmutableArray() : ImmutableArray<SyntaxTree>.Empty;
            Binding = binding;
        }

        public StubBinding Binding { get; }

        public bool IsCurrent(StubFile file, StubBinder binder) =>
            _isPack == file.IsPack
            && _file.FilePath == file.Tree.FilePath
            && _file.Options.Equals(file.Tree.Options)
            && _others.SequenceEqual(Others(file, binder))
            && _metaAttributes.SequenceEqual(binder._metaAttributes)
            && HasReferences(binder._references)
            && (!_usesProject || HasDeclarations(binder._compilation));

        private static ImmutableArray<SourceText> Others(StubFile file, StubBinder binder) =>
            binder._files.Where(other => other != file).Select(static other => other.Text).ToImmutableArray();

        private bool HasReferences(ImmutableArray<MetadataReference> references)
        {
            if (references.Length != _references.Length)
                return false;
            for (int i = 0; i < references.Length; i++)
            {
                if (!_references[i].TryGetTarget(out MetadataReference? reference) || reference != references[i])
                    return false;
            }

            return true;
        }

        private bool HasDeclarations(Compilation compilation)
        {
            ImmutableArray<SyntaxTree> trees = compilation.SyntaxTrees.ToImmutableArray();
            ImmutableArray<SyntaxTree> known = _project;
            if (trees.Length != known.Length)
                return false;
            for (int i = 0; i < trees.Length; i++)
            {
                if (trees[i] != known[i] && !trees[i].IsEquivalentTo(known[i], topLevel: true))
                    return false;
            }

            _project = trees; // The next edit is compared with this version, most of whose trees it shares.
            return true;
        }
    }
}
