namespace EntryPath.Analyzer.Domain;

/// <summary>
/// A small immutable map from int to int: a sorted array that is copied on write. The maps of a state hold tens of entries,
/// where a copy is cheaper than a tree, and equality and hashing are a sweep.
/// </summary>
internal sealed class IntMap : IEquatable<IntMap>
{
    public static readonly IntMap Empty = new(Array.Empty<long>());

    private readonly long[] _entries;
    private int _hash;

    private IntMap(long[] entries) => _entries = entries;

    public int Count => _entries.Length;

    public int KeyAt(int index) => (int)(_entries[index] >> 32);

    public int ValueAt(int index) => (int)_entries[index];

    public bool TryGet(int key, out int value)
    {
        int index = Find(key);
        value = index >= 0 ? (int)_entries[index] : 0;
        return index >= 0;
    }

    public bool Contains(int key) => Find(key) >= 0;

    public IntMap Set(int key, int value)
    {
        int index = Find(key);
        long entry = Entry(key, value);
        if (index >= 0)
        {
            if (_entries[index] == entry)
                return this;

            var replaced = (long[])_entries.Clone();
            replaced[index] = entry;
            return new IntMap(replaced);
        }

        index = ~index;
        var grown = new long[_entries.Length + 1];
        Array.Copy(_entries, 0, grown, 0, index);
        grown[index] = entry;
        Array.Copy(_entries, index, grown, index + 1, _entries.Length - index);
        return new IntMap(grown);
    }

    /// <summary>The map with several entries set at once.</summary>
    /// <param name="changes">The entries, with ascending keys.</param>
    public IntMap SetAll(IReadOnlyList<(int Key, int Value)> changes)
    {
        var merged = new long[_entries.Length + changes.Count];
        int count = 0;
        int next = 0;
        foreach ((int key, int value) in changes)
        {
            while (next < _entries.Length && KeyAt(next) < key)
                merged[count++] = _entries[next++];

            if (next < _entries.Length && KeyAt(next) == key)
                next++;

            merged[count++] = Entry(key, value);
        }

        Array.Copy(_entries, next, merged, count, _entries.Length - next);
        return Of(merged, count + _entries.Length - next);
    }

    public IntMap Remove(int key)
    {
        int index = Find(key);
        if (index < 0)
            return this;

        if (_entries.Length == 1)
            return Empty;

        var shrunk = new long[_entries.Length - 1];
        Array.Copy(_entries, 0, shrunk, 0, index);
        Array.Copy(_entries, index + 1, shrunk, index, shrunk.Length - index);
        return new IntMap(shrunk);
    }

    /// <summary>The map of the entries that the selector keeps, with the value it gives; null drops the entry.</summary>
    public IntMap Select(Func<int, int, int?> selector)
    {
        long[]? changed = null;
        int count = 0;
        for (int i = 0; i < _entries.Length; i++)
        {
            int? value = selector(KeyAt(i), ValueAt(i));
            if (changed is null)
            {
                if (value == ValueAt(i))
                    continue;

                changed = new long[_entries.Length];
                Array.Copy(_entries, changed, i);
                count = i;
            }

            if (value is { } kept)
                changed[count++] = Entry(KeyAt(i), kept);
        }

        return changed is null ? this : Of(changed, count);
    }

    /// <summary>The map with other keys and values: one array, whatever changes its key.</summary>
    /// <param name="keyOf">The new key; null drops the entry.</param>
    /// <param name="valueOf">The new value.</param>
    /// <param name="merge">The value of entries that come to have the same key, from that of the later and that of the earlier; null: that of the later.</param>
    public IntMap Rename(Func<int, int?> keyOf, Func<int, int> valueOf, Func<int, int, int>? merge = null)
    {
        var renamed = new long[_entries.Length];
        int count = 0;
        bool isSame = true;
        for (int i = 0; i < _entries.Length; i++)
        {
            if (keyOf(KeyAt(i)) is { } key)
            {
                renamed[count] = Entry(key, valueOf(ValueAt(i)));
                isSame &= renamed[count] == _entries[i];
                count++;
            }
        }

        if (count == 0 || (isSame && count == _entries.Length))
            return count == 0 ? Empty : this;

        var sorted = new long[count];
        Array.Copy(renamed, sorted, count);
        Array.Sort(sorted);
        for (int i = 1; i < count; i++)
        {
            if (sorted[i] >> 32 == sorted[i - 1] >> 32)
                return Merged(renamed, count, merge);
        }

        return new IntMap(sorted);
    }

    private static IntMap Merged(long[] entries, int count, Func<int, int, int>? merge)
    {
        IntMap merged = Empty;
        for (int i = 0; i < count; i++)
        {
            int key = (int)(entries[i] >> 32);
            int value = (int)entries[i];
            merged = merged.Set(key, merge is not null && merged.TryGet(key, out int earlier) ? merge(value, earlier) : value);
        }

        return merged;
    }

    /// <summary>The map of the entries whose key the predicate accepts.</summary>
    public IntMap Keep(Func<int, bool> predicate)
    {
        for (int i = 0; i < _entries.Length; i++)
        {
            if (!predicate(KeyAt(i)))
                return Keep(predicate, i);
        }

        return this;
    }

    private IntMap Keep(Func<int, bool> predicate, int firstDropped)
    {
        var kept = new long[_entries.Length - 1];
        Array.Copy(_entries, kept, firstDropped);
        int count = firstDropped;
        for (int i = firstDropped + 1; i < _entries.Length; i++)
        {
            if (predicate(KeyAt(i)))
                kept[count++] = _entries[i];
        }

        return Of(kept, count);
    }

    private static IntMap Of(long[] entries, int count)
    {
        if (count == 0)
            return Empty;

        if (count < entries.Length)
            Array.Resize(ref entries, count);

        return new IntMap(entries);
    }

    public bool Equals(IntMap? other)
    {
        if (ReferenceEquals(this, other))
            return true;

        if (other is null || other._entries.Length != _entries.Length || other.GetHashCode() != GetHashCode())
            return false;

        for (int i = 0; i < _entries.Length; i++)
        {
            if (_entries[i] != other._entries[i])
                return false;
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as IntMap);

    public override int GetHashCode()
    {
        if (_hash == 0)
        {
            int hash = 17;
            foreach (long entry in _entries)
                hash = (hash * 31) + entry.GetHashCode();

            _hash = hash == 0 ? 1 : hash;
        }

        return _hash;
    }

    private static long Entry(int key, int value) => ((long)key << 32) | (uint)value;

    private int Find(int key)
    {
        int low = 0;
        int high = _entries.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            int found = (int)(_entries[middle] >> 32);
            if (found == key)
                return middle;

            if (found < key)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return ~low;
    }
}
