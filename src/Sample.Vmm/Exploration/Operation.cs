namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>What an agent's code does next.</summary>
internal enum OperationKind : byte
{
    Read,
    Write,
    Or,
    And,
    Exchange,
    CompareExchange,
    FullBarrier,

    /// <summary>Waits until the word is not <see cref="Operation.First"/>.</summary>
    IdleWhile,

    /// <summary>The guest runs: until an interrupt is pending, or until it does what its script says.</summary>
    RunGuest,

    /// <summary>The guest's handler of the vector <see cref="Operation.First"/> has run. Nobody else sees it.</summary>
    Delivered,

    /// <summary>The request <see cref="Operation.First"/> was served. Nobody else sees it.</summary>
    Served,

    /// <summary>The agent's code has returned.</summary>
    Return,
}

/// <summary>One access of an agent's code, before it is made.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Word">The index of the word, or -1.</param>
/// <param name="First">The value written, the bits, or what <paramref name="Kind"/> says.</param>
/// <param name="Second">The comparand.</param>
internal readonly record struct Operation(OperationKind Kind, int Word, ulong First, ulong Second);
