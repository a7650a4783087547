using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>
/// Reads a value of one of the language's own enums by the name of its member: a project may declare them itself, and then says which value
/// each has.
/// </summary>
internal static class EnumConstant
{
    /// <summary>The value of the same name; null where the constant is no member, or one of a name that is not known here.</summary>
    public static T? Read<T>(TypedConstant constant)
        where T : struct, Enum
    {
        if (constant is not { Kind: TypedConstantKind.Enum, Type: INamedTypeSymbol type, Value: { } value })
            return null;

        string? name = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && value.Equals(field.ConstantValue))?.Name;
        return name is not null && Enum.TryParse(name, out T read) ? read : null;
    }
}
