using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>A use of a member outside of the code that <c>[Only]</c> keeps it to.</summary>
/// <param name="Member">The member.</param>
/// <param name="Site">The use.</param>
/// <param name="Allowed">Whose code may use it.</param>
internal sealed record Trespass(ISymbol Member, Site Site, ImmutableArray<AllowedUser> Allowed)
{
    /// <summary>Those in a body itself; the functions nested in it are bodies of their own.</summary>
    public static ImmutableArray<Trespass> In(ControlFlowGraph graph, ISymbol owner, RuleSet rules)
    {
        if (!rules.KeepsMembers)
            return ImmutableArray<Trespass>.Empty;

        var found = ImmutableArray.CreateBuilder<Trespass>();
        foreach (IOperation operation in NestedBodies.OperationsOf(graph))
        {
            if (MemberOf(operation) is not { } member || rules.For(member) is not { Only: { IsEmpty: false } allowed })
                continue;

            // The graph has the parts of some operations twice.
            Site site = operation is IInvocationOperation call ? Sites.Call(call) : Sites.Of(operation.Syntax);
            bool isAllowed = allowed.Any(user => user.Contains(owner)) || SymbolEqualityComparer.Default.Equals(RuleSet.Canonical(member), RuleSet.Canonical(owner));
            if (!isAllowed && !found.Any(other => other.Site.Location == site.Location))
                found.Add(new Trespass(member, site, allowed));
        }

        return found.ToImmutable();
    }

    private static ISymbol? MemberOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod,
        IObjectCreationOperation creation => creation.Constructor,
        IMemberReferenceOperation { Parent: not INameOfOperation } reference => reference.Member,
        _ => null,
    };
}
