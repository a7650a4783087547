namespace EntryPath.Sample.Vmm.Vcpu;

/// <summary>What a vCPU's thread is doing, for those who want to notify it.</summary>
public enum VcpuMode
{
    /// <summary>Runs host code. Whoever posts needs to send nothing: the next entry looks after it has left this mode.</summary>
    OutsideGuest = 0,

    /// <summary>Runs the guest, or is about to with interrupts off: an interrupt reaches it. Set by the vCPU's thread only.</summary>
    InGuest = 1,

    /// <summary>Was told to leave the guest: an interrupt is on its way. Set by others, only from <see cref="InGuest"/>.</summary>
    ExitingGuest = 2,

    /// <summary>
    /// Reads shadow page tables without a lock, interrupts off: whoever frees a page table waits. Set by the vCPU's thread only, from
    /// <see cref="OutsideGuest"/>, and left for it.
    /// </summary>
    ReadingShadowPageTables = 3,
}
