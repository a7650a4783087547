namespace EntryPath.Analyzer.Domain;

/// <summary>The few constants that a joined value is one of.</summary>
internal sealed class Constants : IEquatable<Constants>
{
    /// <summary>So many are told apart; with more, nothing is known.</summary>
    public const int Max = 8;

    private readonly int[] _terms;
    private readonly object?[] _values;

    private Constants(int[] terms, object?[] values)
    {
        _terms = terms;
        _values = values;
    }

    /// <summary>The constants of two values; null where one of them can be another value, or they are too many.</summary>
    public static Constants? Of(TermTable terms, int first, int second)
    {
        if (Numbered(terms, first) is not { } some || Numbered(terms, second) is not { } others)
            return null;

        int[] all = some.Union(others).ToArray();
        if (all.Length > Max)
            return null;

        Array.Sort(all);
        return new Constants(all, Array.ConvertAll(all, terms.ConstantValue));
    }

    private static int[]? Numbered(TermTable terms, int term) => terms.IsConstant(term) ? new[] { term } : terms.ConstantsOf(term)?._terms;

    /// <summary>Their numbers.</summary>
    public IReadOnlyList<int> Numbers => _terms;

    /// <summary>Whether the constant with this number is one of them.</summary>
    public bool Has(int term) => Array.IndexOf(_terms, term) >= 0;

    public bool Contains(object? value) => Array.IndexOf(_values, value) >= 0;

    public bool Overlaps(Constants other) => Array.Exists(_terms, other.Has);

    public bool Equals(Constants? other) => other is not null && _terms.AsSpan().SequenceEqual(other._terms);

    public override bool Equals(object? obj) => Equals(obj as Constants);

    public override int GetHashCode() => _terms.Aggregate(_terms.Length, static (hash, term) => (hash * 31) + term);
}
