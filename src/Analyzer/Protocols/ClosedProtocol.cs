using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>A protocol that no other assembly can use, so that all that happens to it is in this one.</summary>
/// <param name="Protocol">The protocol, which is declared in source or in a stub.</param>
/// <param name="Commits">The members that are its commit: at least one.</param>
internal sealed record ClosedProtocol(Protocol Protocol, ImmutableArray<ISymbol> Commits);
