// Known bugs with buffers, handles, blocks and pipes, over the overloads that there are. A comment marks the line that has to be reported.
using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace Memory.Bad.Overloads;

public static class Arrays
{
    public static void ThrowsWithTheArray(int length)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        if (length == 3)
            throw new ArgumentException("three"); // EPO1005
        ArrayPool<byte>.Shared.Return(buffer);
    }

    public static void ForgetsTheSmallerOne(int length)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        buffer = ArrayPool<byte>.Shared.Rent(2 * length);
        ArrayPool<byte>.Shared.Return(buffer);
    } // EPO1005

    public static void ReturnsInTheTryAndFinally(int length)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer); // EPO1004
        }
    }

    public static async Task ReturnsAfterAnAwait(Stream stream)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(10);
        await stream.WriteAsync(buffer);
        if (stream.Length == 0)
            return; // EPO1005
        ArrayPool<byte>.Shared.Return(buffer);
    }

    public static void ForgetsWhatWasTooLargeForTheStack(int length)
    {
        byte[]? rented = length > 64 ? ArrayPool<byte>.Shared.Rent(length) : null;
        Span<byte> span = rented ?? stackalloc byte[64];
        if (span[0] == 1)
            return; // EPO1005
        if (rented != null)
            ArrayPool<byte>.Shared.Return(rented);
    }

    public static void ContinuesWithTheArray(List<int> lengths)
    {
        foreach (int length in lengths)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
            if (length == 0)
                continue;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    } // EPO1005

    public static byte[] CopiesAndForgets(int length)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        return buffer.AsSpan(0, length).ToArray(); // EPO1005
    }
}

public static class Handles
{
    public static bool LeaksAfterPassingTheAddress(object target)
    {
        GCHandle handle = GCHandle.Alloc(target);
        IntPtr address = GCHandle.ToIntPtr(handle);
        if (address == IntPtr.Zero)
            return false; // EPO1005
        handle.Free();
        return true;
    }

    public static void FreesThroughTheAddressToo(object target)
    {
        GCHandle handle = GCHandle.Alloc(target);
        IntPtr address = GCHandle.ToIntPtr(handle);
        GCHandle.FromIntPtr(address).Free();
        handle.Free(); // EPO1004
    }

    public static void ThrowsWithThePin(byte[] data, bool fails)
    {
        GCHandle handle = GCHandle.Alloc(data, GCHandleType.Pinned);
        if (fails)
            throw new ArgumentException("fails"); // EPO1005
        handle.Free();
    }
}

public static unsafe class Blocks
{
    public static void NativeWithAlignedFree()
    {
        void* block = NativeMemory.Alloc(4);
        NativeMemory.AlignedFree(block); // EPO1003
    }

    public static void NativeWithGlobalFree()
    {
        IntPtr block = (IntPtr)NativeMemory.Alloc(4);
        Marshal.FreeHGlobal(block); // EPO1003
    }

    public static void GlobalWithNativeFree()
    {
        IntPtr block = Marshal.AllocHGlobal(4);
        NativeMemory.Free((void*)block); // EPO1003
    }

    public static void BinaryStringWithTaskFree(string text)
    {
        IntPtr block = Marshal.StringToBSTR(text);
        Marshal.FreeCoTaskMem(block); // EPO1003
    }

    public static void GlobalStringWithBinaryFree(string text)
    {
        IntPtr block = Marshal.StringToHGlobalUni(text);
        Marshal.ZeroFreeBSTR(block); // EPO1003
    }

    public static void LeaksWhereTheFirstByteIsZero(int size)
    {
        byte* block = (byte*)NativeMemory.Alloc((nuint)size);
        if (block[0] == 0)
            return; // EPO1005
        NativeMemory.Free(block);
    }

    public static void LeaksTheString(string text)
    {
        IntPtr block = Marshal.StringToCoTaskMemUTF8(text);
        if (text.Length == 0)
            return; // EPO1005
        Marshal.ZeroFreeCoTaskMemUTF8(block);
    }

    public static int FreesOnlyWhereItFails(int size)
    {
        IntPtr block = Marshal.AllocHGlobal(size);
        try
        {
            return Marshal.ReadInt32(block); // EPO1005
        }
        catch (AccessViolationException)
        {
            Marshal.FreeHGlobal(block);
            return 0;
        }
    }

    public static T ThrowsAfterReading<T>(int size)
    {
        IntPtr block = Marshal.AllocHGlobal(size);
        T read = Marshal.PtrToStructure<T>(block)!;
        if (size > 100)
            throw new ArgumentException("too long"); // EPO1005
        Marshal.FreeHGlobal(block);
        return read;
    }
}

public static class Readers
{
    public static async Task LoopsBackWithoutAdvancing(PipeReader reader)
    {
        while (true)
        {
            ReadResult result = await reader.ReadAsync(); // EPO1003
            if (result.Buffer.Length < 8)
                continue;
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
                return;
        }
    }

    public static async Task<bool> ReturnsAtTheEnd(PipeReader reader)
    {
        ReadResult result = await reader.ReadAsync();
        if (result.Buffer.IsEmpty && result.IsCompleted)
            return false; // EPO1005
        reader.AdvanceTo(result.Buffer.End);
        return true;
    }

    public static async Task AdvancesTwice(PipeReader reader)
    {
        ReadResult result = await reader.ReadAsync();
        reader.AdvanceTo(result.Buffer.Start);
        reader.AdvanceTo(result.Buffer.End); // EPO1004
    }

    public static async Task TriesWhileItReads(PipeReader reader)
    {
        ReadResult result = await reader.ReadAsync();
        if (reader.TryRead(out ReadResult more)) // EPO1003
            reader.AdvanceTo(more.Buffer.End);
        else
            reader.AdvanceTo(result.Buffer.End);
    }

    public static void AdvancesWhereNothingWasRead(PipeReader reader)
    {
        if (!reader.TryRead(out ReadResult result))
            reader.AdvanceTo(result.Buffer.Start); // EPO1004
        else
            reader.AdvanceTo(result.Buffer.End);
    }

    public static async Task ThrowsOnATooLongMessage(PipeReader reader)
    {
        ReadResult result = await reader.ReadAtLeastAsync(4);
        if (result.Buffer.Length > 10)
            throw new InvalidDataException(); // EPO1005
        reader.AdvanceTo(result.Buffer.End);
    }

    public static async Task CopiesWhatItStillReads(PipeReader reader, Stream target)
    {
        ReadResult result = await reader.ReadAsync();
        await reader.CopyToAsync(target); // EPO1003
        reader.AdvanceTo(result.Buffer.End);
    }
}

public static class Writers
{
    public static async Task GoesOnWithTheOldMemory(PipeWriter writer)
    {
        Memory<byte> memory = writer.GetMemory(8);
        writer.Advance(4);
        memory.Span[4] = 1;
        writer.Advance(4); // EPO1002
        await writer.FlushAsync();
    }

    public static async Task WritesInBetween(PipeWriter writer, byte[] data)
    {
        writer.GetMemory(8);
        await writer.WriteAsync(data);
        writer.Advance(8); // EPO1002
    }

    public static void CopiesInBetween(PipeWriter writer, byte[] data)
    {
        writer.GetSpan(4)[0] = 1;
        writer.Write(data);
        writer.Advance(4); // EPO1002
    }

    public static void AdvancesOverNothing(PipeWriter writer)
    {
        writer.Advance(3); // EPO1001
    }

    public static void AdvancesAfterTheEnd(PipeWriter writer)
    {
        writer.GetMemory(4);
        writer.Complete();
        writer.Advance(4); // EPO1002
    }
}
