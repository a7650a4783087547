namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>When a store becomes visible to others.</summary>
internal enum MemoryModel
{
    /// <summary>At once: sequential consistency.</summary>
    Sc,

    /// <summary>Total store order, as on x86: later than loads that follow it, unless a full barrier or an interlocked operation is between.</summary>
    Tso,
}
