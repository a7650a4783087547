namespace EntryPath.Sample.Vmm.Hardware;

/// <summary>The VM-entry fields of the vCPU's control structure that concern interrupts.</summary>
public sealed class EntryFields
{
    private readonly IMemory memory;
    private readonly Word eventVector;
    private readonly Word immediateExit;

    /// <summary>Creates the fields: nothing to inject.</summary>
    public EntryFields(IMemory memory, MemoryLayout layout)
    {
        this.memory = memory;
        eventVector = layout.Register("entry event");
        immediateExit = layout.Register("immediate exit");
    }

    /// <summary>The vector that the next entry injects, or 0.</summary>
    public int Event
    {
        get => (int)memory.Read(eventVector);
        set => memory.Write(eventVector, (ulong)value);
    }

    /// <summary>Whether the guest exits as soon as it was entered, because the host has more to inject.</summary>
    public bool ImmediateExit
    {
        get => memory.Read(immediateExit) != 0;
        set => memory.Write(immediateExit, value ? 1ul : 0);
    }
}
