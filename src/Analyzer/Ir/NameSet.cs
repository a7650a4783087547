namespace EntryPath.Analyzer.Ir;

/// <summary>An immutable set of names out of a fixed, numbered vocabulary: many big sets cost a bit for each name.</summary>
internal sealed class NameSet
{
    /// <summary>The name under which writes of elements of arrays and collections are noted.</summary>
    public const string Elements = "[]";

    public static readonly NameSet Empty = new(new Dictionary<string, int>(), Array.Empty<ulong>());

    private readonly Dictionary<string, int> _numbers;
    private readonly ulong[] _bits;

    /// <param name="numbers">The vocabulary; it may still grow, but must not be written while a set is asked.</param>
    /// <param name="bits">The set, 64 names to an element.</param>
    public NameSet(Dictionary<string, int> numbers, ulong[] bits)
    {
        _numbers = numbers;
        _bits = bits;
    }

    public bool IsEmpty => Array.TrueForAll(_bits, static word => word == 0);

    /// <summary>The union with another set of the same vocabulary, or with the empty one.</summary>
    public NameSet With(NameSet other) => other.IsEmpty ? this : IsEmpty ? other : new NameSet(_numbers, _bits.Zip(other._bits, static (left, right) => left | right).ToArray());

    public bool Contains(string name) =>
        _numbers.TryGetValue(name, out int number) && number >> 6 < _bits.Length && (_bits[number >> 6] >> (number & 63) & 1) != 0;
}
