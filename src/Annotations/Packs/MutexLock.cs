namespace EntryPath.Packs;

/// <summary>Pack <c>Threading</c>: <c>System.Threading.Mutex</c>.</summary>
[EntryProtocol(Ordered = false), ThreadAffine]
public enum MutexLock
{
    /// <summary>This thread owns the mutex. It may wait for it again, and must release it as often.</summary>
    [Nestable]
    [Because("a mutex that is not released blocks other threads and processes until this thread ends, and is abandoned then")]
    Owned,
}
