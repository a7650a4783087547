namespace EntryPath.Analyzer.Rules;

/// <summary>Who calls a body, as far as the compilation shows.</summary>
internal enum Calling
{
    /// <summary>Something in the compilation calls it: its callers are judged with what it does.</summary>
    Called,

    /// <summary>It becomes a delegate that runs where nobody follows it.</summary>
    Delegate,

    /// <summary>Nothing calls it: nothing is in effect at its entry, and it hands over to nobody.</summary>
    Root,
}
