using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Lowering;

/// <summary>What a member of a new object holds.</summary>
/// <param name="Member">The field or property.</param>
/// <param name="Value">The constant, as terms have it.</param>
/// <param name="IsSet">Whether the constructor sets it itself at its end, rather than finding it there.</param>
/// <param name="IsStable">Whether it holds that for good.</param>
internal sealed record InitialConstant(ISymbol Member, object? Value, bool IsSet, bool IsStable = false);
