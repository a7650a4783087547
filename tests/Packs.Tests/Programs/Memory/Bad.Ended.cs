// What was given back and is used all the same. Every marked line has to be reported.
using System;
using System.Buffers;
using System.IO;
using System.IO.Pipelines;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Tasks;

namespace Memory.Bad.Ended;

/// <summary>An array of the pool after it was returned.</summary>
public static class Arrays
{
    public static int Element(Stream stream)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
        stream.ReadExactly(buffer, 0, 16);
        ArrayPool<byte>.Shared.Return(buffer);
        return buffer[0]; // EPO1003
    }

    public static void Written()
    {
        int[] numbers = ArrayPool<int>.Shared.Rent(16);
        ArrayPool<int>.Shared.Return(numbers);
        numbers[3] = 1; // EPO1003
    }

    public static int Counted()
    {
        int[] numbers = ArrayPool<int>.Shared.Rent(16);
        ArrayPool<int>.Shared.Return(numbers);
        return numbers[3]++; // EPO1003
    }

    public static string Text(Stream stream)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
        int read = stream.Read(buffer, 0, 16);
        ArrayPool<byte>.Shared.Return(buffer);
        return Encoding.UTF8.GetString(buffer, 0, read); // EPO1003
    }

    public static string New()
    {
        char[] buffer = ArrayPool<char>.Shared.Rent(16);
        buffer[0] = 'a';
        ArrayPool<char>.Shared.Return(buffer);
        return new string(buffer, 0, 1); // EPO1003
    }

    public static int View(Stream stream)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
        ArrayPool<byte>.Shared.Return(buffer);
        return stream.Read(buffer.AsSpan(0, 16)); // EPO1003
    }

    public static int Converted()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
        ArrayPool<byte>.Shared.Return(buffer);
        Span<byte> span = buffer; // EPO1003
        return span.Length;
    }

    public static async Task Awaited(Stream stream)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
        try
        {
            await stream.ReadExactlyAsync(buffer, 0, 16);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        await stream.WriteAsync(buffer, 0, 16); // EPO1003
    }

    public static int OnOneWay(bool isEarly)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
        if (isEarly)
            ArrayPool<byte>.Shared.Return(buffer);

        int first = buffer[0]; // EPO1003
        if (!isEarly)
            ArrayPool<byte>.Shared.Return(buffer);

        return first;
    }

    public static int Summed()
    {
        int[] numbers = ArrayPool<int>.Shared.Rent(16);
        int sum = 0;
        for (int i = 0; i < 16; i++)
        {
            sum += numbers[i]; // EPO1003
            if (i == 0)
                ArrayPool<int>.Shared.Return(numbers);
        }

        return sum;
    }
}

/// <summary>A handle after it was freed.</summary>
public static class Handles
{
    public static object? Target(object value)
    {
        GCHandle handle = GCHandle.Alloc(value);
        handle.Free();
        return handle.Target; // EPO1003
    }

    public static void Address(byte[] data)
    {
        GCHandle pin = GCHandle.Alloc(data, GCHandleType.Pinned);
        pin.Free();
        Native.Send(pin.AddrOfPinnedObject()); // EPO1003
    }
}

/// <summary>What a pipe gave to read, after the reader was told how far it was read.</summary>
public static class Pipes
{
    public static async Task<byte[]> Copied(PipeReader reader)
    {
        ReadResult result = await reader.ReadAsync();
        ReadOnlySequence<byte> buffer = result.Buffer;
        reader.AdvanceTo(buffer.End);
        return buffer.ToArray(); // EPO1003
    }

    public static async Task<byte[]> Sliced(PipeReader reader)
    {
        ReadResult result = await reader.ReadAsync();
        ReadOnlySequence<byte> line = result.Buffer.Slice(0, 4);
        reader.AdvanceTo(line.End);
        return line.ToArray(); // EPO1003
    }

    public static async Task<byte> OfTheResult(PipeReader reader)
    {
        ReadResult result = await reader.ReadAsync();
        reader.AdvanceTo(result.Buffer.End);
        return result.Buffer.FirstSpan[0]; // EPO1003
    }

    public static async Task<int> InALoop(PipeReader reader)
    {
        int sum = 0;
        while (true)
        {
            ReadResult result = await reader.ReadAsync();
            ReadOnlySequence<byte> buffer = result.Buffer;
            reader.AdvanceTo(buffer.Start, buffer.End);
            foreach (ReadOnlyMemory<byte> part in buffer) // EPO1003
                sum += part.Length;

            if (result.IsCompleted)
                return sum;
        }
    }

    public static async Task<bool> NotOnOneWay(PipeReader reader)
    {
        ReadResult result = await reader.ReadAsync();
        if (result.IsCanceled)
            return false; // EPO1005

        reader.AdvanceTo(result.Buffer.End);
        return true;
    }
}

internal static class Native
{
    [DllImport("native")]
    public static extern void Send(IntPtr data);
}
