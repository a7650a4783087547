namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>Which of the two races of 2016 a loss has to come from.</summary>
internal enum RaceFilter
{
    /// <summary>The post came after the mode write, and the host swallowed its notification.</summary>
    NotificationSwallowed = 1,

    /// <summary>The post came before the mode write, and the sync had already looked.</summary>
    PostedOutsideGuest = 2,
}
