// Pack Disposal: writers are flushed or disposed before what they write to is read. See docs/packs/Disposal.md for what it finds and what it cannot see.
using EntryPath;
using EntryPath.Packs;

namespace System.IO
{
    public abstract class Stream
    {
        [Forbids(StreamOutput.Unflushed), Forbids(StreamEnd.Unfinished)] public extern void CopyTo(Stream destination);
        [Forbids(StreamOutput.Unflushed), Forbids(StreamEnd.Unfinished)] public extern void CopyTo(Stream destination, int bufferSize);
        [Forbids(StreamOutput.Unflushed), Forbids(StreamEnd.Unfinished)] public extern Threading.Tasks.Task CopyToAsync(Stream destination);
        [Forbids(StreamOutput.Unflushed), Forbids(StreamEnd.Unfinished)] public extern Threading.Tasks.Task CopyToAsync(Stream destination, int bufferSize);
        [Forbids(StreamOutput.Unflushed), Forbids(StreamEnd.Unfinished)] public extern Threading.Tasks.Task CopyToAsync(Stream destination, int bufferSize, Threading.CancellationToken cancellationToken);
#if NET
        [Forbids(StreamOutput.Unflushed), Forbids(StreamEnd.Unfinished)] public extern Threading.Tasks.Task CopyToAsync(Stream destination, Threading.CancellationToken cancellationToken);
#endif
    }

    public class MemoryStream
    {
        [Forbids(StreamOutput.Unflushed), Forbids(StreamEnd.Unfinished)] public extern byte[] ToArray();
        [Forbids(StreamOutput.Unflushed), Forbids(StreamEnd.Unfinished)] public extern byte[] GetBuffer();
        [Forbids(StreamOutput.Unflushed), Forbids(StreamEnd.Unfinished)] public extern bool TryGetBuffer(out ArraySegment<byte> buffer);
        [Forbids(StreamOutput.Unflushed), Forbids(StreamEnd.Unfinished)] public extern void WriteTo(Stream stream);
    }

    public class StreamWriter
    {
        [Step(StreamOutput.Buffered), PartOf] public extern StreamWriter([Subject] Stream stream);
        [Step(StreamOutput.Buffered), PartOf] public extern StreamWriter([Subject] Stream stream, Text.Encoding encoding);
        [Step(StreamOutput.Buffered), PartOf] public extern StreamWriter([Subject] Stream stream, Text.Encoding encoding, int bufferSize);
        [Step(StreamOutput.Buffered), PartOf] public extern StreamWriter([Subject] Stream stream, Text.Encoding encoding = null, int bufferSize = -1, bool leaveOpen = false);

        // With it each write is flushed.
        [Undo(StreamOutput.Buffered, IfInEffect = true, Value = true), Step(StreamOutput.Buffered, Value = false)] public extern bool AutoFlush { get; set; }

