using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;

namespace EntryPath.Analyzer.Flow;

/// <summary>Cuts the graph of an iterator into the graphs of its parts.</summary>
internal sealed class IteratorCut
{
    private readonly List<FlowNode> _nodes = new();
    private readonly Dictionary<FlowNode, FlowNode> _copies = new();
    private readonly Queue<FlowNode> _uncopied = new();

    private readonly ImmutableHashSet<Instruction> _ofGiven;

    private IteratorCut(ImmutableHashSet<Instruction> ofGiven) => _ofGiven = ofGiven;

    /// <param name="whole">The graph of the iterator, or of a method that runs a delegate it is given.</param>
    /// <param name="part">The part.</param>
    public static FlowGraph Of(FlowGraph whole, IteratorPart part)
    {
        var cut = new IteratorCut(whole.OfGiven);
        FlowNode entry = cut.Add(new FlowNode(0));
        if (part.From == IteratorPart.Start)
        {
            entry.Successors.Add(new FlowEdge(cut.Copy(whole.Entry)));
        }
        else
        {
            foreach (FlowNode yield in whole.Nodes.Where(node => node.Position == part.From))
            {
                if (part.IsLeft)
                    entry.Successors.Add(new FlowEdge(cut.Copy(yield.WhenLeft!)));
                else
                    entry.Successors.AddRange(yield.Successors.Where(static edge => !edge.IsLeft).Select(edge => new FlowEdge(cut.Copy(edge.Target))));
            }
        }

        while (cut._uncopied.Count > 0)
            cut.Fill(cut._uncopied.Dequeue());

        return new FlowGraph(cut._nodes.ToImmutableArray()) { Subjects = whole.Subjects };
    }

    private FlowNode Add(FlowNode node)
    {
        _nodes.Add(node);
        return node;
    }

    private FlowNode Copy(FlowNode original)
    {
        if (_copies.TryGetValue(original, out FlowNode? copy))
            return copy;

        if (original.Exit is { Kind: ExitKind.Return or ExitKind.Left } exit)
        {
            copy = Stop(IteratorPart.Ended, exit.Site, new HashSet<PlaceId>(original.Live ?? new HashSet<PlaceId>()), hasResult: exit.Kind == ExitKind.Return && !_ofGiven.IsEmpty);
        }
        else
        {
            copy = Add(new FlowNode(_nodes.Count) { Instructions = _ofGiven.IsEmpty ? original.Instructions : original.Instructions.RemoveAll(_ofGiven.Contains), Registers = original.Registers, Live = original.Live, Exit = original.Exit, Caught = original.Caught });
            _uncopied.Enqueue(original);
        }

        _copies.Add(original, copy);
        return copy;
    }

    private void Fill(FlowNode original)
    {
        FlowNode copy = _copies[original];
        foreach (KeyValuePair<ThrowLevel, ImmutableArray<FlowNode>> handlers in original.Handlers)
            copy.Handlers.Add(handlers.Key, handlers.Value.Select(Copy).ToImmutableArray());

        if (original.Position == 0)
        {
            copy.Successors.AddRange(original.Successors.Select(edge => edge with { Target = Copy(edge.Target) }));
            return;
        }

        var live = new HashSet<PlaceId> { LocalId.Yielded };
        foreach (FlowNode next in original.Successors.Select(static edge => edge.Target))
            live.UnionWith(next.Live ?? new HashSet<PlaceId>());

        live.UnionWith(original.Instructions.OfType<Instruction.Assign>().Select(static assign => (PlaceId)assign.Variable));
        Site site = original.Instructions.Select(static instruction => instruction switch
        {
            Instruction.Suspend yielded => yielded.Site,
            Instruction.RunGiven run => run.Site,
            _ => null,
        }).OfType<Site>().Last();
        copy.Successors.Add(new FlowEdge(Stop(original.Position, site, live)));
    }

    /// <summary>A way out that gives a position.</summary>
    private FlowNode Stop(long position, Site site, HashSet<PlaceId> live, bool hasResult = false)
    {
        live.Add(LocalId.Returned);
        if (hasResult)
            live.Add(LocalId.Result);

        FlowNode exit = Add(new FlowNode(_nodes.Count) { Exit = new FlowExit(ExitKind.Return, ThrowLevel.Explicit, site, LocalId.Returned), Live = live });
        ImmutableArray<Instruction> kept = hasResult
            ? ImmutableArray.Create<Instruction>(new Instruction.Define(1, new Expression.Load(LocalId.Returned)), new Instruction.Assign(LocalId.Result, 1))
            : ImmutableArray<Instruction>.Empty;
        FlowNode stop = Add(new FlowNode(_nodes.Count)
        {
            Instructions = kept.Add(new Instruction.Define(0, new Expression.Constant(position))).Add(new Instruction.Assign(LocalId.Returned, 0)),
            Registers = 2,
            Live = hasResult ? new HashSet<PlaceId>(live) : null,
        });
        stop.Successors.Add(new FlowEdge(exit));
        return stop;
    }
}
