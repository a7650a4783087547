using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Lowering;

/// <summary>What a method leaves in a member of its object.</summary>
/// <param name="Member">The field or property.</param>
/// <param name="Parameter">The ordinal of the parameter whose value it holds; -1: it holds a constant.</param>
/// <param name="Constant">The constant, as terms have it.</param>
internal sealed record SetMember(ISymbol Member, int Parameter, object? Constant);
