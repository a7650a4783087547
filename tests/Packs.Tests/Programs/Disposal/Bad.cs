using System.IO;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using System.Threading.Tasks;

namespace DisposalBad;

public static class ReadTooEarly
{
    public static string Json(int degrees)
    {
        var memory = new MemoryStream();
        var writer = new Utf8JsonWriter(memory);
        writer.WriteStartObject();
        writer.WriteNumber("degrees", degrees);
        writer.WriteEndObject();
        return Encoding.UTF8.GetString(memory.ToArray()); // EPO1003
    }

    public static byte[] Text(string[] lines)
    {
        using var memory = new MemoryStream();
        using var writer = new StreamWriter(memory, Encoding.UTF8);
        foreach (var line in lines)
            writer.WriteLine(line);
        return memory.ToArray(); // EPO1003
    }

    public static byte[] FlushedTooEarly(string line)
    {
        var memory = new MemoryStream();
        using (var writer = new StreamWriter(memory))
        {
            writer.Write(line);
            writer.Flush();
            writer.Write(line);
            return memory.ToArray(); // EPO1003
        }
    }

    public static byte[] Compressed(byte[] data)
    {
        using var memory = new MemoryStream();
        using var zip = new GZipStream(memory, CompressionMode.Compress);
        zip.Write(data, 0, data.Length);
        zip.Flush();
        return memory.ToArray(); // EPO1003
    }

    public static byte[] Archived(string name)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry(name);
            return memory.ToArray(); // EPO1003
        }
    }

    public static async Task Encrypted(Stream target, ICryptoTransform transform, byte[] data)
    {
        var memory = new MemoryStream();
        using var crypto = new CryptoStream(memory, transform, CryptoStreamMode.Write, leaveOpen: true);
        await crypto.WriteAsync(data, 0, data.Length);
        memory.Position = 0;
        await memory.CopyToAsync(target); // EPO1003
    }

    public static byte[] OnOnePath(bool flush, string line)
    {
        var memory = new MemoryStream();
        var writer = new StreamWriter(memory);
        writer.Write(line);
        if (flush)
            writer.Flush();
        return memory.ToArray(); // EPO1003
    }
}

public static class WrittenTooLate
{
    public static async Task Complete(Channel<int> channel, int last)
    {
        channel.Writer.Complete();
        await channel.Writer.WriteAsync(last); // EPO1003
    }

    public static void Twice(ChannelWriter<int> writer, bool again)
    {
        writer.Complete();
        if (again)
            writer.Complete(); // EPO1003
    }
}
