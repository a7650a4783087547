namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>What a step of a schedule is in the story.</summary>
internal enum StepRole
{
    /// <summary>An access that can race.</summary>
    Access,

    /// <summary>A load of the mode or of the requests: several that follow one another are one look.</summary>
    Look,

    /// <summary>The host takes an interrupt whose handler does nothing.</summary>
    Swallowed,

    /// <summary>What follows from the step before.</summary>
    Consequence,
}
