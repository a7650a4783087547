namespace EntryPath.Packs;

/// <summary>
/// Pack <c>Memory</c>: a block of unmanaged memory, by the allocator that it came from. A block must go back to the same one.
/// </summary>
[EntryProtocol(Ordered = false)]
public enum UnmanagedBlock
{
    /// <summary>From <c>NativeMemory.Alloc</c>, for <c>NativeMemory.Free</c>.</summary>
    [Because("a native block that is not freed is leaked")]
    Native,

    /// <summary>From <c>NativeMemory.AlignedAlloc</c>, for <c>NativeMemory.AlignedFree</c>.</summary>
    [Because("an aligned block that is not freed with AlignedFree is leaked or corrupts the heap")]
    AlignedNative,

    /// <summary>From <c>Marshal.AllocHGlobal</c> and <c>StringToHGlobal…</c>, for <c>Marshal.FreeHGlobal</c>.</summary>
    [Because("a global block that is not freed is leaked")]
    Global,

    /// <summary>From <c>Marshal.AllocCoTaskMem</c> and <c>StringToCoTaskMem…</c>, for <c>Marshal.FreeCoTaskMem</c>.</summary>
    [Because("task memory that is not freed is leaked")]
    TaskMemory,

    /// <summary>From <c>Marshal.StringToBSTR</c>, for <c>Marshal.FreeBSTR</c>.</summary>
    [Because("a BSTR that is not freed is leaked")]
    BinaryString,
}
