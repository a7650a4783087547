namespace EntryPath.Sample.Vmm.Protocols;

/// <summary>An interrupt that ended the guest is handled before the next one can be taken.</summary>
[EntryProtocol(Scope = ProtocolScope.Thread)]
public enum ExitInterrupt
{
    /// <summary>The exit has taken the interrupt out of the local APIC, and no handler has run for it.</summary>
    [Because("the exit has acknowledged the interrupt: its handler runs here, with interrupts off, or never")]
    Acknowledged,
}
