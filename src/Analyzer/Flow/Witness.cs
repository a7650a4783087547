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

    /// <summary>What a cell holds on average, at the most, before the search ends as if it had looked at all its cells: round a loop a cell may grow each time.</summary>
    private const int MaxMeanSize = 50;

    private readonly FlowGraph _graph;
    private readonly Universe _universe;
    private readonly Transfer _transfer;

    public Witness(FlowGraph graph, Universe universe, Transfer transfer)
    {
        _graph = graph;
        _universe = universe;
        _transfer = transfer;
    }

    /// <summary>Whether the last search looked at everything there is.</summary>
    public bool WasExhaustive { get; private set; }

    /// <summary>The slots of the finding that the last search came to.</summary>
    public ImmutableArray<Slot> FoundSlots { get; private set; } = ImmutableArray<Slot>.Empty;

    /// <summary>Whether to look only for a second path, near the first.</summary>
    public bool IsSecond { get; set; }

    /// <summary>The nodes that a path must not come through; null: none.</summary>
    public Func<FlowNode, bool>? Avoids { get; set; }

    /// <summary>The story of a shortest path to a node, with a cell that the predicate accepts there.</summary>
    public (bool Found, Story? Story, Cell? Cell) Reach(Cell entry, Func<FlowNode, Cell, Story?, bool> isGoal, CancellationToken cancellation) =>
        Search(entry, null, isGoal, cancellation);

    /// <summary>The story of a shortest path to a finding that the predicate accepts.</summary>
    public (bool Found, Story? Story, Cell? Cell) Find(Cell entry, Func<Finding, bool> isGoal, CancellationToken cancellation) =>
        Search(entry, isGoal, null, cancellation);

    private (bool Found, Story? Story, Cell? Cell) Search(
        Cell entry, Func<Finding, bool>? isGoal, Func<FlowNode, Cell, Story?, bool>? isEnd, CancellationToken cancellation)
    {
        (bool, Story?, Cell?) nearest = Search(entry, isGoal, isEnd, isDeep: false, IsSecond ? MaxOtherCells : MaxCells, cancellation);
        return nearest.Item1 || WasExhaustive || IsSecond ? nearest : Search(entry, isGoal, isEnd, isDeep: true, MaxDeepCells, cancellation);
    }

    private (bool Found, Story? Story, Cell? Cell) Search(
        Cell entry, Func<Finding, bool>? isGoal, Func<FlowNode, Cell, Story?, bool>? isEnd, bool isDeep, int limit, CancellationToken cancellation)
    {
        var seen = new HashSet<(int, Cell)>();
        var queue = new LinkedList<(FlowNode Node, Cell Cell, Story? Story)>();
        queue.AddLast((_graph.Entry, entry, null));
        long size = 0;
        WasExhaustive = true;
        _transfer.TellsStories = true;
        try
        {
            while (queue.Count > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                LinkedListNode<(FlowNode Node, Cell Cell, Story? Story)> first = isDeep ? queue.Last! : queue.First!;
                queue.Remove(first);
                (FlowNode node, Cell cell, Story? story) = first.Value;
                if (Avoids?.Invoke(node) == true)
                    continue;

                if (isEnd is not null && isEnd(node, cell, story))
                    return (true, story, cell);

                var listener = isGoal is null ? null : new Listener(isGoal, _transfer);
                _transfer.Run(node, cell, story, listener, (target, next, told) =>
                {
                    next = Join.Prune(_universe, next, target.Live);
                    if (seen.Count >= limit || size > (long)limit * MaxMeanSize)
                    {
                        WasExhaustive = false;
                    }
                    else if (seen.Add((target.Index, next)))
                    {
                        size += next.Values.Count + next.Facts.Count + next.Slots.Count;
                        queue.AddLast((target, next, told));
                    }
                });
                if (listener is { Hit: true })
                {
                    FoundSlots = listener.Slots;
                    return (true, listener.Story, listener.Cell);
                }
            }

            return (false, null, null);
        }
        finally
        {
            _transfer.TellsStories = false;
        }
    }

    private sealed class Listener : ITrace
    {
        private readonly Func<Finding, bool> _isGoal;
        private readonly Transfer _transfer;

        public Listener(Func<Finding, bool> isGoal, Transfer transfer)
        {
            _isGoal = isGoal;
            _transfer = transfer;
        }

        public bool Hit { get; private set; }

        public Story? Story { get; private set; }

        public Cell? Cell { get; private set; }

        public ImmutableArray<Slot> Slots { get; private set; } = ImmutableArray<Slot>.Empty;

        public void Found(Finding finding)
        {
            if (!_isGoal(finding))
                return;

            if (Hit)
            {
                // More that is wrong with the same operation on the same path.
                if (ReferenceEquals(Story, _transfer.HeardStory))
                    Slots = Slots.Union(finding.Slots).ToImmutableArray();

                return;
            }

            Hit = true;
            Slots = finding.Slots;
            Story = _transfer.HeardStory;
            Cell = _transfer.HeardCell;
        }

        /// <summary>What is asked of callers is wrong only where none of them is asked; what must not be in effect has to be so on the path itself.</summary>
        public void Needed(FindingKind kind, Instruction instruction, Site site, ImmutableArray<Slot> slots, Cell cell, Need? inner)
        {
            if (kind is FindingKind.Missing or FindingKind.NotInEffect)
                Found(new Finding(kind, instruction, slots, site, inner));
        }

        public void Met(Need need, ImmutableArray<Slot> relied)
        {
        }

        public void Excused(Need need)
        {
        }

        public void Ended(Instruction instruction, Protocols.ProtocolStep step)
        {
        }

        public void Knows(EnteredBody callee)
        {
        }

        public void Enters(Instruction.Call call, EnteredBody callee)
        {
        }

        public void Changed(SlotChange change, Slot slot, Site site)
        {
        }
    }
}
