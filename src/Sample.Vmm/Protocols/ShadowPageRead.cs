namespace EntryPath.Sample.Vmm.Protocols;

/// <summary>What must have happened, in this order, before shadow page tables are read without a lock.</summary>
[EntryProtocol(Scope = ProtocolScope.Thread)]
public enum ShadowPageRead
{
    /// <summary>Host interrupts are off: whoever frees a page table waits until this processor answers an interrupt.</summary>
    [Because("a processor that answers the interrupt says that it reads no page table any more")]
    InterruptsOff,

    /// <summary>The mode says that page tables are read.</summary>
    [Because("whoever frees a page table waits only for a vCPU that is not OutsideGuest")]
    PublishMode,

    /// <summary>The mode write is visible before the first page table is read.</summary>
    [Because("the processor may otherwise read a page table before its mode write is visible to who frees it")]
    FullBarrier,
}
