// What a helper or the memory itself keeps is whoever's that finds it there. Nothing here may be reported.
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Memory.Good.Handed;

public static class Tables
{
    public static IntPtr OfStrings(string[] all)
    {
        IntPtr table = Marshal.AllocHGlobal(all.Length * IntPtr.Size);
        for (int i = 0; i < all.Length; i++)
            Marshal.WriteIntPtr(table, i * IntPtr.Size, Marshal.StringToHGlobalAnsi(all[i]));
        return table;
    }

    public static void One(IntPtr place, string text)
    {
        IntPtr block = Marshal.StringToCoTaskMemUni(text);
        Marshal.WriteIntPtr(place, block);
    }
}

public sealed class TextHandle() : SafeHandle(IntPtr.Zero, true)
{
    public override bool IsInvalid => false;

    public static TextHandle Of(string text)
    {
        var made = new TextHandle();
        made.Set(Marshal.StringToCoTaskMemUni(text));
        return made;
    }

    protected override bool ReleaseHandle()
    {
        Marshal.FreeCoTaskMem(handle);
        return true;
    }

    private void Set(IntPtr block) => SetHandle(block);
}

public sealed class Keeper
{
    private readonly List<IntPtr> _all = [];
    private IntPtr _block;
    private Func<IntPtr>? _later;

    public void InAField() => Set(Marshal.AllocHGlobal(3));

    public void ThroughAnother() => SetAgain(Marshal.AllocHGlobal(3));

    public void InACollection() => Add(Marshal.AllocHGlobal(3));

    public void InAFunction() => Later(Marshal.AllocHGlobal(3));

    public void Free()
    {
        Marshal.FreeHGlobal(_block);
        foreach (IntPtr block in _all)
            Marshal.FreeHGlobal(block);
        if (_later is { } later)
            Marshal.FreeHGlobal(later());
    }

    private void Set(IntPtr block) => _block = block;

    private void SetAgain(IntPtr block) => Set(block);

    private void Add(IntPtr block) => _all.Add(block);

    private void Later(IntPtr block) => _later = () => block;
}

public static class HandleAsNumber
{
    /// <summary>To make a number of a handle does not throw: what comes to the <c>catch</c> has no handle yet.</summary>
    public static IntPtr Give(object target)
    {
        try
        {
            GCHandle handle = GCHandle.Alloc(target);
            return GCHandle.ToIntPtr(handle);
        }
        catch (ArgumentException)
        {
            return IntPtr.Zero;
        }
    }

    public static void TakeBack(IntPtr number) => GCHandle.FromIntPtr(number).Free();
}
