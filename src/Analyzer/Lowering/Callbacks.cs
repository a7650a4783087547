using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;

namespace EntryPath.Analyzer.Lowering;

/// <summary>What code of another assembly can do to members of this one, though it was compiled without it.</summary>
/// <param name="Writes">The names that those members assign which it can call.</param>
/// <param name="Settable">The names of the properties that it can set.</param>
internal sealed record Callbacks(NameSet Writes, ImmutableHashSet<string> Settable);
