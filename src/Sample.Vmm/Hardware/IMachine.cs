namespace EntryPath.Sample.Vmm.Hardware;

/// <summary>What the agents around one vCPU can do. Everything they remember between two calls is in the words of the layout.</summary>
public interface IMachine
{
    /// <summary>Every word of the machine.</summary>
    MemoryLayout Layout { get; }

    /// <summary>The vCPU's thread: one round of the run loop.</summary>
    void RunVcpuOnce();

    /// <summary>The vCPU's processor: takes one pending interrupt and runs the host's handler.</summary>
    void TakeInterrupt();

    /// <summary>A thread on another processor posts an interrupt.</summary>
    /// <param name="vector">16 to 255.</param>
    void Post(int vector);

    /// <summary>A device behind VT-d raises an interrupt.</summary>
    /// <param name="vector">16 to 255.</param>
    void RaiseDevice(int vector);

    /// <summary>A device that the host serves interrupts the vCPU's processor; the handler posts.</summary>
    void RaiseHostDevice();

    /// <summary>A thread on another processor makes a request.</summary>
    /// <param name="request">The request's bits.</param>
    void Ask(int request);

    /// <summary>A thread on another processor frees a page of the shadow page table.</summary>
    void FreePageTable();
}
