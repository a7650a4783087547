using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols.Stubs;

/// <summary>What one stub file says. Plain data, kept as long as the file and what it was bound against stay the same.</summary>
internal sealed record StubBinding(
    ImmutableArray<StubMember> Members,
    ImmutableArray<StubConstant> Constants,
    ImmutableArray<DeclaredProtocol> Protocols,
    ImmutableArray<Diagnostic> Problems);

/// <summary>A member of an enum that a stub redeclares, whose value rules compare with.</summary>
/// <param name="Type">The documentation id of the enum.</param>
/// <param name="Name">The name.</param>
/// <param name="Value">The value that it has in the stub.</param>
/// <param name="Location">Its name in the stub.</param>
internal sealed record StubConstant(string Type, string Name, object Value, Location Location);
