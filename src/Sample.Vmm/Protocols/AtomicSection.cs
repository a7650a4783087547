namespace EntryPath.Sample.Vmm.Protocols;

/// <summary>The part of the run loop that must not be preempted; its brackets close in reverse order.</summary>
[EntryProtocol(Scope = ProtocolScope.Thread)]
public enum AtomicSection
{
    /// <summary>The thread stays on its processor.</summary>
    [Optional]
    PreemptionOff,

    /// <summary>Host interrupts are off.</summary>
    InterruptsOff,
}
