using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>EPO1007: a body does not keep what its contract promises, or an override asks more than its base.</summary>
internal static class Contracts
{
    public static IEnumerable<Violation> Check(BodySolution solution, MemberRules? rules, ImmutableArray<MemberEvent> inherited, CancellationToken cancellation)
    {
        if (rules is null)
            yield break;

        foreach (MemberEvent promise in rules.Events)
        {
            if (promise.Kind is EventKind.Ensures or EventKind.EnsuresUndone && CheckPromise(solution, rules, promise, cancellation) is { } broken)
                yield return broken;
        }

        if (!HasBase(solution.Body.Symbol))
            yield break;

        foreach (Violation weaker in CheckStrength(solution.Body.Symbol, rules, inherited))
            yield return weaker;
    }

    /// <summary>Compares what a member declares with what it inherits: it may ask less and promise more.</summary>
    public static IEnumerable<Violation> CheckStrength(ISymbol member, MemberRules rules, ImmutableArray<MemberEvent> inherited)
    {
        foreach (MemberEvent own in rules.Events)
        {
            if (own.Kind is EventKind.Requires or EventKind.Forbids or EventKind.TakesOver && !inherited.Any(other => IsSame(own, other) && (other.AnySubject || !own.AnySubject)))
            {
                yield return new Violation(
                    Descriptors.BrokenContract,
                    own.Location ?? member.Locations[0],
                    Texts.Say("AsksMore", member.Name, own.Kind, Wording.Of(own.Step!)));
            }
        }

        foreach (MemberEvent promise in inherited)
        {
            if (promise.Kind is not (EventKind.Ensures or EventKind.EnsuresUndone)
                || rules.Events.Any(own => IsSame(own, promise) && (own.When is null || (own.When == promise.When && own.WhenParameter == promise.WhenParameter))))
            {
                continue;
            }

            MemberEvent? weaker = rules.Events.FirstOrDefault(own => IsSame(own, promise));
            var properties = ImmutableDictionary<string, string?>.Empty;
            if (weaker is null && promise.When is null && !promise.AnySubject)
                properties = properties.Add(FixProperties.Contract, promise.Kind + "," + promise.Protocol.DocumentationId + "," + promise.Step!.Name);

            yield return new Violation(
                Descriptors.BrokenContract,
                weaker?.Location ?? member.Locations[0],
                Texts.Say(promise.When is null ? "PromisesLess" : "PromisesLessWhen", member.Name, promise.Kind, Wording.Of(promise.Step!), promise.When is false ? "false" : "true"))
            {
                Properties = properties,
            };
        }
    }

    private static bool IsSame(MemberEvent one, MemberEvent other) => one.Kind == other.Kind && ReferenceEquals(one.Step, other.Step);

    private static Violation? CheckPromise(BodySolution solution, MemberRules rules, MemberEvent promise, CancellationToken cancellation)
    {
        Universe universe = solution.Universe;
        var effects = new Effects(universe);
        int subject = rules.Subject.Kind switch
        {
            SubjectKind.Parameter when solution.Body.Method is { } method =>
                universe.Terms.Number(Term.Entry(LocalId.Of(method.Parameters[rules.Subject.Parameter]))),
            SubjectKind.None => universe.Terms.Program,
            _ => universe.Terms.This,
        };
        var slot = new Slot(promise.Step!, effects.SubjectFor(promise.Step!, subject));
        foreach (ExitState exit in ExitStates.Of(solution, slot, ExitKind.Return).Where(IsBroken))
        {
            if (ExitPath.To(solution, slot, ImmutableArray.Create(exit), IsBroken, cancellation) is { } broken)
                return Explain(solution, promise, slot, broken.State.Exit.Site.Location, broken.Story);
        }

        return null;

        bool IsBroken(ExitState state)
        {
            if (promise.When is { } when && promise.WhenParameter == MemberEvent.Result && ExitStates.Returned(universe, state) == !when)
                return false;

            if (promise.When is not null && promise.WhenParameter != MemberEvent.Result && !CanBe(solution, state, promise))
                return false;

            if (promise.Value is { Parameter: >= 0 } value && !IsGiven(solution, state, value))
                return false;

            if (universe.Raw(state.Cell, slot.Step, slot.Subject).Has(Possibility.Unknown))
                return false;

            bool? now = effects.IsInEffect(state.Cell, slot.Step, slot.Subject);
            return now != (promise.Kind == EventKind.Ensures) && !(now is null && promise.Kind == EventKind.EnsuresUndone && HasNoPart(universe, state.Cell, slot.Step, slot.Subject));
        }
    }

