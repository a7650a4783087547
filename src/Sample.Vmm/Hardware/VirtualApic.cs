namespace EntryPath.Sample.Vmm.Hardware;

/// <summary>
/// The vCPU's virtual APIC: vIRR, vISR and RVI, of which the processor delivers while the guest runs (SDM volume 3C, evaluation of
/// pending virtual interrupts, virtual-interrupt delivery, EOI virtualization). Only code on the vCPU's processor touches it.
/// </summary>
public sealed class VirtualApic
{
    private readonly IMemory memory;
    private readonly Word[] irr;
    private readonly Word[] isr;
    private readonly Word requesting;

    /// <summary>Creates the APIC at reset.</summary>
    public VirtualApic(IMemory memory, MemoryLayout layout)
    {
        this.memory = memory;
        irr = [layout.Register("vIRR[0]"), layout.Register("vIRR[1]"), layout.Register("vIRR[2]"), layout.Register("vIRR[3]")];
        isr = [layout.Register("vISR[0]"), layout.Register("vISR[1]"), layout.Register("vISR[2]"), layout.Register("vISR[3]")];
        requesting = layout.Register("RVI");
    }

    /// <summary>The word of vIRR that holds the vectors from 64 times <paramref name="index"/>.</summary>
    public Word Irr(int index) => irr[index];

    /// <summary>The word of vISR that holds the vectors from 64 times <paramref name="index"/>.</summary>
    public Word Isr(int index) => isr[index];

    /// <summary>Adds vectors to vIRR.</summary>
    /// <param name="index">0 to 3.</param>
    /// <param name="bits">The vectors of that word.</param>
    public void Merge(int index, ulong bits) => memory.Write(irr[index], memory.Read(irr[index]) | bits);

    /// <summary>The highest vector in vIRR, or -1.</summary>
    public int HighestRequested() => Highest(irr);

    /// <summary>Writes RVI, the vector that the processor will consider for delivery; 0 for none.</summary>
    public void WriteRvi(int vector) => memory.Write(requesting, (ulong)vector);

    /// <summary>Moves the vector that has to be delivered next from vIRR to vISR, if its priority class is above that in service.</summary>
    /// <param name="vector">The vector to consider: RVI, or the highest of vIRR where the host injects.</param>
    public bool TryBeginService(int vector)
    {
        if (vector <= 0 || vector >> 4 <= HighestInService() >> 4)
            return false;
        Clear(irr, vector);
        Set(isr, vector);
        return true;
    }

    /// <summary>RVI as the processor sees it.</summary>
    public int ReadRvi() => (int)memory.Read(requesting);

    /// <summary>The guest has handled the interrupt in service of the highest priority.</summary>
    public void EndOfInterrupt()
    {
        var vector = HighestInService();
        if (vector >= 0)
            Clear(isr, vector);
    }

    /// <summary>Undoes <see cref="TryBeginService"/>: the vector is requested again and not in service.</summary>
    public void RequestAgain(int vector)
    {
        Clear(isr, vector);
        Set(irr, vector);
    }

    private int HighestInService() => Highest(isr);

    private int Highest(Word[] register) => PostedInterruptDescriptor.Highest(
        memory.Read(register[0]), memory.Read(register[1]), memory.Read(register[2]), memory.Read(register[3]));

    private void Set(Word[] register, int vector) =>
        memory.Write(register[vector >> 6], memory.Read(register[vector >> 6]) | (1ul << (vector & 63)));

    private void Clear(Word[] register, int vector) =>
        memory.Write(register[vector >> 6], memory.Read(register[vector >> 6]) & ~(1ul << (vector & 63)));
}
