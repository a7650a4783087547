namespace EntryPath.Sample.Vmm.Hardware;

/// <summary>
/// A device behind VT-d with posted interrupts: its interrupts set PIR and ON and send NV to NDST. It never makes a request and never reads
/// the vCPU's mode. While SN is set, it sets PIR only.
/// </summary>
public sealed class VtdDevice
{
    private readonly PostedInterruptDescriptor descriptor;
    private readonly LocalApic destination;

    /// <summary>Creates a device whose interrupts are posted to a descriptor.</summary>
    /// <param name="descriptor">Where it posts.</param>
    /// <param name="destination">The APIC that the descriptor's NDST names.</param>
    public VtdDevice(PostedInterruptDescriptor descriptor, LocalApic destination)
    {
        this.descriptor = descriptor;
        this.destination = destination;
    }

    /// <summary>The device raises an interrupt.</summary>
    /// <param name="vector">The guest's vector, 16 to 255.</param>
    public void Raise(int vector)
    {
        if (descriptor.TestAndSetPir(vector))
            return;
        if (descriptor.TrySetOnUnlessSuppressed(out var notification))
            destination.Raise(notification);
    }
}
