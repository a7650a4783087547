using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace EntryPath.Analyzer.Ir;

/// <summary>Makes the explicit graph of a body from Roslyn's, in which exceptional edges and ways through <c>finally</c> are implied.</summary>
internal sealed class FlowGraphBuilder
{
    /// <summary>So many nodes; a body with more ways through nested <c>finally</c> blocks is not analysed.</summary>
    public const int MaxNodes = 60_000;

    private static readonly Site NoSite = new(Location.None, string.Empty);

    private readonly ImmutableArray<BasicBlock> _blocks;
    private readonly Func<BasicBlock, BlockCode> _read;
    private readonly Func<BasicBlock, ControlFlowBranch, Site> _exitSite;
    private readonly ThrowLevel _countedLevel;
    private readonly Dictionary<(int Block, Context? Context), FlowNode> _nodes = new();
    private readonly Dictionary<int, BlockCode> _code = new();
    /// <summary>The places at which loops leave the iterator, each with the position of its <c>yield</c>.</summary>
    private readonly Dictionary<Site, int> _leaving = new();
    private readonly Dictionary<(ExitKind, ThrowLevel, Site, ThrownException?), FlowNode> _exits = new();
    private readonly List<FlowNode> _all = new();
    private readonly Queue<(BasicBlock Block, Context? Context, FlowNode Node)> _unread = new();

    public FlowGraphBuilder(
        ImmutableArray<BasicBlock> blocks,
        Func<BasicBlock, BlockCode> read,
        Func<BasicBlock, ControlFlowBranch, Site> exitSite,
        ThrowLevel countedLevel)
    {
        _blocks = blocks;
        _read = read;
        _exitSite = exitSite;
        _countedLevel = countedLevel;
    }

    /// <summary>What runs before the body and at each of its ways out; null where nothing does.</summary>
    public (BlockPart Before, BlockPart After)? Around { get; init; }

    /// <summary>The graph; null if it is over the bound.</summary>
    public FlowGraph? Build()
    {
        foreach (BasicBlock block in _blocks)
            _code[block.Ordinal] = _read(block);

        if (Around is { Before: var before })
            Node(before).Successors.Add(new FlowEdge(Node(_blocks[0], null)));
        else
            Node(_blocks[0], null);

        while (_unread.Count > 0)
        {
            (BasicBlock block, Context? context, FlowNode node) = _unread.Dequeue();
            Fill(block, context, node);
            if (_all.Count > MaxNodes)
                return null;
        }

        if (_leaving.Count > 0)
            MarkLeft();

        return new FlowGraph(_all.ToImmutableArray());
    }

    /// <summary>Marks what only loops that leave the iterator lead to.</summary>
    private void MarkLeft()
    {
        HashSet<FlowNode> reached = FlowGraph.Reached(_all[0], static (edge, _) => edge is not { IsLeft: true });
        foreach (FlowNode node in _all)
            node.IsOnlyWhenLeft = !reached.Contains(node);
    }

    /// <summary>The graph of a body that does nothing but run these parts, one after the other.</summary>
    public static FlowGraph Straight(ImmutableArray<BlockPart> parts, Site end, ThrowLevel countedLevel)
    {
        var builder = new FlowGraphBuilder(ImmutableArray<BasicBlock>.Empty, static _ => null!, (_, _) => end, countedLevel);
        FlowNode? last = null;
        foreach (BlockPart part in parts)
        {
            var node = new FlowNode(builder._all.Count) { Instructions = part.Instructions, Registers = part.Registers };
            builder._all.Add(node);
            builder.AddHandlers(null, false, null, node, part.ThrowSite);
            last?.Successors.Add(new FlowEdge(node));
            last = node;
        }

        FlowNode exit = builder.Exit(ExitKind.Return, ThrowLevel.Explicit, end);
        last?.Successors.Add(new FlowEdge(exit));
        return new FlowGraph(builder._all.ToImmutableArray());
    }

    private FlowNode Node(BlockPart part)
    {
        var node = new FlowNode(_all.Count) { Instructions = part.Instructions, Registers = part.Registers };
        _all.Add(node);
        return node;
    }

    private FlowNode Node(BasicBlock block, Context? context)
    {
        if (!_nodes.TryGetValue((block.Ordinal, context), out FlowNode node))
        {
            node = new FlowNode(_all.Count);
            _all.Add(node);
            _nodes.Add((block.Ordinal, context), node);
            _unread.Enqueue((block, context, node));
        }

        return node;
    }

