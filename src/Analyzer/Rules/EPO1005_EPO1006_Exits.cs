using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>
/// EPO1005: a bracket is left in effect where the body's exits disagree about it, at a throw, or for a subject that only the
/// body knows. EPO1006: a body that hands a bracket to nobody leaves a later step undone that the protocol needs.
/// </summary>
internal sealed class Exits
{
    /// <summary>What a report takes for granted about a body that only performs a bracket or only undoes it.</summary>
    private static string OneSided => Texts.Say("AssumedAgreement");

    private readonly BodySolution _solution;
    private readonly Performers _performers;
    private readonly Func<Protocol, ThrowLevel> _policyOf;
    private readonly Func<Protocol, bool> _tellsLikely;
    private readonly Analysis _analysis;
    private readonly CancellationToken _cancellation;
    private readonly ExitDistinction _distinction;
    private readonly UndoingMembers _others;
    private Lazy<Calling> _calling = new(static () => Calling.Called);
    private Lazy<bool> _isKnown = new(static () => true);
    private Func<int, bool> _isLeftAt = static _ => false;

    public Exits(BodySolution solution, Performers performers, Func<Protocol, ThrowLevel> policyOf, Func<Protocol, bool> tellsLikely, Analysis analysis, CancellationToken cancellation)
    {
        _solution = solution;
        _performers = performers;
        _policyOf = policyOf;
        _tellsLikely = tellsLikely;
        _analysis = analysis;
        _cancellation = cancellation;
        _distinction = new ExitDistinction(solution, analysis.Bodies);
        _others = new UndoingMembers(solution, analysis, cancellation);
    }

    /// <summary>The slots that every normal exit leaves in effect, for the caller to go on with.</summary>
    public List<Slot> HandedOver { get; } = new();

