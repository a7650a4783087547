namespace EntryPath.Sample.Vmm.Hardware;

/// <summary>The VM-entry and VM-exit fields of the vCPU's control structure that concern interrupts.</summary>
public sealed class EntryFields
{
    private readonly IMemory memory;
    private readonly Word eventVector;
    private readonly Word immediateExit;
    private readonly Word exitVector;

    /// <summary>Creates the fields: nothing to inject.</summary>
    public EntryFields(IMemory memory, MemoryLayout layout)
    {
        this.memory = memory;
        eventVector = layout.Register("entry event");
        immediateExit = layout.Register("immediate exit");
        exitVector = layout.Register("exit interrupt");
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

    /// <summary>The host's vector that ended the guest and that the exit has acknowledged; null for none.</summary>
    public HostVector? ExitInterrupt
    {
        get => memory.Read(exitVector) is var value and not 0 ? (HostVector)(value - 1) : null;
        set => memory.Write(exitVector, value is { } vector ? (ulong)vector + 1 : 0);
    }
}
