namespace EntryPath.Packs;

/// <summary>Pack <c>SafeHandle</c>: the reference count of a <c>System.Runtime.InteropServices.SafeHandle</c>.</summary>
[EntryProtocol(Ordered = false)]
public enum SafeHandleReference
{
    /// <summary><c>DangerousAddRef</c> succeeded and <c>DangerousRelease</c> has not given the reference back.</summary>
    [Nestable]
    [Because("a reference that is not given back keeps the handle open for good, and one that is given back twice closes it under its users")]
    Taken,
}
