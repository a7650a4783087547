using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Ir;

/// <summary>A place in source that a message can name. Most are never named: what they are called is found when it is asked for.</summary>
internal sealed record Site
{
    private const int MaxText = 48;

    private readonly SyntaxNode? _syntax;
    private string? _text;

    public Site(Location location, string text)
    {
        Location = location;
        _text = text;
    }

    /// <summary>Source that is named by its own text.</summary>
    public Site(SyntaxNode syntax)
    {
        Location = syntax.GetLocation();
        _syntax = syntax;
    }

    public Location Location { get; }

    /// <summary>What it is, as messages quote it: <c>SetMode(InGuest)</c>.</summary>
    public string Text => _text ??= Shorten(_syntax!.ToString());

    /// <summary>Whether it is a value that is tested for null, as by <c>?.</c>.</summary>
    public bool IsTestedForNull { get; init; }

    /// <summary>Whether it is a collection that is asked for its next element, as by <c>foreach</c>.</summary>
    public bool IsIterated { get; init; }

    /// <summary>Whether it is a label of a <c>switch</c>.</summary>
    public bool IsCase { get; init; }

    /// <summary>The line as editors count it, from 1.</summary>
    public int Line => Location.GetMappedLineSpan().StartLinePosition.Line + 1;

    /// <summary>The first line of a text, no longer than a message can take.</summary>
    public static string Shorten(string text)
    {
        int line = text.IndexOfAny(new[] { '\r', '\n' });
        if (line >= 0)
            text = text.Substring(0, line).TrimEnd() + "…";

        return text.Length <= MaxText ? text : text.Substring(0, MaxText - 1) + "…";
    }

    public bool Equals(Site? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Location.Equals(other.Location) && IsTestedForNull == other.IsTestedForNull && Text == other.Text);

    public override int GetHashCode() => Location.GetHashCode();
}
