using System.Collections.Generic;
using System.Linq;
using EntryPath.Truth.Tests.Runtime.Recording;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Truth.Tests.Runtime.Running;

/// <summary>The calls that tell how each condition comes out.</summary>
internal sealed partial class Instrumentation
{
    private readonly List<Condition> _conditions = [];

    public override void VisitIfStatement(IfStatementSyntax node)
    {
        Mark(node);
        Decide(node.Condition);
        Visit(node.Statement);
        if (node.Else is { } other)
            Visit(other);
    }

    public override void VisitConditionalExpression(ConditionalExpressionSyntax node)
    {
        Decide(node.Condition);
        Visit(node.WhenTrue);
        Visit(node.WhenFalse);
    }

    public override void VisitCatchFilterClause(CatchFilterClauseSyntax node) => Decide(node.FilterExpression);

    public override void VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        switch (node.Kind())
        {
            case SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression:
                Decide(node.Left);
                Visit(node.Right);
                break;
            case SyntaxKind.CoalesceExpression:
                TestForNull(node.Left);
                Visit(node.Right);
                break;
            default:
                base.VisitBinaryExpression(node);
                break;
        }
    }

    /// <summary>What is assigned where there is nothing tells that there was nothing.</summary>
    public override void VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        if (!node.IsKind(SyntaxKind.CoalesceAssignmentExpression) || _bodies.Count == 0
            || node.Right is ImplicitObjectCreationExpressionSyntax or LiteralExpressionSyntax or ThrowExpressionSyntax or AnonymousFunctionExpressionSyntax or CollectionExpressionSyntax)
        {
            base.VisitAssignmentExpression(node);
            return;
        }

        var id = Declare(ConditionKind.Null, node.Left);
        Insert(node.SpanStart, $"{TopFrame}.Filled({id}, ");
        Insert(node.Right.SpanStart, $"{TopFrame}.WasNull(");
        Visit(node.Right);
        Insert(node.Right.Span.End, ")", 1);
        Insert(node.Span.End, ")", 1);
    }

    public override void VisitForEachStatement(ForEachStatementSyntax node) => VisitLoop(node);

    public override void VisitForEachVariableStatement(ForEachVariableStatementSyntax node) => VisitLoop(node);

    public override void VisitSwitchStatement(SwitchStatementSyntax node)
    {
        Mark(node);
        SwitchLabelSyntax[] labels = [.. node.Sections.SelectMany(section => section.Labels).Where(label => label is not DefaultSwitchLabelSyntax)];
        var first = _conditions.Count;
        foreach (var label in labels)
            Declare(ConditionKind.Case, label, "case " + (label is CasePatternSwitchLabelSyntax pattern ? pattern.Pattern : ((CaseSwitchLabelSyntax)label).Value));
        EncloseGoverning(node.Expression, first, labels.Length);
        foreach (var section in node.Sections)
        {
            foreach (var label in section.Labels.Where(label => label is not DefaultSwitchLabelSyntax))
                Take((label as CasePatternSwitchLabelSyntax)?.WhenClause, label.ColonToken.SpanStart, first++);
            foreach (var statement in section.Statements)
                Visit(statement);
        }
    }

    public override void VisitSwitchExpression(SwitchExpressionSyntax node)
    {
        SwitchExpressionArmSyntax[] arms = [.. node.Arms.Where(arm => arm.Pattern is not DiscardPatternSyntax)];
        var first = _conditions.Count;
        foreach (var arm in arms)
            Declare(ConditionKind.Case, arm.Pattern, "case " + arm.Pattern);
        EncloseGoverning(node.GoverningExpression, first, arms.Length);
        foreach (var arm in node.Arms)
        {
            if (arm.Pattern is not DiscardPatternSyntax)
                Take(arm.WhenClause, (arm.WhenClause ?? (SyntaxNode)arm.Pattern).Span.End, first++);
            else if (arm.WhenClause is { } when)
                Decide(when.Condition);
            Visit(arm.Expression);
        }
    }

    /// <summary>Encloses a condition, or each part of one that is made of several, so that it tells how it comes out; what it assigns stays assigned.</summary>
    private void Decide(ExpressionSyntax condition)
    {
        switch (condition)
        {
            case ParenthesizedExpressionSyntax inner:
                Decide(inner.Expression);
                break;
            case PrefixUnaryExpressionSyntax negated when negated.IsKind(SyntaxKind.LogicalNotExpression):
                Decide(negated.Operand);
                break;
            case BinaryExpressionSyntax both when both.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression:
                Decide(both.Left);
                Decide(both.Right);
                break;
            case LiteralExpressionSyntax:
                break;
            default:
                if (_bodies.Count == 0)
                {
                    Visit(condition);
                    break;
                }

                var id = Declare(ConditionKind.True, condition);
                Insert(condition.SpanStart, Assigns(condition) ? "((" : $"{TopFrame}.Came({id}, ");
                Visit(condition);
                Insert(condition.Span.End, Assigns(condition) ? $") && ({TopFrame}.Came({id}, true) || true) || {TopFrame}.Came({id}, false) && false)" : ")", 1);
                break;
        }
    }

    /// <summary>Whether what is assigned after it depends on how it comes out.</summary>
    private static bool Assigns(ExpressionSyntax condition) => condition.DescendantNodesAndSelf()
        .Any(node => node is VariableDesignationSyntax or AssignmentExpressionSyntax or ArgumentSyntax { RefKindKeyword.RawKind: not 0 });

    private void TestForNull(ExpressionSyntax tested)
    {
        if (_bodies.Count == 0 || tested is LiteralExpressionSyntax or BaseExpressionSyntax)
        {
            Visit(tested);
            return;
        }

        Insert(tested.SpanStart, $"{TopFrame}.Tested({Declare(ConditionKind.Null, tested)}, ");
        Visit(tested);
        Insert(tested.Span.End, ")", 1);
    }

    private void VisitLoop(CommonForEachStatementSyntax node)
    {
        var id = Declare(ConditionKind.Element, node.Expression);
        Mark(node, $"{TopFrame}.Came({id}, false); ");
        Visit(node.Expression);
        Insert(node.Statement is BlockSyntax block ? block.OpenBraceToken.Span.End : node.Statement.SpanStart, node.Statement is BlockSyntax ? $" {TopFrame}.Came({id}, true);" : $"{{ {TopFrame}.Came({id}, true); ");
        Visit(node.Statement);
        if (node.Statement is not BlockSyntax)
            Insert(node.Statement.Span.End, " }", 1);
        Insert(node.Span.End, node.Statement.DescendantNodes().Any(inner => inner is BreakStatementSyntax or GotoStatementSyntax) ? $" {TopFrame}.Open({id});" : $" {TopFrame}.Came({id}, false);", 1);
    }

    /// <summary>As long as no label of a switch is taken, none is.</summary>
    private void EncloseGoverning(ExpressionSyntax value, int first, int count)
    {
        Insert(value.SpanStart, $"{TopFrame}.Switch({first}, {count}, ");
        Visit(value);
        Insert(value.Span.End, ")", 1);
    }

    private void Take(WhenClauseSyntax? when, int end, int id)
    {
        if (when is null)
        {
            Insert(end, $" when {TopFrame}.Came({id}, true)", 1);
            return;
        }

        Insert(when.Condition.SpanStart, "(");
        Decide(when.Condition);
        Insert(when.Condition.Span.End, $") && {TopFrame}.Came({id}, true)", 1);
    }

    private int Declare(ConditionKind kind, SyntaxNode node, string? text = null)
    {
        _conditions.Add(new Condition(kind, LineOf(node), text ?? node.ToString()));
        return _conditions.Count - 1;
    }
}
