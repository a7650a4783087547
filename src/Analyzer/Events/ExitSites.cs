using System.Collections.Immutable;
using EntryPath.Analyzer.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace EntryPath.Analyzer.Events;

/// <summary>
/// Finds the statement of a way out. Roslyn's graph keeps no syntax for a <c>return</c> without a value: it is the first one
/// that follows what its block does.
/// </summary>
internal sealed class ExitSites
{
    private readonly ControlFlowGraph _graph;
    private readonly SyntaxNode _body;
    private readonly Site _end;
    private readonly Lazy<ImmutableArray<StatementSyntax>> _statements;

    public ExitSites(ControlFlowGraph graph, SyntaxNode body)
    {
        _graph = graph;
        _body = body;
        _end = End(body);
        _statements = new Lazy<ImmutableArray<StatementSyntax>>(() => body
            .DescendantNodes(node => node == body || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<StatementSyntax>()
            .Where(static statement => statement is not BlockSyntax)
            .ToImmutableArray());
    }

    public Site Of(BasicBlock block, ControlFlowBranch branch)
    {
        if (branch.Semantics is ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow)
        {
            SyntaxNode? thrown = block.BranchValue?.Syntax;
            SyntaxNode? statement = thrown?.AncestorsAndSelf().FirstOrDefault(node => node is ThrowStatementSyntax or ThrowExpressionSyntax)
                ?? (SyntaxNode?)FirstFrom(Position(block), static statement => statement is ThrowStatementSyntax);
            return (statement ?? thrown) is { } place ? new Site(place.GetLocation(), "throw") : _end;
        }

        if (branch.Destination is not { Kind: BasicBlockKind.Exit })
            return _end;

        if (block.ConditionKind == ControlFlowConditionKind.None && block.BranchValue is { } value)
        {
            SyntaxNode? statement = value.Syntax.AncestorsAndSelf().FirstOrDefault(node => node is ReturnStatementSyntax);
            return new Site((statement ?? value.Syntax).GetLocation(), "return");
        }

        int position = Position(block);
        StatementSyntax? next = FirstFrom(position, static _ => true);
        if (next is not ReturnStatementSyntax { Expression: null })
            next = Otherwise(block);

        return next is ReturnStatementSyntax { Expression: null } ? new Site(next.GetLocation(), "return") : _end;
    }

    /// <summary>The first statement of the <c>else</c> to which a condition leads: the other branch stands between in the text.</summary>
    private static StatementSyntax? Otherwise(BasicBlock block)
    {
        StatementSyntax? other = block.ConditionKind == ControlFlowConditionKind.None ? null : block.BranchValue?.Syntax.Ancestors()
            .OfType<IfStatementSyntax>().FirstOrDefault(statement => statement.Condition.Span.Contains(block.BranchValue.Syntax.Span))?.Else?.Statement;
        while (other is BlockSyntax braces)
            other = braces.Statements.FirstOrDefault();

        return other;
    }

    private static Site End(SyntaxNode body)
    {
        SyntaxNode? block = body switch
        {
            BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody?.Expression,
            AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody?.Expression,
            LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody?.Expression,
            AnonymousFunctionExpressionSyntax lambda => lambda.Body,
            ArrowExpressionClauseSyntax arrow => arrow.Expression,
            CompilationUnitSyntax unit => unit.Members.OfType<GlobalStatementSyntax>().LastOrDefault(),
            _ => body,
        };
        return block is BlockSyntax braces
            ? new Site(braces.CloseBraceToken.GetLocation(), "end")
            : new Site((block ?? body).GetLocation(), "end");
    }

    private StatementSyntax? FirstFrom(int position, Func<StatementSyntax, bool> predicate) =>
        _statements.Value.FirstOrDefault(statement => statement.SpanStart >= position && predicate(statement));

    private int Position(BasicBlock block)
    {
        int position = Own(block);
        BasicBlock before = block;
        while (position < 0 && before.Predecessors.Length > 0 && before.Predecessors[0].Source.Ordinal < before.Ordinal)
        {
            before = before.Predecessors[0].Source;
            position = Own(before);
        }

        return position >= 0 ? position : Catch(before)?.Block.SpanStart ?? _body.SpanStart;
    }

    /// <summary>The clause that begins with a block: the one of the same number behind the <c>try</c> that holds what its region does.</summary>
    private CatchClauseSyntax? Catch(BasicBlock block)
    {
        for (ControlFlowRegion? region = block.EnclosingRegion; region?.EnclosingRegion is { } outer; region = outer)
        {
            if (outer.Kind != ControlFlowRegionKind.TryAndCatch || region.Kind == ControlFlowRegionKind.Try)
                continue;

            ControlFlowRegion tried = outer.NestedRegions[0];
            // Of half-typed code, a region can be empty.
            int position = _graph.Blocks.Skip(tried.FirstBlockOrdinal).Take(tried.LastBlockOrdinal - tried.FirstBlockOrdinal + 1).Select(Own).DefaultIfEmpty(-1).Max();
            return _body.DescendantNodes().OfType<TryStatementSyntax>()
                .LastOrDefault(statement => statement.Block.Span.Contains(position) && statement.Catches.Count == outer.NestedRegions.Length - 1)
                ?.Catches[outer.NestedRegions.IndexOf(region) - 1];
        }

        return null;
    }

    private static int Own(BasicBlock block) =>
        block.BranchValue?.Syntax.Span.End
        ?? (block.Operations.Length > 0 ? block.Operations[block.Operations.Length - 1].Syntax.Span.End : -1);
}
