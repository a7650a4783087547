using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>EPO1004 of what a body undoes, and was not in effect by what it did itself.</summary>
internal sealed class Undos
{
    private readonly RuleSet _rules;
    private readonly Analysis _analysis;
    private readonly Callers _callers;
    private readonly ConcurrentDictionary<(Path Subject, ProtocolStep Step, ISymbol? Type), bool> _performedByNobody = new();

    public Undos(RuleSet rules, Analysis analysis, Callers callers)
    {
        _rules = rules;
        _analysis = analysis;
        _callers = callers;
    }

    /// <summary>
    /// A root that undoes what it never performed takes over what another member handed over; but an undo that also ends what the
    /// body itself performs does not, and is wrong on the path where it did not; nor does one of an object of which nothing else could have performed it.
    /// </summary>
    public Violation? Check(BodySolution solution, Need need, Instruction instruction, HashSet<Slot> missing, CancellationToken cancellation)
    {
        if (!need.Chain.IsEmpty)
            return CheckCall(solution, need, instruction, cancellation);

        // Who has undone all that it performed itself, or has disposed of its guard, undoes its caller's, if some caller has it in effect.
        if (!solution.Ends.Contains(instruction.Id) && need.Slots.All(slot => slot.Step.Nestable || solution.Performers.HasGuard(slot.Step)) && !_callers.IsConverted(solution, cancellation)
            && (!_callers.Of(solution.Entered, cancellation).Any() || !_callers.IsMet(need.Origin, cancellation)))
        {
            // Only on some paths it may have performed anything: one of those is looked for.
            if (PathTo(solution, need, instruction, cancellation, isPerformed: true) is { Story: not null } once)
                return Explain(solution, once);

            if (need.Slots.All(static slot => slot.Step.Nestable))
                return null;
        }

        ImmutableArray<SlotEffect> ofNobody = need.Slots.RemoveAll(slot => !IsAskedOfNobody(solution, slot) && !IsPerformedByNobody(solution, slot, cancellation));

        // That nothing performs it was told where it was needed.
        if (!ofNobody.IsEmpty && ofNobody.All(slot => missing.Contains(new Slot(slot.Step, new Paths(solution.Universe).ValueOf(slot.Subject)))))
            return null;

        if (!ofNobody.IsEmpty)
            need = need with { Slots = ofNobody };
        else if (!solution.Ends.Contains(instruction.Id) || _callers.IsConverted(solution, cancellation) || _callers.Of(solution.Entered, cancellation).Any())
            return null;

        return PathTo(solution, need, instruction, cancellation) is { } told ? Explain(solution, told) : null;
    }

    /// <summary>A call in a root of a body that undoes what the root has performed and undone itself, or has disposed of the guard of.</summary>
    private Violation? CheckCall(BodySolution solution, Need need, Instruction instruction, CancellationToken cancellation) =>
        need.Slots.All(slot => slot.Step.Nestable || solution.Performers.HasGuard(slot.Step)) && !_callers.IsConverted(solution, cancellation) && !_callers.Of(solution.Entered, cancellation).Any()
            && PathTo(solution, need, instruction, cancellation, isPerformed: true) is { Story: { } story } told
            && told.Finding.Slots.All(slot => Story.Latest(story, at => at.Slot == slot && at.Change is not null)?.Change == SlotChange.Undone) ? Explain(solution, told) : null;

    private static FindingPath? PathTo(BodySolution solution, Need need, Instruction instruction, CancellationToken cancellation, bool isPerformed = false)
    {
        ImmutableArray<Slot> slots = need.Slots.Select(slot => new Slot(slot.Step, new Paths(solution.Universe).ValueOf(slot.Subject))).ToImmutableArray();
        return FindingPath.To(
            solution,
            need.Chain.IsEmpty ? new Finding(FindingKind.NotInEffect, instruction, slots, need.Origin.Site, null)
                : new Finding(FindingKind.NotInEffect, instruction, slots, need.Chain[0], need with { Chain = need.Chain.RemoveAt(0) }),
            cancellation,
            isPerformed ? path => slots.Any(slot => Story.Performance(path, slot) is not null) : null);
    }

