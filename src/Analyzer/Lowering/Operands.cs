using System.Collections.Immutable;

namespace EntryPath.Analyzer.Lowering;

/// <summary>The registers that the attributes of a member can speak of; -1 where an operation has none.</summary>
/// <param name="Receiver">The object.</param>
/// <param name="Arguments">The arguments, by the ordinal of their parameter.</param>
/// <param name="Result">The result.</param>
/// <param name="Written">The value written to a property or field.</param>
internal sealed record Operands(int Receiver, ImmutableArray<int> Arguments, int Result, int Written)
{
    /// <summary>What parameters passed by reference hold after the call, by ordinal.</summary>
    public ImmutableDictionary<int, int> Outputs { get; init; } = ImmutableDictionary<int, int>.Empty;

    public int Output(int ordinal) => Outputs.TryGetValue(ordinal, out int register) ? register : -1;

    public int Argument(int ordinal) => ordinal >= 0 && ordinal < Arguments.Length ? Arguments[ordinal] : -1;
}
