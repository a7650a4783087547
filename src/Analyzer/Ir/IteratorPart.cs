namespace EntryPath.Analyzer.Ir;

/// <summary>
/// A stretch of an iterator as a body of its own, which runs as a loop asks for the next element: from the start or a <c>yield</c> to the next
/// <c>yield</c> or the end. It gives the position at which it stopped.
/// </summary>
/// <param name="Body">The iterator.</param>
/// <param name="From">The position where it starts.</param>
/// <param name="IsLeft">Whether the loop is left at that position instead: only the <c>finally</c> blocks around it run.</param>
internal sealed record IteratorPart(BodyId Body, int From, bool IsLeft)
{
    /// <summary>The position of an iterator that has not begun; those of its <c>yield</c>s follow.</summary>
    public const int Start = 0;

    /// <summary>The position of one that is at its end, or was left.</summary>
    public const long Ended = -1;
}
