using System;
using System.Collections.Generic;

namespace EntryPath.Sample.Vmm.Hardware;

/// <summary>All words of one machine, in the order in which its parts asked for them.</summary>
public sealed class MemoryLayout
{
    private readonly List<Word> words = [];

    /// <summary>The words; <see cref="Word.Index"/> is the position here.</summary>
    public IReadOnlyList<Word> Words => words;

    /// <summary>Adds a word of <see cref="WordKind.Memory"/>.</summary>
    public Word Memory(string name, ulong initial = 0, Func<ulong, string>? describe = null) => Add(name, WordKind.Memory, initial, describe);

    /// <summary>Adds a word of <see cref="WordKind.Control"/>.</summary>
    public Word Control(string name, ulong initial = 0, Func<ulong, string>? describe = null) => Add(name, WordKind.Control, initial, describe);

    /// <summary>Adds a word of <see cref="WordKind.Register"/>.</summary>
    public Word Register(string name, ulong initial = 0, Func<ulong, string>? describe = null) => Add(name, WordKind.Register, initial, describe);

    private Word Add(string name, WordKind kind, ulong initial, Func<ulong, string>? describe)
    {
        var word = new Word(name, words.Count, kind, initial, describe);
        words.Add(word);
        return word;
    }
}
