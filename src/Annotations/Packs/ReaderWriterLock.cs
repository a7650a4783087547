namespace EntryPath.Packs;

/// <summary>Pack <c>Threading</c>: <c>System.Threading.ReaderWriterLockSlim</c> and <c>ReaderWriterLock</c>.</summary>
[EntryProtocol(Ordered = false), ThreadAffine]
public enum ReaderWriterLock
{
    /// <summary>This thread holds the lock for reading. A thread that reads cannot begin to write; only one that reads upgradeably can.</summary>
    [Nestable]
    [Because("a read lock that is not exited keeps every writer out for good")]
    Read,

    /// <summary>This thread holds the lock for reading and may upgrade to writing.</summary>
    [Nestable]
    [Because("an upgradeable lock that is not exited keeps every other upgradeable reader and writer out for good")]
    UpgradeableRead,

    /// <summary>This thread holds the lock for writing.</summary>
    [Nestable]
    [Because("a write lock that is not exited keeps everyone out for good")]
    Write,
}
