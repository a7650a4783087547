using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>A place whose code may use a member that <c>[Only]</c> keeps to some. Plain data.</summary>
/// <param name="TypeId">The documentation id of the type.</param>
/// <param name="Type">The type's name, for messages.</param>
/// <param name="Member">The name of its members that are meant; null: all.</param>
internal sealed record AllowedUser(string TypeId, string Type, string? Member)
{
    /// <summary>The place as messages name it.</summary>
    public string Name => Member is null ? Type : Type + "." + Member;

    /// <summary>Whether the code of a member, or of a function in it, is a part of the place.</summary>
    public bool Contains(ISymbol user)
    {
        ISymbol member = user;
        for (ISymbol? symbol = user; symbol is not null; symbol = symbol.ContainingSymbol)
        {
            if (symbol is INamedTypeSymbol type && type.OriginalDefinition.GetDocumentationCommentId() == TypeId)
                return Member is null || Member == NameOf(member, type);

            member = symbol;
        }

        return false;
    }

    private static string NameOf(ISymbol member, INamedTypeSymbol type) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => type.Name,
        IMethodSymbol { AssociatedSymbol: { } property } => property.Name,
        IMethodSymbol { ExplicitInterfaceImplementations: [{ Name: var name }, ..] } => name,
        _ => member.Name,
    };
}
