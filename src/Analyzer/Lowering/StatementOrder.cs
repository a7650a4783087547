using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Lowering;

/// <summary>
/// Where control goes in the text of a body: a <c>return</c> without a value, a <c>break</c> and the end of a block leave nothing in
/// Roslyn's graph, so that the way out which an edge of the graph takes is found by walking on from what was run last.
/// </summary>
internal sealed class StatementOrder
{
    /// <summary>So many statements are passed on one way: more only where labels go round in a circle.</summary>
    private const int MaxSteps = 1000;

    private readonly SyntaxNode _body;

    public StatementOrder(SyntaxNode body) => _body = body;

    /// <summary>The <c>return</c> without a value that control comes to at the start of a statement; null where it comes to something else first, or to the end.</summary>
    public ReturnStatementSyntax? ReturnAt(StatementSyntax? statement)
    {
        for (int steps = 0; statement is not null && steps < MaxSteps; steps++)
        {
            switch (statement)
            {
                case ReturnStatementSyntax { Expression: null } found:
                    return found;
                case BlockSyntax { Statements: { Count: > 0 } inside }:
                    statement = inside[0];
                    break;
                case LabeledStatementSyntax labeled:
                    statement = labeled.Statement;
                    break;
                case TryStatementSyntax tried:
                    statement = tried.Block;
                    break;
                case CheckedStatementSyntax or UnsafeStatementSyntax:
                    statement = (statement as CheckedStatementSyntax)?.Block ?? ((UnsafeStatementSyntax)statement).Block;
                    break;
                case GotoStatementSyntax { RawKind: (int)SyntaxKind.GotoStatement, Expression: IdentifierNameSyntax label }:
                    statement = _body.DescendantNodes().OfType<LabeledStatementSyntax>()
                        .FirstOrDefault(target => target.Identifier.ValueText == label.Identifier.ValueText);
                    break;
                case BreakStatementSyntax:
                    statement = Broken(statement) is { } left ? After(left) : null;
                    break;
                case BlockSyntax or EmptyStatementSyntax or LocalFunctionStatementSyntax:
                    statement = After(statement);
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The statement that runs after another one has come to its end; null at the end of the body, and where a loop goes round.</summary>
    public StatementSyntax? After(SyntaxNode statement)
    {
        for (SyntaxNode node = statement; node != _body && node.Parent is { } parent; node = parent)
        {
            SyntaxList<StatementSyntax> siblings = parent switch
            {
                BlockSyntax block => block.Statements,
                SwitchSectionSyntax section => section.Statements,
                _ => default,
            };
            int next = node is StatementSyntax own ? siblings.IndexOf(own) + 1 : 0;
            if (next > 0 && next < siblings.Count)
                return siblings[next];

            if (node is GlobalStatementSyntax && parent is CompilationUnitSyntax unit)
            {
                int index = unit.Members.IndexOf((GlobalStatementSyntax)node) + 1;
                return index < unit.Members.Count ? (unit.Members[index] as GlobalStatementSyntax)?.Statement : null;
            }

            // A loop goes round, and what follows a handler or a block of a statement is what follows that statement.
            if (parent is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax)
                return null;
        }

        return null;
    }

    /// <summary>The statement that runs after a part of one, which no test follows: what its head does, and its body comes next, or all of it.</summary>
    public StatementSyntax? AfterPart(SyntaxNode part)
    {
        for (SyntaxNode? node = part; node is not null && node != _body; node = node.Parent)
        {
            switch (node)
            {
                case CatchClauseSyntax handler:
                    return handler.Block;
                case UsingStatementSyntax or LockStatementSyntax or FixedStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax:
                    return node.ChildNodes().OfType<StatementSyntax>().LastOrDefault();
                case SwitchStatementSyntax choice:
                    return AfterLabels(choice);
                case StatementSyntax statement:
                    return After(statement);
            }
        }

        return null;
    }

    /// <summary>The statement that runs where a condition, a case or a collection has been asked, and this was the answer.</summary>
    public StatementSyntax? AfterTest(SyntaxNode test, bool truth)
    {
        if (test is SwitchLabelSyntax { Parent: SwitchSectionSyntax chosen })
            return truth ? chosen.Statements.FirstOrDefault() : AfterLabels((SwitchStatementSyntax)chosen.Parent!);

        for (SyntaxNode node = test; node.Parent is { } parent && node != _body; node = parent)
        {
            switch (parent)
            {
                case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } or UnaryPatternSyntax:
                    truth = !truth;
                    break;
                case IfStatementSyntax branch when branch.Condition == node:
                    return truth ? branch.Statement : branch.Else?.Statement ?? After(branch);
                case WhileStatementSyntax loop when loop.Condition == node:
                    return truth ? loop.Statement : After(loop);
                case DoStatementSyntax loop when loop.Condition == node:
                    return truth ? loop.Statement : After(loop);
                case ForStatementSyntax loop when loop.Condition == node:
                    return truth ? loop.Statement : After(loop);
                case CommonForEachStatementSyntax loop when loop.Statement != node:
                    return truth ? loop.Statement : After(loop);
                case SwitchStatementSyntax choice when choice.Expression == node:
                    return truth ? null : AfterLabels(choice);
                case SwitchLabelSyntax { Parent: SwitchSectionSyntax section }:
                    return truth ? section.Statements.FirstOrDefault() : AfterLabels((SwitchStatementSyntax)section.Parent!);
                case StatementSyntax statement:
                    return After(statement);
            }
        }

        return null;
    }

    /// <summary>Where no case applies.</summary>
    private StatementSyntax? AfterLabels(SwitchStatementSyntax choice) =>
        choice.Sections.FirstOrDefault(static section => section.Labels.Any(static label => label is DefaultSwitchLabelSyntax))?.Statements.FirstOrDefault() ?? After(choice);

    private SyntaxNode? Broken(SyntaxNode statement)
    {
        for (SyntaxNode? node = statement.Parent; node is not null && node != _body; node = node.Parent)
        {
            if (node is SwitchStatementSyntax or WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax)
                return node;
        }

        return null;
    }
}
