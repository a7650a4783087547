// Pack SafeHandle: references that are counted by hand. See docs/packs/SafeHandle.md for what it finds and what it cannot see.
using EntryPath;
using EntryPath.Packs;

namespace System.Runtime.InteropServices
{
    public abstract class SafeHandle
    {
        // A handle that is closed, or null inside, throws before the flag is set.
        [Step(SafeHandleReference.Taken, When = true, Out = "success"), MayThrow] public extern void DangerousAddRef(ref bool success);
        [Undo(SafeHandleReference.Taken)] public extern void DangerousRelease();
    }
}
