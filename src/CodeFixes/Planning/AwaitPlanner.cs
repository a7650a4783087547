using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.CodeFixes.Planning;

/// <summary>A call whose task is dropped is awaited, in a body that can.</summary>
internal static class AwaitPlanner
{
    public static List<Edit> Find(Situation situation)
    {
        var edits = new List<Edit>();
        if (situation.Place.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || !CanAwait(call))
            return edits;

        ExpressionSyntax task = call;
        while (task.Parent is ParenthesizedExpressionSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax && task.Parent is ExpressionSyntax outer)
            task = outer;

        TextSpan? replaced = task.Parent switch
        {
            ExpressionStatementSyntax or UsingStatementSyntax => new TextSpan(task.SpanStart, 0),
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax } discarded =>
                TextSpan.FromBounds(discarded.SpanStart, task.SpanStart),
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: UsingStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } } } =>
                new TextSpan(task.SpanStart, 0),
            _ => null,
        };
        if (replaced is not { } place || !IsTask(situation.Model.GetTypeInfo(task, situation.Cancellation).Type))
            return edits;

        string title = "Await '" + CodeQuote.Of(task) + "' (line " + situation.Line(task).ToString(CultureInfo.InvariantCulture) + ")";
        edits.Add(situation.Edit(title, EditKind.Chosen, situation.Text.Replace(place, "await ")));
        return edits;
    }

    private static bool CanAwait(SyntaxNode place)
    {
        foreach (SyntaxNode outer in place.Ancestors())
        {
            switch (outer)
            {
                case LockStatementSyntax:
                    return false;
                case AnonymousFunctionExpressionSyntax function:
                    return !function.AsyncKeyword.IsKind(SyntaxKind.None);
                case LocalFunctionStatementSyntax function:
                    return function.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case BaseMethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case GlobalStatementSyntax:
                    return true;
                case MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    private static bool IsTask(ITypeSymbol? type) =>
        (type is { Name: "Task" or "ValueTask" } && type.ContainingNamespace?.ToDisplayString() == "System.Threading.Tasks")
        || (type is { Name: "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable" } && type.ContainingNamespace?.ToDisplayString() == "System.Runtime.CompilerServices");
}
