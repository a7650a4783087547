namespace EntryPath.Sample.Vmm.Protocols;

/// <summary>An event that was written to the VM-entry fields is delivered by the entry, or taken back.</summary>
[EntryProtocol(Ordered = false)]
public enum EventInjection
{
    /// <summary>The VM-entry fields are filled: an event that is in them is nowhere else.</summary>
    [Because("an abandoned entry loses the event that it was to inject")]
    Injected,
}
