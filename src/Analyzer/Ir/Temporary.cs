namespace EntryPath.Analyzer.Ir;

/// <summary>A variable that only the instructions of one body know; it holds null until one of them assigns it.</summary>
internal sealed class Temporary
{
    /// <summary>Whether it says how many rounds a loop has made: states with different numbers of them are different.</summary>
    public bool CountsRounds { get; init; }
}
