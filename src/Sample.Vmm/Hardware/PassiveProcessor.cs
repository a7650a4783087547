namespace EntryPath.Sample.Vmm.Hardware;

/// <summary>A processor to which nobody sends interrupts: that of a requester.</summary>
public sealed class PassiveProcessor : IInterruptible
{
    /// <inheritdoc/>
    public bool AcceptsInterrupts => false;

    /// <inheritdoc/>
    public bool ServiceInterrupt() => false;
}