        [Step(StreamOutput.Unflushed)] public extern void Write(char value);
        [Step(StreamOutput.Unflushed)] public extern void Write(char[] buffer);
        [Step(StreamOutput.Unflushed)] public extern void Write(char[] buffer, int index, int count);
        [Step(StreamOutput.Unflushed)] public extern void Write(string value);
        [Step(StreamOutput.Unflushed)] public extern void Write(string format, object arg0);
        [Step(StreamOutput.Unflushed)] public extern void Write(string format, object arg0, object arg1);
        [Step(StreamOutput.Unflushed)] public extern void Write(string format, object arg0, object arg1, object arg2);
        [Step(StreamOutput.Unflushed)] public extern void Write(string format, params object[] arg);
        [Step(StreamOutput.Unflushed)] public extern void Write(int value);
        [Step(StreamOutput.Unflushed)] public extern void Write(long value);
        [Step(StreamOutput.Unflushed)] public extern void Write(double value);
        [Step(StreamOutput.Unflushed)] public extern void Write(bool value);
        [Step(StreamOutput.Unflushed)] public extern void Write(object value);
#if NET
        [Step(StreamOutput.Unflushed)] public extern void Write(ReadOnlySpan<char> buffer);
        [Step(StreamOutput.Unflushed)] public extern Threading.Tasks.Task WriteAsync(ReadOnlyMemory<char> buffer, Threading.CancellationToken cancellationToken = default);
#endif
        [Step(StreamOutput.Unflushed)] public extern Threading.Tasks.Task WriteAsync(char value);
        [Step(StreamOutput.Unflushed)] public extern Threading.Tasks.Task WriteAsync(char[] buffer, int index, int count);
        [Step(StreamOutput.Unflushed)] public extern Threading.Tasks.Task WriteAsync(string value);
        [Step(StreamOutput.Unflushed)] public extern void WriteLine(char value);
        [Step(StreamOutput.Unflushed)] public extern void WriteLine(char[] buffer);
        [Step(StreamOutput.Unflushed)] public extern void WriteLine(char[] buffer, int index, int count);
        [Step(StreamOutput.Unflushed)] public extern void WriteLine(string value);
        [Step(StreamOutput.Unflushed)] public extern void WriteLine(string format, object arg0);
        [Step(StreamOutput.Unflushed)] public extern void WriteLine(string format, object arg0, object arg1);
        [Step(StreamOutput.Unflushed)] public extern void WriteLine(string format, object arg0, object arg1, object arg2);
        [Step(StreamOutput.Unflushed)] public extern void WriteLine(string format, params object[] arg);
        [Step(StreamOutput.Unflushed)] public extern void WriteLine(int value);
        [Step(StreamOutput.Unflushed)] public extern void WriteLine(long value);
        [Step(StreamOutput.Unflushed)] public extern void WriteLine(double value);
        [Step(StreamOutput.Unflushed)] public extern void WriteLine(bool value);
        [Step(StreamOutput.Unflushed)] public extern void WriteLine(object value);
#if NET
        [Step(StreamOutput.Unflushed)] public extern void WriteLine(ReadOnlySpan<char> buffer);
        [Step(StreamOutput.Unflushed)] public extern Threading.Tasks.Task WriteLineAsync(ReadOnlyMemory<char> buffer, Threading.CancellationToken cancellationToken = default);
#endif
        [Step(StreamOutput.Unflushed)] public extern Threading.Tasks.Task WriteLineAsync(char value);
        [Step(StreamOutput.Unflushed)] public extern Threading.Tasks.Task WriteLineAsync(char[] buffer, int index, int count);
        [Step(StreamOutput.Unflushed)] public extern Threading.Tasks.Task WriteLineAsync(string value);
        [Step(StreamOutput.Unflushed)] public extern void WriteLine();
        [Step(StreamOutput.Unflushed)] public extern Threading.Tasks.Task WriteLineAsync();

        [Step(StreamOutput.Flushed)] public extern void Flush();
        [Step(StreamOutput.Flushed)] public extern Threading.Tasks.Task FlushAsync();
#if NET
        [Step(StreamOutput.Flushed)] public extern Threading.Tasks.Task FlushAsync(Threading.CancellationToken cancellationToken);
        [Undo(StreamOutput.Buffered, IfInEffect = true)] public extern Threading.Tasks.ValueTask DisposeAsync();
#endif
        [Undo(StreamOutput.Buffered, IfInEffect = true)] public extern void Close();
        [Undo(StreamOutput.Buffered, IfInEffect = true)] public extern void Dispose();
    }
}

namespace System.IO.Compression
{
    public class GZipStream
    {
        [Step(StreamEnd.Unfinished, Value = CompressionMode.Compress, Parameter = "mode"), PartOf] public extern GZipStream([Subject] Stream stream, CompressionMode mode);
        [Step(StreamEnd.Unfinished, Value = CompressionMode.Compress, Parameter = "mode"), PartOf] public extern GZipStream([Subject] Stream stream, CompressionMode mode, bool leaveOpen);
        [Step(StreamEnd.Unfinished), PartOf] public extern GZipStream([Subject] Stream stream, CompressionLevel compressionLevel);
        [Step(StreamEnd.Unfinished), PartOf] public extern GZipStream([Subject] Stream stream, CompressionLevel compressionLevel, bool leaveOpen);
        [Undo(StreamEnd.Unfinished, IfInEffect = true)] public extern void Close();
        [Undo(StreamEnd.Unfinished, IfInEffect = true)] public extern void Dispose();
#if NET
        [Undo(StreamEnd.Unfinished, IfInEffect = true)] public extern Threading.Tasks.ValueTask DisposeAsync();
#endif
    }

