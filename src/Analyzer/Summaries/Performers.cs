using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Protocols;

namespace EntryPath.Analyzer.Summaries;

/// <summary>Which operations of a body perform or undo a step, and where they stand to another operation.</summary>
internal sealed class Performers
{
    private readonly FlowGraph _graph;
    private readonly ISummaries _summaries;
    private readonly Dictionary<(ProtocolStep, Instruction), Site?> _later = new();

    public Performers(FlowGraph graph, ISummaries summaries)
    {
        _graph = graph;
        _summaries = summaries;
    }

    /// <summary>An operation that performs the step after this one, on no way back to it; null if there is none.</summary>
    public Site? Later(ProtocolStep step, Instruction from)
    {
        if (!_later.TryGetValue((step, from), out Site? known))
            _later[(step, from)] = known = FindLater(step, from);

        return known;
    }

    private Site? FindLater(ProtocolStep step, Instruction from)
    {
        if (!_graph.Nodes.Any(node => node.Instructions.Any(instruction => PerformedBy(instruction, step) is not null)))
            return null;

        foreach (FlowNode node in _graph.Nodes)
        {
            int index = node.Instructions.IndexOf(from);
            if (index < 0)
                continue;

            for (int i = index + 1; i < node.Instructions.Length; i++)
            {
                if (PerformedBy(node.Instructions[i], step) is { } here && !node.InLoop)
                    return here;
            }

            HashSet<FlowNode> after = Reachable(FlowGraph.Targets(node));
            foreach (FlowNode later in after.OrderBy(later => _graph.Order[later.Index]))
            {
                foreach (Instruction instruction in later.Instructions)
                {
                    if (PerformedBy(instruction, step) is { } site && !(after.Contains(node) && Reachable(FlowGraph.Targets(later)).Contains(node)))
                        return site;
                }
            }
        }

        return null;
    }

    /// <summary>Whether an operation that performs the step can come before this one.</summary>
    public bool IsPerformedBefore(ProtocolStep step, Instruction end)
    {
        foreach (FlowNode node in _graph.Nodes)
        {
            for (int i = 0; i < node.Instructions.Length; i++)
            {
                if (PerformedBy(node.Instructions[i], step) is null)
                    continue;

                if (node.Instructions.IndexOf(end) > i || Reachable(FlowGraph.Targets(node)).Any(later => later.Instructions.Contains(end)))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether anything in the body undoes the step.</summary>
    public bool IsUndoneSomewhere(ProtocolStep step) => _graph.Nodes.Any(node => node.Instructions.Any(instruction => Undoes(instruction, step)));

    private static HashSet<FlowNode> Reachable(IEnumerable<FlowNode> from)
    {
        var reached = new HashSet<FlowNode>(from);
        var work = new Stack<FlowNode>(reached);
        while (work.Count > 0)
        {
            foreach (FlowNode target in FlowGraph.Targets(work.Pop()))
            {
                if (reached.Add(target))
                    work.Push(target);
            }
        }

        return reached;
    }

    private Site? PerformedBy(Instruction instruction, ProtocolStep step) => instruction switch
    {
        Instruction.Event { Kind: EventKind.Step or EventKind.Ensures } happening when ReferenceEquals(happening.Step, step) => happening.Site,
        Instruction.Call call when _summaries.Of(call.Callee) is { } summary && summary.Exits.Any(exit => exit.Effects.Any(effect =>
            ReferenceEquals(effect.Step, step)
            && (Effects.PossibilityOf(effect.Value) & (Possibility.Gained | Possibility.Pending)) != 0)) => call.Site,
        _ => null,
    };

    private bool Undoes(Instruction instruction, ProtocolStep step) => instruction switch
    {
        Instruction.Event { Kind: EventKind.Undo or EventKind.EnsuresUndone } happening => ReferenceEquals(happening.Step, step),
        Instruction.DisposeGuard => true,
        Instruction.Call call => _summaries.Of(call.Callee) is { } summary && summary.Exits.Any(exit => exit.Effects.Any(effect =>
            ReferenceEquals(effect.Step, step) && (Effects.PossibilityOf(effect.Value) & Possibility.Lost) != 0)),
        _ => false,
    };
}
