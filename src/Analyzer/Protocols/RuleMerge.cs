using System.Collections.Immutable;

namespace EntryPath.Analyzer.Protocols;

/// <summary>One member's rules out of all that speaks about it: its own attributes, stubs, and the members it overrides or implements.</summary>
internal static class RuleMerge
{
    public static MemberRules Merge(ImmutableArray<MemberDeclaration> own, ImmutableArray<MemberRules> bases, ProtocolTable table)
    {
        MemberRules rules = new() { Subject = SubjectOf(own, bases) };
        foreach (MemberDeclaration declaration in own)
        {
            rules = rules with
            {
                Events = rules.Events.AddRange(table.Bind(declaration.Events)),
                TokenParameter = Math.Max(rules.TokenParameter, declaration.TokenParameter),
                ReturnsToken = rules.ReturnsToken || declaration.ReturnsToken,
                Guard = rules.Guard ?? declaration.Guard,
                GuardedDelegates = rules.GuardedDelegates.Union(declaration.GuardedDelegates).ToImmutableArray(),
                InstantDelegates = rules.InstantDelegates.Union(declaration.InstantDelegates).ToImmutableArray(),
                Only = rules.Only.AddRange(declaration.Only),
                MayThrow = rules.MayThrow || declaration.MayThrow,
                IsPart = rules.IsPart || declaration.IsPart,
            };
            foreach (KeyValuePair<int, ImmutableArray<DeclaredEvent>> parameter in declaration.DelegateParameters)
                rules = WithParameter(rules, parameter.Key, table.Bind(parameter.Value));
        }

        foreach (MemberRules @base in bases)
        {
            rules = rules with
            {
                Events = rules.Events.AddRange(NotRedeclared(@base.Events, rules.Events)),
                TokenParameter = Math.Max(rules.TokenParameter, @base.TokenParameter),
                ReturnsToken = rules.ReturnsToken || @base.ReturnsToken,
                Guard = rules.Guard ?? @base.Guard,
                GuardedDelegates = rules.GuardedDelegates.Union(@base.GuardedDelegates).ToImmutableArray(),
                InstantDelegates = rules.InstantDelegates.Union(@base.InstantDelegates).ToImmutableArray(),
                Only = rules.Only.IsEmpty ? @base.Only : rules.Only,
                MayThrow = rules.MayThrow || @base.MayThrow,
                IsPart = rules.IsPart || @base.IsPart,
            };
            foreach (KeyValuePair<int, ImmutableArray<MemberEvent>> parameter in @base.DelegateParameters)
                rules = WithParameter(rules, parameter.Key, parameter.Value);
        }

        return rules;
    }

    private static SubjectSource SubjectOf(ImmutableArray<MemberDeclaration> own, ImmutableArray<MemberRules> bases)
    {
        foreach (MemberDeclaration declaration in own)
        {
            if (declaration.MarkedSubject is { } marked)
                return marked;
        }

        return !bases.IsEmpty ? bases[0].Subject : own[0].DefaultSubject;
    }

    private static IEnumerable<MemberEvent> NotRedeclared(ImmutableArray<MemberEvent> inherited, ImmutableArray<MemberEvent> own) =>
        inherited.Where(@event => !own.Any(other => other.Kind == @event.Kind && other.Protocol == @event.Protocol && other.Step == @event.Step));

    private static MemberRules WithParameter(MemberRules rules, int ordinal, ImmutableArray<MemberEvent> events)
    {
        ImmutableArray<MemberEvent> present = rules.DelegateParameters.TryGetValue(ordinal, out ImmutableArray<MemberEvent> known)
            ? known
            : ImmutableArray<MemberEvent>.Empty;
        return rules with { DelegateParameters = rules.DelegateParameters.SetItem(ordinal, present.AddRange(NotRedeclared(events, present))) };
    }
}
