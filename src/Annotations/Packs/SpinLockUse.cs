namespace EntryPath.Packs;

/// <summary>Pack <c>Threading</c>: <c>System.Threading.SpinLock</c>.</summary>
[EntryProtocol(Ordered = false), ThreadAffine]
public enum SpinLockUse
{
    /// <summary>The lock is held. It is not re-entrant.</summary>
    [Because("a spin lock that is not exited makes every other thread spin for good")]
    Held,
}