    private FlowNode Exit(ExitKind kind, ThrowLevel level, Site site, ThrownException? thrown = null)
    {
        if (!_exits.TryGetValue((kind, level, site, thrown), out FlowNode node))
        {
            node = new FlowNode(_all.Count) { Exit = new FlowExit(kind, level, site, kind == ExitKind.Return ? LocalId.Returned : (LocalId?)null, thrown) { Position = kind == ExitKind.Left ? _leaving[site] : 0 } };
            _all.Add(node);
            if (Around is { After: var after })
            {
                FlowNode last = node;
                node = Node(after);
                node.Successors.Add(new FlowEdge(last));
            }

            _exits.Add((kind, level, site, thrown), node);
        }

        return node;
    }

    private void Fill(BasicBlock block, Context? context, FlowNode node)
    {
        BlockCode code = _code[block.Ordinal];
        (FlowNode Node, int Again)? loop = null;
        for (int i = 0; i < code.Parts.Length; i++)
        {
            node.Instructions = code.Parts[i].Instructions;
            node.Registers = code.Parts[i].Registers;
            AddHandlers(block.EnclosingRegion, code.IsInTry, context, node, code.Parts[i].ThrowSite);
            if (code.Parts[i].Position > 0)
            {
                node.Position = code.Parts[i].Position;
                _leaving[code.Parts[i].ThrowSite] = node.Position;
                FlowNode left = Through(FinallyRegions(block).ToImmutableArray(), 0, _blocks[_blocks.Length - 1], context, code.Parts[i].ThrowSite).Single();
                node.Successors.Add(new FlowEdge(left, IsLeft: true));
            }

            if (i == code.Parts.Length - 1)
                break;

            var next = new FlowNode(_all.Count);
            _all.Add(next);
            if (loop is var (start, again))
            {
                // The part before was that of one round.
                node.Successors.Add(new FlowEdge(start));
                start.Successors.Add(new FlowEdge(next, again, false));
                loop = null;
            }
            else if (code.Parts[i].Repeats is { } register)
            {
                node.Successors.Add(new FlowEdge(next, register));
                loop = (node, register);
            }
            else
            {
                node.Successors.Add(new FlowEdge(next));
            }

            node = next;
        }

        if (block.ConditionKind != ControlFlowConditionKind.None && block.ConditionalSuccessor is { } conditional)
        {
            bool truth = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            foreach (FlowNode target in Follow(block, conditional, context))
                node.Successors.Add(new FlowEdge(Through(truth ? code.WhenTrue : null, target), code.Condition, truth, code.ConditionSite));

            if (block.FallThroughSuccessor is { } opposite)
            {
                foreach (FlowNode target in Follow(block, opposite, context))
                    node.Successors.Add(new FlowEdge(Through(truth ? null : code.WhenTrue, target), code.Condition, !truth, code.ConditionSite));
            }
        }
        else if (block.FallThroughSuccessor is { } otherwise)
        {
            foreach (FlowNode target in Follow(block, otherwise, context))
                node.Successors.Add(new FlowEdge(target));
        }
    }

    /// <summary>The <c>finally</c> regions around a block, innermost first.</summary>
    private static IEnumerable<ControlFlowRegion> FinallyRegions(BasicBlock block)
    {
        for (ControlFlowRegion? region = block.EnclosingRegion; region is not null; region = Enclosing(region))
        {
            if (region is { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { Kind: ControlFlowRegionKind.TryAndFinally } whole })
                yield return whole.NestedRegions[1];
        }
    }

    /// <summary>The target, by way of what runs on an edge.</summary>
    private FlowNode Through(BlockPart? onEdge, FlowNode target)
    {
        if (onEdge is null)
            return target;

        FlowNode node = Node(onEdge);
        node.Successors.Add(new FlowEdge(target));
        return node;
    }

    private void AddHandlers(ControlFlowRegion? region, bool isInTry, Context? context, FlowNode node, Site throwSite)
    {
        foreach (Instruction instruction in node.Instructions)
        {
            ThrowLevel level;
            switch (instruction)
            {
                case Instruction.MayThrow mayThrow:
                    level = mayThrow.Level;
                    break;
                case Instruction.Call:
                    for (ThrowLevel propagated = ThrowLevel.Explicit; propagated <= ThrowLevel.AnyCall; propagated++)
                        AddHandlers(region, isInTry, context, node, propagated, throwSite);

                    continue;
                default:
                    continue;
            }

            AddHandlers(region, isInTry, context, node, level, throwSite);
        }
    }

