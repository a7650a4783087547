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
