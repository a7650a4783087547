using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>What code outside of the compilation can use of it.</summary>
internal static class OutsideCode
{
    /// <summary>Whether it can name a member.</summary>
    public static bool Names(ISymbol member)
    {
        for (ISymbol? symbol = member; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (symbol.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
                return false;
        }

        return true;
    }

    /// <summary>Whether it can call a method by a member of an interface that the method implements.</summary>
    public static bool CallsByInterface(IMethodSymbol method) => !method.ExplicitInterfaceImplementations.IsEmpty
        || (method.ContainingType?.AllInterfaces.SelectMany(static type => type.GetMembers().OfType<IMethodSymbol>())
            .Any(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method)) ?? false);
}
