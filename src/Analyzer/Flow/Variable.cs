namespace EntryPath.Analyzer.Flow;

/// <summary>
/// Something whose value a state knows: a local, parameter or flow capture (<paramref name="Base"/> is -1), or a field or
/// element of the object whose value number is <paramref name="Base"/>.
/// </summary>
/// <param name="Kind">What kind of place it is.</param>
/// <param name="Key">The symbol or capture; for an element, the index.</param>
/// <param name="Base">The value number of the object it is in.</param>
internal readonly record struct Variable(VariableKind Kind, object Key, int Base = -1);

/// <summary>The kinds of places that hold a value.</summary>
internal enum VariableKind
{
    Local,
    Field,
    Element,

    /// <summary>Known of an object: it was stored or returned, so that the obligation to undo its steps ended here.</summary>
    Escaped,

    /// <summary>Known of a step and its subject: what a test said of it, as the caller had left it.</summary>
    Told,

    /// <summary>Known of a token: whether its undo ends the step.</summary>
    Token,

    /// <summary>Known of a guard: the slot that its disposal undoes.</summary>
    Guard,
}
