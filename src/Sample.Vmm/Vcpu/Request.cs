using System;

namespace EntryPath.Sample.Vmm.Vcpu;

/// <summary>What others can ask of a vCPU; served before it enters the guest.</summary>
[Flags]
public enum Request
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>There may be an event to inject (<c>KVM_REQ_EVENT</c>).</summary>
    Event = 1,

    /// <summary>Translations are stale and must be flushed before the guest runs again.</summary>
    FlushTlb = 2,

    /// <summary>The guest has to halt until its next interrupt, as for an asynchronous page fault.</summary>
    Halt = 4,
}
