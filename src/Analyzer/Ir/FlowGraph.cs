using System.Collections.Immutable;

namespace EntryPath.Analyzer.Ir;

/// <summary>
/// The explicit graph of one body: exceptional edges are edges, and each <c>finally</c> stands once for each way that leads
/// through it, so that the solver needs to know neither.
/// </summary>
internal sealed class FlowGraph
{
    public FlowGraph(ImmutableArray<FlowNode> nodes)
    {
        Nodes = nodes;
        MarkLoops();
    }

    /// <summary>The nodes; the first one is the entry.</summary>
    public ImmutableArray<FlowNode> Nodes { get; }

    public FlowNode Entry => Nodes[0];

    /// <summary>The variables and fields whose object some operation is about.</summary>
    public HashSet<PlaceId> Subjects { get; set; } = new();

    /// <summary>The instructions that stand for delegates of which nothing is known, where the body was given them: whoever gives them says what they do.</summary>
    public ImmutableHashSet<Instruction> OfGiven { get; set; } = ImmutableHashSet<Instruction>.Empty;

    /// <summary>The position of each node in reverse post-order: the order in which a forward solver converges fastest.</summary>
    public int[] Order { get; private set; } = System.Array.Empty<int>();

    /// <summary>All nodes that control can go to from here.</summary>
    public static IEnumerable<FlowNode> Targets(FlowNode node)
    {
        foreach (FlowEdge edge in node.Successors)
            yield return edge.Target;

        foreach (var handlers in node.Handlers)
        {
            foreach (FlowNode handler in handlers.Value)
                yield return handler;
        }
    }

    /// <summary>The nodes that control comes to without an exception but one that is thrown by a statement.</summary>
    public HashSet<FlowNode> InOrder() => Reached(Entry, static (edge, level) => edge is not null || level == ThrowLevel.Explicit);

    /// <summary>The nodes that control comes to from one, by the edges, and the handlers for exceptions of the levels, that are taken.</summary>
    public static HashSet<FlowNode> Reached(FlowNode from, Func<FlowEdge?, ThrowLevel, bool> isTaken)
    {
        var reached = new HashSet<FlowNode> { from };
        var work = new Stack<FlowNode>(reached);
        while (work.Count > 0)
        {
            FlowNode node = work.Pop();
            IEnumerable<FlowNode> targets = node.Successors.Where(edge => isTaken(edge, default)).Select(static edge => edge.Target)
                .Concat(node.Handlers.Where(handlers => isTaken(null, handlers.Key)).SelectMany(static handlers => handlers.Value));
            foreach (FlowNode target in targets)
            {
                if (reached.Add(target))
                    work.Push(target);
            }
        }

        return reached;
    }

    /// <summary>Numbers nodes and marks those on a cycle: Tarjan's components, with an explicit stack for long bodies.</summary>
    private void MarkLoops()
    {
        int count = Nodes.Length;
        var number = new int[count];
        var low = new int[count];
        var onStack = new bool[count];
        var stack = new Stack<int>();
        var postOrder = new List<int>(count);
        int next = 1;
        var walk = new Stack<(int Node, IEnumerator<FlowNode> Targets)>();

        void Enter(int node)
        {
            number[node] = low[node] = next++;
            stack.Push(node);
            onStack[node] = true;
            walk.Push((node, Targets(Nodes[node]).GetEnumerator()));
        }

        Enter(0);
        while (walk.Count > 0)
        {
            (int node, IEnumerator<FlowNode> targets) = walk.Peek();
            if (targets.MoveNext())
            {
                int target = targets.Current.Index;
                if (target == node)
                    Nodes[node].InLoop = true;

                if (number[target] == 0)
                    Enter(target);
                else if (onStack[target])
                    low[node] = System.Math.Min(low[node], number[target]);

                continue;
            }

            walk.Pop();
            postOrder.Add(node);
            if (walk.Count > 0)
                low[walk.Peek().Node] = System.Math.Min(low[walk.Peek().Node], low[node]);

            if (low[node] != number[node])
                continue;

            bool alone = stack.Peek() == node;
            int member;
            do
            {
                member = stack.Pop();
                onStack[member] = false;
                if (!alone)
                    Nodes[member].InLoop = true;
            }
            while (member != node);
        }

        Order = new int[count];
        for (int i = 0; i < postOrder.Count; i++)
            Order[postOrder[i]] = postOrder.Count - 1 - i;
    }
}
