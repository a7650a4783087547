namespace EntryPath.Sample.Vmm.Protocols;

/// <summary>An event that was written to the VM-entry fields is delivered by the entry, or taken back.</summary>
[EntryProtocol(Ordered = false)]
public enum EventInjection
{
    /// <summary>An event is in the VM-entry fields, and nowhere else.</summary>
    [Because("an abandoned entry loses the event that it was to inject")]
    Injected,
}
