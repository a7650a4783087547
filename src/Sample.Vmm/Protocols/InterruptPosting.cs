namespace EntryPath.Sample.Vmm.Protocols;

/// <summary>What the sender of a posted interrupt does, in this order, before it notifies the vCPU.</summary>
[EntryProtocol(Scope = ProtocolScope.Thread)]
public enum InterruptPosting
{
    /// <summary>The vector is in the PIR.</summary>
    [Because("a vCPU that sees ON clears it and takes the PIR: a vector set after that has no notification")]
    SetPir,

    /// <summary>ON was clear and this sender set it: it owes a notification, which every later sender relies on.</summary>
    [Because("whoever sets ON must notify, since every later sender skips it")]
    ClaimNotification,

    /// <summary>The mode was read, which decides how to notify.</summary>
    [Because("the mode must be read after ON is set, as the vCPU reads ON after it sets the mode")]
    ReadMode,
}
