namespace EntryPath.Sample.Vmm.Protocols;

/// <summary>What must have happened, in this order, before shadow page tables are read without a lock.</summary>
[EntryProtocol(Scope = ProtocolScope.Thread)]
public enum ShadowPageRead
{
    /// <summary>Host interrupts are off: whoever frees a page table waits until this processor answers an interrupt.</summary>
    [Because("a processor that answers the interrupt says that it reads no page table any more")]
    InterruptsOff,

    /// <summary>The mode says that page tables are read, and that is visible before the first one is read.</summary>
    [Because("whoever frees a page table waits only for a vCPU that is not OutsideGuest")]
    PublishMode,
}
