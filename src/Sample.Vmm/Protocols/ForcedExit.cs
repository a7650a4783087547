namespace EntryPath.Sample.Vmm.Protocols;

/// <summary>When a guest may be made to exit as soon as it is entered.</summary>
[EntryProtocol(Ordered = false)]
public enum ForcedExit
{
    /// <summary>The exit check has found nothing.</summary>
    [Because("forcing an exit makes a request, and a request before the exit check would abandon every entry")]
    ExitChecked,
}
