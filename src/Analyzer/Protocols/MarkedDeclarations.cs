using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Protocols;

/// <summary>
/// Which attributes the project itself puts on its types and members. Attributes inside of bodies, as on a lambda, do not count, so that an edit in a body leaves the rules as they are.
/// </summary>
internal sealed class MarkedDeclarations
{
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellation;
    private readonly Lazy<ImmutableArray<INamedTypeSymbol>> _ownAttributes;

    private MarkedDeclarations(Compilation compilation, CancellationToken cancellation)
    {
        _compilation = compilation;
        _cancellation = cancellation;
        _ownAttributes = new Lazy<ImmutableArray<INamedTypeSymbol>>(() => compilation
            .GetSymbolsWithName(static name => AttributeName.WithoutSuffix(name) != name, SymbolFilter.Type, cancellation).OfType<INamedTypeSymbol>().ToImmutableArray());
    }

    /// <summary>Those attributes that some type or member of the project has, by themselves or as one that derives from them.</summary>
    /// <param name="attributes">The documentation ids of the attributes' classes.</param>
    /// <param name="compilation">The project.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static ImmutableHashSet<string> Among(IEnumerable<string> attributes, Compilation compilation, CancellationToken cancellation)
    {
        var project = new MarkedDeclarations(compilation, cancellation);
        return attributes.Distinct().Where(id => DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation) is INamedTypeSymbol type && project.Has(type)).ToImmutableHashSet();
    }

    private bool Has(INamedTypeSymbol attribute)
    {
        HashSet<string> names = NamesOf(attribute);
        foreach (SyntaxTree tree in _compilation.SyntaxTrees)
        {
            AttributeSites sites = AttributeSites.In(tree, _cancellation);
            HashSet<string> here = sites.Aliases.IsEmpty ? names : new HashSet<string>(names.Concat(sites.Aliases.Where(alias => names.Contains(alias.Target)).Select(static alias => alias.Name)));
            SemanticModel? model = null;
            foreach (AttributeSites.Site site in sites.Sites.Where(site => here.Contains(site.Name)))
            {
#pragma warning disable RS1030 // The rules of a compilation have to be known before its bodies are; only attributes with the right name are bound.
                model ??= _compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
                if (site.ListIn(tree.GetRoot(_cancellation)) is { Parent: MemberDeclarationSyntax } list
                    && list.Attributes.Any(written => model.GetSymbolInfo(written, _cancellation).Symbol?.ContainingType is { } type && RuleSet.IsOrDerivesFrom(type, attribute)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The names by which the attribute, and the project's own ones that derive from it, can be written.</summary>
    private HashSet<string> NamesOf(INamedTypeSymbol attribute)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { attribute.Name, AttributeName.WithoutSuffix(attribute.Name) };
        foreach (INamedTypeSymbol derived in _ownAttributes.Value.Where(own => RuleSet.IsOrDerivesFrom(own, attribute)))
        {
            names.Add(derived.Name);
            names.Add(AttributeName.WithoutSuffix(derived.Name));
        }

        return names;
    }
}