    private static Violation Explain(BodySolution solution, FindingPath told) =>
        told.Assuming(Transitions.Explain(told.Finding, told.Story, solution.Performers, told.Finding.Site.Location));

    /// <summary>Whether a body promises a step to callers that, by its contract, need not have left it in effect: what it undoes before it performs the step may not be there.</summary>
    public bool IsAskedOfNobody(BodySolution solution, SlotEffect undone)
    {
        if (_rules.For(solution.Body.Symbol) is not { } rules || !Has(EventKind.Ensures) || Has(EventKind.Requires) || Has(EventKind.TakesOver))
            return false;

        return rules.Subject.Kind == SubjectKind.Parameter
            ? undone.Subject is { Root: PathRoot.Entry, Symbol: IParameterSymbol { Ordinal: var ordinal }, Fields.IsEmpty: true } && ordinal == rules.Subject.Parameter
            : rules.Subject.Kind == SubjectKind.Receiver && undone.Subject is { Root: PathRoot.This, Fields.IsEmpty: true };

        bool Has(EventKind kind) => rules.Events.Any(happening => happening.Kind == kind && ReferenceEquals(happening.Step, undone.Step));
    }

    /// <summary>Whether an undone step is one of an object that only its class or its member can name, and that nothing there performs.</summary>
    public bool IsPerformedByNobody(BodySolution solution, SlotEffect undone, CancellationToken cancellation)
    {
        if (undone.Step.Scope != StepScope.Object || undone.Subject.Root is not (PathRoot.This or PathRoot.Static or PathRoot.Entry))
            return false;

        (Path, ProtocolStep, ISymbol?) key = (undone.Subject, undone.Step, solution.Body.Symbol.ContainingType?.OriginalDefinition);
        return _performedByNobody.TryGetValue(key, out bool known) ? known : _performedByNobody.GetOrAdd(
            key, PrivateObject.Of(_analysis, undone.Subject, solution.Body.Symbol, cancellation) is { } own && !own.IsPerformed(undone.Step));
    }

    /// <summary>Whether a step that a body leaves in effect is one of such an object that nothing there undoes.</summary>
    public bool IsUndoneByNobody(BodySolution solution, SlotEffect left, CancellationToken cancellation) => left.Step.Scope == StepScope.Object
        && PrivateObject.Of(_analysis, left.Subject, solution.Body.Symbol, cancellation) is { } own && !own.IsUndone(left.Step);

    /// <summary>
    /// A root that leaves one bracket of an unordered protocol in effect and undoes another one of the same object, which it never performed,
    /// means the first: a lock is released in another mode than it was taken in.
    /// </summary>
    public IEnumerable<Violation> CheckModes(BodySolution solution, List<Slot> left, CancellationToken cancellation)
    {
        var paths = new Paths(solution.Universe);
        foreach ((Need need, Instruction instruction) in solution.Needs)
        {
            if (need.Kind != FindingKind.NotInEffect || !need.Chain.IsEmpty || solution.Ends.Contains(instruction.Id))
                continue;

            SlotEffect undone = need.Slots[0];
            bool isOtherMode = !undone.Step.Protocol.Ordered && left.Exists(slot => ReferenceEquals(slot.Step.Protocol, undone.Step.Protocol)
                && !ReferenceEquals(slot.Step, undone.Step) && undone.Subject.Equals(paths.Of(slot.Subject)));
            if (!isOtherMode || _callers.Of(solution.Entered, cancellation).Any())
                continue;

            if (PathTo(solution, need with { Slots = ImmutableArray.Create(undone) }, instruction, cancellation) is { } told)
                yield return Explain(solution, told);
        }
    }
}