    /// <param name="rules">What the member itself declares.</param>
    /// <param name="calling">Who calls the body.</param>
    /// <param name="isKnown">Whether some caller knows beforehand which way out of the body it will be.</param>
    /// <param name="isLeftAt">Whether a loop over the iterator that the body is leaves it at the <c>yield</c> with this position.</param>
    /// <param name="badlyUndone">Slots of which an undo was reported: how the exits stand to it is the rest of that report.</param>
    /// <param name="told">Slots that were reported to be missing, or in the way: what they were taken to be since is no exit's fault.</param>
    public IEnumerable<Violation> Check(MemberRules? rules, Func<Calling> calling, Func<bool> isKnown, Func<int, bool> isLeftAt, HashSet<Slot> badlyUndone, HashSet<Slot> told)
    {
        _calling = new Lazy<Calling>(calling);
        _isKnown = new Lazy<bool>(isKnown);
        _isLeftAt = isLeftAt;
        var leaks = new List<Leak>();
        var leftAlso = new List<Slot>();
        foreach (Slot slot in ExitStates.Slots(_solution))
        {
            if (!slot.Step.Obliges)
                continue;

            // Who calls a member that throws has nothing of what it is for, and so nothing to undo.
            bool isOwnWord = IsOwnWord(rules, slot.Step);
            ImmutableArray<ExitState> returns = ExitStates.Of(_solution, slot, ExitKind.Return).RemoveAll(static state => state.IsOutside);
            ImmutableArray<ExitState> heldAtThrow = slot.Step.EndsOnThrow ? ImmutableArray<ExitState>.Empty : ExitStates.Of(_solution, slot, ExitKind.Throw)
                .Where(state => state.Held && !state.IsOutside && state.Exit.Level <= _policyOf(slot.Step.Protocol)).ToImmutableArray();
            // Where the body undoes it somewhere, the exits that differ say more.
            bool isUndoneHere = _performers.IsUndoneSomewhere(slot.Step);
            if (badlyUndone.Contains(slot))
            {
                // An exception that leaves it is none of that undo's doing.
                if (CheckThrows(slot, heldAtThrow) is { } left)
                    leaks.Add(left);

                // Nor is a guard that nobody has any more.
                if (CheckGuard(slot, returns) is { } dropped)
                    leaks.Add(dropped);
            }
            else if (IsTakenOverByBody(rules, slot.Step))
            {
                if (CheckTakenOver(slot, returns.AddRange(heldAtThrow)) is { } taken)
                    leaks.Add(taken);
            }
            else
            {
                // An exception and a return that leave it are two ways out, and mending one leaves the other.
                Leak? thrown = CheckThrows(slot, heldAtThrow);
                // A body that only takes what anyone may give back may wait for a signal.
                bool isSignal = !isUndoneHere && slot.Step.IsUndoneByAnyone;
                if (thrown is not null)
                    leaks.Add(isSignal ? thrown with { Assumed = Texts.Say("AssumedSignal") } : thrown);

                if (isOwnWord)
                    continue;

                if (!isUndoneHere && CheckKept(slot, returns) is { } kept)
                    leaks.Add(kept);
                else if (CheckReturns(slot, returns.AddRange(WhereLeft(slot)), state => IsForgiven(slot, state, told)) is { } atReturn)
                    leaks.Add(isSignal && atReturn.What is not ("LostGuard" or "LeftGuard") ? atReturn with { Assumed = Texts.Say("AssumedSignal") } : atReturn);
                else if (thrown is null && isUndoneHere && CheckKept(slot, returns) is { } afterAll)
                    leaks.Add(afterAll);
                else if (returns.Any(static state => state.Held))
                    (thrown is null ? HandedOver : leftAlso).Add(slot);
            }
        }

        leaks.AddRange(CheckTakenOverOfObjects());
        leaks = leaks.ConvertAll(leak => leak with { Assumed = Assumption.OfExit(_solution, leak.Slot, leak.State, leak.Story) ?? leak.Assumed });
        leaks = leaks.ConvertAll(leak => leak.Assumed is null && _others.IsCounted(leak.Slot) ? leak with { Assumed = Texts.Say("AssumedSignal") } : leak);
        leaks = leaks.ConvertAll(leak => leak.Assumed is null && leak.IsOpen && _others.OnSomeWays(leak.Slot) is { } member ? leak with { Assumed = Texts.Say("AssumedMode", member.Name) } : leak);
        // What a new object keeps it may end by its own state: only where nothing else can be is it known that it does not.
        leaks.RemoveAll(leak => leak.Assumed is not null && (!_tellsLikely(leak.Slot.Step.Protocol) || IsOfNewObject(leak)));

        // One way out that leaves several brackets of a protocol is one cause.
        var report = new LeakReport(_solution, _cancellation);
        foreach (IGrouping<(Location, Protocol, string), Leak> cause in leaks.GroupBy(leak => (leak.Location, leak.Slot.Step.Protocol, leak.What)))
            yield return report.Of(cause.ToList());

        // Where an exception leaves the bracket too, what a return leaves of it is nobody's to go on with.
        if (HandedOver.Count + leftAlso.Count == 0 || _calling.Value != Calling.Root)
            yield break;

        var incomplete = new Incomplete(_solution, _cancellation);
        foreach (Slot slot in HandedOver.Concat(leftAlso).ToList())
        {
            if (!leaks.Exists(leak => leak.What != "LeftByThrow" && AreOfOne(leak.Slot, slot)) && incomplete.Check(slot) is { } found)
            {
                HandedOver.Clear();
                yield return found;
                yield break;
            }
        }
    }

    /// <summary>What a bracket is where loops leave the iterator that the body is.</summary>
    private ImmutableArray<ExitState> WhereLeft(Slot slot) =>
        ExitStates.Of(_solution, slot, ExitKind.Left).RemoveAll(state => state.IsOutside || !_isLeftAt(state.Exit.Position));