    public class DeflateStream
    {
        [Step(StreamEnd.Unfinished, Value = CompressionMode.Compress, Parameter = "mode"), PartOf] public extern DeflateStream([Subject] Stream stream, CompressionMode mode);
        [Step(StreamEnd.Unfinished, Value = CompressionMode.Compress, Parameter = "mode"), PartOf] public extern DeflateStream([Subject] Stream stream, CompressionMode mode, bool leaveOpen);
        [Step(StreamEnd.Unfinished), PartOf] public extern DeflateStream([Subject] Stream stream, CompressionLevel compressionLevel);
        [Step(StreamEnd.Unfinished), PartOf] public extern DeflateStream([Subject] Stream stream, CompressionLevel compressionLevel, bool leaveOpen);
        [Undo(StreamEnd.Unfinished, IfInEffect = true)] public extern void Close();
        [Undo(StreamEnd.Unfinished, IfInEffect = true)] public extern void Dispose();
#if NET
        [Undo(StreamEnd.Unfinished, IfInEffect = true)] public extern Threading.Tasks.ValueTask DisposeAsync();
#endif
    }

#if NET
    public sealed class BrotliStream
    {
        [Step(StreamEnd.Unfinished, Value = CompressionMode.Compress, Parameter = "mode"), PartOf] public extern BrotliStream([Subject] Stream stream, CompressionMode mode);
        [Step(StreamEnd.Unfinished, Value = CompressionMode.Compress, Parameter = "mode"), PartOf] public extern BrotliStream([Subject] Stream stream, CompressionMode mode, bool leaveOpen);
        [Step(StreamEnd.Unfinished), PartOf] public extern BrotliStream([Subject] Stream stream, CompressionLevel compressionLevel);
        [Step(StreamEnd.Unfinished), PartOf] public extern BrotliStream([Subject] Stream stream, CompressionLevel compressionLevel, bool leaveOpen);
        [Undo(StreamEnd.Unfinished, IfInEffect = true)] public extern void Close();
        [Undo(StreamEnd.Unfinished, IfInEffect = true)] public extern void Dispose();
#if NET
        [Undo(StreamEnd.Unfinished, IfInEffect = true)] public extern Threading.Tasks.ValueTask DisposeAsync();
#endif
    }

    public sealed class ZLibStream
    {
        [Step(StreamEnd.Unfinished, Value = CompressionMode.Compress, Parameter = "mode"), PartOf] public extern ZLibStream([Subject] Stream stream, CompressionMode mode);
        [Step(StreamEnd.Unfinished, Value = CompressionMode.Compress, Parameter = "mode"), PartOf] public extern ZLibStream([Subject] Stream stream, CompressionMode mode, bool leaveOpen);
        [Step(StreamEnd.Unfinished), PartOf] public extern ZLibStream([Subject] Stream stream, CompressionLevel compressionLevel);
        [Step(StreamEnd.Unfinished), PartOf] public extern ZLibStream([Subject] Stream stream, CompressionLevel compressionLevel, bool leaveOpen);
        [Undo(StreamEnd.Unfinished, IfInEffect = true)] public extern void Close();
        [Undo(StreamEnd.Unfinished, IfInEffect = true)] public extern void Dispose();
#if NET
        [Undo(StreamEnd.Unfinished, IfInEffect = true)] public extern Threading.Tasks.ValueTask DisposeAsync();
#endif
    }
#endif

    public class ZipArchive
    {
        [Step(StreamEnd.Unfinished, NotValue = ZipArchiveMode.Read, Parameter = "mode"), PartOf] public extern ZipArchive([Subject] Stream stream, ZipArchiveMode mode);
        [Step(StreamEnd.Unfinished, NotValue = ZipArchiveMode.Read, Parameter = "mode"), PartOf] public extern ZipArchive([Subject] Stream stream, ZipArchiveMode mode, bool leaveOpen);
        [Step(StreamEnd.Unfinished, NotValue = ZipArchiveMode.Read, Parameter = "mode"), PartOf] public extern ZipArchive([Subject] Stream stream, ZipArchiveMode mode, bool leaveOpen, Text.Encoding entryNameEncoding);
        [Undo(StreamEnd.Unfinished, IfInEffect = true)] public extern void Dispose();
#if NET10_0_OR_GREATER
        [Undo(StreamEnd.Unfinished, IfInEffect = true)] public extern Threading.Tasks.ValueTask DisposeAsync();
#endif
    }
}

