using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.CodeFixes.Judging;

/// <summary>The documents, apart from its own, in which a member can be used: what an edit changes can be reported there.</summary>
internal static class Callers
{
    public static async Task<List<Document>> DocumentsAsync(Document own, Location place, CancellationToken cancellation)
    {
        var documents = new List<Document>();
        if (await own.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false) is not { } ownRoot
            || ownRoot.FindNode(place.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellation) is not { Kind: SymbolKind.Method or SymbolKind.Property } member
            || !IsSeenElsewhere(member))
        {
            return documents;
        }

        string name = member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? member.ContainingType.Name : member.Name;
        Solution solution = own.Project.Solution;
        IEnumerable<ProjectId> dependents = solution.GetProjectDependencyGraph().GetProjectsThatTransitivelyDependOnThisProject(own.Project.Id);
        foreach (Document document in dependents.Prepend(own.Project.Id).SelectMany(id => solution.GetProject(id)!.Documents))
        {
            if (document.Id != own.Id && document.Project.Language == LanguageNames.CSharp
                && await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is { } root
                && root.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name))
            {
                documents.Add(document);
            }
        }

        return documents;
    }

    private static bool IsSeenElsewhere(ISymbol member) =>
        member.DeclaredAccessibility != Accessibility.Private || member.ContainingType is { DeclaringSyntaxReferences.Length: > 1 };
}
