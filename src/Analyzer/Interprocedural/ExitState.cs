using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>What a bracket is at one exit of a body, in one cell.</summary>
/// <param name="Node">The exit.</param>
/// <param name="Cell">The cell.</param>
/// <param name="Held">Whether the body leaves the bracket in effect: it performed it, and its obligation has not ended otherwise.</param>
/// <param name="Released">Whether it undid what its caller had left in effect.</param>
/// <param name="Depth">How many performances of a nested bracket are open.</param>
/// <param name="IsOutside">There is nothing to hold or to release: the subject is known to be null here, or a body that was not analysed may have done anything to it.</param>
internal readonly record struct ExitState(FlowNode Node, Cell Cell, bool Held, bool Released, Depth Depth, bool IsOutside)
{
    public FlowExit Exit => Node.Exit!;

    /// <summary>Who has to undo it.</summary>
    public Ownership Ownership { get; init; }

    /// <summary>Whether no path to it was found among too many, only that there may be one.</summary>
    public bool IsUnshown { get; init; }
}
