using System;

namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>States of equal length, each kept once, numbered in the order in which they were added.</summary>
internal sealed class StateSet
{
    private const int StatesPerChunk = 4096;

    private readonly int width;
    private ulong[][] chunks = new ulong[16][];
    private int[] slots = new int[1024];

    /// <summary>Creates an empty set.</summary>
    /// <param name="width">The number of words of a state.</param>
    public StateSet(int width) => this.width = width;

    /// <summary>How many states there are.</summary>
    public int Count { get; private set; }

    /// <summary>A state by its number.</summary>
    public ReadOnlySpan<ulong> this[int index] =>
        chunks[index / StatesPerChunk].AsSpan(index % StatesPerChunk * width, width);

    /// <summary>Adds a state.</summary>
    /// <returns>Whether it is new; its number is then <see cref="Count"/> minus one.</returns>
    public bool Add(ReadOnlySpan<ulong> state)
    {
        if (Count * 2 >= slots.Length)
            Grow();
        var mask = slots.Length - 1;
        for (var slot = Hash(state) & mask; ; slot = (slot + 1) & mask)
        {
            var occupant = slots[slot] - 1;
            if (occupant < 0)
            {
                slots[slot] = Count + 1;
                Append(state);
                return true;
            }

            if (this[occupant].SequenceEqual(state))
                return false;
        }
    }

    private static int Hash(ReadOnlySpan<ulong> state)
    {
        var hash = 0x9e3779b97f4a7c15ul;
        foreach (var word in state)
            hash = (System.Numerics.BitOperations.RotateLeft(hash, 23) ^ word) * 0xd6e8feb86659fd93ul;
        return (int)((hash ^ (hash >> 32)) & int.MaxValue);
    }

    private void Append(ReadOnlySpan<ulong> state)
    {
        var chunk = Count / StatesPerChunk;
        if (chunk == chunks.Length)
            Array.Resize(ref chunks, chunks.Length * 2);
        chunks[chunk] ??= new ulong[StatesPerChunk * width];
        state.CopyTo(chunks[chunk].AsSpan(Count % StatesPerChunk * width, width));
        Count++;
    }

    private void Grow()
    {
        slots = new int[slots.Length * 2];
        var mask = slots.Length - 1;
        for (var index = 0; index < Count; index++)
        {
            var slot = Hash(this[index]) & mask;
            while (slots[slot] != 0)
                slot = (slot + 1) & mask;
            slots[slot] = index + 1;
        }
    }
}
