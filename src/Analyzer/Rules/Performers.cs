using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Protocols;
using EntryPath.Analyzer.Summaries;

namespace EntryPath.Analyzer.Rules;

/// <summary>Which operations of a body perform or undo a step, and where they stand to another operation.</summary>
internal sealed class Performers
{
    private readonly BodySolution _solution;
    private readonly Func<object, Summary?> _summaryOf;

    public Performers(BodySolution solution, Func<object, Summary?> summaryOf)
    {
        _solution = solution;
        _summaryOf = summaryOf;
    }

    /// <summary>An operation that performs the step after this one, on no way back to it; null if there is none.</summary>
    public Site? Later(ProtocolStep step, Instruction from)
    {
        FlowGraph graph = _solution.Code.Graph!;
        foreach (FlowNode node in graph.Nodes)
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
            foreach (FlowNode later in after.OrderBy(later => graph.Order[later.Index]))
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
        foreach (FlowNode node in _solution.Code.Graph!.Nodes)
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
    public bool IsUndoneSomewhere(ProtocolStep step) => _solution.Code.Graph!.Nodes.Any(node => node.Instructions.Any(instruction => Undoes(instruction, step)));

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
        Instruction.Call call when _summaryOf(call.Callee) is { } summary && summary.Exits.Any(exit => exit.Effects.Any(effect =>
            ReferenceEquals(effect.Step, step)
            && (Effects.PossibilityOf(effect.Value) & (Possibility.Gained | Possibility.Pending)) != 0)) => call.Site,
        _ => null,
    };

    private bool Undoes(Instruction instruction, ProtocolStep step) => instruction switch
    {
        Instruction.Event { Kind: EventKind.Undo or EventKind.EnsuresUndone } happening => ReferenceEquals(happening.Step, step),
        Instruction.DisposeGuard => true,
        Instruction.Call call => _summaryOf(call.Callee) is { } summary && summary.Exits.Any(exit => exit.Effects.Any(effect =>
            ReferenceEquals(effect.Step, step) && (Effects.PossibilityOf(effect.Value) & Possibility.Lost) != 0)),
        _ => false,
    };
}
