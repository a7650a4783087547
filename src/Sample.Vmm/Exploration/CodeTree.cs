using System;
using System.Collections.Generic;
using EntryPath.Sample.Vmm.Hardware;

namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>
/// What each agent's code does after each sequence of results that its accesses have had: a tree that grows on demand, so that each
/// sequence runs the code once however many schedules lead to it.
/// </summary>
internal sealed class CodeTree
{
    private const int None = -1;

    private readonly Recorder recorder = new();
    private readonly List<Node> nodes = [];
    private readonly Dictionary<Activity, int> roots = [];
    private ulong[] path = new ulong[64];

    /// <summary>Creates the tree of one machine's code.</summary>
    /// <param name="create">Creates the machine on the given memory and guest.</param>
    /// <param name="options">How it is created.</param>
    public CodeTree(Func<IMemory, IGuest, MachineOptions, IMachine> create, MachineOptions options) => Machine = create(recorder, recorder, options);

    /// <summary>The machine whose code this is.</summary>
    public IMachine Machine { get; }

    /// <summary>How many points of code are known.</summary>
    public int Count => nodes.Count;

    /// <summary>The point at which an agent begins.</summary>
    public int Root(Activity activity)
    {
        if (!roots.TryGetValue(activity, out var root))
        {
            root = Add(None, 0, () => activity.Run(Machine));
            roots.Add(activity, root);
        }

        return root;
    }

    /// <summary>What is done at a point.</summary>
    public Operation At(int node) => nodes[node].Operation;

    /// <summary>The point that is reached from another by a result.</summary>
    public int After(int node, ulong result)
    {
        for (var child = nodes[node].FirstChild; child != None; child = nodes[child].NextSibling)
        {
            if (nodes[child].Result == result)
                return child;
        }

        return Add(node, result, nodes[node].Code);
    }

    private int Add(int parent, ulong result, Action code)
    {
        var depth = 0;
        if (parent != None)
        {
            depth = nodes[parent].Depth + 1;
            if (depth > path.Length)
                Array.Resize(ref path, path.Length * 2);
            path[depth - 1] = result;
            for (var (node, index) = (parent, depth - 2); index >= 0; node = nodes[node].Parent, index--)
                path[index] = nodes[node].Result;
        }

        var operation = recorder.Next(code, path, depth);
        var added = nodes.Count;
        nodes.Add(new Node
        {
            Operation = operation,
            Code = code,
            Parent = parent,
            Result = result,
            Depth = depth,
            FirstChild = None,
            NextSibling = parent == None ? None : nodes[parent].FirstChild,
        });
        if (parent != None)
            nodes[parent].FirstChild = added;
        return added;
    }

    private sealed class Node
    {
        public required Operation Operation { get; init; }

        public required Action Code { get; init; }

        public required int Parent { get; init; }

        public required ulong Result { get; init; }

        public required int Depth { get; init; }

        public required int NextSibling { get; init; }

        public required int FirstChild { get; set; }
    }
}
