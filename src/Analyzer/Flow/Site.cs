using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Flow;

/// <summary>A place in source that a message can name.</summary>
/// <param name="Location">Where it is.</param>
/// <param name="Text">What it is, as messages quote it: <c>SetMode(InGuest)</c>.</param>
internal sealed record Site(Location Location, string Text)
{
    /// <summary>Whether it is a value that is tested for null, as by <c>?.</c>.</summary>
    public bool IsTestedForNull { get; init; }

    /// <summary>Whether it is a collection that is asked for its next element, as by <c>foreach</c>.</summary>
    public bool IsIterated { get; init; }

    /// <summary>The line as editors count it, from 1.</summary>
    public int Line => Location.GetLineSpan().StartLinePosition.Line + 1;
}
