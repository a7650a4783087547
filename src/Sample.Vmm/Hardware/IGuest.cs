namespace EntryPath.Sample.Vmm.Hardware;

/// <summary>The guest: what it executes, and what it sees of its interrupts.</summary>
public interface IGuest
{
    /// <summary>Runs until an interrupt is pending for the processor or the guest executes something that exits.</summary>
    /// <param name="apic">The physical processor's APIC.</param>
    /// <returns>Null where an interrupt is pending; otherwise why the guest exits.</returns>
    ExitReason? Execute(LocalApic apic);

    /// <summary>The guest's handler for a virtual interrupt runs.</summary>
    /// <param name="vector">0 to 255.</param>
    void HandleInterrupt(int vector);

    /// <summary>The host has served a request of the vCPU.</summary>
    void RequestServed(ulong request);
}
