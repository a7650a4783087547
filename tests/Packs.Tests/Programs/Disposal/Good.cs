using System;
using System.IO;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace DisposalGood;

public static class ReadInTime
{
    public static string Json(int degrees)
    {
        var memory = new MemoryStream();
        var writer = new Utf8JsonWriter(memory);
        writer.WriteStartObject();
        writer.WriteNumber("degrees", degrees);
        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(memory.ToArray());
    }

    public static byte[] Text(string[] lines)
    {
        var memory = new MemoryStream();
        using (var writer = new StreamWriter(memory, Encoding.UTF8))
        {
            foreach (var line in lines)
                writer.WriteLine(line);
        }

        return memory.ToArray();
    }

    public static byte[] FlushedEachTime(string line)
    {
        var memory = new MemoryStream();
        var writer = new StreamWriter(memory) { AutoFlush = true };
        writer.Write(line);
        return memory.ToArray();
    }

    public static byte[] Compressed(byte[] data)
    {
        using var memory = new MemoryStream();
        using (var zip = new GZipStream(memory, CompressionLevel.Optimal, leaveOpen: true))
            zip.Write(data, 0, data.Length);
        return memory.ToArray();
    }

    public static byte[] Decompressed(byte[] data)
    {
        using var source = new MemoryStream(data);
        using var target = new MemoryStream();
        using var zip = new GZipStream(source, CompressionMode.Decompress);
        zip.CopyTo(target);
        return target.ToArray();
    }

    public static byte[] Encrypted(ICryptoTransform transform, byte[] data)
    {
        using var memory = new MemoryStream();
        using var crypto = new CryptoStream(memory, transform, CryptoStreamMode.Write);
        crypto.Write(data, 0, data.Length);
        crypto.FlushFinalBlock();
        return memory.ToArray();
    }

    public static byte[] Another(string line)
    {
        using var log = new MemoryStream();
        using var memory = new MemoryStream();
        using var writer = new StreamWriter(log);
        writer.Write(line);
        return memory.ToArray();
    }

    // Whether a helper leaves something unflushed is its callers' business.
    private static void WriteSome(StreamWriter writer, string? line)
    {
        if (line is not null)
            writer.WriteLine(line);
    }

    public static byte[] ThroughAHelper(string[] lines)
    {
        var memory = new MemoryStream();
        var writer = new StreamWriter(memory);
        foreach (var line in lines)
            WriteSome(writer, line);
        writer.Flush();
        return memory.ToArray();
    }

    public static void Unread(Stream stream, string line)
    {
        var writer = new StreamWriter(stream);
        writer.Write(line);
        if (line.Length > 3)
            return;
        writer.Flush();
    }

    public static async Task Produce(ChannelWriter<int> writer, int count)
    {
        try
        {
            for (int i = 0; i < count; i++)
                await writer.WriteAsync(i);
            writer.Complete();
        }
        catch (OperationCanceledException e)
        {
            writer.TryComplete(e);
        }
    }
}

/// <summary>Streams that are disposed by the name of a base: one of several, what a helper made, and in a helper.</summary>
public static class ByBase
{
    public static byte[] Nested(string script)
    {
        using (var zipped = new MemoryStream())
        {
            using (Stream output = new GZipStream(zipped, CompressionMode.Compress))
            {
                using (var writer = new StreamWriter(output, Encoding.UTF8))
                    writer.Write(script);
            }

            return zipped.ToArray();
        }
    }

    public static byte[] OneOfSeveral(bool zips)
    {
        var bytes = new MemoryStream();
        using (Stream output = zips ? new GZipStream(bytes, CompressionMode.Compress) : bytes)
            output.WriteByte(1);
        return bytes.ToArray();
    }

    public static byte[] Made()
    {
        var bytes = new MemoryStream();
        using (Stream output = Wrap(bytes))
            output.WriteByte(1);
        return bytes.ToArray();
    }

    public static byte[] Ended()
    {
        var bytes = new MemoryStream();
        Write(new GZipStream(bytes, CompressionMode.Compress));
        return bytes.ToArray();
    }

    private static Stream Wrap(Stream inner) => new GZipStream(inner, CompressionMode.Compress);

    private static void Write(Stream output)
    {
        using (output)
            output.WriteByte(1);
    }
}
