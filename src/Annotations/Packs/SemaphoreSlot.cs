namespace EntryPath.Packs;

/// <summary>
/// Pack <c>Threading</c>: a semaphore as a lock with slots. It belongs to no thread: an <see langword="await"/> while a slot is taken is fine.
/// </summary>
[EntryProtocol(Ordered = false)]
public enum SemaphoreSlot
{
    /// <summary>A slot was taken and not given back.</summary>
    [Nestable]
    [Because("a slot that is not released is lost to everyone")]
    Taken,
}
