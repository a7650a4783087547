using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>Everything one source of rules declares: the project's own attributes, one referenced assembly, or the stubs.</summary>
/// <param name="Members">The members with rules.</param>
/// <param name="Protocols">The protocols that they name, and for source all that are declared.</param>
/// <param name="MetaAttributes">The names of the attribute classes that are shorthand.</param>
/// <param name="Problems">What is wrong with them.</param>
internal sealed record DeclaredRules(
    ImmutableArray<KeyValuePair<ISymbol, MemberDeclaration>> Members,
    ImmutableArray<DeclaredProtocol> Protocols,
    ImmutableArray<string> MetaAttributes,
    ImmutableArray<Diagnostic> Problems)
{
    public static readonly DeclaredRules None = new(
        ImmutableArray<KeyValuePair<ISymbol, MemberDeclaration>>.Empty,
        ImmutableArray<DeclaredProtocol>.Empty,
        ImmutableArray<string>.Empty,
        ImmutableArray<Diagnostic>.Empty);

    public bool IsEmpty => Members.IsEmpty && Protocols.IsEmpty && MetaAttributes.IsEmpty && Problems.IsEmpty;
}
