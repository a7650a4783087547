using System.Text.Encodings.Web;
using System.Text.Json;

namespace EntryPath.Cli.Reports;

/// <summary>How reports that are JSON are written.</summary>
internal static class ReportJson
{
    public static JsonSerializerOptions Options { get; } = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
