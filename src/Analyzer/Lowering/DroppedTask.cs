using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Lowering;

/// <summary>Tells a task that its caller drops from one that goes on: as a statement, discarded, as what a <c>using</c> disposes, or in a local that nothing mentions.</summary>
internal static class DroppedTask
{
    public static bool Is(SyntaxNode call)
    {
        SyntaxNode task = call;
        while (task.Parent is ParenthesizedExpressionSyntax or (MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" }) or (InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax }))
            task = task.Parent!;

        return task.Parent switch
        {
            ExpressionStatementSyntax or UsingStatementSyntax => true,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax } => true,
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: UsingStatementSyntax or LocalDeclarationStatementSyntax } local } => !IsMentioned(local),
            _ => false,
        };
    }

    private static bool IsMentioned(VariableDeclaratorSyntax local)
    {
        SyntaxNode? scope = local.FirstAncestorOrSelf<SyntaxNode>(static node => node is MemberDeclarationSyntax or CompilationUnitSyntax);
        return scope is not null && scope.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == local.Identifier.ValueText);
    }
}