    /// <summary>Whether the constructor of a new object has performed a bracket, and what became of it at an exit may be that object's doing.</summary>
    private bool IsOfNewObject(Leak leak)
    {
        HashSet<Site> performed = Performing(leak.Slot);
        List<INamedTypeSymbol> makers = Makers(performed.Contains).ToList();
        if (makers.Count == 0 || leak.What != "UndoneHere")
            return makers.Count > 0;

        // What the caller had left, the first undo took.
        Site? taken = null;
        for (Story? at = leak.Story; at is not null; at = at.Before)
            taken = at.Change == SlotChange.Undone && at.Slot == leak.Slot ? at.Site : taken;

        return taken is null || Calls().Any(call => ReferenceEquals(call.Site, taken) && makers.Exists(maker => SymbolEqualityComparer.Default.Equals(maker, call.Callee.Method?.ContainingType)));
    }

    /// <summary>
    /// Whether only the constructors of new objects perform a bracket, and the class of each undoes it in another member: where the body leaves it in effect, that object is gone. A class that has a
    /// finalizer may still end it.
    /// </summary>
    private bool IsOfDroppedObject(Slot slot)
    {
        HashSet<Site> performed = Performing(slot);
        List<INamedTypeSymbol> makers = Makers(performed.Contains).ToList();
        return makers.Count == performed.Count
            && makers.TrueForAll(maker => !maker.GetMembers(WellKnownMemberNames.DestructorName).Any() && _others.IsUndoneBy(maker, slot.Step));
    }

    /// <summary>The operations that perform a slot.</summary>
    private HashSet<Site> Performing(Slot slot) => new(_solution.Changes
        .Where(changed => changed.Key.Change == SlotChange.Performed && changed.Value.Contains(slot)).Select(static changed => changed.Key.Site));

    /// <summary>The classes whose constructors are called at some operations, call by call.</summary>
    private IEnumerable<INamedTypeSymbol> Makers(Func<Site, bool> isAt) => Calls()
        .Where(call => call.Callee.Method is { MethodKind: MethodKind.Constructor } && isAt(call.Site)).Select(static call => call.Callee.Method!.ContainingType);

    private IEnumerable<Instruction.Call> Calls() => _solution.Code.Graph!.Nodes.SelectMany(static node => node.Instructions).OfType<Instruction.Call>();

    /// <summary>Whether two brackets are those of one protocol for one object, so that what is wrong with one is the other's.</summary>
    private static bool AreOfOne(Slot one, Slot other) => ReferenceEquals(one.Step.Protocol, other.Step.Protocol)
        && (one.Subject == other.Subject || one.Step.Scope != StepScope.Object || other.Step.Scope != StepScope.Object);

    /// <summary>
    /// Whether the body itself undoes a step by what is wrong where it is not in effect. An undo that does nothing then tells nothing of what the caller had left, and a
    /// helper's is the helper's.
    /// </summary>
    private bool UndoesItself(ProtocolStep step) => _solution.Code.Graph!.Nodes.SelectMany(static node => node.Instructions.OfType<Instruction.Event>())
        .Any(happening => happening is { Kind: EventKind.Undo, IfInEffect: false } && ReferenceEquals(happening.Step, step));

    /// <summary>Inside a member that declares an event or a promise about a step, leaving it so is what the member is for.</summary>
    private static bool IsOwnWord(MemberRules? rules, ProtocolStep step) => rules is not null && rules.Events.Any(happening =>
        ReferenceEquals(happening.Step, step)
        && happening.Kind is EventKind.Step or EventKind.Undo or EventKind.Ensures or EventKind.EnsuresUndone);

    /// <summary>Whether a slot is in effect there only as it was taken to be after a report.</summary>
    private bool IsForgiven(Slot slot, ExitState state, HashSet<Slot> told) =>
        _solution.Universe.Raw(state.Cell, slot.Step, slot.Subject).Possibility is var possibility
        && (possibility == Possibility.Forgiven || (told.Contains(slot) && (possibility & ~(Possibility.Forgiven | Possibility.Granted | Possibility.Kept)) == 0));

    /// <summary>An exception that leaves a bracket in effect. Of several, the others that are thrown are named beside it: who undoes it before one of them has not yet before the next.</summary>
    private Leak? CheckThrows(Slot slot, ImmutableArray<ExitState> held) => Confirm(slot, held, static state => state.Held) is { } thrown
        ? new Leak(slot, thrown.State, thrown.Story, "LeftByThrow")
        {
            Candidates = held.RemoveAll(static state => state.Exit.Level != ThrowLevel.Explicit),
            Property = static state => state.Held,
        }
        : null;

