using System.Collections.Immutable;

namespace EntryPath.Analyzer.Ir;

/// <summary>A straight run of instructions and where it goes on.</summary>
internal sealed class FlowNode
{
    public FlowNode(int index) => Index = index;

    public int Index { get; }

    public ImmutableArray<Instruction> Instructions { get; set; } = ImmutableArray<Instruction>.Empty;

    /// <summary>How many registers the instructions use.</summary>
    public int Registers { get; set; }

    /// <summary>The edges, tried in order; a branch has two with opposite conditions.</summary>
    public List<FlowEdge> Successors { get; } = new();

    /// <summary>Where control goes when an instruction throws, by the level of the throw.</summary>
    public Dictionary<ThrowLevel, ImmutableArray<FlowNode>> Handlers { get; } = new();

    /// <summary>For the start of a <c>catch</c>: which exceptions come here.</summary>
    public CaughtException? Caught { get; set; }

    /// <summary>Set for the ends of the body.</summary>
    public FlowExit? Exit { get; set; }

    /// <summary>For a node that ends in a <c>yield</c>: the position at which the iterator stops there; otherwise 0.</summary>
    public int Position { get; set; }

    /// <summary>Where control goes instead when the loop is left at this <c>yield</c>.</summary>
    public FlowNode? WhenLeft => Successors.Find(static edge => edge.IsLeft)?.Target;

    /// <summary>Whether control comes here only where a loop leaves the iterator at a <c>yield</c>.</summary>
    public bool IsOnlyWhenLeft { get; set; }

    /// <summary>Whether control can come back here.</summary>
    public bool InLoop { get; set; }

    /// <summary>The variables and members that something from here on reads; null: all.</summary>
    public HashSet<PlaceId>? Live { get; set; }
}

/// <summary>An edge, taken where the register has the truth value; a register of -1 is no condition.</summary>
/// <param name="Target">Where it goes.</param>
/// <param name="Condition">The register tested.</param>
/// <param name="Truth">The value that takes this edge.</param>
/// <param name="Site">The condition, for messages.</param>
/// <param name="IsLeft">Whether it is taken where a loop leaves the iterator at this <c>yield</c>.</param>
internal sealed record FlowEdge(FlowNode Target, int Condition = -1, bool Truth = true, Site? Site = null, bool IsLeft = false);

/// <summary>One way out of a body.</summary>
/// <param name="Kind">Return, throw, or a loop that leaves an iterator.</param>
/// <param name="Level">For a throw, which policy counts it.</param>
/// <param name="Site">The statement, or the end of the body.</param>
/// <param name="Value">The variable that holds the returned value, or null.</param>
/// <param name="Thrown">For a throw, what is thrown; null: anything.</param>
internal sealed record FlowExit(ExitKind Kind, ThrowLevel Level, Site Site, LocalId? Value, ThrownException? Thrown = null)
{
    /// <summary>Where a loop leaves an iterator: the position of the <c>yield</c>.</summary>
    public int Position { get; init; }
}

/// <summary>The kinds of ways out.</summary>
internal enum ExitKind
{
    Return,
    Throw,

    /// <summary>A loop leaves an iterator at a <c>yield</c>, by way of the <c>finally</c> blocks around that.</summary>
    Left,
}
