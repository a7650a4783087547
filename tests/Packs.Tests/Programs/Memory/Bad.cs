// Known bugs, each a use of a buffer that its documentation rules out. A comment marks the line that has to be reported.
using System;
using System.Buffers;
using System.IO;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace Memory.Bad;

public static class Arrays
{
    public static int LeaksOnEarlyReturn(Stream stream)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
        int read = stream.Read(buffer, 0, 4096);
        if (read == 0)
            return 0; // EPO1005
        ArrayPool<byte>.Shared.Return(buffer);
        return read;
    }

    public static void ReturnsTwice(bool clear)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
        if (clear)
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        ArrayPool<byte>.Shared.Return(buffer); // EPO1004
    }

    public static int AViewTakesNothingOver(Stream stream)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
        int read = stream.Read(new Span<byte>(buffer, 0, 16));
        if (read == 0)
            return 0; // EPO1005
        ArrayPool<byte>.Shared.Return(buffer);
        return read;
    }

    public static void NeverReturns()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
        buffer[0] = 1;
    } // EPO1005
}

public static class Handles
{
    public static IntPtr LeaksThePin(byte[] data)
    {
        GCHandle handle = GCHandle.Alloc(data, GCHandleType.Pinned);
        if (data.Length == 0)
            return IntPtr.Zero; // EPO1005
        IntPtr address = handle.AddrOfPinnedObject();
        handle.Free();
        return address;
    }

    public static void FreesTwice(object target)
    {
        GCHandle handle = GCHandle.Alloc(target);
        handle.Free();
        handle.Free(); // EPO1004
    }
}

public static unsafe class Blocks
{
    public static void WrongAllocator()
    {
        IntPtr block = Marshal.AllocHGlobal(16);
        Marshal.FreeCoTaskMem(block); // EPO1003
    }

    public static void AlignedWithPlainFree()
    {
        void* block = NativeMemory.AlignedAlloc(64, 64);
        NativeMemory.Free(block); // EPO1003
        NativeMemory.AlignedFree(block); // EPO1004
    }

    public static bool LeaksAString(string text)
    {
        IntPtr native = Marshal.StringToHGlobalUni(text);
        if (text.Length > 10)
            return false; // EPO1005
        Marshal.FreeHGlobal(native);
        return true;
    }

    public static void FreesTwice(nuint size)
    {
        byte* block = (byte*)NativeMemory.Alloc(size);
        NativeMemory.Free(block);
        NativeMemory.Free(block); // EPO1004
    }
}

public static class Pipes
{
    public static async Task ReadsAgainWithoutAdvancing(PipeReader reader)
    {
        ReadResult first = await reader.ReadAsync();
        if (first.Buffer.Length < 4)
        {
            ReadResult second = await reader.ReadAsync(); // EPO1003
            reader.AdvanceTo(second.Buffer.End);
            return;
        }

        reader.AdvanceTo(first.Buffer.End);
    }

    public static async Task WritesIntoAnOldBuffer(PipeWriter writer)
    {
        writer.GetMemory(16);
        writer.Advance(8);
        await writer.FlushAsync();
        writer.Advance(8); // EPO1002
    }

    public static void AdvancesTwice(PipeWriter writer)
    {
        Span<byte> span = writer.GetSpan(16);
        span[0] = 1;
        writer.Advance(1);
        writer.Advance(1); // EPO1002
    }

    public static async Task<bool> ForgetsToAdvance(PipeReader reader)
    {
        ReadResult result = await reader.ReadAsync();
        if (result.IsCanceled)
            return false; // EPO1005
        reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        return true;
    }
}
