using Microsoft.CodeAnalysis;

namespace EntryPath.CodeFixes.Dependence;

/// <summary>What is known of members without a body here: those of value types and texts compute, those of collections work on what they are given.</summary>
internal static class LibraryCalls
{
    private static readonly HashSet<string> s_computing = new(StringComparer.Ordinal)
    {
        "System.Math", "System.MathF", "System.BitConverter", "System.Convert", "System.HashCode", "System.TimeSpan", "System.Tuple", "System.ValueTuple",
        "System.Nullable", "System.Enum", "System.Uri", "System.Version", "System.Object", "System.Threading.CancellationToken",
    };

    /// <summary>Whether a member only computes its result from its arguments.</summary>
    public static bool Computes(ISymbol member)
    {
        INamedTypeSymbol type = member.ContainingType;
        if (type.SpecialType == SpecialType.System_DateTime)
            return !member.IsStatic;

        return type.SpecialType is not (SpecialType.None or SpecialType.System_Array or SpecialType.System_IDisposable)
                && !IsCollection(type)
            || type.TypeKind == TypeKind.Enum
            || type.IsTupleType
            || s_computing.Contains(type.OriginalDefinition.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat.WithGenericsOptions(SymbolDisplayGenericsOptions.None)))
            || (member is IMethodSymbol { MethodKind: MethodKind.Constructor } && (IsException(type) || type.IsValueType));
    }

    /// <summary>Whether a member works on the objects that it is given and on nothing else: a collection, a text that is built.</summary>
    public static bool StaysInside(ISymbol member) =>
        IsCollection(member.ContainingType)
        || member.ContainingType.ContainingNamespace?.ToDisplayString() is "System.Linq" or "System.Text" or "System.Collections" or "System.Collections.Generic"
            or "System.Collections.Immutable" or "System.Collections.Concurrent";

    /// <summary>Whether a member leaves the object that it is called on as it is.</summary>
    public static bool OnlyReads(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.PropertyGet }
        || member.ContainingType.ContainingNamespace?.ToDisplayString() == "System.Linq"
        || member.Name is "ToString" or "GetHashCode" or "Equals" or "Contains" or "ContainsKey" or "TryGetValue" or "GetEnumerator" or "IndexOf" or "ToArray" or "ToList";

    private static bool IsCollection(INamedTypeSymbol type) =>
        type.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) == true;

    private static bool IsException(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            if (at.Name == "Exception" && at.ContainingNamespace?.ToDisplayString() == "System")
                return true;
        }

        return false;
    }
}
