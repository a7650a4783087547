namespace EntryPath.Sample.Vmm.Protocols;

/// <summary>What has been moved to the virtual APIC must be told to whoever delivers it.</summary>
[EntryProtocol(Ordered = false)]
public enum IrrPublication
{
    /// <summary>Vectors are in vIRR that neither RVI nor an event request speaks of.</summary>
    [Scope(ProtocolScope.Thread)]
    [Because("RVI and an event request are the only two routes to delivery")]
    Unpublished,
}
