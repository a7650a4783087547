namespace EntryPath.CodeFixes.Planning;

/// <summary>What becomes of a program when two neighbouring statements change places.</summary>
internal enum Passing
{
    /// <summary>It is another program: it computes other values, or statements run that did not.</summary>
    No,

    /// <summary>It cannot be shown that both compute what they did; or a way out between calls of one protocol is taken earlier or later.</summary>
    Changes,

    /// <summary>Both compute what they did, but for what the protocol orders.</summary>
    Keeps,
}
