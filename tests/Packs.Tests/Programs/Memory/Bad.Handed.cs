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

    [DllImport("native")]
    public static extern int Register(IntPtr state);

    [DllImport("native")]
    public static extern void Exchange(ref IntPtr state);
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

/// <summary>Native code has it where the call succeeds; the body takes it back where that fails.</summary>
public static class Starters
{
    public static void OrThrows(object state)
    {
        GCHandle handle = GCHandle.Alloc(state);
        try
        {
            if (Native.Register(GCHandle.ToIntPtr(handle)) != 0)
                throw new InvalidOperationException();
        }
        catch (InvalidOperationException)
        {
            handle.Free();
            throw;
        }
    } // likely EPO1005

    public static bool OrFails()
    {
        IntPtr block = Marshal.AllocHGlobal(4);
        if (Native.Register(block) != 0)
        {
            Marshal.FreeHGlobal(block);
            return false;
        }

        return true; // likely EPO1005
    }

    /// <summary>The other way around it is lost where the call fails.</summary>
    public static bool LosesInFailure()
    {
        IntPtr block = Marshal.AllocHGlobal(4);
        if (Native.Register(block) != 0)
            return false; // EPO1005

        Marshal.FreeHGlobal(block);
        return true;
    }

    /// <summary>What the variable holds afterwards is what native code put there.</summary>
    public static void ByReference()
    {
        IntPtr block = Marshal.AllocHGlobal(4);
        try
        {
            Native.Exchange(ref block);
        }
        finally
        {
            if (block != IntPtr.Zero)
                Marshal.FreeHGlobal(block); // likely EPO1004
        }
    } // likely EPO1005
}

/// <summary>What a delegate of the program's own type is given, native code behind it may keep.</summary>
public static class Declared
{
    private delegate int Runner(IntPtr state);

    private static readonly Runner s_run = Marshal.GetDelegateForFunctionPointer<Runner>(1);

    public static void Run(object state)
    {
        GCHandle handle = GCHandle.Alloc(state);
        try
        {
            Verify(s_run(GCHandle.ToIntPtr(handle)));
        }
        catch (InvalidOperationException)
        {
            handle.Free();
            throw;
        }
    } // likely EPO1005

    private static void Verify(int result)
    {
        if (result != 0)
            throw new InvalidOperationException();
    }
}

/// <summary>An implementation that is not looked into has it where a flag says so, which the same call has set; otherwise the body frees it.</summary>
public interface IRequests
{
    int Read(IntPtr state, out bool isPending);
}

public static class Completions
{
    public static void Begin(IRequests requests, Action completed)
    {
        IntPtr state = GCHandle.ToIntPtr(GCHandle.Alloc(completed));
        int result = requests.Read(state, out bool isPending);
        if (!isPending)
            GCHandle.FromIntPtr(state).Free();
    } // likely EPO1005
}

/// <summary>Whether the state of an object that was just made is refused nobody shows.</summary>
public sealed class Pinned : IDisposable
{
    private GCHandle _handle;
    private IntPtr _address;

    public Pinned(byte[] bytes)
    {
        _handle = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        _address = Marshal.UnsafeAddrOfPinnedArrayElement(bytes, 0);
    }

    public IntPtr Address
    {
        get
        {
            if (_address == IntPtr.Zero)
                throw new ObjectDisposedException(nameof(Pinned));
            return _address;
        }
    }

    public static IntPtr Both(byte[] bytes, object state)
    {
        GCHandle handle = GCHandle.Alloc(state);
        var pinned = new Pinned(bytes);
        IntPtr address = pinned.Address; // likely EPO1005
        pinned.Dispose();
        handle.Free();
        return address;
    }

    public void Dispose()
    {
        if (_address == IntPtr.Zero)
            return;
        _address = IntPtr.Zero;
        _handle.Free();
    }
}
