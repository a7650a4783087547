using EntryPath.Analyzer.Ir;

namespace EntryPath.Analyzer.Domain;

/// <summary>How a value came to be; terms with equal structure are the same value.</summary>
internal enum TermKind
{
    Constant,
    This,

    /// <summary>The value that a parameter or a captured local had at entry.</summary>
    Entry,
    Static,
    Thread,
    Program,

    /// <summary>Every object that has no slot of its own in the state.</summary>
    AnyObject,

    /// <summary>The result of an operation that is not looked into.</summary>
    Opaque,

    /// <summary>Like <see cref="Opaque"/>, and a new object that nothing else refers to.</summary>
    Fresh,

    /// <summary>The join of different values of one variable.</summary>
    Join,
    Field,
    Element,

    /// <summary>In place of an index: the element of a collection that is followed through its loops, or any other one.</summary>
    Which,
    Equal,
    Less,
    Not,
    IsNull,
    IsType,

    /// <summary>A value if it is of a type, and null otherwise: the same object where it is one.</summary>
    TryCast,
    Binary,
    Delegate,
}

/// <summary>The structure of a value: a kind, a symbol or constant, and up to two operands or a site and its generation.</summary>
internal readonly record struct Term(TermKind Kind, object? Symbol = null, int A = -1, int B = -1)
{
    /// <summary>The variable that had the value at entry; of another kind of term, none.</summary>
    public LocalId Local => LocalId.WithKey(Symbol!);

    /// <summary>The value that a variable had at entry.</summary>
    public static Term Entry(LocalId variable) => new(TermKind.Entry, variable.Key);

    // Most of what the analysis does is numbering terms: what the compiler would write goes through a comparer for each part.
    public bool Equals(Term other) => Kind == other.Kind && A == other.A && B == other.B && Equals(Symbol, other.Symbol);

    public override int GetHashCode() => unchecked((((((Symbol?.GetHashCode() ?? 0) * 31) + A) * 31) + B) * 31) + (int)Kind;

    /// <summary>Whether <see cref="A"/> and <see cref="B"/> are terms.</summary>
    public bool HasOperands => Kind is TermKind.Field or TermKind.Element or TermKind.Equal or TermKind.Less or TermKind.Not
        or TermKind.IsNull or TermKind.IsType or TermKind.TryCast or TermKind.Binary;
}
