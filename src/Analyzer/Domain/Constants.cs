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
        var all = new SortedSet<int>();
        foreach (int term in new[] { first, second })
        {
            if (terms.IsConstant(term))
                all.Add(term);
            else if (terms.ConstantsOf(term) is { } constants)
                all.UnionWith(constants._terms);
            else
                return null;
        }

        return all.Count > Max ? null : new Constants(all.ToArray(), all.Select(terms.ConstantValue).ToArray());
    }

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
