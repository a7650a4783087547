using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Lowering;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Rules;

/// <summary>EPO1009: a method or lambda with effects becomes a delegate that runs where the analysis does not follow it.</summary>
internal static class Conversions
{
    /// <param name="solution">The body with the conversions.</param>
    /// <param name="analysis">The solutions of the delegates' bodies.</param>
    /// <param name="rules">The rules of all members.</param>
    /// <param name="isPerformedByNobody">Whether what a delegate's body undoes is reported there: nothing that can name the object performs it.</param>
    /// <param name="isUndoneByNobody">Whether what it leaves in effect is reported there.</param>
    /// <param name="cancellation">Stops it.</param>
    public static IEnumerable<Violation> Check(
        BodySolution solution, Analysis analysis, RuleSet rules, Func<BodySolution, SlotEffect, bool> isPerformedByNobody, Func<BodySolution, SlotEffect, bool> isUndoneByNobody, CancellationToken cancellation)
    {
        foreach (DelegateConversion conversion in solution.Code.Conversions)
        {
            (string What, ProtocolStep? Step)? hidden = conversion.Body.Method is { } method && rules.For(method) is { Events.IsEmpty: false } declared
                ? OfRules(declared, conversion)
                : analysis.SolveAs(conversion.Body, conversion.Contract, cancellation)
                    .Select(part => OfSummary(part.Summary, conversion, effect => isPerformedByNobody(part, effect), effect => isUndoneByNobody(part, effect))).FirstOrDefault(static found => found is not null);
            if (hidden is null)
                continue;

            yield return new Violation(
                Descriptors.HiddenSteps,
                conversion.Site.Location,
                conversion.Hiding switch
                {
                    Hiding.NotAwaited => Texts.Say("HiddenNotAwaited", Wording.Quote(conversion.Site), hidden.Value.What),
                    Hiding.CannotBeAwaited => Texts.Say("HiddenCannotBeAwaited", Wording.Quote(conversion.Site), hidden.Value.What),
                    Hiding.NotEnumerated => Texts.Say("HiddenNotEnumerated", Wording.Quote(conversion.Site), hidden.Value.What),
                    _ => Texts.Say("HiddenInDelegate", Wording.Quote(conversion.Site), hidden.Value.What) + Advice(conversion.Parameter, analysis.Bodies),
                })
            {
                Protocol = hidden.Value.Step?.Protocol,
                Assumed = conversion.Hiding == Hiding.Delegate ? Texts.Say("AssumedRunner")
                    : conversion.Hiding == Hiding.NotAwaited && !conversion.IsDropped ? Texts.Say("AssumedKept", conversion.Site.Text)
                    : hidden.Value.Step is { } step && IsUndecided(analysis, conversion, step, cancellation) ? Texts.Say("AssumedWayOut", conversion.Site.Text, Wording.Of(step))
                    : hidden.Value.Step is { } late && WorksAtOnce(conversion.Body, analysis, cancellation) ? Texts.Say("AssumedAwaited", conversion.Site.Text, Wording.Of(late))
                    : null,
                NamesAssumption = conversion.Hiding == Hiding.Delegate,
            };
        }
    }

    /// <summary>Whether a body does something to a step on some of its ways back only: the call may have taken another one.</summary>
    private static bool IsUndecided(Analysis analysis, DelegateConversion conversion, ProtocolStep step, CancellationToken cancellation) =>
        analysis.SolveAs(conversion.Body, conversion.Contract, cancellation).Any(part => part.Summary.Exits.Where(static exit => exit.Kind == ExitKind.Return)
            .Select(exit => exit.Effects.Any(effect => ReferenceEquals(effect.Step, step))).Distinct().Count() > 1);

    /// <summary>Whether a method that is not <c>async</c> does more than give on a task: that is done when it returns.</summary>
    private static bool WorksAtOnce(BodyId body, Analysis analysis, CancellationToken cancellation) => body.Method is { IsAsync: false } method
        && analysis.Bodies.DeclarationOf(method, cancellation) is BaseMethodDeclarationSyntax { Body.Statements: not [ReturnStatementSyntax] };

    /// <summary>What makes a delegate visible again: a mark where the parameter can carry one, and a stub where nobody can write one.</summary>
    private static string Advice(IParameterSymbol? parameter, Bodies bodies) => parameter switch
    {
        { ContainingSymbol: { } owner } when bodies.IsDeclaredHere(parameter) => Texts.Say("HiddenFromParameter", parameter.Name, MemberName.Of(owner)),
        { ContainingSymbol: { } owner } => Texts.Say("HiddenFromFramework", parameter.Name, MemberName.Of(owner)),
        _ => Texts.Say("HiddenFromType"),
    };

