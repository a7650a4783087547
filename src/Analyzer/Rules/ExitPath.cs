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
    /// <summary>A feasible path to one of the exits with the property; null where only joins made it seem that there is one.</summary>
    /// <param name="solution">The body.</param>
    /// <param name="slot">Whose state the property is of.</param>
    /// <param name="candidates">The exits.</param>
    /// <param name="property">The property.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <param name="around">Looks for paths around some nodes; null: all paths will do.</param>
    public static (ExitState State, Story? Story)? To(
        BodySolution solution, Slot slot, ImmutableArray<ExitState> candidates, Func<ExitState, bool> property, CancellationToken cancellation, Witness? around = null)
    {
        if (candidates.IsEmpty)
            return null;

        var nodes = new HashSet<FlowNode>(candidates.Select(static state => state.Node));
        Witness witness = around ?? solution.Witness;
        ExitState reached = default;
        Witness.Answer found = witness.Reach((node, cell, _) => IsThere(node, cell), isSecond: false, cancellation);
        if (found.Found && Assumption.OfExit(solution, slot, reached, found.Story) is not null)
        {
            // Another path may show the same without an assumption.
            ExitState first = reached;
            Witness.Answer certain = witness.Reach(
                (node, cell, told) => IsThere(node, cell) && Assumption.OfExit(solution, slot, reached, told) is null, isSecond: true, cancellation);
            return certain.Found ? (reached, certain.Story) : (first, found.Story);
        }

        if (found.Found)
            return (reached, found.Story);

        return found.WasExhaustive ? null : (candidates[0] with { IsUnshown = true }, null);

        bool IsThere(FlowNode node, Cell cell)
        {
            if (!nodes.Contains(node))
                return false;

            reached = ExitStates.Of(solution, slot, node, cell);
            return property(reached);
        }
    }
}
