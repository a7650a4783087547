using System.Collections.Immutable;
using EntryPath.Analyzer.Events;
using EntryPath.Analyzer.Flow;

namespace EntryPath.Analyzer.Summaries;

/// <summary>A body, solved: what is wrong in it, what it needs, how it is left, and what it is for its callers.</summary>
internal sealed class BodySolution
{
    public BodySolution(Body body, BodyCode code, Universe universe, Transfer transfer, Cell entry, Performers? performers)
    {
        Body = body;
        Code = code;
        Universe = universe;
        Transfer = transfer;
        Entry = entry;
        Performers = performers!;
    }

    public Body Body { get; }

    public BodyCode Code { get; }

    public Universe Universe { get; }

    public Transfer Transfer { get; }

    public Cell Entry { get; }

    /// <summary>Where steps are performed; not for a body without a graph.</summary>
    public Performers Performers { get; }

    public Summary Summary { get; set; } = Summary.Bottom;

    public ImmutableArray<Finding> Findings { get; set; } = ImmutableArray<Finding>.Empty;

    /// <summary>The needs with the instruction of this body that has them.</summary>
    public ImmutableArray<(Need Need, Instruction Instruction)> Needs { get; set; } = ImmutableArray<(Need, Instruction)>.Empty;

    /// <summary>The needs of callees that a call here meets.</summary>
    public ImmutableHashSet<NeedOrigin> Met { get; set; } = ImmutableHashSet<NeedOrigin>.Empty;

    public ImmutableArray<(FlowNode Node, ImmutableArray<Cell> Cells)> Exits { get; set; } =
        ImmutableArray<(FlowNode, ImmutableArray<Cell>)>.Empty;

    /// <summary>Why the solution is not complete; null if it is.</summary>
    public string? GaveUp { get; set; }
}
