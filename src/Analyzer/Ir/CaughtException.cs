using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Ir;

/// <summary>Which exceptions a <c>catch</c> takes.</summary>
/// <param name="Type">The type that it names; null: all.</param>
/// <param name="HasFilter">Whether a filter may refuse one of that type.</param>
internal sealed record CaughtException(ITypeSymbol? Type, bool HasFilter)
{
    /// <summary>Whether it may take an exception.</summary>
    /// <param name="thrown">What is thrown; null: anything.</param>
    public bool CanCatch(ThrownException? thrown) => thrown?.Type is not { } type || TakesEvery || DerivesFrom(type, Type!) || DerivesFrom(Type!, type)
        || type.TypeKind == TypeKind.TypeParameter || Type!.TypeKind == TypeKind.TypeParameter;

    /// <summary>Whether it takes every exception of a type, so that none goes on to other handlers.</summary>
    /// <param name="thrown">What is thrown; null: anything.</param>
    public bool CatchesAll(ThrownException? thrown) => !HasFilter && (TakesEvery || (thrown?.Type is { } type && DerivesFrom(type, Type!)));

    /// <summary>Whether all that it could take has gone to an inner one.</summary>
    public bool IsTakenBy(CaughtException inner) => !inner.HasFilter && Type is not null && (inner.TakesEvery || DerivesFrom(Type, inner.Type!));

    private bool TakesEvery => Type is null or { SpecialType: SpecialType.System_Object } or { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    private static bool DerivesFrom(ITypeSymbol type, ITypeSymbol ancestor)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, ancestor))
                return true;
        }

        return false;
    }
}
