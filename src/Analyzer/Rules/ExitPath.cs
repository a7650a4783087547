using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;

namespace EntryPath.Analyzer.Rules;

/// <summary>Looks for a path to an exit.</summary>
internal static class ExitPath
{
    /// <summary>A feasible path to one of the exits with the property, around some nodes; null where only joins made it seem that there is one.</summary>
    public static (ExitState State, Story? Story)? To(
        BodySolution solution, Slot slot, ImmutableArray<ExitState> candidates, Func<ExitState, bool> property, CancellationToken cancellation, Func<FlowNode, bool>? avoids = null)
    {
        if (candidates.IsEmpty)
            return null;

        var nodes = new HashSet<FlowNode>(candidates.Select(static state => state.Node));
        var witness = new Witness(solution.Code.Graph!, solution.Universe, solution.Transfer) { Avoids = avoids };
        ExitState reached = default;
        (bool found, Story? story, _) = witness.Reach(solution.Entry, (node, cell, _) => IsThere(node, cell), cancellation);
        if (found && Assumption.OfExit(solution, slot, reached, story) is not null)
        {
            // Another path may show the same without an assumption.
            ExitState first = reached;
            witness.IsSecond = true;
            (bool isCertain, Story? other, _) = witness.Reach(
                solution.Entry, (node, cell, told) => IsThere(node, cell) && Assumption.OfExit(solution, slot, reached, told) is null, cancellation);
            return isCertain ? (reached, other) : (first, story);
        }

        if (found)
            return (reached, story);

        return witness.WasExhaustive ? null : (candidates[0] with { IsUnshown = true }, null);

        bool IsThere(FlowNode node, Cell cell)
        {
            if (!nodes.Contains(node))
                return false;

            reached = ExitStates.Of(solution, slot, node, cell);
            return property(reached);
        }
    }
}
