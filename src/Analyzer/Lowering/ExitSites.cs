using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace EntryPath.Analyzer.Lowering;

/// <summary>
/// Finds the statement of a way out. Roslyn's graph keeps no syntax for a <c>return</c> without a value: it is the one that
/// control comes to after what its block does.
/// </summary>
internal sealed class ExitSites
{
    private readonly ControlFlowGraph _graph;
    private readonly SyntaxNode _body;
    private readonly Site _end;
    private readonly StatementOrder _order;
    private readonly Lazy<ImmutableArray<StatementSyntax>> _statements;

    public ExitSites(ControlFlowGraph graph, SyntaxNode body)
    {
        _graph = graph;
        _body = body;
        _end = End(body);
        _order = new StatementOrder(body);
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

        return Next(block, branch, 0) is { } next && _order.ReturnAt(next) is { } found ? new Site(found.GetLocation(), "return") : _end;
    }

    /// <summary>The statement that control goes on to from a block: what stands behind the last thing that it ran.</summary>
    private StatementSyntax? Next(BasicBlock block, ControlFlowBranch branch, int depth)
    {
        if (block.BranchValue is { } value)
        {
            return block.ConditionKind == ControlFlowConditionKind.None
                ? _order.AfterPart(value.Syntax)
                : _order.AfterTest(value.Syntax, (block.ConditionKind == ControlFlowConditionKind.WhenTrue) == branch.IsConditionalSuccessor);
        }

        if (block.Operations.Length > 0)
            return _order.AfterPart(block.Operations[block.Operations.Length - 1].Syntax);

        if (block.Kind == BasicBlockKind.Entry)
            return FirstOf(_body);

        if (BeginsHandler(block) && Catch(block) is { } clause)
            return clause.Block;

        // A block without anything in it goes on from where control comes from.
        return depth < _graph.Blocks.Length && block.Predecessors.FirstOrDefault(edge => edge.Source.Ordinal < block.Ordinal) is { } before
            ? Next(before.Source, before, depth + 1)
            : null;
    }

    private static StatementSyntax? FirstOf(SyntaxNode body) => body switch
    {
        BaseMethodDeclarationSyntax method => method.Body,
        AccessorDeclarationSyntax accessor => accessor.Body,
        LocalFunctionStatementSyntax local => local.Body,
        AnonymousFunctionExpressionSyntax lambda => lambda.Block,
        CompilationUnitSyntax unit => unit.Members.OfType<GlobalStatementSyntax>().FirstOrDefault()?.Statement,
        _ => null,
    };

    private static bool BeginsHandler(BasicBlock block)
    {
        for (ControlFlowRegion? region = block.EnclosingRegion; region is { Kind: not (ControlFlowRegionKind.Try or ControlFlowRegionKind.Root) }; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Catch)
                return region.FirstBlockOrdinal == block.Ordinal;
        }

        return false;
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
