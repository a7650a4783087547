using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols.Stubs;

/// <summary>What one stub file says. Plain data, kept as long as the file and what it was bound against stay the same.</summary>
internal sealed record StubBinding(
    ImmutableArray<StubMember> Members, ImmutableArray<DeclaredProtocol> Protocols, ImmutableArray<Diagnostic> Problems);
