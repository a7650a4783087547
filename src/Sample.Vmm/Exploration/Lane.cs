namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>The lanes of a sequence diagram.</summary>
internal enum Lane
{
    /// <summary>The vCPU's thread.</summary>
    Vcpu,

    /// <summary>Threads on other processors: senders and requesters.</summary>
    Sender,

    /// <summary>Devices.</summary>
    Device,

    /// <summary>The vCPU's processor: what it does while the guest runs, its store buffer, and its interrupts.</summary>
    Processor,
}
