using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>
/// Tells which methods and getters only answer a question in a few statements. Whoever asks twice gets the same answer twice, where it follows from values that the caller knows: such a body is
/// solved although it has no event.
/// </summary>
internal static class Predicates
{
    /// <summary>Maximum number of nodes of syntax; longer bodies are not looked into.</summary>
    private const int MaxNodes = 80;

    /// <summary>Maximum number of ways to an answer that callers look at one by one.</summary>
    private const int MaxExits = 8;

    /// <summary>Whether a body may be one, by its text.</summary>
    public static bool Is(IMethodSymbol method, SyntaxNode declaration)
    {
        BlockSyntax? body = declaration switch
        {
            MethodDeclarationSyntax declared => declared.Body,
            AccessorDeclarationSyntax declared => declared.Body,
            _ => null,
        };
        if (body is null || method.ReturnType.SpecialType != SpecialType.System_Boolean || method.Parameters.Any(static parameter => parameter.RefKind is RefKind.Ref or RefKind.Out))
            return false;

        int nodes = 0;
        int returns = 0;
        foreach (SyntaxNode node in body.DescendantNodes())
        {
            if (++nodes > MaxNodes || node is StatementSyntax and not (IfStatementSyntax or ReturnStatementSyntax or BlockSyntax or LocalDeclarationStatementSyntax or SwitchStatementSyntax or BreakStatementSyntax)
                || node is AssignmentExpressionSyntax or AnonymousFunctionExpressionSyntax or AwaitExpressionSyntax or PostfixUnaryExpressionSyntax)
            {
                return false;
            }

            returns += node is ReturnStatementSyntax ? 1 : 0;
        }

        return returns > 1;
    }

    /// <summary>Whether callers can tell beforehand what the answer will be.</summary>
    public static bool IsDecided(Summary summary)
    {
        List<SummaryExit> exits = summary.Exits.Where(static exit => exit.Kind == ExitKind.Return).ToList();
        return exits.Count <= MaxExits && exits.TrueForAll(static exit => exit.Result is { IsConstant: true })
            && exits.TrueForAll(exit => exits.TrueForAll(other => ReferenceEquals(exit, other) || PathFact.AreContrary(exit.Facts, other.Facts)));
    }
}
