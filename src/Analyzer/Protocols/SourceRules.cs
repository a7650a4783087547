using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Analyzer.Protocols;

/// <summary>
/// The rules that attributes in syntax trees declare. Only declarations that carry an attribute with a name that can matter are
/// bound; the names are found without binding.
/// </summary>
internal sealed class SourceRules
{
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellation;
    private readonly DeclarationReader _reader;
    private readonly HashSet<string> _names;
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly ImmutableArray<KeyValuePair<ISymbol, MemberDeclaration>>.Builder _members =
        ImmutableArray.CreateBuilder<KeyValuePair<ISymbol, MemberDeclaration>>();

    private readonly ImmutableArray<string>.Builder _metaAttributes = ImmutableArray.CreateBuilder<string>();

    private SourceRules(
        Compilation compilation, IEnumerable<string> metaAttributes, Func<SyntaxTree, TextSpan, Location?> locate, CancellationToken cancellation)
    {
        _compilation = compilation;
        _cancellation = cancellation;
        _reader = new DeclarationReader(cancellation, locate);
        _names = new HashSet<string>(AttributeName.All, StringComparer.Ordinal);
        foreach (string name in metaAttributes)
            AddName(name);
    }

    /// <summary>The rules in <paramref name="trees"/>, which belong to <paramref name="compilation"/>.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="trees">The trees to read.</param>
    /// <param name="metaAttributes">The names of the meta-attributes that referenced assemblies declare.</param>
    /// <param name="locate">How a place in a tree is reported; null where it is not for this compilation to report.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static DeclaredRules Read(
        Compilation compilation,
        IEnumerable<SyntaxTree> trees,
        IEnumerable<string> metaAttributes,
        Func<SyntaxTree, TextSpan, Location?> locate,
        CancellationToken cancellation) =>
        new SourceRules(compilation, metaAttributes, locate, cancellation).Read(trees.ToArray());

    private DeclaredRules Read(SyntaxTree[] trees)
    {
        // A meta-attribute or an alias found in one round adds a name that the next round looks for.
        HashSet<(SyntaxTree, int)> done = new();
        int known;
        do
        {
            known = _names.Count;
            foreach (SyntaxTree tree in trees)
            {
                foreach (AttributeSites.Alias alias in AttributeSites.In(tree, _cancellation).Aliases)
                {
                    if (_names.Contains(alias.Target))
                        AddName(alias.Name);
                }

                Read(tree, done);
            }
        }
        while (_names.Count != known);

        return new DeclaredRules(
            _members.ToImmutable(), _reader.Protocols.Values.ToImmutableArray(), _metaAttributes.ToImmutable(), _reader.Problems);
    }

    private void Read(SyntaxTree tree, HashSet<(SyntaxTree, int)> done)
    {
        SyntaxNode? root = null;
        SemanticModel? model = null;
        foreach (AttributeSites.Site site in AttributeSites.In(tree, _cancellation).Sites)
        {
            if (!_names.Contains(site.Name) || !done.Add((tree, site.List.Start)))
                continue;

            _cancellation.ThrowIfCancellationRequested();
            root ??= tree.GetRoot(_cancellation);
#pragma warning disable RS1030 // The rules of a compilation have to be known before its bodies are; few trees have any, and only declarations are bound.
            model ??= _compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
            if (site.ListIn(root) is { } list)
            {
                ISymbol[] symbols = DeclaredBy(list, model).ToArray();
                CheckPlacement(tree, list, model, symbols);
                foreach (ISymbol symbol in symbols)
                    Add(symbol);
            }
        }
    }

    private void CheckPlacement(SyntaxTree tree, AttributeListSyntax list, SemanticModel model, ISymbol[] symbols)
    {
        ISymbol? on = list.Parent is ParameterSyntax or TypeParameterSyntax ? model.GetDeclaredSymbol(list.Parent, _cancellation) : symbols.FirstOrDefault();
        foreach (AttributeSyntax attribute in list.Attributes)
        {
            if (model.GetSymbolInfo(attribute, _cancellation).Symbol?.ContainingType is not { } type)
                continue;
            bool isShorthand = AttributeName.Of(type) is null && _reader.IsMetaAttribute(type);
            if (Placement.Problem(type, isShorthand, list, on) is { } why)
                _reader.ReportMisplaced(tree, attribute.Span, AttributeName.WithoutSuffix(type.Name), on is null ? list.Target?.Identifier.ValueText ?? "it" : MemberName.Of(on), why);
        }
    }

    private void Add(ISymbol symbol)
    {
        symbol = Definition(RuleSet.Canonical(symbol) ?? symbol);
        if (!_seen.Add(symbol))
            return;

        if (symbol is INamedTypeSymbol { TypeKind: TypeKind.Enum } type)
            _reader.ReadProtocol(type);
        else if (symbol is INamedTypeSymbol { TypeKind: not TypeKind.Delegate } other)
            AddClass(other);
        else if (symbol is not IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } && _reader.Read(symbol) is { } declaration)
            _members.Add(new KeyValuePair<ISymbol, MemberDeclaration>(symbol, declaration));
    }

    /// <summary>Of a partial property, event or constructor the part that its type lists, and that uses of it refer to.</summary>
    private static ISymbol Definition(ISymbol symbol)
    {
        if (symbol is IMethodSymbol { MethodKind: not MethodKind.Constructor } or not (IMethodSymbol or IPropertySymbol or IEventSymbol))
            return symbol;

        ImmutableArray<ISymbol> listed = symbol.ContainingType.GetMembers(symbol.Name);
        return listed.Contains(symbol, SymbolEqualityComparer.Default)
            ? symbol
            : listed.FirstOrDefault(other => other.GetDocumentationCommentId() == symbol.GetDocumentationCommentId()) ?? symbol;
    }

    private void AddClass(INamedTypeSymbol type)
    {
        _reader.Check(type);
        if (!_reader.IsMetaAttribute(type))
            return;
        _metaAttributes.Add(type.Name);
        AddName(type.Name);
    }

    private void AddName(string name)
    {
        _names.Add(name);
        _names.Add(AttributeName.WithoutSuffix(name));
    }

    /// <summary>The members that an attribute list is on, or on a parameter or result of.</summary>
    private IEnumerable<ISymbol> DeclaredBy(AttributeListSyntax list, SemanticModel model)
    {
        switch (list.Parent)
        {
            case BaseFieldDeclarationSyntax fields:
                return fields.Declaration.Variables.Select(variable => model.GetDeclaredSymbol(variable, _cancellation)).OfType<ISymbol>();

            case ParameterSyntax parameter:
                return model.GetDeclaredSymbol(parameter, _cancellation) is { ContainingSymbol: { } owner } declared
                    ? OwnersOf(declared, owner)
                    : Array.Empty<ISymbol>();

            case TypeDeclarationSyntax type when list.Target?.Identifier.IsKind(SyntaxKind.MethodKeyword) == true:
                return model.GetDeclaredSymbol(type, _cancellation) is { } constructed
                    ? constructed.InstanceConstructors.Where(constructor => constructor.DeclaringSyntaxReferences.Any(r => r.Span == type.Span))
                    : Array.Empty<ISymbol>();

            case LambdaExpressionSyntax or AnonymousMethodExpressionSyntax:
                return model.GetSymbolInfo(list.Parent, _cancellation).Symbol is { } function ? new[] { function } : Array.Empty<ISymbol>();

            case EnumMemberDeclarationSyntax or BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax
                or AccessorDeclarationSyntax or LocalFunctionStatementSyntax:
                return model.GetDeclaredSymbol(list.Parent, _cancellation) is { } member ? new[] { member } : Array.Empty<ISymbol>();

            default:
                return Array.Empty<ISymbol>();
        }
    }

    private static IEnumerable<ISymbol> OwnersOf(IParameterSymbol parameter, ISymbol owner)
    {
        if (owner is IMethodSymbol { MethodKind: MethodKind.DelegateInvoke })
            return new ISymbol[] { owner.ContainingType };
        if (owner is IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: { IsRecord: true } record })
            return record.GetMembers(parameter.Name).Where(member => member is IPropertySymbol).Append(owner); // [property: …]
        return new[] { owner };
    }
}
