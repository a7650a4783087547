using System;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SafeHandleGood;

public static class References
{
    private static int Ask(IntPtr handle) => (int)handle;

    public static int Usual(SafeFileHandle handle)
    {
        var taken = false;
        try
        {
            handle.DangerousAddRef(ref taken);
            return Ask(handle.DangerousGetHandle());
        }
        finally
        {
            if (taken)
                handle.DangerousRelease();
        }
    }

    public static int Both(SafeHandle from, SafeHandle to)
    {
        bool fromTaken = false, toTaken = false;
        try
        {
            from.DangerousAddRef(ref fromTaken);
            to.DangerousAddRef(ref toTaken);
            return Ask(from.DangerousGetHandle()) + Ask(to.DangerousGetHandle());
        }
        finally
        {
            if (toTaken)
                to.DangerousRelease();
            if (fromTaken)
                from.DangerousRelease();
        }
    }

    public static int Nested(SafeHandle handle)
    {
        var taken = false;
        handle.DangerousAddRef(ref taken);
        if (!taken)
            return -1;

        try
        {
            return handle is SafeFileHandle file ? Usual(file) : 0;
        }
        finally
        {
            handle.DangerousRelease();
        }
    }
}

/// <summary>A reference that an object keeps for as long as it lives.</summary>
public sealed class Borrowed : IDisposable
{
    private readonly SafeHandle handle;
    private bool taken;

    public Borrowed(SafeHandle handle)
    {
        this.handle = handle;
        handle.DangerousAddRef(ref taken);
    }

    public void Dispose()
    {
        if (taken)
        {
            taken = false;
            handle.DangerousRelease();
        }
    }
}
