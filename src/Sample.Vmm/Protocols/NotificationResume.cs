namespace EntryPath.Sample.Vmm.Protocols;

/// <summary>What must follow, in this order, once notifications of a vCPU are allowed again.</summary>
[EntryProtocol(Scope = ProtocolScope.Thread)]
public enum NotificationResume
{
    /// <summary>SN is clear.</summary>
    [Because("a device that still finds SN set posts without ON, behind this look at the PIR")]
    ClearSn,

    /// <summary>ON is set if the PIR is not empty.</summary>
    [Because("a device posts without ON while SN is set, and the sync before entry looks at the PIR only if ON is set")]
    RecomputeOn,
}