    private void AddHandlers(ControlFlowRegion? region, bool isInTry, Context? context, FlowNode node, ThrowLevel level, Site site)
    {
        if (node.Handlers.ContainsKey(level))
            return;

        ThrowLevel counted = level == ThrowLevel.AnyCall && isInTry ? ThrowLevel.CallInTry : level;
        if (counted > _countedLevel)
        {
            // Ways that end in no exit that counts need not be told apart.
            counted = ThrowLevel.Operation;
            site = NoSite;
        }

        ImmutableArray<FlowNode> handlers = Unwind(region, context, counted, null, site).Distinct().ToImmutableArray();
        if (handlers.Length > 0)
            node.Handlers[level] = handlers;
    }

    private IEnumerable<FlowNode> Follow(BasicBlock block, ControlFlowBranch branch, Context? context)
    {
        switch (branch.Semantics)
        {
            case ControlFlowBranchSemantics.Regular:
            case ControlFlowBranchSemantics.Return:
                return Through(branch.FinallyRegions, 0, branch.Destination!, context, _exitSite(block, branch));

            case ControlFlowBranchSemantics.StructuredExceptionHandling:
                return EndOfHandler(block, context);

            case ControlFlowBranchSemantics.Throw:
            {
                BlockCode code = _code[block.Ordinal];
                ThrowLevel level = code.ThrowLevel == ThrowLevel.AnyCall && code.IsInTry ? ThrowLevel.CallInTry : code.ThrowLevel;
                return Unwind(block.EnclosingRegion, context, level, new ThrownException(code.Thrown, IsAfterFailure(block)), _exitSite(block, branch)).ToList();
            }

            case ControlFlowBranchSemantics.Rethrow:
                return Unwind(block.EnclosingRegion, context, ThrowLevel.Explicit, new ThrownException(null, IsAfterFailure(block)), _exitSite(block, branch)).ToList();

            default:
                return Enumerable.Empty<FlowNode>();
        }
    }

    /// <summary>Whether a <c>throw</c> stands in a <c>catch</c> that only a failing operation of the language leads to: no call, and no other <c>throw</c>.</summary>
    private bool IsAfterFailure(BasicBlock block)
    {
        for (ControlFlowRegion? region = block.EnclosingRegion; region is not null; region = Enclosing(region))
        {
            if (region is { Kind: ControlFlowRegionKind.Catch, EnclosingRegion: { } whole } && !CanBeLeftByThrow(whole.Kind == ControlFlowRegionKind.FilterAndHandler ? whole.EnclosingRegion! : whole))
                return true;
        }

        return false;
    }

    private bool CanBeLeftByThrow(ControlFlowRegion tryAndCatch)
    {
        ControlFlowRegion tried = tryAndCatch.NestedRegions[0];
        for (int i = tried.FirstBlockOrdinal; i <= tried.LastBlockOrdinal; i++)
        {
            if (_blocks[i].FallThroughSuccessor?.Semantics is ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow
                || _code[i].Parts.Any(static part => part.Instructions.Any(static instruction => instruction is Instruction.Call or Instruction.Event or Instruction.MayThrow { Level: < ThrowLevel.Operation })))
            {
                return true;
            }
        }

        return false;
    }

    private IEnumerable<FlowNode> Through(
        ImmutableArray<ControlFlowRegion> regions, int next, BasicBlock destination, Context? context, Site exit)
    {
        if (next < regions.Length)
        {
            var inside = new Context(regions[next], new Continuation(regions, next + 1, destination, exit, null, default), context);
            yield return Node(_blocks[regions[next].FirstBlockOrdinal], inside);
        }
        else if (destination.Kind == BasicBlockKind.Exit)
        {
            yield return Exit(_leaving.ContainsKey(exit) ? ExitKind.Left : ExitKind.Return, ThrowLevel.Explicit, exit);
        }
        else
        {
            yield return Node(destination, context);
        }
    }

