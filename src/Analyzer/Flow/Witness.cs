using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;

namespace EntryPath.Analyzer.Flow;

/// <summary>
/// Looks for a shortest path from the entry to a bad transition: breadth first over nodes and cells that are not joined, so
/// that what it finds is feasible as far as conditions are known, and what it does not find after looking everywhere was only
/// an effect of joins. Where a row of conditions makes too many cells before the end is near, some path will do: it goes deep first.
/// </summary>
internal sealed class Witness
{
    /// <summary>So many cells are looked at for a shortest path.</summary>
    public const int MaxCells = 3000;

    /// <summary>So many cells are looked at for any path, before the search ends without an answer.</summary>
    private const int MaxDeepCells = 30_000;

    /// <summary>So many cells are looked at for a second path, that shows more than the first.</summary>
    private const int MaxOtherCells = 500;

    private readonly Exploration _nearest;
    private readonly Lazy<Exploration> _deep;

    /// <param name="graph">The graph of the body.</param>
    /// <param name="universe">The values and slots of the body.</param>
    /// <param name="transfer">What its instructions do.</param>
    /// <param name="entry">What holds at the entry.</param>
    /// <param name="avoids">The nodes that a path must not come through; null: none.</param>
    public Witness(FlowGraph graph, Universe universe, Transfer transfer, Cell entry, Func<FlowNode, bool>? avoids)
    {
        _nearest = new Exploration(graph, universe, transfer, entry, avoids, isDeep: false, MaxCells);
        _deep = new Lazy<Exploration>(() => new Exploration(graph, universe, transfer, entry, avoids, isDeep: true, MaxDeepCells), isThreadSafe: false);
    }

    /// <summary>A shortest path to a node, with a cell that the predicate accepts there.</summary>
    /// <param name="isGoal">Whether a path is one of those looked for.</param>
    /// <param name="isSecond">Whether to look only for a second path, near the first.</param>
    /// <param name="cancellation">Ends the search.</param>
    public Answer Reach(Func<FlowNode, Cell, Story?, bool> isGoal, bool isSecond, CancellationToken cancellation) => Search(
        (_, visit) => isGoal(visit.Node, visit.Cell, visit.Story) ? new Answer(true, visit.Story, visit.Cell, ImmutableArray<Slot>.Empty, false) : null, isSecond, cancellation);

    /// <summary>A shortest path to a finding that the predicate accepts.</summary>
    /// <param name="isGoal">Whether a finding on a path is one of those looked for.</param>
    /// <param name="isSecond">Whether to look only for a second path, near the first.</param>
    /// <param name="cancellation">Ends the search.</param>
    public Answer Find(Func<Exploration.Heard, bool> isGoal, bool isSecond, CancellationToken cancellation) => Search(
        (exploration, visit) => First(exploration.HeardAt(visit), isGoal), isSecond, cancellation);

    private static Answer? First(ImmutableArray<Exploration.Heard> heard, Func<Exploration.Heard, bool> isGoal)
    {
        Exploration.Heard? first = null;
        ImmutableArray<Slot> slots = ImmutableArray<Slot>.Empty;
        foreach (Exploration.Heard one in heard)
        {
            if (!isGoal(one))
                continue;

            // More that is wrong with the same operation on the same path.
            if (first is null || ReferenceEquals(one.Story, first.Story))
                slots = slots.Union(one.Finding.Slots).ToImmutableArray();

            first ??= one;
        }

        return first is null ? null : new Answer(true, first.Story, first.Cell, slots, false);
    }

    private Answer Search(Func<Exploration, Exploration.Visit, Answer?> answer, bool isSecond, CancellationToken cancellation)
    {
        Answer nearest = Search(_nearest, isSecond ? MaxOtherCells : MaxCells, answer, cancellation);
        return nearest.Found || nearest.WasExhaustive || isSecond ? nearest : Search(_deep.Value, int.MaxValue, answer, cancellation);
    }

    private static Answer Search(Exploration exploration, int maxCells, Func<Exploration, Exploration.Visit, Answer?> answer, CancellationToken cancellation)
    {
        for (int i = 0; exploration.At(i, cancellation) is { } visit; i++)
        {
            if (!Exploration.IsWithin(visit, maxCells))
                return default;

            if (answer(exploration, visit) is { } found)
                return found;
        }

        return new Answer(false, null, null, ImmutableArray<Slot>.Empty, !exploration.IsCut);
    }

    /// <summary>What a search came to.</summary>
    /// <param name="Found">Whether there is such a path.</param>
    /// <param name="Story">The path.</param>
    /// <param name="Cell">What is known at its end.</param>
    /// <param name="Slots">The slots of the finding at its end.</param>
    /// <param name="WasExhaustive">Whether the search looked at everything there is, without finding a path.</param>
    internal readonly record struct Answer(bool Found, Story? Story, Cell? Cell, ImmutableArray<Slot> Slots, bool WasExhaustive);
}