    private Leak? CheckKept(Slot slot, ImmutableArray<ExitState> returns) => Confirm(slot, HeldForEver(slot, returns), static state => state.Held) is { } kept
        ? new Leak(slot, kept.State, kept.Story, "LeftForEver")
        : null;

    /// <summary>
    /// The exits that leave a bracket in effect of an object which only this class can name, where others than those that are known here can call the body, and
    /// nothing in the class ever undoes it. Who undoes it where an exception leaves means to keep it otherwise.
    /// </summary>
    private ImmutableArray<ExitState> HeldForEver(Slot slot, ImmutableArray<ExitState> returns)
    {
        if (slot.Step.Scope != StepScope.Object || !returns.Any(static state => state.Held) || returns.Any(static state => state.Ownership != Ownership.Body)
            || new Paths(_solution.Universe).Of(slot.Subject) is not { } subject)
            return ImmutableArray<ExitState>.Empty;

        // Who undoes another bracket of the same kind, which it never performed, means this one.
        bool IsOther(ProtocolStep step) => ReferenceEquals(step.Protocol, slot.Step.Protocol);
        if (_solution.Needs.Any(entry => entry.Need.Kind == FindingKind.NotInEffect && entry.Need.Slots.Any(other => IsOther(other.Step) && other.Subject.Equals(subject)))
            || _solution.Findings.Any(finding => finding.Kind == FindingKind.NotInEffect && finding.Slots.Any(other => IsOther(other.Step) && other.Subject == slot.Subject)))
        {
            return ImmutableArray<ExitState>.Empty;
        }

        bool isUndoneAtThrow = ExitStates.Of(_solution, slot, ExitKind.Throw).Any(state => state.Exit.Level == ThrowLevel.Explicit && !state.Held
            && _solution.Universe.Raw(state.Cell, slot.Step, slot.Subject).Has(Possibility.Absent));
        bool canBeCalled = _calling.Value != Calling.Called || _solution.Body.Method is { } method && (method.IsOverride || OutsideCode.Names(method) || OutsideCode.CallsByInterface(method));
        return !isUndoneAtThrow && canBeCalled && PrivateObject.Of(_analysis, subject, _solution.Body.Symbol, _cancellation) is { } own && !own.IsUndone(slot.Step)
            ? returns.RemoveAll(static state => !state.Held)
            : ImmutableArray<ExitState>.Empty;
    }

    /// <summary>Whether the body took a step over from whoever started it, by its own rules or those of the delegate that it becomes.</summary>
    private bool IsTakenOverByBody(MemberRules? rules, ProtocolStep step) => (rules?.Events ?? ImmutableArray<MemberEvent>.Empty).AddRange(_solution.Contract)
        .Any(happening => happening.Kind == EventKind.TakesOver && ReferenceEquals(happening.Step, step));

    /// <summary>What started work has taken over it has to end on every way out.</summary>
    private Leak? CheckTakenOver(Slot slot, ImmutableArray<ExitState> exits)
    {
        ImmutableArray<ExitState> held = exits.Where(static state => state.Held).ToImmutableArray();
        return Confirm(slot, held, static state => state.Held) is { } exit
            ? new Leak(slot, exit.State, exit.Story, "LeftTakenOver")
            : null;
    }

    /// <summary>A delegate that has taken over a step of some object, and ends it for none.</summary>
    private IEnumerable<Leak> CheckTakenOverOfObjects()
    {
        Universe universe = _solution.Universe;
        foreach (ProtocolStep step in _solution.Contract.Where(static happening => happening is { Kind: EventKind.TakesOver, OfParameter: < 0, Step.Scope: StepScope.Object }).Select(static happening => happening.Step!))
        {
            var slot = new Slot(step, universe.Terms.AnyObject);
            ImmutableArray<ExitState> ended = ExitStates.Of(_solution, slot, ExitKind.Return).RemoveAll(state => IsEndedForSome(step, state.Cell));
            if (Confirm(slot, ended, state => !IsEndedForSome(step, state.Cell)) is { } exit)
                yield return new Leak(slot, exit.State, exit.Story, "LeftTakenOver");
        }

        bool IsEndedForSome(ProtocolStep step, Cell cell) => Enumerable.Range(0, cell.Slots.Count).Any(i =>
            ReferenceEquals(universe.Slot(cell.Slots.KeyAt(i)).Step, step) && cell.StateAt(i).Has(Possibility.NotInEffect));
    }

