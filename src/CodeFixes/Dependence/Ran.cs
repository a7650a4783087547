namespace EntryPath.CodeFixes.Dependence;

/// <summary>
/// What code reads and writes, in two parts: what computes its values, and what the operations do that protocols order. Two operations of
/// one protocol may change places although each works on the same object: that is what their order is about, and the engine judges it.
/// </summary>
internal sealed class Ran
{
    public Effects Own { get; } = new();

    public Effects Operations { get; } = new();

    /// <summary>The protocols of the operations, by their documentation ids.</summary>
    public HashSet<string> Protocols { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the two give the same in either order, but for what their common protocol says.</summary>
    public bool IsIndependentOf(Ran other, ObjectReach reach) =>
        Own.IsIndependentOf(other.Own, reach)
        && Own.IsIndependentOf(other.Operations, reach)
        && Operations.IsIndependentOf(other.Own, reach)
        && (Protocols.Overlaps(other.Protocols) || Operations.IsIndependentOf(other.Operations, reach));
}
