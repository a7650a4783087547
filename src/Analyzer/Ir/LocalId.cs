using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace EntryPath.Analyzer.Ir;

/// <summary>
/// Which variable of a body it is: a local or parameter, a flow capture, what a method reference is bound to, one that only the instructions know, or one that a loop keeps
/// for the iterator that it goes through.
/// </summary>
internal readonly struct LocalId : IEquatable<LocalId>
{
    /// <summary>What a body returns.</summary>
    public static readonly LocalId Returned = new("returned value");

    /// <summary>What a method returns that is cut where it runs a delegate.</summary>
    public static readonly LocalId Result = new("result");

    /// <summary>What a <c>yield</c> gives.</summary>
    public static readonly LocalId Yielded = new("yielded value");

    /// <summary>The object that an iterator is a method of.</summary>
    public static readonly LocalId Receiver = new("receiver");

    private LocalId(object key) => Key = key;

    /// <summary>What it is, as the terms and variables of a state hold it.</summary>
    public object Key { get; }

    /// <summary>The local; null for another variable.</summary>
    public ILocalSymbol? Local => Key as ILocalSymbol;

    /// <summary>The parameter; null for another variable.</summary>
    public IParameterSymbol? Parameter => Key as IParameterSymbol;

    /// <summary>The local or parameter; null for another variable.</summary>
    public ISymbol? Symbol => Key as ISymbol;

    /// <summary>The variable that only the instructions know; null for another one.</summary>
    public Temporary? Temporary => Key as Temporary;

    /// <summary>The variable that a loop keeps for its iterator; null for another one.</summary>
    public EnumerationVariable? OfEnumeration => Key as EnumerationVariable;

    public static implicit operator LocalId(CaptureId capture) => new(capture);

    public static implicit operator LocalId(Temporary temporary) => new(temporary);

    public static implicit operator LocalId(Enumeration position) => new(position);

    public static implicit operator LocalId(EnumerationVariable variable) => new(variable);

    public static bool operator ==(LocalId left, LocalId right) => left.Equals(right);

    public static bool operator !=(LocalId left, LocalId right) => !left.Equals(right);

    /// <summary>A local.</summary>
    public static LocalId Of(ILocalSymbol local) => new(local);

    /// <summary>A parameter.</summary>
    public static LocalId Of(IParameterSymbol parameter) => new(parameter);

    /// <summary>What a pattern declares.</summary>
    public static LocalId Declared(ISymbol variable) => new(variable);

    /// <summary>What a name stands for that is bound to nothing.</summary>
    public static LocalId Unbound(SyntaxNode name) => new("unbound " + name);

    /// <summary>The object that a reference to a method is bound to.</summary>
    public static LocalId BoundTo(SyntaxNode reference) => new(reference);

    /// <summary>A new variable, for what is kept until a call runs that was given it.</summary>
    public static LocalId Kept() => new(new object());

    /// <summary>The variable that a term or variable of a state holds.</summary>
    public static LocalId WithKey(object key) => new(key);

    public bool Equals(LocalId other) => ReferenceEquals(Key, other.Key) || Equals(Key, other.Key);

    public override bool Equals(object? obj) => obj is LocalId other && Equals(other);

    public override int GetHashCode() => Key.GetHashCode();

    public override string ToString() => Key.ToString();
}
