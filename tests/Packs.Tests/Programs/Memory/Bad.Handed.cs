// Handles, blocks and arrays that go on to code that is not seen. What that code may keep is likely; what goes nowhere is certain.
using System;
using System.Buffers;
using System.Runtime.InteropServices;
using System.Threading;

namespace Memory.Bad.Handed;

internal static class Native
{
    [DllImport("native")]
    public static extern void Start(IntPtr state, IntPtr data);

    [DllImport("native")]
    public static extern int Now(IntPtr data);
}

public static class Callbacks
{
    public static void Registers(object state)
    {
        GCHandle handle = GCHandle.Alloc(state);
        Native.Start(GCHandle.ToIntPtr(handle), IntPtr.Zero);
    } // likely EPO1005

    public static string Names(object state)
    {
        GCHandle handle = GCHandle.Alloc(state);
        return string.Format("{0}", (IntPtr)handle); // likely EPO1005
    }

    public static void Keeps()
    {
        IntPtr block = Marshal.AllocHGlobal(4);
        Native.Start(IntPtr.Zero, block);
    } // likely EPO1005

    public static void InATuple()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(4);
        ThreadPool.QueueUserWorkItem(static state => { }, Tuple.Create(1, buffer));
    } // likely EPO1005

    public static void GoesNowhere(object state)
    {
        GCHandle handle = GCHandle.Alloc(state);
        Console.WriteLine(handle.IsAllocated);
    } // EPO1005

    public static void ForgetsOnOneWay(object state, bool early)
    {
        GCHandle handle = GCHandle.Alloc(state);
        if (early)
            return; // EPO1005
        Native.Start(GCHandle.ToIntPtr(handle), IntPtr.Zero);
        handle.Free();
    }

    public static void PinsForGood(byte[] bytes)
    {
        GCHandle handle = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        Native.Now(handle.AddrOfPinnedObject());
    } // EPO1005

    public static int LosesTheFirst(int size)
    {
        IntPtr block = Marshal.AllocHGlobal(size);
        int needed = Native.Now(block);
        if (needed > size)
            block = Marshal.AllocHGlobal(needed);
        int result = Native.Now(block);
        Marshal.FreeHGlobal(block);
        return result; // EPO1005
    }
}

/// <summary>A helper that only looks at what it is given keeps nothing.</summary>
public static class Lookers
{
    public static void Forgets()
    {
        IntPtr block = Marshal.AllocHGlobal(4);
        Look(block);
    } // EPO1005

    private static int Look(IntPtr block)
    {
        IntPtr same = block;
        return same == IntPtr.Zero ? 0 : 1;
    }
}
