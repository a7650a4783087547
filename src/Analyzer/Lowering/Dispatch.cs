using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Lowering;

/// <summary>What a virtual call can run, by the type of its object.</summary>
/// <param name="Type">The member under which an object holds its type, which never changes.</param>
/// <param name="Targets">The types that its object can have, by name, each with the body that runs; null for one that can reach no event.</param>
/// <param name="IsFollowed">Whether they are so few that each is looked at where the type is not known; otherwise the call is followed only where it is.</param>
internal sealed record Dispatch(ISymbol Type, ImmutableArray<(string Type, BodyId? Body)> Targets, bool IsFollowed)
{
    public IEnumerable<BodyId> Bodies => Targets.Select(static target => target.Body).OfType<BodyId>();
}
