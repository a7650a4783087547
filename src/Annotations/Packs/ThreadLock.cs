namespace EntryPath.Packs;

/// <summary>Pack <c>Threading</c>: <c>System.Threading.Lock</c>.</summary>
[EntryProtocol(Ordered = false), ThreadAffine]
public enum ThreadLock
{
    /// <summary>This thread holds the lock. It may enter again, and must exit as often.</summary>
    [Nestable]
    [Because("a lock that is not exited blocks every other thread for good")]
    Held,
}
