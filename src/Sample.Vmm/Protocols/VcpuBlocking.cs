namespace EntryPath.Sample.Vmm.Protocols;

/// <summary>What must have happened, in this order, before a vCPU thread sleeps.</summary>
[EntryProtocol(Scope = ProtocolScope.Thread)]
public enum VcpuBlocking
{
    /// <summary>The thread is marked as waiting, so that a waker wakes it.</summary>
    [Because("a waker between the check and the mark finds nothing to wake")]
    MarkWaiting,

    /// <summary>There is nothing to wake up for.</summary>
    CheckWakeCondition,
}