namespace System.Security.Cryptography
{
    public class CryptoStream
    {
        [Step(StreamEnd.Unfinished, Value = CryptoStreamMode.Write, Parameter = "mode"), PartOf] public extern CryptoStream([Subject] IO.Stream stream, ICryptoTransform transform, CryptoStreamMode mode);
        [Step(StreamEnd.Unfinished, Value = CryptoStreamMode.Write, Parameter = "mode"), PartOf] public extern CryptoStream([Subject] IO.Stream stream, ICryptoTransform transform, CryptoStreamMode mode, bool leaveOpen);
        [Undo(StreamEnd.Unfinished, IfInEffect = true)] public extern void FlushFinalBlock();
#if NET
        [Undo(StreamEnd.Unfinished, IfInEffect = true)] public extern Threading.Tasks.ValueTask FlushFinalBlockAsync(Threading.CancellationToken cancellationToken = default);
        [Undo(StreamEnd.Unfinished, IfInEffect = true)] public extern Threading.Tasks.ValueTask DisposeAsync();
#endif
        [Undo(StreamEnd.Unfinished, IfInEffect = true)] public extern void Close();
        [Undo(StreamEnd.Unfinished, IfInEffect = true)] public extern void Dispose();
    }
}

namespace System.Text.Json
{
    public sealed class Utf8JsonWriter
    {
        [Step(StreamOutput.Buffered), PartOf] public extern Utf8JsonWriter([Subject] IO.Stream utf8Json, JsonWriterOptions options = default);
        [Step(StreamOutput.Unflushed)] public extern void WriteStartObject();
        [Step(StreamOutput.Unflushed)] public extern void WriteEndObject();
        [Step(StreamOutput.Unflushed)] public extern void WriteStartArray();
        [Step(StreamOutput.Unflushed)] public extern void WriteEndArray();
        [Step(StreamOutput.Unflushed)] public extern void WriteStartObject(string propertyName);
        [Step(StreamOutput.Unflushed)] public extern void WriteStartArray(string propertyName);
        [Step(StreamOutput.Unflushed)] public extern void WriteString(string propertyName, string value);
        [Step(StreamOutput.Unflushed)] public extern void WriteNumber(string propertyName, int value);
        [Step(StreamOutput.Unflushed)] public extern void WriteNumber(string propertyName, long value);
        [Step(StreamOutput.Unflushed)] public extern void WriteNumber(string propertyName, double value);
        [Step(StreamOutput.Unflushed)] public extern void WriteBoolean(string propertyName, bool value);
        [Step(StreamOutput.Unflushed)] public extern void WriteStringValue(string value);
        [Step(StreamOutput.Unflushed)] public extern void WriteNumberValue(int value);
        [Step(StreamOutput.Unflushed)] public extern void WriteNull(string propertyName);
        [Step(StreamOutput.Flushed)] public extern void Flush();
        [Step(StreamOutput.Flushed)] public extern Threading.Tasks.Task FlushAsync(Threading.CancellationToken cancellationToken = default);
        [Undo(StreamOutput.Buffered, IfInEffect = true)] public extern void Dispose();
        [Undo(StreamOutput.Buffered, IfInEffect = true)] public extern Threading.Tasks.ValueTask DisposeAsync();
    }
}

namespace System.Threading.Channels
{
    public abstract class ChannelWriter<T>
    {
        [Forbids(ChannelEnd.Completed)] public abstract bool TryWrite(T item);
        [Forbids(ChannelEnd.Completed)] public extern Tasks.ValueTask WriteAsync(T item, CancellationToken cancellationToken = default);
        [Forbids(ChannelEnd.Completed), Step(ChannelEnd.Completed)] public extern void Complete(Exception error = null);
        [Step(ChannelEnd.Completed)] public extern bool TryComplete(Exception error = null);
    }
}
