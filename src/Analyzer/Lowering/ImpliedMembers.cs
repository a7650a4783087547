using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Lowering;

/// <summary>Members that the compiler uses without anybody naming them, where no operation says which they are.</summary>
internal static class ImpliedMembers
{
    /// <summary>The kind of a collection expression; the oldest Roslyn that is supported has no name for it.</summary>
    public const OperationKind CollectionExpression = (OperationKind)0x7f;

    /// <summary>What <c>await</c> asks an object of a type for its awaiter with; null where that is an extension, or the type is a task.</summary>
    public static IMethodSymbol? Awaiter(ITypeSymbol? type) => type is INamedTypeSymbol { Name: not ("Task" or "ValueTask") }
        ? Find(type, "GetAwaiter", parameters: 0)
        : null;

    /// <summary>What a collection expression of a type puts an element into it with; null for arrays, spans and types with a builder.</summary>
    public static IMethodSymbol? Add(ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } ? Find(type, "Add", parameters: 1) : null;

    private static IMethodSymbol? Find(ITypeSymbol type, string name, int parameters)
    {
        for (ITypeSymbol? current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers(name))
            {
                if (member is IMethodSymbol { IsStatic: false } method && method.Parameters.Length == parameters)
                    return method;
            }
        }

        return null;
    }
}
