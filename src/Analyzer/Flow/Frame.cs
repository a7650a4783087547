using EntryPath.Analyzer.Domain;

namespace EntryPath.Analyzer.Flow;

/// <summary>
/// The execution of one node's instructions from one cell: the cell now, the registers, and the story if one is told. A long node has thousands of registers, and each call of
/// something that can throw forks its frame: forks share their registers until one of them writes.
/// </summary>
internal sealed class Frame
{
    private SharedRegisters _registers;
    private List<int>? _kept;

    /// <param name="cell">The cell.</param>
    /// <param name="registers">The values of the registers; the frame takes the array over.</param>
    /// <param name="story">What happened on the path; null: none is told.</param>
    public Frame(Cell cell, int[] registers, Story? story)
        : this(cell, new SharedRegisters(registers), story)
    {
    }

    private Frame(Cell cell, SharedRegisters registers, Story? story)
    {
        Cell = cell;
        Story = story;
        _registers = registers;
    }

    public Cell Cell { get; set; }

    public Story? Story { get; set; }

    /// <summary>How many registers there are.</summary>
    public int Count => _registers.Values.Length;

    /// <summary>What a register holds.</summary>
    public int this[int register]
    {
        get => _registers.Values[register];
        set
        {
            if (_registers.Values[register] == value)
                return;

            if (_registers.Holders > 1)
            {
                _registers.Holders--;
                _registers = new SharedRegisters((int[])_registers.Values.Clone());
            }

            _registers.Values[register] = value;
        }
    }

    /// <summary>Whether a register, or what is kept beside them, holds this value.</summary>
    public bool Holds(int value) => Array.IndexOf(_registers.Values, value) >= 0 || _kept?.Contains(value) == true;

    /// <summary>What the registers hold, and what is kept beside them.</summary>
    public IEnumerable<int> All => _kept is null ? _registers.Values : _registers.Values.Concat(_kept);

    /// <summary>Gives a value another name in all that the frame holds, what is kept too.</summary>
    public void Rename(TermTable terms, int made, int former)
    {
        for (int i = 0; i < Count; i++)
            this[i] = terms.Substitute(this[i], made, former);

        for (int i = 0; i < (_kept?.Count ?? 0); i++)
            _kept![i] = terms.Substitute(_kept[i], made, former);
    }

    /// <summary>Keeps a value beside the registers of the node, until <see cref="Release"/>.</summary>
    /// <returns>Where it is kept.</returns>
    public int Keep(int value)
    {
        _kept ??= new List<int>();
        _kept.Add(value);
        return _kept.Count - 1;
    }

    /// <summary>A value that is kept, by the name that it has now.</summary>
    public int Kept(int place) => _kept![place];

    /// <summary>Drops the values that are kept.</summary>
    public void Release() => _kept = null;

    /// <summary>The values of the registers, as an array of the caller's own.</summary>
    public int[] CopyRegisters() => (int[])_registers.Values.Clone();

    /// <summary>Another frame that goes on from here.</summary>
    /// <param name="cell">Its cell.</param>
    public Frame Fork(Cell cell)
    {
        _registers.Holders++;
        return new Frame(cell, _registers, Story) { _kept = _kept is null ? null : new List<int>(_kept) };
    }

    /// <summary>Says that this frame goes on no more, so that those that it shares registers with need not copy them.</summary>
    public void End() => _registers.Holders--;

    private sealed class SharedRegisters
    {
        public SharedRegisters(int[] values) => Values = values;

        public int[] Values { get; }

        /// <summary>How many frames have them; one that ends without a word only makes the others copy.</summary>
        public int Holders { get; set; } = 1;
    }
}
