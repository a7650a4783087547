namespace EntryPath.Sample.Vmm.Protocols;

/// <summary>When a guest may be made to exit as soon as it is entered.</summary>
[EntryProtocol(Ordered = false)]
public enum ForcedExit
{
    /// <summary>The exit check has found nothing.</summary>
    [Because("forcing an exit makes a request, and a request before the exit check would abandon every entry")]
    ExitChecked,

    /// <summary>The host delivers interrupts, not the processor.</summary>
    [Because("a forced exit comes before the processor delivers anything by itself, so the guest would never get its interrupt")]
    HostInjects,
}
