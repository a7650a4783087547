using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols.Stubs;

/// <summary>
/// The signature of a member as a text that is the same for a stub's member and for one that its type inherits from a constructed
/// base. (Documentation ids name the declaring type and its type parameters, and so differ there.)
/// </summary>
internal static class StubSignature
{
    private const string FunctionPointer = "delegate*";

    public static string Of(ISymbol member)
    {
        StringBuilder text = new();
        text.Append(member.Kind).Append(' ').Append(member.MetadataName);
        if (member is IMethodSymbol { Arity: > 0 } generic)
            text.Append("``").Append(generic.Arity);
        text.Append('(');
        foreach (IParameterSymbol parameter in Parameters(member))
        {
            Append(text, parameter.Type);
            text.Append(parameter.RefKind == RefKind.None ? "," : "@,");
        }

        text.Append(')');
        if (member is IMethodSymbol { MethodKind: MethodKind.Conversion } conversion)
            Append(text, conversion.ReturnType);
        return text.ToString();
    }

    /// <summary>Whether documentation ids cannot tell the member from overloads: they leave out what a function pointer points to.</summary>
    public static bool IsFinerThanId(string signature) => signature.IndexOf(FunctionPointer, StringComparison.Ordinal) >= 0;

    /// <summary>The same text for one type.</summary>
    public static string Of(ITypeSymbol type)
    {
        StringBuilder text = new();
        Append(text, type);
        return text.ToString();
    }

    private static ImmutableArray<IParameterSymbol> Parameters(ISymbol member) => member switch
    {
        IMethodSymbol method => method.Parameters,
        IPropertySymbol property => property.Parameters,
        _ => ImmutableArray<IParameterSymbol>.Empty,
    };

    private static void Append(StringBuilder text, ITypeSymbol type)
    {
        switch (type)
        {
            case ITypeParameterSymbol parameter:
                text.Append(parameter.TypeParameterKind == TypeParameterKind.Method ? "``" : "`").Append(parameter.Ordinal);
                break;
            case IArrayTypeSymbol array:
                Append(text, array.ElementType);
                text.Append('[').Append(',', array.Rank - 1).Append(']');
                break;
            case IPointerTypeSymbol pointer:
                Append(text, pointer.PointedAtType);
                text.Append('*');
                break;
            case INamedTypeSymbol named:
                text.Append(named.OriginalDefinition.GetDocumentationCommentId());
                for (INamedTypeSymbol? level = named; level is not null; level = level.ContainingType)
                {
                    foreach (ITypeSymbol argument in level.TypeArguments)
                    {
                        text.Append('<');
                        Append(text, argument);
                    }
                }

                break;
            case IFunctionPointerTypeSymbol { Signature: var pointed } pointer:
                // The calling convention, as it is written: its enum is of an assembly that the analyzer does not need otherwise.
                string shape = pointer.ToDisplayString();
                text.Append(FunctionPointer).Append(shape, 0, shape.IndexOf('<'));
                foreach (IParameterSymbol parameter in pointed.Parameters)
                {
                    text.Append('<').Append(parameter.RefKind);
                    Append(text, parameter.Type);
                }

                text.Append('<').Append(pointed.RefKind);
                Append(text, pointed.ReturnType);
                text.Append('>');
                break;
            case IDynamicTypeSymbol:
                text.Append("T:System.Object"); // What it is in metadata.
                break;
            default:
                text.Append(type.TypeKind);
                break;
        }
    }
}
