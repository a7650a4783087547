using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryPath.CodeFixes.Planning;

/// <summary>Writes the constant that a filter asks for.</summary>
internal static class ConstantText
{
    /// <summary>The constant; null where many values would do, or where none has a name.</summary>
    public static string? Of(SemanticModel model, ITypeSymbol type, ValueFilter filter, SyntaxNode place)
    {
        if (filter.Negated)
            return filter.Constant is bool other ? (other ? "false" : "true") : null;

        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum })
        {
            return type.GetMembers().OfType<IFieldSymbol>()
                .FirstOrDefault(member => member.HasConstantValue && Equals(member.ConstantValue, filter.Constant)) is { } member
                ? type.ToMinimalDisplayString(model, place.SpanStart) + "." + member.Name
                : null;
        }

        return filter.Constant is null ? "null" : SymbolDisplay.FormatPrimitive(filter.Constant, quoteStrings: true, useHexadecimalNumbers: false);
    }
}
