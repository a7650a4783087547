namespace EntryPath.CodeFixes.Planning;

/// <summary>One statement of a sequence at another place of it.</summary>
/// <param name="Sequence">The statements as they are.</param>
/// <param name="From">The statement to move.</param>
/// <param name="To">The statement whose place it takes: it comes before it where it moves up, and behind it where it moves down.</param>
internal sealed record StatementMove(StatementSequence Sequence, int From, int To)
{
    public bool IsUp => To < From;

    /// <summary>The first statement that the move touches.</summary>
    public int First => Math.Min(From, To);

    /// <summary>The last statement that the move touches.</summary>
    public int Last => Math.Max(From, To);
}
