using System;

namespace EntryPath.Sample.Vmm.Hardware;

/// <summary>One 64-bit word of machine state: memory that several agents share, or a register of one processor.</summary>
public sealed class Word
{
    /// <summary>The value, as <see cref="DirectMemory"/> keeps it. An explorer keeps its own.</summary>
    internal ulong Value;

    internal Word(string name, int index, WordKind kind, ulong initial, Func<ulong, string>? describe)
    {
        Name = name;
        Index = index;
        Kind = kind;
        Initial = initial;
        Value = initial;
        Describe = describe ?? (static value => value <= 9 ? value.ToString() : $"0x{value:x}");
    }

    /// <summary>The name that schedules show, such as <c>PIR[0]</c>.</summary>
    public string Name { get; }

    /// <summary>The position in the machine's <see cref="MemoryLayout"/>, from 0.</summary>
    public int Index { get; }

    /// <summary>Who can see it change.</summary>
    public WordKind Kind { get; }

    /// <summary>The value at reset.</summary>
    public ulong Initial { get; }

    /// <summary>Turns a value into what a reader wants to see, such as <c>InGuest</c>.</summary>
    public Func<ulong, string> Describe { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
