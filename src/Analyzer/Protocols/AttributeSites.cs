using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Analyzer.Protocols;

/// <summary>
/// Where a syntax tree has attributes, by the names that are written there. It depends on the tree alone and is kept with it, so an
/// edit costs a walk of the edited tree only.
/// </summary>
internal sealed class AttributeSites
{
    private static readonly ConditionalWeakTable<SyntaxTree, AttributeSites> s_byTree = new();

    private AttributeSites(ImmutableArray<Site> sites, ImmutableArray<Alias> aliases)
    {
        Sites = sites;
        Aliases = aliases;
    }

    /// <summary>One attribute: its last identifier, and the span of its list.</summary>
    public readonly record struct Site(string Name, TextSpan List)
    {
        /// <summary>The list, by the root of its tree.</summary>
        public AttributeListSyntax? ListIn(SyntaxNode root) => root.FindToken(List.Start).Parent?.FirstAncestorOrSelf<AttributeListSyntax>();
    }

    /// <summary>A using alias: its name, and the last identifier of what it stands for.</summary>
    public readonly record struct Alias(string Name, string Target);

    public ImmutableArray<Site> Sites { get; }

    public ImmutableArray<Alias> Aliases { get; }

    public static AttributeSites In(SyntaxTree tree, CancellationToken cancellation)
    {
        if (s_byTree.TryGetValue(tree, out AttributeSites? known))
            return known;
        AttributeSites found = Find(tree.GetRoot(cancellation), cancellation);
        return s_byTree.GetValue(tree, _ => found);
    }

    private static AttributeSites Find(SyntaxNode root, CancellationToken cancellation)
    {
        ImmutableArray<Site>.Builder sites = ImmutableArray.CreateBuilder<Site>();
        ImmutableArray<Alias>.Builder aliases = ImmutableArray.CreateBuilder<Alias>();
        foreach (SyntaxNode node in root.DescendantNodes(static node => node is not (AttributeListSyntax or UsingDirectiveSyntax or NameSyntax)))
        {
            if (node is AttributeListSyntax list)
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (AttributeSyntax attribute in list.Attributes)
                    sites.Add(new Site(LastIdentifier(attribute.Name), list.Span));
            }
            else if (node is UsingDirectiveSyntax { Alias.Name.Identifier.ValueText: { } name, NamespaceOrType: NameSyntax target })
            {
                aliases.Add(new Alias(name, LastIdentifier(target)));
            }
        }

        return new AttributeSites(sites.ToImmutable(), aliases.ToImmutable());
    }

    private static string LastIdentifier(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };
}
