using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>The types of guards.</summary>
internal static class GuardTypes
{
    /// <summary>The type of the guard that a member gives, after <c>await</c>; null where it is not known.</summary>
    public static ITypeSymbol? Of(ISymbol member, GuardRule guard)
    {
        ITypeSymbol? type = member switch
        {
            IMethodSymbol method when guard.Parameter >= 0 => guard.Parameter < method.Parameters.Length ? method.Parameters[guard.Parameter].Type : null,
            IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.ContainingType,
            IMethodSymbol method => method.ReturnType,
            IPropertySymbol property => property.Type,
            _ => null,
        };
        return type is INamedTypeSymbol { IsGenericType: true, Name: "Task" or "ValueTask", TypeArguments: [var awaited] } ? awaited : type;
    }

    /// <summary>The <c>bool</c> property or field of this name; null where a type has none.</summary>
    public static ISymbol? Flag(ITypeSymbol? guard, string name) => guard is null ? null : MembersOf(guard).FirstOrDefault(member =>
        member.Name == name && (member is IPropertySymbol { GetMethod: not null } property ? property.Type : (member as IFieldSymbol)?.Type)?.SpecialType == SpecialType.System_Boolean);

    /// <summary>The members of a type and of its bases.</summary>
    public static IEnumerable<ISymbol> MembersOf(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers())
                yield return member;
        }

        foreach (INamedTypeSymbol implemented in type.TypeKind == TypeKind.Interface ? type.AllInterfaces : Enumerable.Empty<INamedTypeSymbol>())
        {
            foreach (ISymbol member in implemented.GetMembers())
                yield return member;
        }
    }
}
