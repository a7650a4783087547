using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Analyzer.Protocols;

/// <summary>The protocols of one compilation and what its members and those it references say about them.</summary>
internal abstract class RuleSet
{
    /// <summary>Every protocol that source, a stub or a referenced assembly declares and some member names.</summary>
    public abstract ImmutableArray<Protocol> Protocols { get; }

    /// <summary>What was found wrong with the rules themselves (EPO20xx), each at its own place.</summary>
    public abstract ImmutableArray<Diagnostic> Problems { get; }

    /// <summary>
    /// The rules of a method, constructor, accessor, property, field, event, delegate type or local function; null where it has
    /// none. Looks through overrides and implementations for inherited contracts. Cheap to ask again.
    /// </summary>
    public abstract MemberRules? For(ISymbol member);

    /// <summary>
    /// The simple names of all members with rules (constructors by their type's name, indexers and operators by metadata name).
    /// A body that mentions none of them, directly or through a callee, has no event.
    /// </summary>
    public abstract ImmutableHashSet<string> MemberNames { get; }
}
