namespace EntryPath.Sample.Vmm.Protocols;

/// <summary>What a requester does, in this order, before it sends a reschedule IPI.</summary>
[EntryProtocol(Scope = ProtocolScope.Thread)]
public enum RequestDelivery
{
    /// <summary>The request is in the request word.</summary>
    [Because("the vCPU reads the requests after it sets the mode, so they must be set before the mode is read")]
    MakeRequest,

    /// <summary>A vCPU in guest mode was told that it is exiting.</summary>
    MarkExiting,
}
