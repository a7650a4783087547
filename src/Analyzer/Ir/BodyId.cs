using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Ir;

/// <summary>
/// Which body it is: that of a method or accessor, the initializer of a field or property, a lambda or local function, or a part of an iterator. It costs no more than the reference that it is.
/// </summary>
internal readonly struct BodyId : IEquatable<BodyId>
{
    private readonly object _key;

    private BodyId(object key) => _key = key;

    /// <summary>The method, accessor, or initialized field or property; null for another body.</summary>
    public ISymbol? Member => _key as ISymbol;

    /// <summary>The method or accessor; null for another body.</summary>
    public IMethodSymbol? Method => _key as IMethodSymbol;

    /// <summary>The lambda or local function; null for another body.</summary>
    public LambdaBody? Lambda => _key as LambdaBody;

    /// <summary>The part of an iterator; null for a whole body.</summary>
    public IteratorPart? Part => _key as IteratorPart;

    /// <summary>The body itself; of a part of an iterator, the iterator.</summary>
    public BodyId Whole => Part is { } part ? part.Body : this;

    public static implicit operator BodyId(LambdaBody body) => new(body);

    public static implicit operator BodyId(IteratorPart part) => new(part);

    public static bool operator ==(BodyId left, BodyId right) => left.Equals(right);

    public static bool operator !=(BodyId left, BodyId right) => !left.Equals(right);

    /// <summary>The body of a member.</summary>
    public static BodyId Of(ISymbol member) => new(member);

    /// <summary>The body of a local function; null where there is none.</summary>
    public static BodyId? Of(LambdaBody? function) => function is null ? (BodyId?)null : new BodyId(function);

    public bool Equals(BodyId other) => ReferenceEquals(_key, other._key) || Equals(_key, other._key);

    public override bool Equals(object? obj) => obj is BodyId other && Equals(other);

    public override int GetHashCode() => _key.GetHashCode();

    public override string ToString() => _key.ToString();
}
