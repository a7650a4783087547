namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>Where a machine is when nothing is under way.</summary>
internal enum Rest
{
    /// <summary>Something is under way.</summary>
    None,

    /// <summary>The guest runs, and no interrupt is pending for its processor.</summary>
    InGuest,

    /// <summary>The vCPU's thread sleeps.</summary>
    Asleep,
}
