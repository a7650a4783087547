namespace EntryPath.Analyzer.Protocols;

/// <summary>The attribute that declares an event or a contract; one name for each.</summary>
internal enum EventKind
{
    Step,
    Undo,
    Commit,
    Requires,
    Forbids,
    Asserts,
    Tells,
    Ensures,
    EnsuresUndone,
    EntryState,
    TakesOver,
}
