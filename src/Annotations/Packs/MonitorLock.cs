namespace EntryPath.Packs;

/// <summary>Pack <c>Threading</c>: the monitor of an object, as the <see langword="lock"/> statement takes it.</summary>
[EntryProtocol(Ordered = false), ThreadAffine]
public enum MonitorLock
{
    /// <summary>This thread holds the monitor. It may enter again, and must exit as often.</summary>
    [Nestable]
    [Because("a monitor that is not exited blocks every other thread for good")]
    Held,
}
