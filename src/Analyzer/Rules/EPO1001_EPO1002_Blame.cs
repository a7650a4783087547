using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>
/// Where a missing step is reported that a body needs of its callers: at the operation that needs it, where no call of the body sees to it, and otherwise at each call that does not.
/// </summary>
internal sealed class Blame
{
    private readonly RuleSet _rules;
    private readonly Analysis _analysis;
    private readonly Callers _callers;
    private readonly GeneratedCode _generated;

    public Blame(RuleSet rules, Analysis analysis, Callers callers, GeneratedCode generated)
    {
        _rules = rules;
        _analysis = analysis;
        _callers = callers;
        _generated = generated;
    }

    /// <summary>Whether a need is reported at the operation that has it, and at no call: no call meets it, so that all of them would be told the same.</summary>
    public bool IsTheOperation(Need need, CancellationToken cancellation) => !_callers.IsMet(need.Origin, cancellation) && IsReportedAtOrigin(need, cancellation);

    /// <summary>A need with subjects that callers cannot name, in a body that is a delegate, or in generated code is not reported at its operation.</summary>
    private bool IsReportedAtOrigin(Need need, CancellationToken cancellation) =>
        !_generated.Contains(need.Origin.Site.Location, need.Origin.Body.Body.Lambda?.Symbol ?? need.Origin.Body.Body.Member)
        && _analysis.Solve(need.Origin.Body, cancellation).Any(origin =>
            origin.Needs.Any(entry => entry.Need.Chain.IsEmpty && entry.Need.Origin.Equals(need.Origin)) && !_callers.IsConverted(origin, cancellation));

    /// <summary>The report of a need that a body hands to its callers; null where it is none of its own, or reported elsewhere.</summary>
    public Violation? Check(BodySolution solution, Need need, Instruction instruction, CancellationToken cancellation)
    {
        // A call that is known not to meet it shows that the class does not see to it.
        if (!_callers.Failing(need.Origin, cancellation).Any())
            need = LeftToCallers(solution, need, instruction, cancellation);

        if (need.Slots.IsEmpty)
            return null;

        var slots = need.Slots.Select(slot => new Slot(slot.Step, new Paths(solution.Universe).ValueOf(slot.Subject))).ToImmutableArray();
        if (!need.Chain.IsEmpty)
            return CheckCall(solution, need, instruction, slots, cancellation);

        if (_callers.IsMet(need.Origin, cancellation))
            return null;

        if (_callers.Lacking(need.Origin, cancellation) is { } lacking)
            slots = slots.RemoveAll(slot => !lacking.Contains(slot.Step));

        if (slots.IsEmpty)
            return null;

        var own = new Finding(FindingKind.Missing, instruction, slots, need.Origin.Site, null);

        foreach ((BodySolution caller, Finding failing) in Failing(need.Origin, cancellation))
        {
            if (FindingPath.To(caller, failing, cancellation) is not { } told)
                continue;

            ImmutableArray<Site> calls = failing.Need!.Chain.Insert(0, failing.Site);
            string name = Texts.Say("Caller", Wording.GetsHere(calls, own.Site.Location)) + Texts.Say("WithoutIt");
            return told.Assuming(MissingSteps.Explain(told.Finding with { Site = own.Site, Need = null }, told.Story, told.Elsewhere, new Scene(caller, failing.Site, _analysis, _rules, cancellation), own.Site.Location, name)) with
            {
                NamesCaller = true,
                Calls = calls,
            };
        }

        return FindingPath.To(solution, own, cancellation) is { } here
            ? here.Assuming(MissingSteps.Explain(here.Finding, here.Story, here.Elsewhere, new Scene(solution, own.Site, _analysis, _rules, cancellation), own.Site.Location, null))
            : null;
    }

    /// <summary>
    /// Whether what a body needs of an object in a private field is what a member of the class that others can call leaves there: the class is the unit, and its
    /// members are called in an order that their callers keep. A body that performs the step itself on other ways relies on that only where a flag says so.
    /// </summary>
    private bool IsLeftByClass(BodySolution solution, SlotEffect needed, ImmutableArray<PathFact> facts, bool isPerformedBefore, CancellationToken cancellation)
    {
        if (needed.Step.BelongsToThread || needed.Subject is not { Root: PathRoot.This, Fields: [{ Member: { DeclaredAccessibility: Accessibility.Private, ContainingType: { } type } }, ..] }
            || !SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, solution.Body.Symbol.ContainingType?.OriginalDefinition))
        {
            return false;
        }

