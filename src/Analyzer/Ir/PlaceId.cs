using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Ir;

/// <summary>Which place holds a value, as far as the code tells: a variable of the body, or a field or property, of whichever object.</summary>
internal readonly struct PlaceId : IEquatable<PlaceId>
{
    private readonly object _key;

    private PlaceId(object key) => _key = key;

    /// <summary>The local, parameter, field or property; null for another variable.</summary>
    public ISymbol? Symbol => _key as ISymbol;

    public static implicit operator PlaceId(LocalId variable) => new(variable.Key);

    public static implicit operator PlaceId(Temporary temporary) => new(temporary);

    public static bool operator ==(PlaceId left, PlaceId right) => left.Equals(right);

    public static bool operator !=(PlaceId left, PlaceId right) => !left.Equals(right);

    /// <summary>A field or property, of whichever object.</summary>
    public static PlaceId Of(ISymbol member) => new(member);

    public bool Equals(PlaceId other) => ReferenceEquals(_key, other._key) || Equals(_key, other._key);

    public override bool Equals(object? obj) => obj is PlaceId other && Equals(other);

    public override int GetHashCode() => _key.GetHashCode();

    public override string ToString() => _key.ToString();
}
