namespace EntryPath.Analyzer.Flow;

/// <summary>The execution of one node's instructions from one cell: the cell now, the registers, and the story if one is told.</summary>
internal sealed class Frame
{
    public Frame(Cell cell, int[] registers, Story? story)
    {
        Cell = cell;
        Registers = registers;
        Story = story;
    }

    public Cell Cell { get; set; }

    public int[] Registers { get; set; }

    public Story? Story { get; set; }

    public Frame Fork(Cell cell) => new(cell, (int[])Registers.Clone(), Story);
}
