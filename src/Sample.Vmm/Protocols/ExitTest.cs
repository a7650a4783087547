namespace EntryPath.Sample.Vmm.Protocols;

/// <summary>What has to be tested before it can be said that no exit is requested.</summary>
[EntryProtocol(Ordered = false, Scope = ProtocolScope.Thread)]
public enum ExitTest
{
    /// <summary>The mode is not ExitingGuest.</summary>
    [Because("a vCPU that enters although it was told to exit is kicked by nobody again")]
    NoKick,

    /// <summary>The request word is empty.</summary>
    NoRequest,
}
