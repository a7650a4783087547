namespace EntryPath.Sample.Vmm.Hardware;

/// <summary>What a processor does on its own between two instructions of the host.</summary>
public interface IInterruptible
{
    /// <summary>Takes one pending interrupt, if there is one, and runs its handler.</summary>
    /// <returns><see langword="false"/> where none was pending.</returns>
    bool ServiceInterrupt();

    /// <summary>Whether the host accepts interrupts now: the interrupt flag is set and no guest runs.</summary>
    bool AcceptsInterrupts { get; }
}
