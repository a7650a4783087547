using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.CodeFixes.Planning;

/// <summary>What a body returns while a bracket is open, and what of it would still run after the bracket is closed.</summary>
internal static class ExitValues
{
    /// <summary>Whether a statement returns work that goes on after it: a task that nobody awaited, a sequence that nobody has walked.</summary>
    public static bool OutliveBracket(StatementSyntax statement, SemanticModel model, CancellationToken cancellation) => statement
        .DescendantNodesAndSelf(static node => !StatementSequence.IsFunction(node))
        .OfType<ReturnStatementSyntax>()
        .Any(returned => returned.Expression is { } value && OutlivesBracket(value, model, cancellation));

    /// <summary>Whether a returned value is such work.</summary>
    public static bool OutlivesBracket(ExpressionSyntax value, SemanticModel model, CancellationToken cancellation)
    {
        if (model.GetTypeInfo(value, cancellation).Type is not { } type || model.GetConstantValue(value, cancellation).HasValue)
            return false;

        if (model.GetEnclosingSymbol(value.SpanStart, cancellation) is IMethodSymbol { IsAsync: true })
            return IsLazy(type);

        return (IsTask(type) && !IsDone(value, model, cancellation)) || IsLazy(type);
    }

    private static bool IsTask(ITypeSymbol type) => type.OriginalDefinition.ContainingNamespace?.ToDisplayString() == "System.Threading.Tasks"
        && type.Name is "Task" or "ValueTask";

    private static bool IsDone(ExpressionSyntax value, SemanticModel model, CancellationToken cancellation) =>
        value is DefaultExpressionSyntax || value.IsKind(SyntaxKind.DefaultLiteralExpression) || value is BaseObjectCreationExpressionSyntax
        || model.GetSymbolInfo(value, cancellation).Symbol?.Name is "CompletedTask" or "FromResult" or "FromException" or "FromCanceled";

    private static bool IsLazy(ITypeSymbol type) => type.OriginalDefinition.SpecialType is SpecialType.System_Collections_IEnumerable
            or SpecialType.System_Collections_Generic_IEnumerable_T or SpecialType.System_Collections_IEnumerator or SpecialType.System_Collections_Generic_IEnumerator_T
        || type.Name is "IQueryable" or "IAsyncEnumerable" or "IAsyncEnumerator";
}
