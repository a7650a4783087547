namespace EntryPath.Sample.Vmm.Hardware;

/// <summary>Who can see a word change, and when.</summary>
public enum WordKind
{
    /// <summary>Memory: several processors access it, or the host's interrupt handlers do. A plain store can be seen late.</summary>
    Memory,

    /// <summary>A processor's own register that decides whether it takes interrupts; a write takes effect at once.</summary>
    Control,

    /// <summary>State that only the vCPU's thread, or the processor while it runs the guest, accesses. It cannot race.</summary>
    Register,
}
