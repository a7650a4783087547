namespace EntryPath.Analyzer.Protocols;

/// <summary>
/// The event happens only for this constant (or, <paramref name="Negated"/>, for any other value) of the argument with this
/// ordinal, or of the value written where <paramref name="Parameter"/> is <see cref="WrittenValue"/>.
/// </summary>
/// <param name="Parameter">The ordinal of the parameter, or <see cref="WrittenValue"/>.</param>
/// <param name="Constant">The constant as Roslyn gives it: for an enum, the value of its underlying type; null for a null.</param>
/// <param name="Negated">Whether <c>NotValue</c> rather than <c>Value</c> was given.</param>
internal sealed record ValueFilter(int Parameter, object? Constant, bool Negated)
{
    /// <summary>The value that is written to the property or field.</summary>
    public const int WrittenValue = -1;
}
