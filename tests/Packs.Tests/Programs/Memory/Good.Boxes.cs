// A handle that is kept as an object for a while: boxing and unboxing keep the value. Nothing here may be reported.
using System;
using System.Runtime.InteropServices;

namespace Memory.Good.Boxes;

public static class Pins
{
    public static void TakesItOutAgain(byte[] data)
    {
        object pin = GCHandle.Alloc(data, GCHandleType.Pinned);
        try
        {
            Console.WriteLine();
        }
        finally
        {
            var handle = (GCHandle)pin;
            handle.Free();
        }
    }

    private static void Pin(byte[] data, out object pin)
    {
        pin = null;
        if (data != null)
            pin = GCHandle.Alloc(data, GCHandleType.Pinned);
    }

    public static void TakesOneFromAHelper(byte[] data)
    {
        Pin(data, out object pin);
        try
        {
            Console.WriteLine();
        }
        finally
        {
            if (pin != null)
            {
                var handle = (GCHandle)pin;
                handle.Free();
            }
        }
    }
}

/// <summary>A handle that goes on as an address, by a cast, and comes back as one.</summary>
public sealed class Addresses
{
    private IntPtr _self;

    public static IntPtr Make(object target) => (IntPtr)GCHandle.Alloc(target);

    public static void Drop(IntPtr address) => ((GCHandle)address).Free();

    public static void Around(object target, Action<IntPtr> call)
    {
        var address = (IntPtr)GCHandle.Alloc(target);
        try
        {
            call(address);
        }
        finally
        {
            ((GCHandle)address).Free();
        }
    }

    public void Keep()
    {
        if (_self == IntPtr.Zero)
            _self = (IntPtr)GCHandle.Alloc(this);
    }
}
