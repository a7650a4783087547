namespace EntryPath.Analyzer.Domain;

/// <summary>
/// How often a nested bracket was performed (or, where it is lost, undone) more than the other way round: an interval, whose join is the
/// smallest interval around both.
/// </summary>
/// <param name="Least">The least number.</param>
/// <param name="Most">The greatest number; from <see cref="Max"/> on, more are not told apart.</param>
internal readonly record struct Depth(int Least, int Most)
{
    /// <summary>The greatest depth that is told apart; a loop that opens more is seen as unbalanced before.</summary>
    public const int Max = 8;

    /// <summary>No more than none: also what a state has that counts nothing.</summary>
    public static readonly Depth None = new(0, 0);

    public static readonly Depth One = new(1, 1);

    public bool IsNone => Most == 0;

    /// <summary>The smallest interval that holds both.</summary>
    public Depth Or(Depth other) => new(Math.Min(Least, other.Least), Math.Max(Most, other.Most));

    public Depth Plus(Depth other) => new(Math.Min(Least + other.Least, Max), Math.Min(Most + other.Most, Max));

    /// <summary>What is left where at least this much is.</summary>
    /// <param name="other">What is taken away.</param>
    /// <param name="least">What is left at the least; the numbers below it are left out.</param>
    public Depth Minus(Depth other, int least) => new(Math.Max(Least - other.Most, least), Math.Max(Most - other.Least, least));
}
