namespace EntryPath.Analyzer.Protocols;

/// <summary>What <c>[Guard]</c> says of the object that ends the steps of a member in its disposal. Plain data.</summary>
/// <param name="Parameter">The ordinal of the <c>out</c> parameter that gives it; -1: the result.</param>
internal sealed record GuardRule(int Parameter = -1)
{
    /// <summary>Null may come back: then nothing was performed.</summary>
    public bool MayBeNull { get; init; }

    /// <summary>The <c>bool</c> member of the guard that tells whether the step was performed; null: it always was.</summary>
    public string? Flag { get; init; }

    /// <summary>The value that the flag has where it was.</summary>
    public bool When { get; init; } = true;

    /// <summary>Disposing it where the step is not in effect is harmless.</summary>
    public bool IfInEffect { get; init; }
}
