using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>What the last statements of a constructor or method set, behind which nothing is called, told by its text.</summary>
internal static class LastAssignments
{
    /// <summary>The members of the object itself that are set, by name, each with the value; none in a body that can return before.</summary>
    public static IEnumerable<(string Name, ExpressionSyntax Value)> In(BaseMethodDeclarationSyntax declaration)
    {
        if (declaration.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Any(static node => node is ReturnStatementSyntax or GotoStatementSyntax or YieldStatementSyntax))
            yield break;

        var seen = new HashSet<string>();
        IEnumerable<SyntaxNode?> backwards = declaration.ExpressionBody is { Expression: var single }
            ? new SyntaxNode?[] { single }
            : declaration.Body?.Statements.Reverse().Select(static statement => (SyntaxNode?)(statement as ExpressionStatementSyntax)?.Expression) ?? Enumerable.Empty<SyntaxNode?>();
        foreach (SyntaxNode? statement in backwards)
        {
            if (statement is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment || Declarations.NameOfOwn(assignment.Left) is not { } name)
                yield break;

            bool isParameter = assignment.Left is IdentifierNameSyntax && declaration.ParameterList.Parameters.Any(parameter => parameter.Identifier.ValueText == name);
            if (seen.Add(name) && !isParameter)
                yield return (name, assignment.Right);

            if (isParameter || assignment.Right is not (LiteralExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax or DefaultExpressionSyntax))
                yield break;
        }
    }
}
