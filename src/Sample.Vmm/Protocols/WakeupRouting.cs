namespace EntryPath.Sample.Vmm.Protocols;

/// <summary>How a device's interrupts are routed to a sleeping vCPU, in this order, before the thread sleeps.</summary>
[EntryProtocol(Scope = ProtocolScope.Thread)]
public enum WakeupRouting
{
    /// <summary>The vCPU is on its processor's wakeup list.</summary>
    [Because("the wakeup handler only looks at the vCPUs on the list")]
    JoinWakeupList,

    /// <summary>Devices notify with the wakeup vector.</summary>
    RouteToWakeup,

    /// <summary>ON of the descriptor as it was before the switch has been looked at.</summary>
    [Because("a post before the switch notified with the vector that the host ignores")]
    TestOnBeforeSwitch,
}
