namespace System;

/// <summary>What the compiler asks for where a list pattern is; netstandard2.0 does not have it.</summary>
/// <param name="value">The distance, not negative.</param>
/// <param name="fromEnd">Whether it is counted from behind the last element.</param>
internal readonly struct Index(int value, bool fromEnd)
{
    /// <summary>The position in a list of this length, counted from 0.</summary>
    public int GetOffset(int length) => fromEnd ? length - value : value;
}
