namespace EntryPath.Packs;

/// <summary>Pack <c>Memory</c>: <c>System.Runtime.InteropServices.GCHandle</c>.</summary>
[EntryProtocol(Ordered = false)]
public enum ObjectHandle
{
    /// <summary>The handle was allocated and not freed.</summary>
    [Because("an object whose handle is not freed is never collected")]
    Allocated,

    /// <summary>The handle was freed.</summary>
    [Because("a handle that was freed may stand for another object already")]
    Freed,
}
