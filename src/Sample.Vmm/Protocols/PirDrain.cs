namespace EntryPath.Sample.Vmm.Protocols;

/// <summary>How posted requests are taken out of a descriptor.</summary>
[EntryProtocol(Scope = ProtocolScope.Thread)]
public enum PirDrain
{
    /// <summary>ON is clear.</summary>
    [Because("a poster that still finds ON set does not notify, although its vector may be behind the drain")]
    ClearOn,

    /// <summary>The words of the PIR are taken.</summary>
    [Strict]
    TakePir,
}
