using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;

namespace EntryPath.Analyzer.Flow;

/// <summary>
/// The nodes of a body with the cells that single paths come there with, in the order in which a search visits them. What is looked for does not
/// change the order: one exploration answers every question about the body, and goes on only where a question wants more than those before.
/// </summary>
internal sealed class Exploration
{
    /// <summary>What a cell holds on average, at the most, before the search ends as if it had looked at all its cells: round a loop a cell may grow each time.</summary>
    private const int MaxMeanSize = 50;

    private readonly Universe _universe;
    private readonly Transfer _transfer;
    private readonly Func<FlowNode, bool>? _avoids;
    private readonly bool _isDeep;
    private readonly int _maxCells;
    private readonly LinkedList<Visit> _open = new();
    private readonly HashSet<(int, Cell)> _seen = new();
    private readonly List<Visit> _visits = new();
    private long _size;

    /// <param name="graph">The graph of the body.</param>
    /// <param name="universe">The values and slots of the body.</param>
    /// <param name="transfer">What its instructions do.</param>
    /// <param name="entry">What holds at the entry.</param>
    /// <param name="avoids">The nodes that a path must not come through; null: none.</param>
    /// <param name="isDeep">Whether to follow a path to its end before the next one; if not, shorter paths come before longer ones.</param>
    /// <param name="maxCells">So many cells are looked at.</param>
    public Exploration(FlowGraph graph, Universe universe, Transfer transfer, Cell entry, Func<FlowNode, bool>? avoids, bool isDeep, int maxCells)
    {
        _universe = universe;
        _transfer = transfer;
        _avoids = avoids;
        _isDeep = isDeep;
        _maxCells = maxCells;
        _open.AddLast(new Visit(graph.Entry, entry, null, -1, 0));
    }

    /// <summary>Whether there were more cells than the bound allows.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The visit with a number; null where there are not so many.</summary>
    public Visit? At(int number, CancellationToken cancellation)
    {
        while (_visits.Count <= number)
        {
            cancellation.ThrowIfCancellationRequested();
            if (_visits.Count > 0)
                Run(_visits[_visits.Count - 1]);

            if (_open.Count == 0)
                return null;

            LinkedListNode<Visit> next = _isDeep ? _open.Last! : _open.First!;
            _open.Remove(next);
            if (_avoids?.Invoke(next.Value.Node) != true)
                _visits.Add(next.Value);
        }

        return _visits[number];
    }

    /// <summary>What is wrong in a node where it is entered so.</summary>
    public ImmutableArray<Heard> HeardAt(Visit visit)
    {
        Run(visit);
        return visit.Heard;
    }

    /// <summary>Whether a search that looks at fewer cells comes to a visit. Only for one that does not go deep, which comes to the first ones.</summary>
    public static bool IsWithin(Visit visit, int maxCells) => IsWithin(visit.Number, visit.SizeBefore, maxCells);

    private static bool IsWithin(int number, long sizeBefore, int maxCells) => number < maxCells && sizeBefore <= (long)maxCells * MaxMeanSize;

    private void Run(Visit visit)
    {
        if (!visit.Heard.IsDefault)
            return;

        var listener = new Listener(_transfer);
        _transfer.TellsStories = true;
        try
        {
            _transfer.Run(visit.Node, visit.Cell, visit.Story, listener, (target, cell, story) =>
            {
                cell = Join.Prune(_universe, cell, target.Live);
                int number = _seen.Count;
                if (!IsWithin(number, _size, _maxCells))
                {
                    IsCut |= !_seen.Contains((target.Index, cell));
                }
                else if (_seen.Add((target.Index, cell)))
                {
                    _open.AddLast(new Visit(target, cell, story, number, _size));
                    _size += cell.Values.Count + cell.Facts.Count + cell.Slots.Count;
                }
            });
        }
        finally
        {
            _transfer.TellsStories = false;
        }

        visit.Heard = listener.Heard.ToImmutable();
    }

    /// <summary>A node, entered with a cell.</summary>
    /// <param name="node">The node.</param>
    /// <param name="cell">What is known there.</param>
    /// <param name="story">How it was come to.</param>
    /// <param name="number">How many cells were seen before it.</param>
    /// <param name="sizeBefore">How many entries these have together.</param>
    internal sealed class Visit(FlowNode node, Cell cell, Story? story, int number, long sizeBefore)
    {
        public FlowNode Node { get; } = node;

        public Cell Cell { get; } = cell;

        public Story? Story { get; } = story;

        public int Number { get; } = number;

        public long SizeBefore { get; } = sizeBefore;

        /// <summary>What was found wrong in the node; default as long as it was not run.</summary>
        public ImmutableArray<Heard> Heard { get; set; }
    }

    /// <summary>A bad transition on a path.</summary>
    /// <param name="Finding">The transition.</param>
    /// <param name="Story">The path.</param>
    /// <param name="Cell">What is known there.</param>
    internal sealed record Heard(Finding Finding, Story? Story, Cell? Cell);

    private sealed class Listener(Transfer transfer) : ITrace
    {
        public ImmutableArray<Heard>.Builder Heard { get; } = ImmutableArray.CreateBuilder<Heard>();

        public void Found(Finding finding) => Heard.Add(new Heard(finding, transfer.HeardStory, transfer.HeardCell));

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

        public void Ended(Instruction instruction, ProtocolStep step)
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
