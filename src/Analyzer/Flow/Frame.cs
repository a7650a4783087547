using EntryPath.Analyzer.Domain;

namespace EntryPath.Analyzer.Flow;

/// <summary>The execution of one node's instructions from one cell: the cell now, the registers, and the story if one is told.</summary>
internal sealed class Frame
{
    private readonly int _own;

    public Frame(Cell cell, int[] registers, Story? story)
    {
        Cell = cell;
        Registers = registers;
        Story = story;
        _own = registers.Length;
    }

    public Cell Cell { get; set; }

    public int[] Registers { get; private set; }

    public Story? Story { get; set; }

    /// <summary>Keeps a value beside the registers of the node, until <see cref="Release"/>.</summary>
    /// <returns>Where it is kept.</returns>
    public int Keep(int value)
    {
        int[] registers = Registers;
        Array.Resize(ref registers, registers.Length + 1);
        registers[registers.Length - 1] = value;
        Registers = registers;
        return registers.Length - 1;
    }

    /// <summary>A value that is kept, by the name that it has now.</summary>
    public int Kept(int place) => Registers[place];

    /// <summary>Drops the values that are kept.</summary>
    public void Release()
    {
        if (Registers.Length == _own)
            return;

        int[] registers = Registers;
        Array.Resize(ref registers, _own);
        Registers = registers;
    }

    public Frame Fork(Cell cell) => new(cell, (int[])Registers.Clone(), Story);
}