        return type.OriginalDefinition.GetMembers().OfType<IMethodSymbol>().Where(static method => method.DeclaredAccessibility != Accessibility.Private)
            .SelectMany(method => _analysis.Solve(BodyId.Of(method), cancellation))
            .Any(member => Leaves(member.Summary.Exits.RemoveAll(exit => exit.Kind != ExitKind.Return || ((isPerformedBefore || member.Body.Key == solution.Body.Key) && Has(exit) && !IsFlagged(exit)))));

        // A body leads to itself where it says by a flag that it was there before.
        bool IsFlagged(SummaryExit exit) => facts.Any(fact => fact is { Negated: false, Value.Root: PathRoot.This } && exit.Facts.Any(fact.Contradicts)
            && exit.Outputs.Any(output => output.Place.Equals(fact.Value) && output.Value.IsConstant && Equals(output.Value.Symbol, fact.Constant)));

        // At every way out, but those where the object itself says that it was so before.
        bool Leaves(ImmutableArray<SummaryExit> exits) => exits.Any(left => Has(left)
            && exits.All(exit => Has(exit) || PathFact.AreContrary(exit.Facts.RemoveAll(static fact => fact.Values.Any(static value => value.Root != PathRoot.This)), left.Facts)));

        // What was put into the field is what the field holds.
        bool Has(SummaryExit exit) => exit.Outputs.Any(output => output.Place.Equals(needed.Subject) && !output.Value.Equals(output.Place) && exit.Effects.Any(
            effect => ReferenceEquals(effect.Step, needed.Step) && effect.Subject.Equals(output.Value)
                && effect.Value.Has(Possibility.Gained | Possibility.Granted | Possibility.Pending)))
            || exit.Effects.Any(effect => ReferenceEquals(effect.Step, needed.Step) && effect.Subject.Equals(needed.Subject)
            && effect.Value.Has(Possibility.Gained | Possibility.Pending))
            && !exit.Outputs.Any(output => output.Place is { Root: PathRoot.This, Fields: [var written] } && written.Equals(needed.Subject.Fields[0]) && !output.Value.Equals(output.Place));
    }

    /// <summary>What is left of a need without what the class of its object sees to.</summary>
    private Need LeftToCallers(BodySolution solution, Need need, Instruction instruction, CancellationToken cancellation) =>
        need with { Slots = need.Slots.RemoveAll(slot => IsLeftByClass(solution, slot, need.Facts, solution.Performers.IsPerformedBefore(slot.Step, instruction), cancellation)) };

    /// <summary>Whether an operation is not reported since its class sees to what it needs, though not for the object that a call names otherwise.</summary>
    private bool IsLeftByClass(Need need, CancellationToken cancellation) => need.Slots.All(static slot => slot.Subject is { Root: not PathRoot.Constant, Fields.IsEmpty: true })
        && _analysis.Solve(need.Origin.Body, cancellation).SelectMany(origin => origin.Needs
            .Where(entry => entry.Need.Chain.IsEmpty && entry.Need.Origin.Equals(need.Origin))
            .Select(entry => LeftToCallers(origin, entry.Need, entry.Instruction, cancellation).Slots.IsEmpty)).DefaultIfEmpty().All(static isLeft => isLeft);

    /// <summary>The calls that do not meet a need, each in a solution of its own.</summary>
    private IEnumerable<(BodySolution Caller, Finding Failing)> Failing(NeedOrigin origin, CancellationToken cancellation)
    {
        foreach (BodySolution caller in _callers.Failing(origin, cancellation))
        {
            BodySolution own = _analysis.SolveAnew(caller, cancellation);
            foreach (Finding finding in own.Findings)
            {
                if (origin.Equals(finding.Need?.Origin))
                    yield return (own, finding);
            }
        }
    }

    /// <summary>A call in a root hands its callee's need to nobody; it is reported here if calls elsewhere meet it.</summary>
    private Violation? CheckCall(
        BodySolution solution, Need need, Instruction instruction, ImmutableArray<Slot> slots, CancellationToken cancellation)
    {
        if (IsTheOperation(need, cancellation) && !IsLeftByClass(need, cancellation))
            return null;

        if (_callers.Of(solution.Entered, cancellation).Any(caller => !caller.Entered.Equals(solution.Entered)))
            return null;

        Need inner = need with { Chain = need.Chain.RemoveAt(0) };
        var finding = new Finding(FindingKind.Missing, instruction, slots, need.Chain[0], inner);
        return FindingPath.To(solution, finding, cancellation) is { } told
            ? told.Assuming(MissingSteps.Explain(told.Finding, told.Story, told.Elsewhere, new Scene(solution, finding.Site, _analysis, _rules, cancellation), finding.Site.Location, null))
            : null;
    }
}
