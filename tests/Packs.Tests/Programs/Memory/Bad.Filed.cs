// Bugs as they are filed again and again. Every marked line has to be reported; use after the end is not found yet.
using System.Buffers;
using System.IO;
using System.IO.Pipelines;
using System.Threading.Tasks;

namespace Memory.Bad.Filed;

public static class Twice
{
    public static void ReturnsTwice(Stream stream)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16);
        try
        {
            stream.ReadExactly(buffer, 0, 16);
            ArrayPool<byte>.Shared.Return(buffer);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer); // EPO1004
        }
    }
}

/// <summary>What a pipe gave to read it keeps until it is told how far it was read.</summary>
public static class Unadvanced
{
    public static async Task<bool> MissesOneWay(PipeReader reader)
    {
        ReadResult result = await reader.ReadAsync();
        if (result.IsCompleted)
            return false; // EPO1005
        reader.AdvanceTo(result.Buffer.End);
        return true;
    }

    public static async Task Loop(PipeReader reader)
    {
        while (true)
        {
            ReadResult result = await reader.ReadAsync(); // EPO1003
            if (result.Buffer.IsEmpty && !result.IsCompleted)
                continue;
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
                break;
        }

        await reader.CompleteAsync();
    }
}
