// The programs of Bad.Ended.cs put right, and code that only looks like them. Nothing here may be reported.
using System;
using System.Buffers;
using System.IO;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Tasks;

namespace Memory.Good.Ended;

public static class Arrays
{
    public static int Element(Stream stream)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
        stream.ReadExactly(buffer, 0, 16);
        int first = buffer[0];
        ArrayPool<byte>.Shared.Return(buffer);
        return first;
    }

    public static void Written()
    {
        int[] numbers = ArrayPool<int>.Shared.Rent(16);
        numbers[3] = 1;
        ArrayPool<int>.Shared.Return(numbers);
    }

    public static int Counted()
    {
        int[] numbers = ArrayPool<int>.Shared.Rent(16);
        int old = numbers[3]++;
        ArrayPool<int>.Shared.Return(numbers);
        return old;
    }

    public static string Text(Stream stream)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
        int read = stream.Read(buffer, 0, 16);
        string text = Encoding.UTF8.GetString(buffer, 0, read);
        ArrayPool<byte>.Shared.Return(buffer);
        return text;
    }

    public static string New()
    {
        char[] buffer = ArrayPool<char>.Shared.Rent(16);
        try
        {
            buffer[0] = 'a';
            return new string(buffer, 0, 1);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    public static int View(Stream stream)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
        int read = stream.Read(buffer.AsSpan(0, 16));
        ArrayPool<byte>.Shared.Return(buffer);
        return read;
    }

    public static async Task Awaited(Stream stream)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
        try
        {
            await stream.ReadExactlyAsync(buffer, 0, 16);
            await stream.WriteAsync(buffer, 0, 16);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static int OnOneWay(bool isEarly)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
        if (isEarly)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            return buffer.Length;
        }

        int first = buffer[0];
        ArrayPool<byte>.Shared.Return(buffer);
        return first;
    }

    /// <summary>The name stands for another array after that.</summary>
    public static byte[] Grown(byte[] old, int size)
    {
        byte[] grown = ArrayPool<byte>.Shared.Rent(size);
        Buffer.BlockCopy(old, 0, grown, 0, old.Length);
        ArrayPool<byte>.Shared.Return(old);
        old = grown;
        old[0] = 1;
        return old;
    }

    public static int InRounds(Stream stream)
    {
        int sum = 0;
        for (int i = 0; i < 4; i++)
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
            stream.ReadExactly(buffer, 0, 16);
            sum += buffer[i];
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return sum;
    }

    public static int OnTheStackOrNot(int size)
    {
        byte[]? rented = null;
        Span<byte> span = size <= 16 ? stackalloc byte[16] : (rented = ArrayPool<byte>.Shared.Rent(size));
        int first = span[0];
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);

        return first;
    }
}

/// <summary>An object on the stack that has the array, and gives it back.</summary>
public readonly ref struct Lease
{
    private readonly char[] _array;

    public Lease(ReadOnlySpan<char> text, char[] array)
    {
        Text = text;
        _array = array;
    }

    public ReadOnlySpan<char> Text { get; }

    public static Lease Of(int size)
    {
        char[] array = ArrayPool<char>.Shared.Rent(size);
        return new Lease(array.AsSpan(0, size), array);
    }

    public void Dispose() => ArrayPool<char>.Shared.Return(_array);
}

public static class Handles
{
    public static object? Target(object value)
    {
        GCHandle handle = GCHandle.Alloc(value);
        object? target = handle.Target;
        handle.Free();
        return target;
    }

    public static void Address(byte[] data)
    {
        GCHandle pin = GCHandle.Alloc(data, GCHandleType.Pinned);
        Native.Send(pin.AddrOfPinnedObject());
        pin.Free();
    }

    public static object? Again(object value)
    {
        GCHandle handle = GCHandle.Alloc(value);
        handle.Free();
        handle = GCHandle.Alloc(value);
        object? target = handle.Target;
        handle.Free();
        return target;
    }

    public static object? WhereItIsAllocated(object value, bool isEarly)
    {
        GCHandle handle = GCHandle.Alloc(value);
        if (isEarly)
            handle.Free();

        if (!handle.IsAllocated)
            return null;

        object? target = handle.Target;
        handle.Free();
        return target;
    }
}