    private Leak? CheckReturns(Slot slot, ImmutableArray<ExitState> returns, Func<ExitState, bool> isForgiven)
    {
        var paths = new Paths(_solution.Universe);
        // What was taken out of a collection was there before, and is there after: it is no leak of this body where all ways out agree. A collection that was made here is
        // gone with its elements.
        bool isOfElement = slot.Step.Scope == StepScope.Object && _solution.Universe.IsOfElement(slot.Subject) && _solution.Universe.NewCollectionOf(slot.Subject) is null;
        if (isOfElement)
            returns = returns.RemoveAll(state => !state.Cell.Slots.Contains(_solution.Universe.Number(slot.Step, slot.Subject)));

        ImmutableArray<ExitState> held = returns.Where(static state => state.Held).ToImmutableArray();
        if (held.Any(static state => state.Ownership == Ownership.Lost))
            return CheckGuard(slot, returns);

        returns = returns.RemoveAll(static state => state.Ownership is Ownership.Kept or Ownership.Returned);
        if (!held.IsEmpty && !isOfElement && slot.Step.Scope == StepScope.Object && paths.Of(slot.Subject) is null)
        {
            return Confirm(slot, held, static state => state.Held) is { } leak
                ? new Leak(slot, leak.State, leak.Story, "LeftUnreachable") { Candidates = held, Property = static state => state.Held }
                : null;
        }

        // An operation on one of several objects leaves the one that it was: the exits agree, whichever that is.
        List<Slot> others = Alternatives(slot, SlotChange.Performed);
        if (others.Count > 0)
            others.Add(slot);

        // Where it may have been any of a chain, it is not known of an exit without all of these that it did nothing to another one.
        if (others.Exists(other => _solution.Universe.IsOfElement(other.Subject)))
            returns = returns.RemoveAll(state => !others.Exists(other => state.Cell.Slots.Contains(_solution.Universe.Number(other.Step, other.Subject))));

        if (others.Count > 0)
            returns = ImmutableArray.CreateRange(returns, state => state with { Held = state.Held || IsHeldBy(others, state) });

        List<Slot> undone = Alternatives(slot, SlotChange.Undone);
        if (undone.Count > 0)
            returns = ImmutableArray.CreateRange(returns, state => state with { Released = state.Released || IsReleasedBy(undone, state) });

        if (Differ(returns, static state => state.Held) && !_distinction.IsToldByResult(returns, static state => state.Held, ofTrueOnly: _calling.Value != Calling.Called)
            && !IsToldBeforehand(slot, Possibility.Gained) && !_distinction.IsToldToHold(slot, returns)
            && !(_solution.Body.Method?.MethodKind == MethodKind.Constructor && _distinction.IsToldByObject(returns, static state => state.Held))
            && !(IsOwnField(slot) && _distinction.IsFlagged(returns)))
        {
            bool reportsHeld = _performers.IsUndoneSomewhere(slot.Step) || IsOfDroppedObject(slot);

            // A way out on which it was missed, as was reported, differs from others for that reason.
            bool isOfReport = returns.All(state => state.Held || isForgiven(state));
            ImmutableArray<ExitState> different = returns.Where(state => state.Held == reportsHeld && !isForgiven(state)
                && !(isOfReport && returns.Any(other => other.Node == state.Node && isForgiven(other)))).ToImmutableArray();
            return Confirm(slot, different, state => (state.Held || IsHeldBy(others, state)) == reportsHeld && !isForgiven(state)) is { } exit
                ? new Leak(slot, exit.State, exit.Story, reportsHeld
                    ? "LeftHere"
                    : "LackedHere", reportsHeld)
                {
                    Assumed = reportsHeld ? null : OneSided,
                    After = reportsHeld ? string.Empty : AfterHelper(slot.Step, exit.State.Exit.Site.Location),
                    Candidates = different,
                    Property = state => (state.Held || IsHeldBy(others, state)) == reportsHeld && !isForgiven(state),
                }
                : null;
        }

        // Where a test said that it is not in effect, there was nothing to undo.
        returns = returns.RemoveAll(state => ExitStates.Told(_solution.Universe, slot, state) == false);

        // A root that needed the bracket has been told so at the operation; that it then undid it is no second cause. Ways around that operation may disagree by themselves.
        Witness? around = Differ(returns, static state => state.Released) && Needing(slot) is { } needing && _calling.Value == Calling.Root
            ? _solution.WitnessAround(needing) : null;
        bool IsReleased(ExitState state) => state.Released || IsReleasedBy(undone, state);
        if (around is not null)
            returns = returns.RemoveAll(state => ExitPath.To(_solution, slot, ImmutableArray.Create(state), reached => IsReleased(reached) == state.Released, _cancellation, around) is not { State.IsUnshown: false });

        if (!IsTakenOverByBody(null, slot.Step) && !Owners.IsTakenOver(slot.Step, paths.Of(slot.Subject)) && Differ(returns, static state => state.Released) && !_distinction.IsToldByResult(returns, static state => state.Released)
            && !IsToldBeforehand(slot, Possibility.Taken) && !_distinction.IsToldByObject(returns, static state => state.Released))
        {
            return ExitPath.To(_solution, slot, returns.Where(static state => state.Released).ToImmutableArray(), static state => state.Released, _cancellation, around) is { } exit
                ? new Leak(slot, exit.State, exit.Story, "UndoneHere", IsOpen: false)
                {
                    // Callers that are seen, and cannot tell the exits apart, are wrong about one of them.
                    // What an object keeps in a field came there, or did not, by the object's own state, by which members may take and give back.
                    Assumed = _calling.Value == Calling.Called && !_isKnown.Value && UndoesItself(slot.Step) && !IsOwnField(slot) && !IsByOwnState(exit.Story) && !IsAsked(exit.State) ? null : OneSided,
                }
                : null;

            // Who asks first whether it is in effect, or whether the object has it at all, tidies up.
            bool IsAsked(ExitState undoing) => ExitStates.Told(_solution.Universe, slot, undoing) == true
                || returns.Any(state => !state.Released && _solution.Universe.IsOfAnotherType(state.Cell, slot.Subject));
        }

        if (slot.Step.Nestable && !held.IsEmpty && held.Select(static state => state.Depth).Distinct().Count() > 1)
        {
            int least = held.Min(static state => state.Depth.Least);
            return Confirm(slot, held.Where(state => state.Depth.Most != least).ToImmutableArray(), state => state.Held && state.Depth.Most != least) is { } exit
                ? new Leak(slot, exit.State, exit.Story, "OpenMoreOften")
                : null;
        }

        return null;
    }

