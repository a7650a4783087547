using System;
using System.Collections.Generic;

namespace EntryPath.Sample.Vmm.Hardware;

/// <summary>All words of one machine, in the order in which its parts asked for them.</summary>
public sealed class MemoryLayout
{
    private readonly List<Word> words = [];

    /// <summary>The words; <see cref="Word.Index"/> is the position here.</summary>
    public IReadOnlyList<Word> Words => words;

    /// <summary>Adds a word that several agents access.</summary>
    public Word Shared(string name, ulong initial = 0, Func<ulong, string>? describe = null) => Add(name, true, initial, describe);

    /// <summary>Adds a register, or memory that only code on one processor accesses.</summary>
    public Word Private(string name, ulong initial = 0, Func<ulong, string>? describe = null) => Add(name, false, initial, describe);

    private Word Add(string name, bool isShared, ulong initial, Func<ulong, string>? describe)
    {
        var word = new Word(name, words.Count, isShared, initial, describe);
        words.Add(word);
        return word;
    }
}
