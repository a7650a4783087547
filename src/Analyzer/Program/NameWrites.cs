using EntryPath.Analyzer.Ir;

namespace EntryPath.Analyzer.Program;

/// <summary>
/// For each member name, the names that members of this name, and those they mention, assign: the calls between names cut into
/// strongly connected components, each with one set that all of its names share.
/// </summary>
internal sealed class NameWrites
{
    private readonly ILookup<string, MemberMentions> _members;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NameSet> _writes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ulong[]> _bits = new(StringComparer.Ordinal);
    private readonly Func<MemberMentions, IEnumerable<string>> _writesOf;
    private readonly int _words;

    /// <param name="members">All members, by name.</param>
    /// <param name="writesOf">The names that a member assigns, other than those of an object it makes.</param>
    public NameWrites(ILookup<string, MemberMentions> members, Func<MemberMentions, IEnumerable<string>> writesOf)
    {
        _members = members;
        _writesOf = writesOf;
        foreach (MemberMentions member in members.SelectMany(static same => same))
        {
            foreach (string assigned in _writesOf(member))
            {
                if (!_numbers.ContainsKey(assigned))
                    _numbers.Add(assigned, _numbers.Count);
            }
        }

        _words = (_numbers.Count + 63) >> 6;
        Solve();
    }

    /// <summary>What some members assign themselves or through what they mention.</summary>
    public NameSet Of(IEnumerable<string> assigned, IEnumerable<string> mentioned)
    {
        ulong[] bits = new ulong[_words];
        foreach (string name in assigned)
        {
            if (_numbers.TryGetValue(name, out int number))
                bits[number >> 6] |= 1UL << (number & 63);
        }

        foreach (string name in mentioned)
        {
            if (!_bits.TryGetValue(name, out ulong[]? called))
                continue;

            for (int i = 0; i < bits.Length; i++)
                bits[i] |= called[i];
        }

        return new NameSet(_numbers, bits);
    }

    public NameSet Of(string name) => _writes.TryGetValue(name, out NameSet? writes) ? writes : NameSet.Empty;

    /// <summary>Tarjan's algorithm, with an explicit stack for deep chains; a component is complete after all that it calls.</summary>
    private void Solve()
    {
        var number = new Dictionary<string, int>(StringComparer.Ordinal);
        var low = new Dictionary<string, int>(StringComparer.Ordinal);
        var open = new Stack<string>();
        var walk = new Stack<(string Name, IEnumerator<string> Callees)>();
        foreach (IGrouping<string, MemberMentions> root in _members)
        {
            if (number.ContainsKey(root.Key))
                continue;

            Enter(root.Key);
            while (walk.Count > 0)
            {
                (string name, IEnumerator<string> callees) = walk.Peek();
                if (callees.MoveNext())
                {
                    if (!number.TryGetValue(callees.Current, out int seen))
                        Enter(callees.Current);
                    else if (!_writes.ContainsKey(callees.Current))
                        low[name] = Math.Min(low[name], seen);

                    continue;
                }

                walk.Pop();
                if (walk.Count > 0)
                    low[walk.Peek().Name] = Math.Min(low[walk.Peek().Name], low[name]);

                if (low[name] == number[name])
                    Close(name, open);
            }
        }

        void Enter(string name)
        {
            number[name] = low[name] = number.Count;
            open.Push(name);
            walk.Push((name, Callees(name).GetEnumerator()));
        }
    }

    private void Close(string first, Stack<string> open)
    {
        var component = new List<string>();
        do
            component.Add(open.Pop());
        while (component[component.Count - 1] != first);

        ulong[] bits = new ulong[_words];
        foreach (string name in component)
        {
            foreach (MemberMentions member in _members[name])
            {
                foreach (string assigned in _writesOf(member))
                    bits[_numbers[assigned] >> 6] |= 1UL << (_numbers[assigned] & 63);
            }
        }

        var added = new HashSet<ulong[]>();
        foreach (string callee in component.SelectMany(Callees))
        {
            if (_bits.TryGetValue(callee, out ulong[]? called) && added.Add(called))
            {
                for (int i = 0; i < bits.Length; i++)
                    bits[i] |= called[i];
            }
        }

        // What a component adds to one that it calls is often nothing.
        bits = added.FirstOrDefault(called => bits.AsSpan().SequenceEqual(called)) ?? bits;
        NameSet writes = new(_numbers, bits);
        foreach (string name in component)
        {
            _bits[name] = bits;
            _writes[name] = writes;
        }
    }

    private IEnumerable<string> Callees(string name) =>
        _members[name].SelectMany(static member => member.Mentions).Where(_members.Contains);
}
