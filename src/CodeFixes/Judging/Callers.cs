using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.CodeFixes.Judging;

/// <summary>
/// The documents, apart from its own, in which a member is used, by whatever way: what an edit changes can be reported there. A name alone
/// does not count: the documents that have it are asked whose it is.
/// </summary>
internal static class Callers
{
    /// <summary>The names that a file uses, and not those that it only declares: asked for every fix, and the same while the file is.</summary>
    private static readonly ConditionalWeakTable<SyntaxNode, HashSet<string>> s_names = new();

    public static async Task<List<Document>> DocumentsAsync(Document own, Location place, CancellationToken cancellation)
    {
        var documents = new List<Document>();
        if (await own.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false) is not { } ownRoot
            || ownRoot.FindNode(place.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellation) is not { Kind: SymbolKind.Method or SymbolKind.Property } member)
        {
            return documents;
        }

        var members = new Queue<ISymbol>();
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { member };
        members.Enqueue(member);
        while (members.Count > 0)
        {
            ISymbol next = members.Dequeue();
            bool isPrivate = next.DeclaredAccessibility == Accessibility.Private && next.ContainingType is { DeclaringSyntaxReferences.Length: 1 };
            string name = next is IMethodSymbol { MethodKind: MethodKind.Constructor } ? next.ContainingType.Name : next.Name;
            foreach (Document document in isPrivate ? new[] { own } : Candidates(own))
            {
                // A helper's caller in the same file is judged with it; who calls that one is still to be found.
                List<ISymbol> users = await UsersAsync(document, next, name, cancellation).ConfigureAwait(false);
                if (users.Count > 0 && document.Id != own.Id && !documents.Exists(known => known.Id == document.Id))
                    documents.Add(document);

                foreach (ISymbol user in users.Where(seen.Add))
                    members.Enqueue(user);
            }
        }

        return documents;
    }

    private static IEnumerable<Document> Candidates(Document own)
    {
        Solution solution = own.Project.Solution;
        IEnumerable<ProjectId> dependents = solution.GetProjectDependencyGraph().GetProjectsThatTransitivelyDependOnThisProject(own.Project.Id);
        return dependents.Prepend(own.Project.Id)
            .SelectMany(id => solution.GetProject(id)!.Documents)
            .Where(static document => document.Project.Language == LanguageNames.CSharp);
    }

    /// <summary>The methods and properties of a document that use a member.</summary>
    private static async Task<List<ISymbol>> UsersAsync(Document document, ISymbol member, string name, CancellationToken cancellation)
    {
        var users = new List<ISymbol>();
        if (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root || !Names(root).Contains(name)
            || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
        {
            return users;
        }

        foreach (SyntaxToken token in root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name))
        {
            if (token.Parent is not SimpleNameSyntax use || !IsOf(model.GetSymbolInfo(use, cancellation), member)
                || use.FirstAncestorOrSelf<MemberDeclarationSyntax>(static node => node is not (GlobalStatementSyntax or BaseTypeDeclarationSyntax or BaseNamespaceDeclarationSyntax)) is not { } around)
            {
                continue;
            }

            SyntaxNode declared = around is BaseFieldDeclarationSyntax { Declaration.Variables: var variables } ? variables[0] : around;
            if (model.GetDeclaredSymbol(declared, cancellation) is { } user)
                users.Add(user);
        }

        return users;
    }

    /// <summary>Whether a name means the member, an override of it, or what it implements; where it cannot be told, it does.</summary>
    private static bool IsOf(SymbolInfo info, ISymbol member)
    {
        if (info.Symbol is null)
            return true;

        ISymbol used = info.Symbol is INamedTypeSymbol && member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? info.Symbol : Plain(info.Symbol);
        if (used is INamedTypeSymbol)
            return IsSame(used, member.ContainingType);

        for (ISymbol? at = member; at is not null; at = (at as IMethodSymbol)?.OverriddenMethod ?? (ISymbol?)(at as IPropertySymbol)?.OverriddenProperty)
        {
            if (IsSame(Plain(at), used))
                return true;
        }

        return used.ContainingType?.TypeKind == TypeKind.Interface
            && (member.ContainingType.FindImplementationForInterfaceMember(used) is not { } implementation || IsSame(Plain(implementation), Plain(member)));
    }

    private static ISymbol Plain(ISymbol symbol) => ((symbol as IMethodSymbol)?.ReducedFrom ?? symbol).OriginalDefinition;

    /// <summary>Symbols of two projects are told apart by object, but not by what they declare.</summary>
    private static bool IsSame(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one, other)
        || (one.Name == other.Name && one.GetDocumentationCommentId() is { } id && id == other.GetDocumentationCommentId());

    private static HashSet<string> Names(SyntaxNode root) => s_names.GetValue(root, static key => new HashSet<string>(
        key.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken) && token.Parent is SimpleNameSyntax).Select(static token => token.ValueText), StringComparer.Ordinal));
}
