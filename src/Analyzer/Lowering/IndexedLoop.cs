using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Lowering;

/// <summary>A <c>for</c> or <c>while</c> loop that counts an index up or down, and looks at the elements of collections at that index.</summary>
internal sealed class IndexedLoop
{
    private IndexedLoop(StatementSyntax statement, StatementSyntax body, string index, BinaryExpressionSyntax comparison, ImmutableArray<ElementAccessExpressionSyntax> accesses)
    {
        Statement = statement;
        Body = body;
        Index = index;
        Comparison = comparison;
        Accesses = accesses;
    }

    public Rounds Rounds { get; } = new();

    public StatementSyntax Statement { get; }

    public StatementSyntax Body { get; }

    /// <summary>The name of the local that counts.</summary>
    public string Index { get; }

    /// <summary>The comparison that says whether there is another round.</summary>
    public BinaryExpressionSyntax Comparison { get; }

    /// <summary>The elements at the index, one of each collection.</summary>
    public ImmutableArray<ElementAccessExpressionSyntax> Accesses { get; }

    /// <summary>Whether the index counts down.</summary>
    public bool IsDescending => IsIndex(Comparison.Left, Index) == Comparison.Kind() is SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression;

    /// <summary>Whether the comparison itself counts down, before the body sees the index: <c>i-- > 0</c>.</summary>
    public bool CountsFirst => Comparison.Left is PostfixUnaryExpressionSyntax;

    /// <summary>What the index is compared with.</summary>
    public ExpressionSyntax Limit => IsIndex(Comparison.Left, Index) ? Comparison.Right : Comparison.Left;

    /// <summary>Whether the limit itself is a round as well.</summary>
    public bool IncludesLimit => Comparison.Kind() is SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanOrEqualExpression;

    /// <summary>The loops of a body, found without binding.</summary>
    public static ImmutableArray<IndexedLoop> In(SyntaxNode body)
    {
        var loops = ImmutableArray.CreateBuilder<IndexedLoop>();
        foreach (SyntaxNode node in body.DescendantNodes(node => node == body || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
        {
            IndexedLoop? loop = node switch
            {
                ForStatementSyntax { Condition: { } condition } statement => Of(statement, statement.Statement, condition),
                WhileStatementSyntax statement => Of(statement, statement.Statement, statement.Condition),
                _ => null,
            };
            if (loop is not null)
                loops.Add(loop);
        }

        return loops.ToImmutable();
    }

    /// <summary>Whether the loop goes over all elements of a collection, told by its text: it says how many these are.</summary>
    public bool GoesOverAll(ExpressionSyntax collection)
    {
        ExpressionSyntax? limit = !IsDescending ? Limit
            : Statement is ForStatementSyntax { Declaration.Variables: [{ Initializer.Value: var declared }] } ? declared
            : Statement is ForStatementSyntax { Initializers: [AssignmentExpressionSyntax { Right: var assigned }] } ? assigned
            : null;
        if (limit is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.SubtractExpression, Right: LiteralExpressionSyntax { Token.ValueText: "1" } } less && IsDescending != CountsFirst)
            limit = less.Left;

        return limit is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" or "Length", Expression: var counted }
            && SyntaxFactory.AreEquivalent(counted, collection);
    }

    /// <summary>Whether a write to a variable of this name is what the passes of the loop start from.</summary>
    public bool IsStart(SyntaxNode write, string name) =>
        name == Index && (Statement is ForStatementSyntax ? write.Span.End <= Comparison.SpanStart && Statement.Span.Contains(write.Span) : !Statement.Span.Contains(write.Span));

    private static IndexedLoop? Of(StatementSyntax statement, StatementSyntax body, ExpressionSyntax condition)
    {
        foreach (BinaryExpressionSyntax comparison in condition.DescendantNodesAndSelf().OfType<BinaryExpressionSyntax>())
        {
            bool isComparison = comparison.Kind() is SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression
                or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression or SyntaxKind.NotEqualsExpression;
            if (!isComparison || !IsNecessary(comparison, condition))
                continue;

            foreach (string index in new[] { NameOf(comparison.Left), NameOf(comparison.Right) }.OfType<string>())
            {
                if (Of(statement, body, comparison, index) is { } loop)
                    return loop;
            }
        }

        return null;
    }

    private static IndexedLoop? Of(StatementSyntax statement, StatementSyntax body, BinaryExpressionSyntax comparison, string index)
    {
        var accesses = ImmutableArray.CreateBuilder<ElementAccessExpressionSyntax>();
        foreach (SyntaxNode node in body.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
        {
            if (node is ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: IdentifierNameSyntax { Identifier.ValueText: var at } }], Expression: var collection } access
                && at == index && !accesses.Any(other => SyntaxFactory.AreEquivalent(other.Expression, collection)))
            {
                accesses.Add(access);
            }
        }

        int steps = body.DescendantNodes().Count(node => IsWrite(node, index));
        bool isCounted = statement is ForStatementSyntax || comparison.DescendantNodes().Any(node => IsWrite(node, index)) ? steps == 0 : steps == 1;
        return accesses.Count > 0 && isCounted ? new IndexedLoop(statement, body, index, comparison, accesses.ToImmutable()) : null;
    }

    /// <summary>Whether a condition can only be true where this part of it is.</summary>
    private static bool IsNecessary(SyntaxNode part, ExpressionSyntax condition)
    {
        for (; part != condition; part = part.Parent!)
        {
            if (part.Parent is not (ParenthesizedExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression }))
                return false;
        }

        return true;
    }

    private static bool IsWrite(SyntaxNode node, string name) => node switch
    {
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var target } } => target == name,
        PrefixUnaryExpressionSyntax { Operand: IdentifierNameSyntax { Identifier.ValueText: var target }, RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } => target == name,
        PostfixUnaryExpressionSyntax { Operand: IdentifierNameSyntax { Identifier.ValueText: var target }, RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } => target == name,
        ArgumentSyntax { RefOrOutKeyword.RawKind: not 0, Expression: IdentifierNameSyntax { Identifier.ValueText: var target } } => target == name,
        _ => false,
    };

    private static bool IsIndex(ExpressionSyntax side, string index) => NameOf(side) == index;

    private static string? NameOf(ExpressionSyntax side) => side switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        PrefixUnaryExpressionSyntax { Operand: IdentifierNameSyntax name } => name.Identifier.ValueText,
        PostfixUnaryExpressionSyntax { Operand: IdentifierNameSyntax name } => name.Identifier.ValueText,
        ParenthesizedExpressionSyntax inner => NameOf(inner.Expression),
        _ => null,
    };
}
