namespace EntryPath.Analyzer.Domain;

/// <summary>
/// One element of a state: what is known of variables and conditions, and what the slots can be. A state is a list of cells
/// with different slots; cells with equal slots are one cell that knows what both knew (property simulation: Das, Lerner and
/// Seigle, PLDI 2002).
/// </summary>
/// <param name="Values">Variable to value number.</param>
/// <param name="Facts">Value number to the number of the constant that it is known to be.</param>
/// <param name="Slots">Slot to the number of its <see cref="StepState"/>.</param>
internal sealed record Cell(IntMap Values, IntMap Facts, IntMap Slots)
{
    public static readonly Cell Empty = new(IntMap.Empty, IntMap.Empty, IntMap.Empty);

    /// <summary>What the slot is that the cell has at this place of its slots.</summary>
    public StepState StateAt(int index) => StepState.Of(Slots.ValueAt(index));

    public bool Equals(Cell? other) =>
        other is not null && Slots.Equals(other.Slots) && Values.Equals(other.Values) && Facts.Equals(other.Facts);

    public override int GetHashCode() => (((Slots.GetHashCode() * 31) + Values.GetHashCode()) * 31) + Facts.GetHashCode();
}