    /// <summary>The nodes with an operation that needs a slot of the callers; null where there is none.</summary>
    private Func<FlowNode, bool>? Needing(Slot slot)
    {
        Path? subject = new Paths(_solution.Universe).Of(slot.Subject);
        var needing = new HashSet<Instruction>(_solution.Needs
            .Where(entry => entry.Need.Kind == FindingKind.Missing && entry.Need.Slots.Any(other => ReferenceEquals(other.Step, slot.Step) && other.Subject.Equals(subject)))
            .Select(static entry => entry.Instruction));
        return needing.Count == 0 ? null : node => node.Instructions.Any(needing.Contains);
    }

    /// <summary>Whether a bracket is of what a field of the object leads to, and no thread has to end it: the object can keep in a flag whether it is in effect.</summary>
    private bool IsOwnField(Slot slot) => !slot.Step.BelongsToThread && new Paths(_solution.Universe).Of(slot.Subject) is { Root: PathRoot.This, Fields.IsEmpty: false };

    /// <summary>Whether a path depends on what the object keeps in its fields.</summary>
    private bool IsByOwnState(Story? story) => Story.Latest(story, at => at.Condition >= 0 && _solution.Universe.PartsOf(at.Condition).Any(part =>
        _solution.Universe.Terms[part] is { Kind: TermKind.Field, A: var holder } && _solution.Universe.Terms[holder].Kind == TermKind.This)) is not null;

