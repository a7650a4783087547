using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Lowering;

/// <summary>The part that emits the events which a member is declared to be, with their conditions.</summary>
internal sealed partial class OperationReader
{
    /// <summary>The order in which the events of one operation happen.</summary>
    private static readonly ImmutableArray<EventKind> Sequence = ImmutableArray.Create(
        EventKind.Forbids, EventKind.Requires, EventKind.Commit, EventKind.Undo, EventKind.Asserts, EventKind.Step,
        EventKind.EnsuresUndone, EventKind.Ensures, EventKind.Tells);

    /// <summary>Emits the events of a member that the operation is.</summary>
    private void Emit(MemberRules rules, Operands operands, Site site, Func<MemberEvent, bool> applies, Condition? extra = null, bool isFirst = false, ISymbol? member = null, ImmutableArray<EventKind> kinds = default)
    {
        bool isOmitted = _context.IsOmitted(site);
        int subject = rules.Subject.Kind switch
        {
            SubjectKind.Receiver => operands.Receiver,
            SubjectKind.Parameter => operands.Argument(rules.Subject.Parameter) is >= 0 and int given ? given : operands.Output(rules.Subject.Parameter),
            SubjectKind.Result => operands.Result,
            _ => Instruction.Event.ProgramSubject,
        };
        if (subject == -1)
            subject = Instruction.Event.ProgramSubject;

        foreach (EventKind kind in (kinds.IsDefault ? Sequence : kinds).Where(kind => !isOmitted || kind == EventKind.Tells))
        {
            foreach (MemberEvent happening in rules.Events.Where(candidate => candidate.Kind == kind && applies(candidate)).OrderBy(candidate => candidate.Step?.Index ?? 0))
            {
                int answer = kind == EventKind.Tells ? AnswerOf(happening, operands) : -1;
                if (Conditions(happening, operands) is not { } conditions || (kind == EventKind.Tells && answer < 0) || (isFirst && IsOwnNeed(happening)))
                    continue;

                conditions = _onlyWhere.AddRange(conditions);
                if (extra is { } condition)
                    conditions = conditions.Add(condition);

                int guard = kind != EventKind.Step || rules.Guard is null ? -1 : rules.Guard.Parameter < 0 ? operands.Result : operands.Output(rules.Guard.Parameter);
                if (guard >= 0)
                    conditions = conditions.AddRange(ConditionsOf(rules.Guard!, guard, member));

                _instructions.Add(new Instruction.Event(kind, happening.Protocol, happening.Step, subject, site)
                {
                    Conditions = conditions,
                    IfInEffect = happening.IfInEffect || (isFirst && happening.Step is { Scope: StepScope.Object }),
                    Signals = happening.Signals,
                    IsOneOfSeveral = happening is { Kind: EventKind.Undo, IfInEffect: true, Step.Nestable: true } && rules.Events.Count(static other => other is { Kind: EventKind.Undo, IfInEffect: true, Step.Nestable: true }) > 1,
                    AnySubject = happening.AnySubject,
                    Token = kind == EventKind.Step && rules.ReturnsToken ? operands.Result
                        : kind == EventKind.Undo ? operands.Argument(rules.TokenParameter) : -1,
                    Guard = guard,
                    IsGuardLenient = rules.Guard is { IfInEffect: true },
                    Result = operands.Result,
                    Flag = rules.MayThrow && happening is { Kind: EventKind.Step, When: not null, WhenParameter: >= 0 } && member is IMethodSymbol { ReturnsVoid: true } ? operands.Output(happening.WhenParameter) : -1,
                    SetsFlagTo = happening.When ?? true,
                    Answer = answer,
                });
            }
        }
    }

    /// <summary>What must be so of a guard that may be empty, where its step was performed.</summary>
    private IEnumerable<Condition> ConditionsOf(GuardRule rule, int guard, ISymbol? member)
    {
        if (rule.MayBeNull)
            yield return new Condition(guard, null, true);

        if (rule.Flag is { } name && member is not null && GuardTypes.Flag(GuardTypes.Of(member, rule), name) is { } flag)
            yield return new Condition(Define(new Expression.LoadField(guard, flag.OriginalDefinition, Stable: true, Part: false)), rule.When, false);
    }

    /// <summary>
    /// Whether a member needs a step that the constructor of its object is: what the new object is given first, before anybody has it, cannot need what
    /// is done only when the constructor is done.
    /// </summary>
    private bool IsOwnNeed(MemberEvent happening) => happening.Kind == EventKind.Requires && _context.Owner is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
        && _context.Rules.For(constructor) is { } own && own.Events.Any(performed => performed.Kind == EventKind.Step && ReferenceEquals(performed.Step, happening.Step));

    /// <summary>What a method takes over it takes where it is started, however long it runs.</summary>
    private void TakeOver(IMethodSymbol method, int receiver, ImmutableArray<int> arguments, Site site)
    {
        if (_context.Rules.For(method) is { } rules && rules.Events.Any(static happening => happening.Kind == EventKind.TakesOver))
            Emit(rules, new Operands(receiver, arguments, -1, -1), site, static happening => happening.Kind == EventKind.TakesOver, kinds: s_takesOver);
    }

    private static readonly ImmutableArray<EventKind> s_takesOver = ImmutableArray.Create(EventKind.TakesOver);

    /// <summary>What is true exactly when the step is in effect: the result or an output, or the opposite of it; -1 where there is none.</summary>
    private int AnswerOf(MemberEvent happening, Operands operands)
    {
        int told = happening.WhenParameter == MemberEvent.Result ? operands.Result : operands.Output(happening.WhenParameter);
        return told >= 0 && happening.When == false ? Define(new Expression.Not(told)) : told;
    }

    /// <summary>The conditions of an event; null where the operation has no value that they could hold for.</summary>
    private static ImmutableArray<Condition>? Conditions(MemberEvent happening, Operands operands)
    {
        ImmutableArray<Condition> conditions = ImmutableArray<Condition>.Empty;
        if (happening.Value is { } filter)
        {
            int register = filter.Parameter == ValueFilter.WrittenValue ? operands.Written : operands.Argument(filter.Parameter);
            if (register < 0)
                return null;

            conditions = conditions.Add(new Condition(register, filter.Constant, filter.Negated));
        }

        if (happening.When is { } truth && happening.Kind != EventKind.Tells)
        {
            int register = happening.WhenParameter == MemberEvent.Result ? operands.Result : operands.Output(happening.WhenParameter);
            if (register < 0)
                return null;

            conditions = conditions.Add(new Condition(register, truth, false));
        }

        return conditions;
    }
}
