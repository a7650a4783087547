namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>Which of the two races of 2016 a loss has to come from.</summary>
internal enum RaceFilter
{
    /// <summary>The host swallowed the notification after the mode write.</summary>
    SwallowedInGuest,

    /// <summary>The host had taken the notification before the mode write, and nobody looked at the PIR after it.</summary>
    PostedOutsideGuest,
}
