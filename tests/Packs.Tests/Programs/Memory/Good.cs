// Programs that the documentation of the buffers gives or allows. Nothing here may be reported.
using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace Memory.Good;

public sealed class Arrays : IDisposable
{
    private byte[]? _buffer = ArrayPool<byte>.Shared.Rent(128);

    public static int ReturnsInFinally(Stream stream)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            return stream.Read(buffer, 0, buffer.Length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static byte[] HandsOver()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
        buffer[0] = 1;
        return buffer;
    }

    public static void GivesBackWhatItWasGiven(byte[] buffer) => ArrayPool<byte>.Shared.Return(buffer);

    public static byte[] Grows(byte[] old)
    {
        byte[] grown = ArrayPool<byte>.Shared.Rent(old.Length * 2);
        old.CopyTo(grown, 0);
        ArrayPool<byte>.Shared.Return(old);
        return grown;
    }

    public static int StackOrPool(int size)
    {
        byte[]? rented = null;
        Span<byte> span = size <= 256 ? stackalloc byte[256] : (rented = ArrayPool<byte>.Shared.Rent(size));
        span.Clear();
        if (rented != null)
            ArrayPool<byte>.Shared.Return(rented);
        return size;
    }

    public void Dispose()
    {
        byte[]? buffer = _buffer;
        _buffer = null;
        if (buffer is not null)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}

public sealed class Handles
{
    private GCHandle _kept;

    public static void Pin(byte[] data, Action<IntPtr> use)
    {
        GCHandle handle = GCHandle.Alloc(data, GCHandleType.Pinned);
        try
        {
            use(handle.AddrOfPinnedObject());
        }
        finally
        {
            handle.Free();
        }
    }

    public void Keep(object target) => _kept = GCHandle.Alloc(target);

    public void Forget()
    {
        if (_kept.IsAllocated)
            _kept.Free();
    }
}

public static unsafe class Blocks
{
    public static void Native(nuint size)
    {
        byte* block = (byte*)NativeMemory.Alloc(size);
        try
        {
            block[0] = 1;
        }
        finally
        {
            NativeMemory.Free(block);
        }
    }

    public static IntPtr HandsOver(string text) => Marshal.StringToCoTaskMemUni(text);

    public static int Length(string text)
    {
        IntPtr native = Marshal.StringToBSTR(text);
        int length = Marshal.ReadInt32(native, -4);
        Marshal.FreeBSTR(native);
        return length;
    }

    public static void ThrowsWhereThereIsNone(int size)
    {
        IntPtr block = Marshal.AllocCoTaskMem(size);
        if (block == IntPtr.Zero)
            throw new OutOfMemoryException();
        Marshal.FreeCoTaskMem(block);
    }

    public static bool HandsOverByReference(ref IntPtr first, out IntPtr second)
    {
        first = Marshal.AllocCoTaskMem(32);
        second = Marshal.AllocCoTaskMem(32);
        return first != second;
    }

    public static void TwoBlocks()
    {
        IntPtr first = Marshal.AllocHGlobal(16);
        IntPtr second = Marshal.AllocHGlobal(16);
        Marshal.FreeHGlobal(first);
        Marshal.FreeHGlobal(second);
    }
}

public sealed unsafe class Owners : IDisposable
{
    private static byte* s_table;
    private IntPtr _parameters;
    private bool _disposed;

    public static void KeepsAPointerInTurns(int length)
    {
        byte* made = (byte*)Marshal.AllocHGlobal(length);
        IntPtr block = (IntPtr)made;
        if (block != IntPtr.Zero)
            s_table = (byte*)(void*)block;
    }

    public static void FailsWithoutMemory(int length)
    {
        IntPtr block = Marshal.AllocHGlobal(length);
        if (block == (IntPtr)0)
            throw new InvalidOperationException();
        Marshal.FreeHGlobal(block);
    }

    public static KeyValuePair<IntPtr, IntPtr> HandsOverAPair(int length)
    {
        IntPtr first = Marshal.AllocHGlobal(length);
        IntPtr second = Marshal.AllocHGlobal(length);
        return new KeyValuePair<IntPtr, IntPtr>(first, second);
    }

    public static bool GivesThePairBack(int length)
    {
        if (length == 0)
            return false;

        KeyValuePair<IntPtr, IntPtr> pair = HandsOverAPair(length);
        Free(pair);
        return true;
    }

    public static void RunsTwice(Owners owner)
    {
        owner.Run();
        owner.Run();
    }

    public void Run()
    {
        if (_disposed)
            return;

        Forget();
        _parameters = Marshal.AllocHGlobal(32);
        Forget();
    }

    public void Dispose()
    {
        if (!_disposed)
            Forget();

        _disposed = true;
    }

    private static void Free(KeyValuePair<IntPtr, IntPtr> pair)
    {
        if (pair.Key != IntPtr.Zero)
            Marshal.FreeHGlobal(pair.Key);
        if (pair.Value != IntPtr.Zero)
            Marshal.FreeHGlobal(pair.Value);
    }

    public static Owners Made()
    {
        var owner = new Owners();
        owner.Forget();
        return owner;
    }

    public static void ForgetsTheMade() => Made().Forget();

    private void Forget()
    {
        if (_parameters == IntPtr.Zero)
            return;

        Marshal.FreeHGlobal(_parameters);
        _parameters = IntPtr.Zero;
    }
}

public static class Pipes
{
    public static async Task ReadAll(PipeReader reader)
    {
        while (true)
        {
            ReadResult result = await reader.ReadAsync();
            ReadOnlySequence<byte> buffer = result.Buffer;
            reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
                break;
        }

        await reader.CompleteAsync();
    }

    public static async Task Stop(PipeReader reader)
    {
        ReadResult result = await reader.ReadAsync();
        if (result.IsCompleted)
        {
            reader.Complete();
            return;
        }

        reader.AdvanceTo(result.Buffer.End);
        reader.Complete();
    }

    public static void Drain(PipeReader reader)
    {
        while (reader.TryRead(out ReadResult result))
            reader.AdvanceTo(result.Buffer.End);
    }

    public static async Task Fill(PipeWriter writer, Stream source)
    {
        while (true)
        {
            Memory<byte> memory = writer.GetMemory(512);
            int read = await source.ReadAsync(memory);
            if (read == 0)
                break;
            writer.Advance(read);
            FlushResult flushed = await writer.FlushAsync();
            if (flushed.IsCompleted)
                break;
        }

        await writer.CompleteAsync();
    }
}

/// <summary>What a callback frees, the object around it was given to keep.</summary>
public sealed class Pinned
{
    private readonly Action _done;
    private GCHandle _self;

    public Pinned() => _done = Done;

    public void Start(Action<Action> post)
    {
        _self = GCHandle.Alloc(this);
        post(_done);
    }

    private void Done() => _self.Free();
}
