using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols.Stubs;

/// <summary>Finds the members that stubs stand for.</summary>
internal static class StubMatcher
{
    private const int SuggestionLimit = 3;

    /// <summary>The members with the stub member's documentation id: one, or more where several assemblies declare the type.</summary>
    public static ImmutableArray<ISymbol> Declared(StubMember member, Compilation compilation)
    {
        ImmutableArray<ISymbol> found = DocumentationCommentId.GetSymbolsForDeclarationId(member.DocumentationId, compilation);
        if (StubSignature.IsFinerThanId(member.Signature))
        {
            return Types(member, compilation).SelectMany(static type => type.GetMembers())
                .Where(candidate => StubSignature.Of(candidate) == member.Signature).ToImmutableArray();
        }

        if (!found.IsEmpty)
            return found;

        // Explicit implementations of generic interfaces have ids that Roslyn writes and does not read; so had, for long, members with a
        // parameter of a type that stands in a constructed one.
        return Types(member, compilation).SelectMany(static type => type.GetMembers())
            .Where(candidate => candidate.GetDocumentationCommentId() == member.DocumentationId || StubSignature.Of(candidate) == member.Signature)
            .ToImmutableArray();
    }

    /// <summary>The inherited members that the stub's type redeclares, each with that type.</summary>
    public static IEnumerable<(INamedTypeSymbol Type, ISymbol Member)> Inherited(StubMember member, Compilation compilation)
    {
        foreach (INamedTypeSymbol type in Types(member, compilation))
        {
            foreach (INamedTypeSymbol @base in Bases(type))
            {
                ISymbol? inherited = @base.GetMembers().FirstOrDefault(candidate =>
                    candidate is not IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor }
                    && candidate.MetadataName == member.Name && StubSignature.Of(candidate) == member.Signature);
                if (inherited is not null)
                {
                    yield return (type, inherited);
                    break;
                }
            }
        }
    }

    /// <summary>Why nothing matches, with what may have been meant.</summary>
    public static string Explain(StubMember member, Compilation compilation)
    {
        ImmutableArray<INamedTypeSymbol> types = Types(member, compilation).ToImmutableArray();
        if (types.IsEmpty)
            return ExplainType(member.TypeId.Substring(2), compilation);

        INamedTypeSymbol type = types[0];
        string typeName = type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
        ISymbol[] members = new[] { type }.Concat(Bases(type)).SelectMany(static t => t.GetMembers())
            .Where(static m => m.CanBeReferencedByName || m is IMethodSymbol { MethodKind: MethodKind.Constructor } or IPropertySymbol).ToArray();
        ISymbol[] overloads = members.Where(m => m.MetadataName == member.Name).ToArray();
        if (overloads.Length > 0)
        {
            IEnumerable<string> signatures = overloads.Select(static m => m.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)).Distinct();
            return $"'{typeName}' has {string.Join(", ", signatures.Take(SuggestionLimit).Select(Quote))}";
        }

        return Texts.Say("WhyHasNoSuchMember", typeName) + NearestNames.Suggest(member.Name, members.Select(static m => m.MetadataName));
    }

    private static string ExplainType(string name, Compilation compilation)
    {
        int dot = name.LastIndexOf('.');
        string container = dot < 0 ? "" : name.Substring(0, dot);
        INamespaceOrTypeSymbol? parent = dot < 0
            ? compilation.GlobalNamespace
            : DocumentationCommentId.GetFirstSymbolForDeclarationId("N:" + container, compilation) as INamespaceOrTypeSymbol
                ?? DocumentationCommentId.GetFirstSymbolForDeclarationId("T:" + container, compilation) as INamespaceOrTypeSymbol;
        return Texts.Say("WhyNeitherTheProjectNorItsReferences", name)
            + (parent is null ? "" : NearestNames.Suggest(name.Substring(dot + 1), parent.GetTypeMembers().Select(static type => type.MetadataName)));
    }

    private static string Quote(string name) => "'" + name + "'";

    private static IEnumerable<INamedTypeSymbol> Types(StubMember member, Compilation compilation) =>
        DocumentationCommentId.GetSymbolsForDeclarationId(member.TypeId, compilation).OfType<INamedTypeSymbol>();

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? @base = type.BaseType; @base is not null; @base = @base.BaseType)
            yield return @base;
        if (type.TypeKind == TypeKind.Interface)
        {
            foreach (INamedTypeSymbol @interface in type.AllInterfaces)
                yield return @interface;
        }
    }
}
