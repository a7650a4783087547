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
    private Lazy<Calling> _calling = new(static () => Calling.Called);
    private Lazy<bool> _isKnown = new(static () => true);

    public Exits(BodySolution solution, Performers performers, Func<Protocol, ThrowLevel> policyOf, Func<Protocol, bool> tellsLikely, Analysis analysis, CancellationToken cancellation)
    {
        _solution = solution;
        _performers = performers;
        _policyOf = policyOf;
        _tellsLikely = tellsLikely;
        _analysis = analysis;
        _cancellation = cancellation;
    }

    /// <summary>The slots that every normal exit leaves in effect, for the caller to go on with.</summary>
    public List<Slot> HandedOver { get; } = new();

    /// <param name="rules">What the member itself declares.</param>
    /// <param name="calling">Who calls the body.</param>
    /// <param name="isKnown">Whether some caller knows beforehand which way out of the body it will be.</param>
    /// <param name="badlyUndone">Slots of which an undo was reported: how the exits stand to it is the rest of that report.</param>
    /// <param name="told">Slots that were reported to be missing, or in the way: what they were taken to be since is no exit's fault.</param>
    public IEnumerable<Violation> Check(MemberRules? rules, Func<Calling> calling, Func<bool> isKnown, HashSet<Slot> badlyUndone, HashSet<Slot> told)
    {
        _calling = new Lazy<Calling>(calling);
        _isKnown = new Lazy<bool>(isKnown);
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
                if (Confirm(slot, heldAtThrow, static state => state.Held) is { } left)
                    leaks.Add(new Leak(slot, left.State, left.Story, "LeftByThrow"));
            }
            else if (IsTakenOverByBody(rules, slot.Step))
            {
                if (CheckTakenOver(slot, returns.AddRange(heldAtThrow)) is { } taken)
                    leaks.Add(taken);
            }
            else
            {
                // An exception and a return that leave it are two ways out, and mending one leaves the other.
                Leak? thrown = Confirm(slot, heldAtThrow, static state => state.Held) is { } found ? new Leak(slot, found.State, found.Story, "LeftByThrow") : null;
                // A body that only takes what anyone may give back may wait for a signal.
                bool isSignal = !isUndoneHere && slot.Step.IsUndoneByAnyone;
                if (thrown is not null)
                    leaks.Add(isSignal ? thrown with { Assumed = Texts.Say("AssumedSignal") } : thrown);

                if (isOwnWord)
                    continue;

                if (!isUndoneHere && CheckKept(slot, returns) is { } kept)
                    leaks.Add(kept);
                else if (CheckReturns(slot, returns, state => IsForgiven(slot, state, told)) is { } atReturn)
                    leaks.Add(isSignal && atReturn.What is not ("LostGuard" or "LeftGuard") ? atReturn with { Assumed = Texts.Say("AssumedSignal") } : atReturn);
                else if (thrown is null && isUndoneHere && CheckKept(slot, returns) is { } afterAll)
                    leaks.Add(afterAll);
                else if (returns.Any(static state => state.Held))
                    (thrown is null ? HandedOver : leftAlso).Add(slot);
            }
        }

        leaks.AddRange(CheckTakenOverOfObjects());
        leaks = leaks.ConvertAll(leak => leak with { Assumed = Assumption.OfExit(_solution, leak.Slot, leak.State, leak.Story) ?? leak.Assumed });
        leaks = leaks.ConvertAll(leak => leak.Assumed is null && IsCounted(leak.Slot) ? leak with { Assumed = Texts.Say("AssumedSignal") } : leak);
        leaks = leaks.ConvertAll(leak => leak.Assumed is null && leak.IsOpen && ModeMember(leak.Slot) is { } member ? leak with { Assumed = Texts.Say("AssumedMode", member.Name) } : leak);
        // What a new object keeps it may end by its own state: only where nothing else can be is it known that it does not.
        leaks.RemoveAll(leak => leak.Assumed is not null && (!_tellsLikely(leak.Slot.Step.Protocol) || IsOfConstructor(leak.Slot)));

        // One way out that leaves several brackets of a protocol is one cause.
        foreach (IGrouping<(Location, Protocol, string), Leak> cause in leaks.GroupBy(leak => (leak.Location, leak.Slot.Step.Protocol, leak.What)))
            yield return Report(cause.ToList());

        // Where an exception leaves the bracket too, what a return leaves of it is nobody's to go on with.
        if (HandedOver.Count + leftAlso.Count == 0 || _calling.Value != Calling.Root)
            yield break;

        foreach (Slot slot in HandedOver.Concat(leftAlso).ToList())
        {
            if (!leaks.Exists(leak => leak.What != "LeftByThrow" && AreOfOne(leak.Slot, slot)) && CheckComplete(slot) is { } incomplete)
            {
                HandedOver.Clear();
                yield return incomplete;
                yield break;
            }
        }
    }

    /// <summary>Whether the constructor of a new object has performed a bracket.</summary>
    private bool IsOfConstructor(Slot slot)
    {
        var performed = new HashSet<Site>(_solution.Changes.Where(changed => changed.Key.Change == SlotChange.Performed && changed.Value.Contains(slot)).Select(static changed => changed.Key.Site));
        return _solution.Code.Graph!.Nodes.SelectMany(static node => node.Instructions).OfType<Instruction.Call>()
            .Any(call => call.Callee.Method is { MethodKind: MethodKind.Constructor } && performed.Contains(call.Site));
    }

    /// <summary>Whether two brackets are those of one protocol for one object, so that what is wrong with one is the other's.</summary>
    private static bool AreOfOne(Slot one, Slot other) => ReferenceEquals(one.Step.Protocol, other.Step.Protocol)
        && (one.Subject == other.Subject || one.Step.Scope != StepScope.Object || other.Step.Scope != StepScope.Object);

    /// <summary>
    /// Whether another member of the class gives back what anyone may undo, of the same object in a field, without having taken it: a semaphore that counts, and is taken
    /// by one side and given by another.
    /// </summary>
    private bool IsCounted(Slot slot) => slot.Step.IsUndoneByAnyone && UndoneByMembers(slot, static _ => true) is not null;

    /// <summary>
    /// A member of the class that undoes a bracket of the same object in a field, without having performed it, on some ways back and not on others: the class knows by its state how
    /// it holds the bracket.
    /// </summary>
    private ISymbol? ModeMember(Slot slot) => UndoneByMembers(slot, returns => Differ(returns, exit => Undoes(exit, slot.Step)));

    private ISymbol? UndoneByMembers(Slot slot, Func<ImmutableArray<SummaryExit>, bool> isSo)
    {
        if (_solution.Body.Symbol.ContainingType is not { } type || new Paths(_solution.Universe).Of(slot.Subject) is not { Root: PathRoot.This or PathRoot.Static } subject)
            return null;

        return type.OriginalDefinition.GetMembers().OfType<IMethodSymbol>()
            .Where(method => method.DeclaredAccessibility != Accessibility.Private && !SymbolEqualityComparer.Default.Equals(method, _solution.Body.Symbol))
            .FirstOrDefault(method => _analysis.Solve(BodyId.Of(method), _cancellation).Any(part => part.Summary.Exits.Any(exit => Undoes(exit, slot.Step, subject))
                && !Takes(part, slot.Step, subject) && isSo(part.Summary.Exits.RemoveAll(static exit => exit.Kind != ExitKind.Return))));
    }

    private static bool Undoes(SummaryExit exit, ProtocolStep step, Path? subject = null) => exit.Effects.Any(effect => ReferenceEquals(effect.Step, step)
        && (subject is null || effect.Subject.Equals(subject)) && effect.Value.Has(Possibility.Dropped | Possibility.Lost));

    /// <summary>
    /// Whether the body itself undoes a step by what is wrong where it is not in effect. An undo that does nothing then tells nothing of what the caller had left, and a
    /// helper's is the helper's.
    /// </summary>
    private bool UndoesItself(ProtocolStep step) => _solution.Code.Graph!.Nodes.SelectMany(static node => node.Instructions.OfType<Instruction.Event>())
        .Any(happening => happening is { Kind: EventKind.Undo, IfInEffect: false } && ReferenceEquals(happening.Step, step));

    private static bool Takes(BodySolution part, ProtocolStep step, Path subject) => part.Changes.Any(changed => changed.Key.Change == SlotChange.Performed
        && changed.Value.Any(slot => ReferenceEquals(slot.Step, step) && subject.Equals(new Paths(part.Universe).Of(slot.Subject))));

    /// <summary>Inside a member that declares an event or a promise about a step, leaving it so is what the member is for.</summary>
    private static bool IsOwnWord(MemberRules? rules, ProtocolStep step) => rules is not null && rules.Events.Any(happening =>
        ReferenceEquals(happening.Step, step)
        && happening.Kind is EventKind.Step or EventKind.Undo or EventKind.Ensures or EventKind.EnsuresUndone);

    /// <summary>Whether a slot is in effect there only as it was taken to be after a report.</summary>
    private bool IsForgiven(Slot slot, ExitState state, HashSet<Slot> told) =>
        _solution.Universe.Raw(state.Cell, slot.Step, slot.Subject).Possibility is var possibility
        && (possibility == Possibility.Forgiven || (told.Contains(slot) && (possibility & ~(Possibility.Forgiven | Possibility.Granted | Possibility.Kept)) == 0));

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
        bool canBeCalled = _calling.Value != Calling.Called || _solution.Body.Method is { } method && (method.IsOverride || IsVisible(method) || IsImplementation(method));
        return !isUndoneAtThrow && canBeCalled && PrivateObject.Of(_analysis, subject, _solution.Body.Symbol, _cancellation) is { } own && !own.IsUndone(slot.Step)
            ? returns.RemoveAll(static state => !state.Held)
            : ImmutableArray<ExitState>.Empty;
    }

    /// <summary>Whether code outside of the compilation can call a method by its name.</summary>
    private static bool IsVisible(IMethodSymbol method)
    {
        for (ISymbol? symbol = method; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (symbol.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
                return false;
        }

        return true;
    }

    public static bool IsImplementation(IMethodSymbol method) => !method.ExplicitInterfaceImplementations.IsEmpty
        || (method.ContainingType?.AllInterfaces.SelectMany(static type => type.GetMembers().OfType<IMethodSymbol>())
            .Any(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method)) ?? false);

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

        if (Differ(returns, static state => state.Held) && !IsToldByResult(returns, static state => state.Held, ofTrueOnly: _calling.Value != Calling.Called)
            && !IsToldBeforehand(slot, Possibility.Gained) && !IsToldToHold(slot, returns)
            && !(_solution.Body.Method?.MethodKind == MethodKind.Constructor && IsToldByObject(returns, static state => state.Held))
            && !(IsOwnField(slot) && IsFlagged(returns)))
        {
            bool reportsHeld = _performers.IsUndoneSomewhere(slot.Step);

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
        returns = returns.RemoveAll(state => IsTold(slot, state) == false);

        // A root that needed the bracket has been told so at the operation; that it then undid it is no second cause. Ways around that operation may disagree by themselves.
        Func<FlowNode, bool>? around = Differ(returns, static state => state.Released) && Needing(slot) is { } needing && _calling.Value == Calling.Root ? needing : null;
        bool IsReleased(ExitState state) => state.Released || IsReleasedBy(undone, state);
        if (around is not null)
            returns = returns.RemoveAll(state => ExitPath.To(_solution, slot, ImmutableArray.Create(state), reached => IsReleased(reached) == state.Released, _cancellation, around) is not { State.IsUnshown: false });

        if (!IsTakenOverByBody(null, slot.Step) && !IsTakenOver(slot.Step, paths.Of(slot.Subject)) && Differ(returns, static state => state.Released) && !IsToldByResult(returns, static state => state.Released)
            && !IsToldBeforehand(slot, Possibility.Lost) && !IsToldByObject(returns, static state => state.Released))
        {
            return ExitPath.To(_solution, slot, returns.Where(static state => state.Released).ToImmutableArray(), static state => state.Released, _cancellation, around) is { } exit
                ? new Leak(slot, exit.State, exit.Story, "UndoneHere", IsOpen: false)
                {
                    // Callers that are seen, and cannot tell the exits apart, are wrong about one of them.
                    // What an object keeps in a field came there, or did not, by the object's own state, by which members may take and give back.
                    Assumed = _calling.Value == Calling.Called && !_isKnown.Value && UndoesItself(slot.Step) && !IsOwnField(slot) && !IsByOwnState(exit.Story) ? null : OneSided,
                }
                : null;
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

    /// <summary>
    /// Whether the body performs a bracket where a flag of the object says that it is not in effect, and sets the flag: at the exits where it did not, the flag
    /// said so already.
    /// </summary>
    private bool IsFlagged(ImmutableArray<ExitState> returns)
    {
        Universe universe = _solution.Universe;
        return returns.All(one => !one.Held || returns.All(other => other.Held || Enumerable.Range(0, one.Cell.Values.Count).Any(i => IsSet(one.Cell, other.Cell, one.Cell.Values.KeyAt(i)))));

        bool IsSet(Cell held, Cell other, int place)
        {
            Variable variable = universe.Variable(place);
            if (variable is not { Kind: VariableKind.Field, Key: Universe.FieldIdentity { Reads: null, Member: { DeclaredAccessibility: Accessibility.Private } } } || variable.Base != universe.Terms.This)
                return false;

            int initial = Join.Initial(universe, variable);
            bool isUnchanged = !other.Values.TryGet(place, out int left) || left == initial;
            return isUnchanged && held.Values.TryGet(place, out int set) && universe.Terms.IsConstant(set)
                && other.Facts.TryGet(initial, out int was) && was == set && held.Facts.TryGet(initial, out int before) && before != set;
        }
    }

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
    /// Whether the body took the subject out of a place that others put it into: as storing it there handed the obligation over, this is no
    /// caller's. What belongs to the thread is still held by it.
    /// </summary>
    public static bool IsTakenOver(ProtocolStep step, Path? subject) => step.Scope == StepScope.Object
        && (subject is null || (!step.BelongsToThread && (subject.Fields.Any(static field => field.Index is not null) || subject.Fields.Select(static field => field.Member).Append(subject.Symbol).Any(IsMutable))));

    private static bool IsMutable(object? member) => member is IFieldSymbol { IsConst: false } or IPropertySymbol && Universe.IsMutable((ISymbol)member);

    private static bool Differ<T>(ImmutableArray<T> states, Func<T, bool> property) =>
        states.Any(property) && !states.All(property);

    /// <summary>
    /// Whether the returned value tells which of the exits it was: then callers know. A bracket is handed over with
    /// <see langword="true"/> or with an object, as every <c>Try</c> method does; in a body that nothing here calls, one that comes with
    /// <see langword="false"/>, with null or with a number was forgotten by an early return.
    /// </summary>
    private bool IsToldByResult(ImmutableArray<ExitState> states, Func<ExitState, bool> property, bool ofTrueOnly = false)
    {
        Universe universe = _solution.Universe;
        List<(object Result, bool Has)> results = states.Select(state => (Result: ResultOf(universe, state), Has: property(state))).ToList();
        bool isTold = results.TrueForAll(one => results.TrueForAll(other => one.Has == other.Has || AreApart(one.Result, other.Result)));
        if (isTold && ofTrueOnly)
            isTold = results.TrueForAll(one => !one.Has || one.Result is true || (one.Result is NotNull && !ReturnsNumber())) && results.TrueForAll(static one => one.Has || one.Result is false or Null);

        return isTold || IsToldByPlace(states, property);
    }

    /// <summary>Whether the result is a number or has none: it is no object, also where it is told from none.</summary>
    private bool ReturnsNumber() => _solution.Body.Method?.ReturnType is INamedTypeSymbol type
        && (type is { Name: "Task" or "ValueTask", TypeArguments: [INamedTypeSymbol inner] } ? inner : type) is
            { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [{ SpecialType: not SpecialType.None } or { TypeKind: TypeKind.Enum }] };

    /// <summary>A result that is null.</summary>
    private const string Null = "null";

    /// <summary>A result that is an object.</summary>
    private const string NotNull = "not null";

    private static readonly object Unknown = new();

    /// <summary>What is known of a result: a constant, or whether it is null.</summary>
    private static object ResultOf(Universe universe, ExitState state)
    {
        if (state.Exit.Value is not { } variable
            || !state.Cell.Values.TryGet(universe.Number(Variable.Of(variable)), out int term))
        {
            return Unknown;
        }

        int value = universe.Resolve(state.Cell, term);
        if (universe.Terms.IsConstant(value))
            return universe.Terms.ConstantValue(value) ?? Null;

        return universe.Terms.ConstantsOf(value) is { } constants ? constants
            : universe.Resolve(state.Cell, universe.Terms.IsNull(value)) == universe.Terms.False ? NotNull : Unknown;
    }

    private static bool AreApart(object one, object other) => (one, other) switch
    {
        (Constants first, Constants second) => !first.Overlaps(second),
        (Constants several, _) => other != Unknown && !several.Contains(other),
        (_, Constants several) => one != Unknown && !several.Contains(one),
        _ => one != Unknown && other != Unknown && !one.Equals(other),
    };

    /// <summary>Whether a truth value that callers can look at afterwards tells: that of a parameter passed by reference, of a local around a nested
    /// function, or a flag in a field.</summary>
    private bool IsToldByPlace(ImmutableArray<ExitState> states, Func<ExitState, bool> property)
    {
        Universe universe = _solution.Universe;
        var places = new HashSet<int>();
        foreach (ExitState state in states)
        {
            for (int i = 0; i < state.Cell.Values.Count; i++)
            {
                Variable variable = universe.Variable(state.Cell.Values.KeyAt(i));
                bool isPlace = variable.Key is IParameterSymbol { RefKind: RefKind.Out or RefKind.Ref, Type.SpecialType: SpecialType.System_Boolean }
                    || (variable is { Kind: VariableKind.Local, Key: ILocalSymbol { Type.SpecialType: SpecialType.System_Boolean } local }
                        && _solution.Body.Key.Lambda is not null && !SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, _solution.Body.Symbol))
                    || (variable is { Kind: VariableKind.Field, Key: Universe.FieldIdentity { Reads: null, Member: IFieldSymbol { Type.SpecialType: SpecialType.System_Boolean } flag } }
                        && (variable.Base < 0 || universe.Terms[variable.Base].Kind is TermKind.This or TermKind.Entry)
                        && _performers.Writes(flag));
                if (isPlace)
                    places.Add(state.Cell.Values.KeyAt(i));
            }
        }

        return places.Any(place => Tells(state => state.Cell.Values.TryGet(place, out int term) ? term : -1))
            || PartsOfResult(states[0]).Any(part => Tells(state => PartOfResult(state, part)));

        bool Tells(Func<ExitState, int> valueOf)
        {
            var seen = new Dictionary<int, bool>();
            return states.All(state =>
            {
                int term = valueOf(state);
                int value = term < 0 ? -1 : universe.Resolve(state.Cell, term);
                bool has = property(state);
                if (value < 0 || !universe.Terms.IsConstant(value) || (seen.TryGetValue(value, out bool known) && known != has))
                    return false;

                seen[value] = has;
                return true;
            });
        }
    }

    /// <summary>What a test on the way to an exit said of a step as the caller had left it; null where none asked.</summary>
    private bool? IsTold(Slot slot, ExitState state) =>
        state.Cell.Values.TryGet(_solution.Universe.Number(new Variable(VariableKind.Told, slot.Step, slot.Subject)), out int answer) ? answer == _solution.Universe.Terms.True : null;

    /// <summary>Whether a test said at each exit that does not hold the bracket for the body that it is in effect already: then it is so at all of them.</summary>
    private bool IsToldToHold(Slot slot, ImmutableArray<ExitState> states)
    {
        Universe universe = _solution.Universe;
        int told = universe.Number(new Variable(VariableKind.Told, slot.Step, slot.Subject));
        return states.All(state => state.Held || (state.Cell.Values.TryGet(told, out int answer) && answer == universe.Terms.True
            && !universe.Raw(state.Cell, slot.Step, slot.Subject).Has(~Possibility.InEffect)));
    }

    /// <summary>
    /// Whether callers know beforehand which of the exits it will be, by an argument or a field: they are judged with what they know. A root has
    /// no callers.
    /// </summary>
    private bool IsToldBeforehand(Slot slot, Possibility possibility)
    {
        if (_calling.Value != Calling.Called || new Paths(_solution.Universe).Of(slot.Subject) is not { } subject)
            return false;

        ImmutableArray<SummaryExit> exits = SummaryBuilder.Exits(_solution).Where(static exit => exit.Kind == ExitKind.Return).ToImmutableArray();
        ILookup<bool, SummaryExit> sides = exits.ToLookup(exit => (ExitAgreement.DoneAt(exit, slot.Step, subject) & possibility) != 0);
        return sides.Count == 2 && sides[true].All(one => sides[false].All(other => ExitAgreement.AreToldBeforehand(one, other, slot.Step, subject))) && (possibility != Possibility.Lost || _isKnown.Value);
    }

    /// <summary>Whether the body ends its object.</summary>
    private bool IsDisposal => _solution.Body.Method is { } method
        && method.ExplicitInterfaceImplementations.Insert(0, method).Any(static member => member.Name is "Dispose" or "DisposeAsync");

    /// <summary>
    /// Whether the object itself tells which of the exits it will be: its constructor by an argument, and its disposal by a field that never changes, since they are
    /// two halves of one thing; and any body by a flag that it asks and sets, so that it undoes once, as a disposal does that may be called again.
    /// </summary>
    private bool IsToldByObject(ImmutableArray<ExitState> returns, Func<ExitState, bool> property)
    {
        Universe universe = _solution.Universe;
        var paths = new Paths(universe);
        bool isConstructor = _solution.Body.Method?.MethodKind == MethodKind.Constructor;
        Dictionary<Cell, ImmutableArray<PathFact>> facts = returns.Select(static state => state.Cell).Distinct()
            .ToDictionary(static cell => cell, cell => paths.FactsOf(cell).RemoveAll(fact => !IsStable(fact.Value)));
        return returns.All(one => !property(one) || returns.All(other => property(other)
            || facts[one.Cell].Any(first => facts[other.Cell].Any(first.Contradicts))
            || Enumerable.Range(0, one.Cell.Facts.Count).Any(i => IsFlag(one.Cell, other.Cell, i))));

        bool IsStable(Path value) => (isConstructor || IsDisposal) && (value.Root == PathRoot.This ? !value.Fields.IsEmpty : isConstructor && value.Root == PathRoot.Entry)
            && value.Fields.All(field => _analysis.Bodies.IsStable(field.Member));

        bool IsFlag(Cell undone, Cell other, int fact)
        {
            int term = undone.Facts.KeyAt(fact);
            int known = universe.Resolve(other, term);
            return universe.Terms.IsConstant(known) && known != undone.Facts.ValueAt(fact) && Flag(term) is { } flag && _performers.Writes(flag);
        }

        ISymbol? Flag(int term)
        {
            Term shape = universe.Terms[term];
            while (shape.Kind is TermKind.Not or TermKind.IsNull || (shape.Kind == TermKind.Equal && (universe.Terms.IsConstant(shape.A) || universe.Terms.IsConstant(shape.B))))
                shape = universe.Terms[shape.Kind == TermKind.Equal && universe.Terms.IsConstant(shape.A) ? shape.B : shape.A];

            return shape switch
            {
                { Kind: TermKind.Field, A: >= 0, Symbol: Universe.FieldIdentity { Reads: null } field } when universe.Terms[shape.A].Kind == TermKind.This => field.Member,
                { Kind: TermKind.Opaque, Symbol: ISymbol exchanged } => exchanged,
                _ => null,
            };
        }
    }

    /// <summary>The truth values among the elements of a returned tuple.</summary>
    private IEnumerable<object> PartsOfResult(ExitState state)
    {
        int result = Returned(state);
        for (int i = 0; result >= 0 && i < state.Cell.Values.Count; i++)
        {
            Variable variable = _solution.Universe.Variable(state.Cell.Values.KeyAt(i));
            if (variable is { Kind: VariableKind.Field, Key: Universe.FieldIdentity { Member.ContainingType.IsTupleType: true } } && variable.Base == result)
                yield return variable.Key;
        }
    }

    private int PartOfResult(ExitState state, object part) => Returned(state) is var result and >= 0
        && state.Cell.Values.TryGet(_solution.Universe.Number(new Variable(VariableKind.Field, part, result)), out int term) ? term : -1;

    private int Returned(ExitState state) => state.Exit.Value is { } variable
        && state.Cell.Values.TryGet(_solution.Universe.Number(Variable.Of(variable)), out int term) ? term : -1;

    /// <summary>A feasible path to one of the exits with the property; null where only joins made it seem that there is one.</summary>
    private (ExitState State, Story? Story)? Confirm(
        Slot slot, ImmutableArray<ExitState> candidates, Func<ExitState, bool> property) => ExitPath.To(_solution, slot, candidates, property, _cancellation);

    /// <summary>A bracket that a root leaves in effect, although the protocol needs a later step that is not.</summary>
    private Violation? CheckComplete(Slot slot)
    {
        if (!slot.Step.Protocol.Ordered)
            return null;

        foreach (ExitState state in ExitStates.Of(_solution, slot, ExitKind.Return).Where(state => state.Held && Lacks(slot, state.Cell) is not null))
        {
            if (Confirm(slot, ImmutableArray.Create(state), reached => reached.Held && Lacks(slot, reached.Cell) is not null) is not { } exit)
                continue;

            ProtocolStep later = Lacks(slot, exit.State.Cell)!;
            Location location = state.Exit.Site.Location;
            return new Violation(
                Descriptors.Incomplete,
                location,
                Texts.Say("Incomplete", Wording.Of(slot.Step), Wording.Step(later)) + Wording.Because(later)
                + Wording.After(Wording.Because(later), Wording.PathOf(exit.Story, location, branch => _performers.Decides(branch, slot.Step) || _performers.Decides(branch, later)))
                + (Wording.Undo(slot.Step) is { Length: > 0 } undo ? Texts.Say("IncompleteAdvice", undo, Wording.Step(slot.Step)) : string.Empty))
            {
                Path = Flow.Story.Places(exit.Story),
                Story = exit.Story,
                Properties = Properties(slot),
            };
        }

        return null;
    }

    /// <summary>The first later step that the protocol still needs; for a bracket of no object, of the object that came furthest.</summary>
    private ProtocolStep? Lacks(Slot slot, Cell cell)
    {
        var subjects = new HashSet<int> { slot.Subject };
        if (slot.Step.Scope != StepScope.Object)
        {
            for (int i = 0; i < cell.Slots.Count; i++)
            {
                Slot other = _solution.Universe.Slot(cell.Slots.KeyAt(i));
                if (ReferenceEquals(other.Step.Protocol, slot.Step.Protocol) && other.Step.Scope == StepScope.Object)
                    subjects.Add(other.Subject);
            }
        }

        ProtocolStep? furthest = null;
        foreach (int subject in subjects)
        {
            if (Lacks(slot.Step, subject, cell) is not { } lacking)
                return null;

            if (furthest is null || lacking.Index > furthest.Index)
                furthest = lacking;
        }

        return furthest;
    }

    private ProtocolStep? Lacks(ProtocolStep bracket, int subject, Cell cell)
    {
        const Possibility Needed = (Possibility.NotInEffect & ~Possibility.UsedUp) | Possibility.Untouched;
        var effects = new Effects(_solution.Universe);
        foreach (ProtocolStep later in bracket.Protocol.Steps.Skip(bracket.Index + 1))
        {
            int own = effects.SubjectFor(later, subject);
            if (!later.Optional && effects.Look(cell, later, ref own).Has(Needed))
                return later;
        }

        return null;
    }

    private Violation Report(List<Leak> cause)
    {
        Leak first = cause[0];
        Location location = first.Location;
        List<ProtocolStep> steps = cause.Select(static leak => leak.Slot.Step).Distinct().ToList();
        string subject = steps.Count == 1
            ? Texts.Say("OneIs", Wording.Of(steps[0]))
            : Texts.Say("SeveralAre", Wording.Steps(steps), steps[0].Protocol.Name);
        string what = Texts.Say(first.What, first.At is null ? AfterHelper(location) : string.Empty, OtherExits(cause, location)) + first.After;
        string advice = first.IsOpen && steps.Count == 1 && Wording.Undo(steps[0]) is { Length: > 0 } undo ? Texts.Say("UndoneBy", undo) : string.Empty;
        string path = first.At is null ? PathOf(first, location) : string.Empty;
        string since = steps.Count == 1 ? Since(cause, location) : string.Empty;
        string because = Wording.Because(steps[0]);
        return new Violation(Descriptors.LeftInEffect, location, subject + what + because + Wording.After(because, path) + since + advice)
        {
            Path = Flow.Story.Places(first.Story),
            Story = first.Story,
            Protocol = first.Slot.Step.Protocol,
            Assumed = first.Assumed,
            Properties = Properties(first.Slot)
                .AddRange(Of(FixProperties.Open, Openings(cause)))
                .AddRange(Of(FixProperties.Together, steps.Count > 1 ? string.Join(",", steps.Skip(1).Select(static step => step.Name)) : null)),
        };
    }

    private static IEnumerable<KeyValuePair<string, string?>> Of(string key, string? value)
    {
        if (value is not null)
            yield return new KeyValuePair<string, string?>(key, value);
    }

    /// <summary>The further ways out where it is so: " and the one in line 23".</summary>
    private string OtherExits(List<Leak> cause, Location reported)
    {
        var lines = new SortedSet<int>();
        foreach (IGrouping<Location, ExitState> exit in cause[0].Candidates.GroupBy(static state => state.Exit.Site.Location))
        {
            if (!exit.Key.Equals(reported) && exit.Key.IsInSource && Confirm(cause[0].Slot, exit.ToImmutableArray(), cause[0].Property) is not null)
                lines.Add(exit.First().Exit.Site.Line);
        }

        lines.Remove(cause[0].State.Exit.Site.Line);
        return lines.Count == 0 ? string.Empty
            : Texts.Say(lines.Count > 1 ? "AlsoAtExits" : "AlsoAtExit", string.Join(", ", lines.Select(static line => line.ToString(System.Globalization.CultureInfo.InvariantCulture))));
    }

    /// <summary>The brackets that an undo could close, with the place among those of the path that opened each; null where one has none.</summary>
    private static string? Openings(List<Leak> cause)
    {
        var openings = new List<string>();
        foreach (Leak leak in cause)
        {
            int place = Flow.Story.Performance(leak.Story, leak.Slot) is { } opening ? Flow.Story.Places(cause[0].Story).IndexOf(opening) : -1;
            if (!leak.IsOpen || place < 0)
                return null;

            openings.Add(leak.Slot.Step.Name + "," + place.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return string.Join(";", openings.Distinct());
    }

    /// <summary>The helper whose result is returned: ", after 'Cancel' (line 61) in 'Run'".</summary>
    private string AfterHelper(Location exit)
    {
        Site? call = exit.IsInSource
            ? _performers.HelperCall(site => site.Location.SourceTree == exit.SourceTree && exit.SourceSpan.Contains(site.Location.SourceSpan))
            : null;
        return call is null ? string.Empty : Texts.Say("AfterHelper", Wording.At(call, exit) + Wording.In(call));
    }

    /// <summary>The helper that leaves the step in effect where it is: ", after 'Lock' (line 61) in 'Run'".</summary>
    private string AfterHelper(ProtocolStep step, Location reader) => _performers.HelperCall(step) is { } call
        ? Texts.Say("AfterHelper", Wording.At(call, reader) + Wording.In(call))
        : string.Empty;

    /// <summary>A bracket that is not as it should be at an exit, with a path there.</summary>
    /// <param name="Slot">The bracket.</param>
    /// <param name="State">The exit.</param>
    /// <param name="Story">A path there.</param>
    /// <param name="What">The text that says what is wrong with it there.</param>
    /// <param name="IsOpen">An undo before the exit could be what is missing.</param>
    private sealed record Leak(Slot Slot, ExitState State, Story? Story, string What, bool IsOpen = true)
    {
        /// <summary>What it came after, as the message ends.</summary>
        public string After { get; init; } = string.Empty;

        /// <summary>Where it is reported, if not at the exit.</summary>
        public Location? At { get; init; }

        public Location Location => At ?? State.Exit.Site.Location;

        /// <summary>The exits where it may be so.</summary>
        public ImmutableArray<ExitState> Candidates { get; init; } = ImmutableArray<ExitState>.Empty;

        /// <summary>What it takes for granted; null: nothing.</summary>
        public string? Assumed { get; init; }

        /// <summary>What is wrong with an exit.</summary>
        public Func<ExitState, bool> Property { get; init; } = static _ => false;
    }

    private static ImmutableDictionary<string, string?> Properties(Slot slot) => ImmutableDictionary<string, string?>.Empty
        .Add(FixProperties.Protocol, slot.Step.Protocol.Name)
        .Add(FixProperties.ProtocolId, slot.Step.Protocol.DocumentationId)
        .Add(FixProperties.Step, slot.Step.Name);

    private string PathOf(Leak leak, Location reader) => Wording.PathOf(leak.Story, reader, branch => _performers.Decides(branch, leak.Slot.Step));

    /// <summary>The operations that changed the brackets, one for each object: "; 'first.Rent' (line 11) and 'second.Rent' (line 12) performed it".</summary>
    private static string Since(List<Leak> cause, Location reader)
    {
        foreach (SlotChange change in new[] { SlotChange.Performed, SlotChange.Undone })
        {
            List<Site> changes = cause.Select(Latest).Where(at => at?.Change == change).Select(static at => at!.Site).Distinct().ToList();
            List<string> sites = changes.Select(site => Wording.At(changes.Count > 1 ? Wording.WithObject(site) : site, reader)).ToList();
            if (sites.Count > 0)
                return Texts.Say(change == SlotChange.Performed ? "PerformedIt" : "UndidIt", string.Join(Texts.Say("And"), sites));
        }

        return string.Empty;
    }

    /// <summary>The last operation of the path that performed or undid a bracket.</summary>
    private static Story? Latest(Leak leak) => Flow.Story.Latest(leak.Story, at => at.Change is SlotChange.Performed or SlotChange.Undone && at.Slot == leak.Slot);
}
