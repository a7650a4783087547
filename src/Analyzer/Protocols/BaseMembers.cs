using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>The members whose contracts a member takes over: what it overrides, and the interface members it implements.</summary>
internal static class BaseMembers
{
    /// <summary>The direct bases of a member.</summary>
    /// <param name="member">An original definition.</param>
    /// <param name="isInteresting">Whether an interface member of this name can have rules.</param>
    public static IEnumerable<ISymbol> Of(ISymbol member, Func<string, bool> isInteresting)
    {
        if (Overridden(member) is { } overridden)
            yield return overridden;
        foreach (ISymbol implemented in Explicit(member))
            yield return implemented;

        if (member.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct } type || !isInteresting(member.Name))
            yield break;
        foreach (INamedTypeSymbol @interface in type.AllInterfaces)
        {
            foreach (ISymbol candidate in @interface.GetMembers(member.Name))
            {
                if (candidate.Kind == member.Kind
                    && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(candidate), member)
                    && Explicit(member).IsEmpty)
                {
                    yield return candidate;
                }
            }
        }
    }

    /// <summary>The interface members that a member names as implemented.</summary>
    public static ImmutableArray<ISymbol> Explicit(ISymbol member) => member switch
    {
        IMethodSymbol method => method.ExplicitInterfaceImplementations.CastArray<ISymbol>(),
        IPropertySymbol property => property.ExplicitInterfaceImplementations.CastArray<ISymbol>(),
        IEventSymbol @event => @event.ExplicitInterfaceImplementations.CastArray<ISymbol>(),
        _ => ImmutableArray<ISymbol>.Empty,
    };

    private static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        IEventSymbol @event => @event.OverriddenEvent,
        _ => null,
    };
}