    private bool IsHeldBy(List<Slot> slots, ExitState state) => slots.Exists(slot =>
        state.Cell.Slots.TryGet(_solution.Universe.Number(slot.Step, slot.Subject), out int value) && StepState.Of(value).IsLeftOpen);

    private bool IsReleasedBy(List<Slot> slots, ExitState state) => slots.Exists(slot => ExitStates.Of(_solution, slot, state.Node, state.Cell).Released);

    /// <summary>The other objects that an operation which changed this one had on other paths.</summary>
    private List<Slot> Alternatives(Slot slot, SlotChange change) => slot.Step.Scope != StepScope.Object ? new List<Slot>() : _solution.Changes
        .Where(changed => changed.Key.Change == change && changed.Value.Count > 1 && changed.Value.Contains(slot) && _performers.ChangesOne(changed.Key.Site, slot.Step))
        .SelectMany(static changed => changed.Value)
        .Where(other => ReferenceEquals(other.Step, slot.Step) && other.Subject != slot.Subject)
        .Distinct()
        .ToList();

    /// <summary>
    /// A guard that nobody has who could dispose it: reported where its step was performed or, where the body disposes it or passes it on on other ways, at the
    /// exit that forgets to.
    /// </summary>
    private Leak? CheckGuard(Slot slot, ImmutableArray<ExitState> returns)
    {
        if (Confirm(slot, returns.Where(static state => state.Ownership == Ownership.Lost).ToImmutableArray(), static state => state.Ownership == Ownership.Lost) is not { } exit)
            return null;

        bool isSeenTo = _solution.Ended.Contains(slot.Step) || returns.Any(static state => state.Ownership is Ownership.Kept or Ownership.Returned);
        if (isSeenTo)
            return new Leak(slot, exit.State, exit.Story, "LeftGuard");

        // What an earlier round of a loop performed has another name by now.
        Site? performed = null;
        Site? other = null;
        for (Story? at = exit.Story; at is not null && performed is null; at = at.Before)
        {
            if (at.Change != SlotChange.Performed || !ReferenceEquals(at.Slot.Step, slot.Step))
                continue;

            other ??= at.Site;
            if (at.Slot.Subject == slot.Subject)
                performed = at.Site;
        }

        return new Leak(slot, exit.State, exit.Story, "LostGuard") { At = (performed ?? other)?.Location };
    }

    /// <summary>
    /// Whether callers know beforehand which of the exits it will be, by an argument or a field: they are judged with what they know. A root has
    /// no callers.
    /// </summary>
    private bool IsToldBeforehand(Slot slot, Possibility possibility) =>
        _calling.Value == Calling.Called && _distinction.IsToldBeforehand(slot, possibility) && (possibility != Possibility.Taken || _isKnown.Value);

    private static bool Differ<T>(ImmutableArray<T> states, Func<T, bool> property) =>
        states.Any(property) && !states.All(property);

    /// <summary>A feasible path to one of the exits with the property; null where only joins made it seem that there is one.</summary>
    private (ExitState State, Story? Story)? Confirm(
        Slot slot, ImmutableArray<ExitState> candidates, Func<ExitState, bool> property) => ExitPath.To(_solution, slot, candidates, property, _cancellation);

    /// <summary>The helper that leaves the step in effect where it is: ", after 'Lock' (line 61) in 'Run'".</summary>
    private string AfterHelper(ProtocolStep step, Location reader) => _performers.HelperCall(step) is { } call
        ? Texts.Say("AfterHelper", Wording.At(call, reader) + Wording.In(call))
        : string.Empty;
}
