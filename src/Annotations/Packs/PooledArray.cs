namespace EntryPath.Packs;

/// <summary>Pack <c>Memory</c>: an array of <c>System.Buffers.ArrayPool&lt;T&gt;</c>.</summary>
[EntryProtocol(Ordered = false)]
public enum PooledArray
{
    /// <summary>The array was rented and not returned.</summary>
    [Because("an array that is not returned is lost to the pool, and one that is returned twice is handed to two renters at once")]
    Rented,

    /// <summary>The array was returned.</summary>
    [Because("an array that was returned may be somebody else's already")]
    Returned,
}