    /// <summary>Says what the path to the exit did to the step instead, or did not do.</summary>
    private static Violation Explain(BodySolution solution, MemberEvent promise, Slot slot, Location location, Story? story)
    {
        bool isUndone = promise.Kind == EventKind.EnsuresUndone;
        string because = Wording.Because(slot.Step);
        string path = Wording.PathOf(story, location, branch => solution.Performers.Decides(branch, slot.Step));
        StepStory why = StepStory.Of(slot, story);
        string what = why switch
        {
            { Fate: StepFate.Undone, Ended: { } ended } => Texts.Say("UndidIt", Wording.At(ended, location)) + path,
            { Fate: StepFate.VoidedByUndo, Ended: { } ended } => "; " + Texts.Say("NeedsVoided", Wording.At(ended, location)) + path,
            { Fate: StepFate.OutOfPlace, Performed: { } performed } => "; " + Texts.Say("NeedsOutOfPlace", Wording.At(performed, location)) + path,
            _ when isUndone && Story.Performance(story, slot) is { } performed => Texts.Say("PerformedIt", Wording.At(performed, location)) + path,
            _ => Wording.After(because, path),
        };
        string advice = isUndone && Wording.Undo(slot.Step) is { Length: > 0 } undo ? Texts.Say("UndoneBy", undo) : string.Empty;
        string truth = promise.When is { } when ? " " + (when ? "true" : "false") : string.Empty;
        return new Violation(
            Descriptors.BrokenContract,
            location,
            Texts.Say(isUndone ? "PromiseUndone" : "Promise", "'" + solution.Body.Symbol.Name + "'", Wording.Of(slot.Step), truth) + because + what + advice)
        {
            Path = Story.Places(story),
            Story = story,
            Properties = FixProperties.Of(slot.Step).Add(FixProperties.Promise, promise.Kind.ToString()),
        };
    }

    /// <summary>Whether the part that the steps of an object would be on was null from the beginning: a part that is not there has nothing in effect.</summary>
    private static bool HasNoPart(Universe universe, Cell cell, ProtocolStep step, int subject)
    {
        if (universe.Raw(cell, step, subject).Possibility != Possibility.Untouched)
            return false;

        for (int i = 0; i < cell.Facts.Count; i++)
        {
            if (cell.Facts.ValueAt(i) == universe.Terms.Null && universe.Terms[cell.Facts.KeyAt(i)] is { Kind: TermKind.Field, Symbol: Universe.FieldIdentity { Part: true } } part && part.A == subject)
                return true;
        }

        return false;
    }

    /// <summary>Whether the body can come to this exit where it was given a value that the promise is about.</summary>
    private static bool IsGiven(BodySolution solution, ExitState state, ValueFilter filter)
    {
        if (solution.Body.Method is not { } method || filter.Parameter >= method.Parameters.Length)
            return true;

        Universe universe = solution.Universe;
        int given = universe.Terms.Number(Term.Entry(LocalId.Of(method.Parameters[filter.Parameter])));
        return universe.AssumeEqual(state.Cell, given, universe.Terms.Constant(filter.Constant), !filter.Negated) is not null;
    }

    private static bool CanBe(BodySolution solution, ExitState state, MemberEvent promise)
    {
        if (solution.Body.Method is not { } method || promise.WhenParameter >= method.Parameters.Length)
            return true;

        Universe universe = solution.Universe;
        var variable = Variable.Of(LocalId.Of(method.Parameters[promise.WhenParameter]));
        if (!state.Cell.Values.TryGet(universe.Number(variable), out int term))
            return true;

        int value = universe.Resolve(state.Cell, term);
        return !universe.Terms.IsConstant(value) || Equals(universe.Terms.ConstantValue(value), promise.When);
    }

    /// <summary>
    /// Whether a member stands for one that callers may know instead of it. <c>Dispose</c> and <c>DisposeAsync</c> of the framework promise nothing to anybody: what
    /// must have happened before is the type's own affair.
    /// </summary>
    private static bool HasBase(ISymbol symbol) => symbol is IMethodSymbol method
        && (method.OverriddenMethod is not null || method.ExplicitInterfaceImplementations.Any(static member => !IsDisposal(member))
            || (method.ContainingType is { } type && type.AllInterfaces.SelectMany(static @interface => @interface.GetMembers().OfType<IMethodSymbol>())
                .Any(member => !IsDisposal(member) && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method))));

    private static bool IsDisposal(IMethodSymbol member) =>
        member.ContainingType is { Name: "IDisposable" or "IAsyncDisposable", ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } };
}
