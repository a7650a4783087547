// What the documentation gives or allows for buffers, handles, blocks and pipes, over the overloads that there are. Nothing here may be reported.
using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Security;
using System.Threading;
using System.Threading.Tasks;

namespace Memory.Good.Overloads;

public static class Arrays
{
    public static int GrowsInALoop(Stream stream)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
        int used = 0;
        try
        {
            while (true)
            {
                if (used == buffer.Length)
                {
                    byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    Array.Copy(buffer, larger, used);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }

                int read = stream.Read(buffer, used, buffer.Length - used);
                if (read == 0)
                    return used;
                used += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static int StackOrPool(int length)
    {
        byte[]? rented = null;
        Span<byte> span = length <= 64 ? stackalloc byte[64] : (rented = ArrayPool<byte>.Shared.Rent(length));
        try
        {
            return span.Length;
        }
        finally
        {
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public static int PoolOrStack(int length)
    {
        byte[]? rented = length > 64 ? ArrayPool<byte>.Shared.Rent(length) : null;
        Span<byte> span = rented ?? stackalloc byte[64];
        int result = span.Length;
        if (rented != null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return result;
    }

    public static string Characters(int length)
    {
        char[]? rented = null;
        try
        {
            Span<char> span = length < 10 ? stackalloc char[10] : (rented = ArrayPool<char>.Shared.Rent(length));
            return new string (span);
        }
        finally
        {
            if (rented is { } array)
                ArrayPool<char>.Shared.Return(array);
        }
    }

    public static async Task<int> AcrossAnAwait(Stream stream, CancellationToken cancellation)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(10);
        try
        {
            return await stream.ReadAsync(buffer.AsMemory(0, 10), cancellation).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static void ReturnsAndThrowsOn(ArrayPool<char> pool, Action<char[]> use)
    {
        char[] buffer = pool.Rent(8);
        try
        {
            use(buffer);
        }
        catch (Exception)
        {
            pool.Return(buffer);
            throw;
        }

        pool.Return(buffer);
    }

    public static IMemoryOwner<byte> InAnOwner(int length)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        return new Owner(buffer);
    }

    public static (byte[] Buffer, int Length) InATuple(int length)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        return (buffer, length);
    }

    public static ArraySegment<byte> InASegment(int length)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        return new ArraySegment<byte>(buffer, 0, length);
    }

    public static Memory<byte> AsMemory(int length)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        return buffer.AsMemory(0, length);
    }

    public static bool TryRent(int length, out byte[]? buffer)
    {
        buffer = null;
        if (length == 0)
            return false;
        buffer = ArrayPool<byte>.Shared.Rent(length);
        return true;
    }

    public static void ReturnsWhatItTried(int length)
    {
        if (!TryRent(length, out byte[]? buffer))
            return;
        ArrayPool<byte>.Shared.Return(buffer!);
    }

    public static void ReturnsWhatWasSwapped(Stream stream)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(4);
        try
        {
            if (stream.Length > 4)
                Grow(ref buffer);
            stream.Write(buffer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Grow(ref byte[] buffer)
    {
        byte[] old = buffer;
        buffer = ArrayPool<byte>.Shared.Rent(old.Length * 2);
        old.CopyTo(buffer, 0);
        ArrayPool<byte>.Shared.Return(old);
    }

    private sealed class Owner(byte[] array) : IMemoryOwner<byte>
    {
        private byte[]? _array = array;
        public Memory<byte> Memory => _array;

        public void Dispose()
        {
            byte[]? held = Interlocked.Exchange(ref _array, null);
            if (held != null)
                ArrayPool<byte>.Shared.Return(held);
        }
    }
}

/// <summary>A builder that swaps its array for a larger one whenever it is full.</summary>
public sealed class Builder
{
    private char[]? _array;

    public void GrowsInALoop(int times)
    {
        for (int i = 0; i < times; i++)
            Grow(i);
    }

    public void GrowsTwice()
    {
        Grow(16);
        Grow(32);
    }

    private void Grow(int length)
    {
        char[] larger = ArrayPool<char>.Shared.Rent(length);
        char[]? old = _array;
        _array = larger;
        if (old != null)
            ArrayPool<char>.Shared.Return(old);
    }
}

public sealed unsafe class Handles
{
    private GCHandle _handle;
    private IntPtr _address;

    public static void Pins(byte[] data)
    {
        GCHandle handle = GCHandle.Alloc(data, GCHandleType.Pinned);
        try
        {
            Use(handle.AddrOfPinnedObject());
        }
        finally
        {
            if (handle.IsAllocated)
                handle.Free();
        }
    }

    public static void AllocatesInTheTry(byte[] data)
    {
        GCHandle handle = default;
        try
        {
            handle = GCHandle.Alloc(data, GCHandleType.Pinned);
            Use(handle.AddrOfPinnedObject());
        }
        finally
        {
            if (handle.IsAllocated)
                handle.Free();
        }
    }

    public static IntPtr HandsOnTheAddress(object target) => GCHandle.ToIntPtr(GCHandle.Alloc(target));
    public static void TakesTheAddressBack(IntPtr address)
    {
        GCHandle handle = GCHandle.FromIntPtr(address);
        handle.Free();
    }

    public static void ThereAndBack(object target)
    {
        GCHandle handle = GCHandle.Alloc(target);
        IntPtr address = GCHandle.ToIntPtr(handle);
        GCHandle.FromIntPtr(address).Free();
    }

    public static void GivesTheAddressToACallback(object target, delegate* unmanaged<IntPtr, void> callback)
    {
        GCHandle handle = GCHandle.Alloc(target);
        try
        {
            callback(GCHandle.ToIntPtr(handle));
        }
        finally
        {
            handle.Free();
        }
    }

    public void KeepsTheAddress(object target)
    {
        GCHandle handle = GCHandle.Alloc(target);
        _address = GCHandle.ToIntPtr(handle);
    }

    public void Replaces(object target)
    {
        if (_handle.IsAllocated)
            _handle.Free();
        _handle = GCHandle.Alloc(target);
    }

    private static void Use(IntPtr address) => Console.WriteLine(address);
}

public static unsafe class Blocks
{
    public static void Zeroed()
    {
        int* block = (int*)NativeMemory.AllocZeroed(4, 4);
        try
        {
            *block = 1;
        }
        finally
        {
            NativeMemory.Free(block);
        }
    }

    public static void Resized()
    {
        void* block = NativeMemory.Alloc(4);
        block = NativeMemory.Realloc(block, 8);
        NativeMemory.Free(block);
    }

    public static void AlignedAndResized()
    {
        void* block = NativeMemory.AlignedAlloc(4, 16);
        block = NativeMemory.AlignedRealloc(block, 8, 16);
        NativeMemory.AlignedFree(block);
    }

    public static void FreesNull()
    {
        void* block = null;
        try
        {
            block = NativeMemory.Alloc(4);
        }
        finally
        {
            NativeMemory.Free(block);
        }
    }

    public static byte* HandsOn(int size)
    {
        byte* block = (byte*)NativeMemory.Alloc((nuint)size);
        if (block == null)
            throw new OutOfMemoryException();
        return block;
    }

    public static void GlobalStrings(string text)
    {
        IntPtr ansi = Marshal.StringToHGlobalAnsi(text);
        IntPtr wide = Marshal.StringToHGlobalUni(text);
        IntPtr either = Marshal.StringToHGlobalAuto(text);
        Marshal.FreeHGlobal(ansi);
        Marshal.FreeHGlobal(wide);
        Marshal.FreeHGlobal(either);
    }

    public static void TaskStrings(string text)
    {
        IntPtr ansi = Marshal.StringToCoTaskMemAnsi(text);
        IntPtr wide = Marshal.StringToCoTaskMemUni(text);
        IntPtr utf8 = Marshal.StringToCoTaskMemUTF8(text);
        IntPtr either = Marshal.StringToCoTaskMemAuto(text);
        Marshal.FreeCoTaskMem(ansi);
        Marshal.FreeCoTaskMem(wide);
        Marshal.ZeroFreeCoTaskMemUTF8(utf8);
        Marshal.FreeCoTaskMem(either);
    }

    public static void SecureGlobal(SecureString secret)
    {
        IntPtr block = IntPtr.Zero;
        try
        {
            block = Marshal.SecureStringToGlobalAllocUnicode(secret);
            Console.WriteLine(Marshal.PtrToStringUni(block));
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(block);
        }
    }

    public static void SecureBinaryString(SecureString secret)
    {
        IntPtr block = Marshal.SecureStringToBSTR(secret);
        try
        {
            Console.WriteLine(Marshal.PtrToStringBSTR(block));
        }
        finally
        {
            Marshal.ZeroFreeBSTR(block);
        }
    }

    public static void SecureOthers(SecureString secret)
    {
        IntPtr block = Marshal.SecureStringToCoTaskMemUnicode(secret);
        Marshal.ZeroFreeCoTaskMemUnicode(block);
        block = Marshal.SecureStringToCoTaskMemAnsi(secret);
        Marshal.ZeroFreeCoTaskMemAnsi(block);
        block = Marshal.SecureStringToGlobalAllocAnsi(secret);
        Marshal.ZeroFreeGlobalAllocAnsi(block);
    }

    public static void GlobalAndResized()
    {
        IntPtr block = Marshal.AllocHGlobal((IntPtr)8);
        block = Marshal.ReAllocHGlobal(block, 16);
        Marshal.FreeHGlobal(block);
    }

    public static void TaskAndResized()
    {
        IntPtr block = Marshal.AllocCoTaskMem(8);
        try
        {
            block = Marshal.ReAllocCoTaskMem(block, 16);
        }
        finally
        {
            Marshal.FreeCoTaskMem(block);
        }
    }

    public static void AllocatesInTheTry(int size)
    {
        IntPtr block = IntPtr.Zero;
        try
        {
            block = Marshal.AllocHGlobal(size);
            Marshal.WriteInt32(block, 1);
        }
        finally
        {
            if (block != IntPtr.Zero)
                Marshal.FreeHGlobal(block);
        }
    }
}

/// <summary>A safe handle takes over what it is set to.</summary>
public sealed class SafeBlock : SafeHandle
{
    public SafeBlock()
        : base(IntPtr.Zero, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == IntPtr.Zero;

    public static SafeBlock Make(int size)
    {
        SafeBlock made = new();
        IntPtr block = Marshal.AllocHGlobal(size);
        made.SetHandle(block);
        return made;
    }

    protected override bool ReleaseHandle()
    {
        Marshal.FreeHGlobal(handle);
        return true;
    }
}

public static class Readers
{
    public static async Task Lines(PipeReader reader, CancellationToken cancellation)
    {
        while (true)
        {
            ReadResult result = await reader.ReadAsync(cancellation);
            ReadOnlySequence<byte> buffer = result.Buffer;
            while (TryReadLine(ref buffer, out ReadOnlySequence<byte> line))
                Console.WriteLine(line.Length);
            reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
                break;
        }

        await reader.CompleteAsync();
    }

    public static async ValueTask<int?> OneMessage(PipeReader reader, CancellationToken cancellation = default)
    {
        try
        {
            while (true)
            {
                ReadResult result = await reader.ReadAsync(cancellation);
                ReadOnlySequence<byte> buffer = result.Buffer;
                SequencePosition consumed = buffer.Start;
                SequencePosition examined = buffer.End;
                try
                {
                    if (TryReadLine(ref buffer, out ReadOnlySequence<byte> message))
                    {
                        consumed = buffer.Start;
                        examined = consumed;
                        return (int)message.Length;
                    }

                    if (result.IsCompleted)
                    {
                        if (buffer.Length > 0)
                            throw new InvalidDataException("incomplete");
                        break;
                    }
                }
                finally
                {
                    reader.AdvanceTo(consumed, examined);
                }
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }

        return null;
    }

    public static async Task CompletesWithTheError(PipeReader reader)
    {
        Exception? error = null;
        try
        {
            while (true)
            {
                ReadResult result = await reader.ReadAsync();
                if (result.IsCanceled)
                {
                    reader.AdvanceTo(result.Buffer.Start);
                    break;
                }

                reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                    break;
            }
        }
        catch (Exception exception)
        {
            error = exception;
        }
        finally
        {
            reader.Complete(error);
        }
    }

    public static async Task AtLeast(PipeReader reader, int minimum)
    {
        ReadResult result = await reader.ReadAtLeastAsync(minimum).ConfigureAwait(false);
        reader.AdvanceTo(result.Buffer.End);
    }

    public static async Task TriesFirst(PipeReader reader)
    {
        if (!reader.TryRead(out ReadResult result))
            result = await reader.ReadAsync();
        reader.AdvanceTo(result.Buffer.End);
    }

    public static async Task TakesWhatIsThere(PipeReader reader)
    {
        ValueTask<ReadResult> pending = reader.ReadAsync();
        ReadResult result = pending.IsCompletedSuccessfully ? pending.Result : await pending;
        reader.AdvanceTo(result.Buffer.End);
    }

    public static async Task Copies(PipeReader reader, Stream target)
    {
        await reader.CopyToAsync(target);
        await reader.CompleteAsync();
    }

    private static bool TryReadLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        SequencePosition? end = buffer.PositionOf((byte)'\n');
        if (end == null)
        {
            line = default;
            return false;
        }

        line = buffer.Slice(0, end.Value);
        buffer = buffer.Slice(buffer.GetPosition(1, end.Value));
        return true;
    }
}

public static class Writers
{
    public static async Task Once(PipeWriter writer, CancellationToken cancellation)
    {
        Memory<byte> memory = writer.GetMemory(5);
        memory.Span[0] = 1;
        writer.Advance(5);
        await writer.FlushAsync(cancellation);
    }

    public static async ValueTask InAHelper(PipeWriter writer)
    {
        for (int i = 0; i < 3; i++)
        {
            Put(writer, i);
        }

        await writer.FlushAsync();
    }

    public static async Task Copies(PipeWriter writer, byte[] data)
    {
        await writer.WriteAsync(data);
        writer.Write(data);
        await writer.FlushAsync();
        await writer.CompleteAsync();
    }

    public static async Task FillsFromASource(Func<Memory<byte>, ValueTask<int>> receive, PipeWriter writer)
    {
        while (true)
        {
            Memory<byte> memory = writer.GetMemory(512);
            try
            {
                int received = await receive(memory);
                if (received == 0)
                    break;
                writer.Advance(received);
            }
            catch (IOException)
            {
                break;
            }

            FlushResult flushed = await writer.FlushAsync();
            if (flushed.IsCompleted)
                break;
        }

        await writer.CompleteAsync();
    }

    public static async Task AsksAndChangesItsMind(PipeWriter writer, bool leaves)
    {
        writer.GetMemory(4);
        if (leaves)
            return;
        writer.Advance(2);
        await writer.FlushAsync();
    }

    private static void Put(PipeWriter writer, int value)
    {
        Span<byte> span = writer.GetSpan(4);
        BitConverter.TryWriteBytes(span, value);
        writer.Advance(4);
    }
}
