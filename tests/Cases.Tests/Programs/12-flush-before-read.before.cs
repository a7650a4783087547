// source: dotnet/runtime issue 40831 (same: ChilliCream/graphql-platform PR 6029, inkle/ink PR 717): the stream was read before the writer had been flushed
using System.Text;
using System.Text.Json;

public static class Report
{
    public static string Current(int degrees)
    {
        var options = new JsonWriterOptions { Indented = true };

        var memory = new MemoryStream();
        var writer = new Utf8JsonWriter(memory, options);

        writer.WriteStartObject();
        writer.WriteString("when", DateTimeOffset.UtcNow);
        writer.WriteNumber("degrees", degrees);
        writer.WriteEndObject();

        memory.Close();
        return Encoding.UTF8.GetString(memory.ToArray()); // EPO1003
    }

    public static byte[] All(IEnumerable<string> names)
    {
        using var memory = new MemoryStream();
        using var writer = new Utf8JsonWriter(memory);

        writer.WriteStartObject();
        foreach (var name in names)
            WriteOne(writer, name);
        writer.WriteEndObject();

        return memory.ToArray(); // EPO1003
    }

    private static void WriteOne(Utf8JsonWriter writer, string name)
        => writer.WriteString(name, name.ToUpperInvariant());
}
