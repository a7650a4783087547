using System.Collections.Concurrent;
using System.Collections.Immutable;
using EntryPath.Analyzer.Lowering;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>The members that lead to a part of their object without saying so.</summary>
internal sealed class ImpliedParts
{
    private readonly RuleSet _rules;
    private readonly ConcurrentDictionary<ISymbol, ImmutableHashSet<Protocol>> _ownProtocols = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ImmutableHashSet<Protocol>> _inheritedProtocols = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _parts = new(SymbolEqualityComparer.Default);

    public ImpliedParts(RuleSet rules) => _rules = rules;

    /// <inheritdoc cref="IBodies.IsImpliedPart"/>
    public bool Contains(ISymbol member) =>
        member is IFieldSymbol { DeclaredAccessibility: Accessibility.Private, IsStatic: false, IsImplicitlyDeclared: false } or IPropertySymbol { DeclaredAccessibility: Accessibility.Private, IsStatic: false }
        && _parts.GetOrAdd(member.OriginalDefinition, FindImpliedPart);

    private bool FindImpliedPart(ISymbol member)
    {
        if (member.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct, IsStatic: false } owner || TypeOf(member) is not { } own)
            return false;

        // Of two objects with the same steps, neither is what the owner speaks of.
        ImmutableHashSet<Protocol> spoken = ProtocolsOf(owner, isInherited: false);
        return !spoken.IsEmpty && spoken.Intersect(ProtocolsOf(own, isInherited: true)).Any(protocol => owner.GetMembers().Where(static other => other is IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false } or IPropertySymbol { IsStatic: false })
            .All(other => SymbolEqualityComparer.Default.Equals(other, member) || TypeOf(other) is not { } type || !ProtocolsOf(type, isInherited: true).Contains(protocol)));
    }

    private static INamedTypeSymbol? TypeOf(ISymbol member) => (member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    })?.OriginalDefinition as INamedTypeSymbol;

    /// <summary>The protocols of which the members of a type have steps or contracts of their object.</summary>
    private ImmutableHashSet<Protocol> ProtocolsOf(INamedTypeSymbol type, bool isInherited) =>
        (isInherited ? _inheritedProtocols : _ownProtocols).GetOrAdd(type, key => FindProtocols((INamedTypeSymbol)key, isInherited));

    private ImmutableHashSet<Protocol> FindProtocols(INamedTypeSymbol type, bool isInherited)
    {
        ImmutableHashSet<Protocol>.Builder protocols = ImmutableHashSet.CreateBuilder<Protocol>();
        for (INamedTypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = isInherited ? current.BaseType : null)
        {
            foreach (ISymbol member in current.GetMembers())
            {
                if (!member.IsStatic && _rules.For(member) is { Subject.Kind: SubjectKind.Receiver } rules)
                    protocols.UnionWith(rules.Events.Where(static happening => happening.Step is null or { Scope: StepScope.Object }).Select(static happening => happening.Protocol));
            }
        }

        return protocols.ToImmutable();
    }
}
