using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Flow;

/// <summary>
/// Finds the locals, parameters and captures that something from a node on can read, so that states forget the others and
/// become equal sooner.
/// </summary>
internal static class Liveness
{
    /// <param name="graph">The graph of a body.</param>
    /// <param name="always">Variables that something outside of the graph can read at any time.</param>
    /// <param name="isOuter">Whether a variable belongs to a body around this one, which reads it afterwards.</param>
    /// <param name="returnsSubject">Whether steps can be about what the body returns.</param>
    public static void Mark(FlowGraph graph, IEnumerable<LocalId> always, Func<LocalId, bool> isOuter, bool returnsSubject)
    {
        var predecessors = new List<int>[graph.Nodes.Length];
        foreach (FlowNode node in graph.Nodes)
        {
            foreach (FlowNode target in FlowGraph.Targets(node))
                (predecessors[target.Index] ??= new List<int>()).Add(node.Index);
        }

        graph.Subjects = SubjectPlaces.Of(graph, returnsSubject);
        var read = new HashSet<PlaceId>(always.Concat(Outputs(graph, isOuter)).Select(static variable => (PlaceId)variable));
        var uses = new HashSet<PlaceId>[graph.Nodes.Length];
        var kills = new HashSet<PlaceId>[graph.Nodes.Length];
        var work = new Stack<int>();
        foreach (FlowNode node in graph.Nodes)
        {
            (uses[node.Index], kills[node.Index]) = Scan(node, graph.Subjects);
            node.Live = new HashSet<PlaceId>(uses[node.Index]);
            node.Live.UnionWith(read);
            work.Push(node.Index);
        }

        while (work.Count > 0)
        {
            FlowNode node = graph.Nodes[work.Pop()];
            if (predecessors[node.Index] is not { } before)
                continue;

            foreach (int index in before)
            {
                FlowNode predecessor = graph.Nodes[index];
                bool grew = false;
                foreach (PlaceId variable in node.Live!)
                {
                    if (!kills[index].Contains(variable) && predecessor.Live!.Add(variable))
                        grew = true;
                }

                if (grew)
                    work.Push(index);
            }
        }
    }

    /// <summary>Parameters by reference, and variables of the bodies around: others read what they hold at the end.</summary>
    private static IEnumerable<LocalId> Outputs(FlowGraph graph, Func<LocalId, bool> isOuter) => graph.Nodes
        .SelectMany(static node => node.Instructions)
        .SelectMany(static instruction => instruction switch
        {
            Instruction.Assign assign => new[] { assign.Variable },
            Instruction.Call call => call.ByReference.OfType<LocalId>(),
            _ => Enumerable.Empty<LocalId>(),
        })
        .Where(variable => variable.Parameter is { RefKind: RefKind.Out or RefKind.Ref } || isOuter(variable));

    private static (HashSet<PlaceId> Uses, HashSet<PlaceId> Kills) Scan(FlowNode node, HashSet<PlaceId> subjects)
    {
        var uses = new HashSet<PlaceId>();
        var kills = new HashSet<PlaceId>();

        // An instruction that throws leaves with the values from before later assignments of its node.
        bool canLeaveEarly = node.Handlers.Count > 0;
        foreach (Instruction instruction in node.Instructions)
        {
            switch (instruction)
            {
                case Instruction.Define { Value: Expression.Load load } when !kills.Contains(load.Variable):
                    uses.Add(load.Variable);
                    break;
                case Instruction.Define { Value: Expression.LoadField { Member: var member } } when subjects.Contains(PlaceId.Of(member)):
                    uses.Add(PlaceId.Of(member));
                    break;
                case Instruction.Define { Value: Expression.RoundIndex { Rounds: var rounds } } when !kills.Contains(rounds.IsChosen):
                    uses.Add(rounds.IsChosen);
                    break;
                case Instruction.NextRound { Rounds: var rounds }:
                    uses.Add(rounds.HasPassed);
                    if (!uses.Contains(rounds.IsChosen))
                        kills.Add(rounds.IsChosen);

                    break;
                case Instruction.Call { Enumeration: { } enumeration } when !kills.Contains((LocalId)enumeration):
                    uses.Add((LocalId)enumeration);
                    break;
                case Instruction.Assign assign when !canLeaveEarly:
                    if (!uses.Contains(assign.Variable))
                        kills.Add(assign.Variable);

                    break;
            }
        }

        if (node.Exit?.Value is { } returned)
            uses.Add(returned);

        return (uses, kills);
    }
}
