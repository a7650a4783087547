using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Cli.Checking;

/// <summary>A span of a file. Lines and columns are counted from 1, the end is behind the last character, columns are UTF-16 units.</summary>
internal readonly record struct Place(string Path, int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    public static Place Of(Location location)
    {
        FileLinePositionSpan span = location.GetLineSpan();
        return Of(span.Path, span.Span);
    }

    public static Place Of(string path, LinePositionSpan span) =>
        new(path, span.Start.Line + 1, span.Start.Character + 1, span.End.Line + 1, span.End.Character + 1);
}