    private IEnumerable<FlowNode> EndOfHandler(BasicBlock block, Context? context)
    {
        // The end of a filter that does not match goes on to other handlers, which were entered together with it.
        for (ControlFlowRegion? region = block.EnclosingRegion; region is not null; region = Enclosing(region))
        {
            if (region.Kind == ControlFlowRegionKind.Filter)
                return Enumerable.Empty<FlowNode>();

            if (region.Kind == ControlFlowRegionKind.Finally)
                break;
        }

        if (context is null)
            return Enumerable.Empty<FlowNode>();

        Continuation after = context.After;
        return after.Destination is { } destination
            ? Through(after.Regions, after.Next, destination, context.Outer, after.Site)
            : Unwind(context.Finally.EnclosingRegion, context.Outer, after.Level, after.Thrown, after.Site).ToList();
    }

    /// <summary>The region around another in this graph. Roslyn goes on from a nested function's root into the graph of its container.</summary>
    private static ControlFlowRegion? Enclosing(ControlFlowRegion region) =>
        region.Kind == ControlFlowRegionKind.Root ? null : region.EnclosingRegion;

    private IEnumerable<FlowNode> Unwind(ControlFlowRegion? region, Context? context, ThrowLevel level, ThrownException? thrown, Site site)
    {
        var inner = new List<CaughtException>();
        for (; region is not null; region = Enclosing(region))
        {
            if (region.Kind == ControlFlowRegionKind.Finally && context is not null && ReferenceEquals(context.Finally, region))
                context = context.Outer;

            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } whole)
                continue;

            if (whole.Kind == ControlFlowRegionKind.TryAndFinally)
            {
                ControlFlowRegion final = whole.NestedRegions[1];
                var after = new Continuation(ImmutableArray<ControlFlowRegion>.Empty, 0, null, site, thrown, level);
                yield return Node(_blocks[final.FirstBlockOrdinal], new Context(final, after, context));
                yield break;
            }

            foreach (ControlFlowRegion handler in whole.NestedRegions)
            {
                if (handler.Kind is not (ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler))
                    continue;

                var caught = new CaughtException(handler.ExceptionType, handler.Kind == ControlFlowRegionKind.FilterAndHandler);
                if (!caught.CanCatch(thrown) || inner.Exists(caught.IsTakenBy))
                    continue;

                FlowNode entry = Node(_blocks[handler.FirstBlockOrdinal], context);
                entry.Caught = caught;
                yield return entry;
                if (caught.CatchesAll(thrown))
                    yield break;

                inner.Add(caught);
            }
        }

        if (level <= _countedLevel)
            yield return Exit(ExitKind.Throw, level, site, thrown);
    }

    /// <summary>The <c>finally</c> regions that control is in, innermost first, each with where it goes on afterwards.</summary>
    private sealed record Context(ControlFlowRegion Finally, Continuation After, Context? Outer);

    /// <summary>Where a <c>finally</c> goes on: to a destination through other regions, or up the stack.</summary>
    private sealed record Continuation(
        ImmutableArray<ControlFlowRegion> Regions, int Next, BasicBlock? Destination, Site Site, ThrownException? Thrown, ThrowLevel Level);
}

/// <summary>What one basic block does.</summary>
/// <param name="Parts">Its operations' instructions; a long block is cut between operations, where no register is in use.</param>
/// <param name="Condition">The register that its branch tests, or -1.</param>
/// <param name="ConditionSite">The condition, for messages.</param>
/// <param name="Thrown">The static type of what it throws.</param>
/// <param name="WhenTrue">What runs first where the condition is true.</param>
internal sealed record BlockCode(
    ImmutableArray<BlockPart> Parts, int Condition, Site? ConditionSite, ITypeSymbol? Thrown, BlockPart? WhenTrue)
{
    /// <summary>Whether it stands inside a <c>try</c>.</summary>
    public bool IsInTry { get; init; }

    /// <summary>The policy that is needed for what it throws to count as a way out.</summary>
    public ThrowLevel ThrowLevel { get; init; }
}

/// <summary>A part of a basic block.</summary>
/// <param name="Instructions">What it does.</param>
/// <param name="Registers">How many registers the instructions use.</param>
/// <param name="ThrowSite">A place for an exception that leaves from here.</param>
internal sealed record BlockPart(ImmutableArray<Instruction> Instructions, int Registers, Site ThrowSite)
{
    /// <summary>For a part that ends in a <c>yield</c>: the position at which the iterator stops there; otherwise 0.</summary>
    public int Position { get; init; }

    /// <summary>For a part that begins each round of a loop: the register that says whether there is another round, which is the next part; null for any other.</summary>
    public int? Repeats { get; init; }
}
