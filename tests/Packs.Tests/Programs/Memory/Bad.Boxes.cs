// Known bugs with a handle that is kept as an object for a while.
using System;
using System.Runtime.InteropServices;

namespace Memory.Bad.Boxes;

public static class Pins
{
    public static void FreesOnlySometimes(byte[] data, bool early)
    {
        object pin = GCHandle.Alloc(data, GCHandleType.Pinned);
        if (early)
            return; // EPO1005

        var handle = (GCHandle)pin;
        handle.Free();
    }

    public static void FreesTwice(byte[] data)
    {
        object pin = GCHandle.Alloc(data, GCHandleType.Pinned);
        var handle = (GCHandle)pin;
        handle.Free();
        var same = (GCHandle)pin;
        same.Free(); // EPO1004
    }
}

/// <summary>A handle is the same one by its address.</summary>
public static class Addresses
{
    public static void Forgets(object target, bool soon)
    {
        var address = (IntPtr)GCHandle.Alloc(target);
        if (soon)
            return; // EPO1005
        ((GCHandle)address).Free();
    }
}