    /// <summary>
    /// That a call which runs later performs a step is no harm: where the step is needed before, it is missed there. But one that gives a guard has to come
    /// back to somebody.
    /// </summary>
    private static bool Performs(DelegateConversion conversion, bool givesGuard) => conversion.Hiding is Hiding.Delegate or Hiding.AtDisposal || (givesGuard && conversion.IsDropped);

    private static (string What, ProtocolStep? Step)? OfRules(MemberRules rules, DelegateConversion conversion)
    {
        foreach (MemberEvent happening in rules.Events)
        {
            bool isMet = conversion.Contract.Any(promised => ReferenceEquals(promised.Step, happening.Step)
                && (promised.Kind == happening.Kind || (happening.Kind == EventKind.Requires && promised.Kind is EventKind.EntryState or EventKind.TakesOver)
                    || (happening.Kind is EventKind.Undo or EventKind.EnsuresUndone && promised.Kind == EventKind.TakesOver)));
            if (isMet)
                continue;

            switch (happening.Kind)
            {
                case EventKind.Step or EventKind.Ensures when happening.Step!.Obliges && Performs(conversion, rules.ReturnsGuard):
                    return (Texts.Say("HiddenPerforms", Wording.Of(happening.Step!)), happening.Step!);
                case EventKind.Undo or EventKind.EnsuresUndone when conversion.Hiding != Hiding.AtDisposal:
                    return (Texts.Say("HiddenUndoes", Wording.Of(happening.Step!)), happening.Step!);
                case EventKind.Commit:
                    return (Texts.Say("HiddenCommits", happening.Protocol.Name), null);
                case EventKind.Requires:
                    return (Texts.Say("HiddenNeeds", Wording.Of(happening.Step!)), happening.Step!);
                case EventKind.Forbids:
                    return (Texts.Say("HiddenForbids", Wording.Of(happening.Step!)), happening.Step!);
            }
        }

        return null;
    }

    private static (string What, ProtocolStep? Step)? OfSummary(Summary summary, DelegateConversion conversion, Func<SlotEffect, bool> isPerformedByNobody, Func<SlotEffect, bool> isUndoneByNobody)
    {
        // With nothing in effect where it starts, what it forbids does not hold.
        foreach (Need need in summary.Needs)
        {
            if (need.Kind == FindingKind.NotInEffect && conversion.Hiding == Hiding.AtDisposal)
                continue;

            if (need.Kind == FindingKind.NotInEffect && need.Slots.All(slot => Owners.IsTakenOver(slot.Step, slot.Subject) || isPerformedByNobody(slot)))
                continue;

            string steps = Wording.Steps(need.Slots.Select(static slot => slot.Step));
            if (need.Kind is FindingKind.Missing or FindingKind.NotInEffect)
                return (Texts.Say(need.Kind == FindingKind.Missing ? "HiddenNeeds" : "HiddenUndoes", steps), need.Slots[0].Step);
        }

        foreach ((SummaryExit exit, SlotEffect effect) in summary.Exits.SelectMany(static exit => exit.Effects.Select(effect => (exit, effect))))
        {
            Possibility possibility = effect.Value.Possibility;

            // What becomes of a step that was taken over is the body's own affair, and reported there.
            if (conversion.Contract.Any(promised => promised.Kind == EventKind.TakesOver && ReferenceEquals(promised.Step, effect.Step)))
                continue;

            // Instant steps oblige nobody: where they were needed, they are missed.
            if (effect.Step.Obliges && (possibility & Possibility.Gained) != 0 && Performs(conversion, !exit.Guards.IsEmpty) && !isUndoneByNobody(effect))
                return (Texts.Say("HiddenPerforms", Wording.Of(effect.Step)), effect.Step);

            // What is undone of a thing in a field was handed over to whoever finds it there.
            // What asks first whether there is something to undo asks nobody for it.
            bool hasAsked = exit.Told.Any(told => ReferenceEquals(told.Step, effect.Step) && told.Subject.Equals(effect.Subject) && told.InEffect);
            if (effect.Step.IsBracket && !hasAsked && conversion.Hiding != Hiding.AtDisposal && (possibility & Possibility.Taken) != 0 && !Owners.IsTakenOver(effect.Step, effect.Subject) && !isPerformedByNobody(effect))
                return (Texts.Say("HiddenUndoes", Wording.Of(effect.Step)), effect.Step);
        }

        return null;
    }
}
