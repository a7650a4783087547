namespace EntryPath.Packs;

/// <summary>Pack <c>Interop</c>: a partition of the Windows Hypervisor Platform, up to the run of one of its virtual processors.</summary>
[EntryProtocol]
public enum WhpPartition
{
    /// <summary><c>WHvSetupPartition</c> fixed the partition's properties.</summary>
    [Because("a partition has no processors and no memory before it is set up")]
    SetUp,

    /// <summary>A virtual processor exists, from <c>WHvCreateVirtualProcessor</c> to <c>WHvDeleteVirtualProcessor</c>.</summary>
    [Nestable]
    [Because("a virtual processor that is not deleted keeps its partition's resources")]
    VirtualProcessor,
}