public static class Blocks
{
    public static int Read()
    {
        IntPtr block = Marshal.AllocHGlobal(4);
        Native.Send(block);
        int value = Marshal.ReadInt32(block);
        Marshal.FreeHGlobal(block);
        return value;
    }

    public static string? Text()
    {
        IntPtr block = Marshal.AllocCoTaskMem(16);
        try
        {
            Native.Send(block);
            return Marshal.PtrToStringUni(block);
        }
        finally
        {
            Marshal.FreeCoTaskMem(block);
        }
    }

    public static void InAHelper()
    {
        IntPtr block = Marshal.AllocHGlobal(4);
        Clear(block);
        Marshal.FreeHGlobal(block);
    }

    /// <summary>The size is not known before: once more, with a larger block.</summary>
    public static int Larger()
    {
        IntPtr block = Marshal.AllocHGlobal(4);
        try
        {
            if (Marshal.ReadInt32(block) > 4)
            {
                Marshal.FreeHGlobal(block);
                block = IntPtr.Zero;
                block = Marshal.AllocHGlobal(16);
            }

            return Marshal.ReadInt32(block);
        }
        finally
        {
            if (block != IntPtr.Zero)
                Marshal.FreeHGlobal(block);
        }
    }

    private static void Clear(IntPtr block) => Marshal.WriteInt32(block, 0);
}

public sealed class Owner : IDisposable
{
    private IntPtr _block = Marshal.AllocHGlobal(4);

    public int Value => _block == IntPtr.Zero ? 0 : Marshal.ReadInt32(_block);

    public void Dispose()
    {
        if (_block == IntPtr.Zero)
            return;

        Marshal.FreeHGlobal(_block);
        _block = IntPtr.Zero;
    }

    public static int Last(Owner owner)
    {
        owner.Dispose();
        return owner.Value;
    }
}

public static class Pipes
{
    public static async Task<byte[]> Copied(PipeReader reader)
    {
        ReadResult result = await reader.ReadAsync();
        ReadOnlySequence<byte> buffer = result.Buffer;
        byte[] copy = buffer.ToArray();
        reader.AdvanceTo(buffer.End);
        return copy;
    }

    public static async Task<byte[]> Sliced(PipeReader reader)
    {
        ReadResult result = await reader.ReadAsync();
        ReadOnlySequence<byte> line = result.Buffer.Slice(0, 4);
        byte[] copy = line.ToArray();
        reader.AdvanceTo(line.End);
        return copy;
    }

    public static async Task<int> Lines(PipeReader reader)
    {
        int lines = 0;
        while (true)
        {
            ReadResult result = await reader.ReadAsync();
            ReadOnlySequence<byte> buffer = result.Buffer;
            while (TryReadLine(ref buffer, out ReadOnlySequence<byte> line))
                lines += line.FirstSpan.Length;

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
                break;
        }

        await reader.CompleteAsync();
        return lines;
    }

    public static async Task<bool> OnEveryWay(PipeReader reader)
    {
        ReadResult result = await reader.ReadAsync();
        reader.AdvanceTo(result.Buffer.End);
        return !result.IsCanceled;
    }

    /// <summary>Two readers: what one of them gave up the other has still.</summary>
    public static async Task<byte[]> OfTwo(PipeReader first, PipeReader second)
    {
        ReadResult one = await first.ReadAsync();
        ReadResult two = await second.ReadAsync();
        first.AdvanceTo(one.Buffer.End);
        byte[] copy = two.Buffer.ToArray();
        second.AdvanceTo(two.Buffer.End);
        return copy;
    }

    /// <summary>A sequence that no pipe gave.</summary>
    public static byte[] OfItsOwn(PipeReader reader, byte[] data)
    {
        ReadOnlySequence<byte> own = new(data);
        if (!reader.TryRead(out ReadResult result))
            return own.ToArray();

        reader.AdvanceTo(result.Buffer.End);
        return own.ToArray();
    }

    private static bool TryReadLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        SequencePosition? position = buffer.PositionOf((byte)'\n');
        if (position is null)
        {
            line = default;
            return false;
        }

        line = buffer.Slice(0, position.Value);
        buffer = buffer.Slice(buffer.GetPosition(1, position.Value));
        return true;
    }
}

internal static class Native
{
    [DllImport("native")]
    public static extern void Send(IntPtr data);
}
