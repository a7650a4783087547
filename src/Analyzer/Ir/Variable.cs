using EntryPath.Analyzer.Domain;

namespace EntryPath.Analyzer.Ir;

/// <summary>
/// Something whose value a state knows: a local, parameter or flow capture (<paramref name="Base"/> is -1), or a field or
/// element of the object whose value number is <paramref name="Base"/>.
/// </summary>
/// <param name="Kind">What kind of place it is.</param>
/// <param name="Key">The symbol or capture; for an element, the index.</param>
/// <param name="Base">The value number of the object it is in.</param>
internal readonly record struct Variable(VariableKind Kind, object Key, int Base = -1)
{
    /// <summary>The variable of the body; of another kind of place, none.</summary>
    public LocalId Local => LocalId.WithKey(Key);

    // Variables are looked up at nearly every instruction: what the compiler would write goes through a comparer for each part.
    public bool Equals(Variable other) => Kind == other.Kind && Base == other.Base && Key.Equals(other.Key);

    public override int GetHashCode() => unchecked((((Key.GetHashCode() * 31) + Base) * 31) + (int)Kind);

    /// <summary>Whether it is the element with a certain index.</summary>
    public bool IsAt(int index) => Kind == VariableKind.Element && Key is int own && own == index;

    /// <summary>A variable of the body.</summary>
    public static Variable Of(LocalId local) => new(VariableKind.Local, local.Key);
}

/// <summary>The kinds of places that hold a value.</summary>
internal enum VariableKind
{
    Local,
    Field,
    Element,

    /// <summary>Known of an object: it was stored or returned, so that the obligation to undo its steps ended here.</summary>
    Escaped,

    /// <summary>Known of a new object: another one that it was given to hold.</summary>
    Holds,

    /// <summary>Known of a step and its subject: what a test said of it, as the caller had left it.</summary>
    Told,

    /// <summary>Known of a token or a guard: what its step was before it was performed with it, as a constant.</summary>
    Token,

    /// <summary>Known of a guard, by the <see cref="GuardedStep"/> that is the key: the subject whose step its disposal ends.</summary>
    Guard,

    /// <summary>Known of a guard and its step: it was disposed, and stands for nothing any more.</summary>
    Spent,

    /// <summary>Known of a token from elsewhere: the subject whose step was undone with it.</summary>
    Restored,

    /// <summary>Known of an object from elsewhere: it was disposed here. If its owner knows it as a guard, its step has ended.</summary>
    Disposed,
}
