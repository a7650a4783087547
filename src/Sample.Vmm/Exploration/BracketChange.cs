namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>What is in effect for a part of a schedule.</summary>
internal enum Bracket
{
    /// <summary>Senders see the mode InGuest.</summary>
    InGuestMode,

    /// <summary>Host interrupts are off.</summary>
    InterruptsOff,
}

/// <summary>A bracket begins or ends.</summary>
internal readonly record struct BracketChange(Bracket Bracket, bool Begins);
