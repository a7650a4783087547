using System.Collections.Immutable;
using EntryPath.Analyzer.Protocols;

namespace EntryPath.Analyzer.Flow;

/// <summary>
/// What events do to the slots of a cell: the transfer function, as docs/rule-language.md states it in its section on what is
/// enforced. After a report the result is as if what was missing had been done.
/// </summary>
internal sealed class Effects
{
    private readonly Universe _universe;
    private readonly Func<Slot, Instruction, bool>? _isPerformedLater;

    /// <param name="universe">The values and slots of the body.</param>
    /// <param name="isPerformedLater">Whether the body performs a step after an operation that needs it: then the need is not its callers'.</param>
    public Effects(Universe universe, Func<Slot, Instruction, bool>? isPerformedLater = null)
    {
        _universe = universe;
        _isPerformedLater = isPerformedLater;
    }

    /// <summary>The value of a slot whose subject was stored, for those who go on: in effect, and not their obligation.</summary>
    public static int HandedOn(int value) =>
        (value & (int)Possibility.Gained) == 0 ? value : (value & ~(int)Possibility.Gained) | (int)Possibility.Granted;

    /// <summary>Whether a body leaves open what it performed itself: a bracket, or one more of a nested one on top of its caller's.</summary>
    public static bool IsLeftOpen(int value) => (value & (int)Possibility.Gained) != 0 || ((value & (int)Possibility.Kept) != 0 && !DepthOf(value).IsNone);

    public static Possibility PossibilityOf(int value) => (Possibility)(value & 0xffff);

    public static Depth DepthOf(int value) => new((value >> 16) & 0xff, value >> 24);

    public static int Value(Possibility possibility, Depth depth = default) => (int)possibility | (depth.Least << 16) | (depth.Most << 24);

    /// <summary>What a slot can be that is one of two: the join of the lattice, associative, commutative and idempotent.</summary>
    public static int Join(int first, int second) => Value(PossibilityOf(first) | PossibilityOf(second), DepthOf(first).Or(DepthOf(second)));

    public Cell Perform(Cell cell, ProtocolStep step, int subject, Instruction instruction, Site site, ITrace? trace)
    {
        subject = SubjectFor(step, subject);
        if (subject == _universe.Terms.Null)
            return cell;

        int raw = Look(cell, step, ref subject);
        Possibility current = PossibilityOf(raw);
        if (step.IsBracket && current == Possibility.Forgiven)
        {
            trace?.Changed(SlotChange.Performed, new Slot(step, subject), site);
            return Set(cell, step, subject, Value(Possibility.Gained, step.Nestable ? Depth.One : Depth.None));
        }

        if (step.IsBracket && current != 0 && (current & ~Possibility.InEffect) == 0)
        {
            if (!step.Nestable)
            {
                if (step.Strict)
                    IsTooLate(cell, step, subject, instruction, site, trace);

                return cell;
            }

            trace?.Changed(SlotChange.Performed, new Slot(step, subject), site);
            return Set(cell, step, subject, Value(current, DepthOf(raw).Plus(Depth.One)));
        }

        if (step.Nestable && current == Possibility.Lost && DepthOf(raw).Most > 1)
        {
            trace?.Changed(SlotChange.Performed, new Slot(step, subject), site);
            return Set(cell, step, subject, GivenBack(DepthOf(raw), Depth.One));
        }

        if (step.IsBracket || step.Strict)
        {
            cell = Require(cell, Earlier(step, subject), instruction, site, trace);
        }
        else if (IsTooEarly(cell, step, subject))
        {
            trace?.Changed(SlotChange.TooEarly, new Slot(step, subject), site);
            return cell;
        }

        bool isTooLate = step.Strict && IsTooLate(cell, step, subject, instruction, site, trace);

        bool wasUntouched = current == Possibility.Untouched;
        Possibility next;
        if (step.IsBracket)
            next = GivesBack(current) ? Possibility.Kept : Possibility.Gained;
        else
            next = IsPending(cell, step, subject) ? Possibility.Pending : Possibility.Gained;

        trace?.Changed(SlotChange.Performed, new Slot(step, subject), site);
        cell = Set(cell, step, subject, Value(next, step.Nestable && next == Possibility.Gained ? Depth.One : Depth.None));
        if (isTooLate)
            return cell;

        bool keepsUntouched = step.IsBracket && wasUntouched && !step.Optional;
        return VoidLater(cell, step, subject, keepsUntouched, SlotChange.Voided, site, trace);
    }

    public Cell Undo(Cell cell, ProtocolStep step, int subject, bool ifInEffect, Instruction instruction, Site site, ITrace? trace)
    {
        subject = SubjectFor(step, subject);
        if (subject == _universe.Terms.Null)
            return cell;

        int raw = Look(cell, step, ref subject);
        Possibility current = PossibilityOf(raw);
        var slot = new Slot(step, subject);
        if (instruction is Instruction.Event { Signals: true } && (current & (Possibility.Untouched | (Possibility.NotInEffect & ~Possibility.Excused))) != 0)
            trace?.Found(new Finding(FindingKind.NotInEffect, instruction, ImmutableArray.Create(slot), site, null));

        // One more than what was performed here is the caller's.
        bool isClosed = !ifInEffect && IsClosedAgain(cell, step, subject) && new Paths(_universe).Of(subject) is not null;
        if (!ifInEffect)
        {
            // How often the caller had performed a nested bracket is not known.
            bool isDeeper = step.Nestable && current == Possibility.Lost;
            if (isClosed)
                trace?.Needed(FindingKind.NotInEffect, instruction, site, ImmutableArray.Create(slot), cell, null);
            else if ((current & Possibility.NotInEffect & ~Possibility.Excused) != 0 && !isDeeper)
                trace?.Found(new Finding(FindingKind.NotInEffect, instruction, ImmutableArray.Create(slot), site, null));
            else if ((current & Possibility.Untouched) != 0)
                trace?.Needed(FindingKind.NotInEffect, instruction, site, ImmutableArray.Create(slot), cell, null);
        }
        else if ((current & ~Possibility.NotInEffect) == 0 || (current == Possibility.Untouched && instruction is Instruction.Event { IsOneOfSeveral: true } && HasOwn(cell, step, subject)))
        {
            return cell;
        }

        if ((current & Possibility.Gained) != 0)
            trace?.Ended(instruction, step);

        cell = CheckBracketsClosed(cell, step, subject, instruction, site, trace);
        trace?.Changed(SlotChange.Undone, slot, site);
        int next = Undone(step, isClosed ? (int)Possibility.Untouched : raw, Depth.One, ifInEffect);
        cell = Set(cell, step, subject, next);
        return (PossibilityOf(next) & Possibility.NotInEffect) == 0
            ? cell
            : VoidLater(cell, step, subject, keepsUntouched: false, SlotChange.VoidedByUndo, site, trace);
    }

    /// <summary>Whether another counted bracket of the same object was performed here, whose performance is the latest.</summary>
    private bool HasOwn(Cell cell, ProtocolStep step, int subject) => step.Protocol.Steps.Any(other => other.Nestable && !ReferenceEquals(other, step)
        && IsSurely(PossibilityOf(_universe.Raw(cell, other, subject)), Possibility.Gained | Possibility.Absent));

    /// <summary>
    /// The undo that is given the token of a performance, or the disposal of its guard: it brings back what was there before that. A step that was in effect
    /// then is so again; another one ends.
    /// </summary>
    /// <param name="cell">The cell.</param>
    /// <param name="step">The step.</param>
    /// <param name="subject">Its subject.</param>
    /// <param name="former">What the slot was before it was performed.</param>
    /// <param name="ifInEffect">Whether it is harmless where the step has ended by now.</param>
    /// <param name="instruction">The operation.</param>
    /// <param name="site">Where it is.</param>
    /// <param name="trace">Who listens.</param>
    public Cell Restore(Cell cell, ProtocolStep step, int subject, int former, bool ifInEffect, Instruction instruction, Site site, ITrace? trace)
    {
        subject = SubjectFor(step, subject);
        if (subject == _universe.Terms.Null)
            return cell;

        int raw = Look(cell, step, ref subject);
        Possibility current = PossibilityOf(raw);
        var slot = new Slot(step, subject);
        if (IsSurely(PossibilityOf(former), Possibility.InEffect))
        {
            if (!IsSurely(current, Possibility.InEffect))
                trace?.Changed(SlotChange.Performed, slot, site);

            return Set(cell, step, subject, former);
        }

        // What was performed since is untouched only where this token, or one from before it, has been given back already.
        bool isEnded = (current & Possibility.NotInEffect & ~Possibility.Excused) != 0 || current == Possibility.Untouched;
        if (isEnded && !ifInEffect)
            trace?.Found(new Finding(FindingKind.NotInEffect, instruction, ImmutableArray.Create(slot), site, null));

        if ((current & Possibility.Gained) != 0)
            trace?.Ended(instruction, step);

        cell = CheckBracketsClosed(cell, step, subject, instruction, site, trace);
        if ((current & Possibility.InEffect) != 0)
            trace?.Changed(SlotChange.Undone, slot, site);

        bool wasUntouched = (PossibilityOf(former) & Possibility.Untouched) != 0;
        cell = wasUntouched ? Forget(cell, step, subject, former) : Set(cell, step, subject, former);
        return VoidLater(cell, step, subject, wasUntouched && !step.Optional, SlotChange.VoidedByUndo, site, trace);
    }

    /// <summary>The cell in which a slot is as if nothing here had touched it.</summary>
    private Cell Forget(Cell cell, ProtocolStep step, int subject, int former)
    {
        Cell without = cell with { Slots = cell.Slots.Remove(_universe.Number(step, subject)) };
        return _universe.Raw(without, step, subject) == former ? without : Set(cell, step, subject, former);
    }

    private static bool IsSurely(Possibility current, Possibility property) => current != Possibility.None && (current & ~property) == 0;

    /// <summary>What a slot is after it was undone so many times: each of the things that it can be by itself.</summary>
    private static int Undone(ProtocolStep step, int raw, Depth times, bool ifInEffect)
    {
        Possibility current = PossibilityOf(raw);
        Depth depth = step.Nestable ? DepthOf(raw) : Depth.None;
        int next = 0;
        if ((current & Possibility.Gained) != 0)
        {
            if (depth.Most > times.Least)
                next = Join(next, Value(Possibility.Gained, depth.Minus(times, 1)));

            if (depth.Least <= times.Most)
                next = Join(next, (int)Possibility.Absent);
        }

        // What the caller left counts as one more than what was performed on top of it.
        if ((current & Possibility.Kept) != 0)
        {
            if (depth.Most >= times.Least)
                next = Join(next, Value(Possibility.Kept, depth.Minus(times, 0)));

            if (depth.Least < times.Most)
                next = Join(next, step.Nestable ? Value(Possibility.Lost, times.Minus(depth, 1)) : (int)Possibility.Lost);
        }

        if ((current & Possibility.Granted) != 0)
        {
            if (depth.Most >= times.Least)
                next = Join(next, Value(Possibility.Granted, depth.Minus(times, 0)));

            if (depth.Least < times.Most)
                next = Join(next, (int)Possibility.Absent);
        }

        if ((current & Possibility.Untouched) != 0)
        {
            next = Join(next, ifInEffect ? (int)(step.Nestable ? Possibility.Dropped : Possibility.Absent)
                : step.Nestable ? Value(Possibility.Lost, times) : (int)Possibility.Lost);
        }

        if ((current & Possibility.Lost) != 0)
            next = Join(next, step.Nestable ? Value(Possibility.Lost, depth.Plus(times)) : (int)Possibility.Lost);

        if ((current & (Possibility.Forgiven | Possibility.Pending | Possibility.Unknown | (Possibility.NotInEffect & ~Possibility.Lost))) != 0)
            next = Join(next, (int)Possibility.Absent);

        return next;
    }

    /// <summary>Whether performing a bracket gives its caller back what was, or may have been, taken from it.</summary>
    private static bool GivesBack(Possibility current) =>
        (current & (Possibility.Lost | Possibility.Dropped | Possibility.Kept)) != 0 && (current & Possibility.Untouched) == 0;

    /// <summary>What a slot is that was undone so many times, as the caller had left it, and performed so many times since.</summary>
    private static int GivenBack(Depth undone, Depth performed)
    {
        int next = 0;
        if (undone.Most > performed.Least)
            next = Join(next, Value(Possibility.Lost, undone.Minus(performed, 1)));

        if (undone.Least <= performed.Most)
            next = Join(next, Value(Possibility.Kept, performed.Minus(undone, 0)));

        return next;
    }

    public Cell Commit(Cell cell, Protocol protocol, int subject, Instruction instruction, Site site, ITrace? trace)
    {
        if (subject == _universe.Terms.Null)
            return cell;

        var required = new List<Slot>();
        foreach (ProtocolStep step in protocol.Steps)
        {
            if (!step.Optional)
                required.Add(new Slot(step, SubjectFor(step, subject)));
        }

        cell = Require(cell, required, instruction, site, trace);
        foreach (ProtocolStep step in protocol.Steps)
        {
            if (!step.Repeat)
                continue;

            int own = SubjectFor(step, subject);
            Look(cell, step, ref own);
            trace?.Changed(SlotChange.UsedUp, new Slot(step, own), site);
            cell = Set(cell, step, own, (int)Possibility.UsedUp);
        }

        return cell;
    }

    public Cell Require(Cell cell, ProtocolStep step, int subject, Instruction instruction, Site site, ITrace? trace) =>
        SubjectFor(step, subject) == _universe.Terms.Null
            ? cell
            : Require(cell, new List<Slot> { new(step, SubjectFor(step, subject)) }, instruction, site, trace);

    public Cell Forbid(Cell cell, ProtocolStep step, int subject, bool anySubject, Instruction instruction, Site site, ITrace? trace)
    {
        subject = SubjectFor(step, subject);
        if (step.Scope == StepScope.Object && anySubject)
        {
            foreach (Slot slot in SlotsOf(cell, step))
                cell = ForbidOne(cell, slot, instruction, site, trace);

            subject = _universe.Terms.AnyObject;
        }
        else
        {
            Look(cell, step, ref subject);
        }

        return ForbidOne(cell, new Slot(step, subject), instruction, site, trace);
    }

    /// <summary>Takes a step to be in effect, or not to be, since the program says so.</summary>
    public Cell Take(Cell cell, ProtocolStep step, int subject, bool inEffect)
    {
        subject = SubjectFor(step, subject);
        if (subject == _universe.Terms.Null)
            return cell;

        Possibility current = PossibilityOf(Look(cell, step, ref subject));
        if (inEffect)
            return (current & ~Possibility.InEffect) == 0 ? cell : Set(cell, step, subject, (int)Possibility.Kept);

        return (current & ~Possibility.NotInEffect) == 0 ? cell : Set(cell, step, subject, (int)Possibility.Absent);
    }

    /// <summary>
    /// Goes on from the answer of a test. What the body performed itself stays its own obligation; what the test found of the caller's is kept, so that a
    /// body which undoes it has taken it away, and one that performs it again has given it back.
    /// </summary>
    public Cell Tell(Cell cell, ProtocolStep step, int subject, bool inEffect)
    {
        subject = SubjectFor(step, subject);
        if (subject == _universe.Terms.Null)
            return cell;

        Possibility current = PossibilityOf(Look(cell, step, ref subject));
        Possibility possible = current & (inEffect ? Possibility.InEffect : Possibility.NotInEffect);
        if (possible == current)
            return cell;

        if ((current & Possibility.Untouched) != 0)
            possible |= inEffect ? Possibility.Kept : Possibility.Absent;

        return Set(cell, step, subject, (int)(possible != Possibility.None ? possible : inEffect ? Possibility.Granted : Possibility.Absent));
    }

    /// <summary>What a slot is, with its depth.</summary>
    public int StateOf(Cell cell, ProtocolStep step, int subject)
    {
        subject = SubjectFor(step, subject);
        return Look(cell, step, ref subject);
    }

    /// <summary>Whether a slot that was so was surely in effect.</summary>
    public static bool WasInEffect(int value) => IsSurely(PossibilityOf(value), Possibility.InEffect);

    /// <summary>What a slot is known to be: true, false, or null for either.</summary>
    public bool? IsInEffect(Cell cell, ProtocolStep step, int subject)
    {
        subject = SubjectFor(step, subject);
        Possibility current = PossibilityOf(Look(cell, step, ref subject));
        if ((current & ~Possibility.InEffect) == 0)
            return true;

        return (current & ~Possibility.NotInEffect) == 0 ? false : null;
    }

    /// <summary>A promise of a callee: the step is in effect afterwards.</summary>
    public Cell Ensure(Cell cell, ProtocolStep step, int subject, Site site, ITrace? trace)
    {
        subject = SubjectFor(step, subject);
        if (subject == _universe.Terms.Null)
            return cell;

        Possibility current = PossibilityOf(Look(cell, step, ref subject));
        trace?.Changed(SlotChange.Performed, new Slot(step, subject), site);
        if ((current & ~Possibility.InEffect) == 0)
            return step.IsBracket ? cell : VoidLater(cell, step, subject, false, SlotChange.Voided, site, trace);

        Possibility next = (current & Possibility.Lost) != 0 ? Possibility.Kept : Possibility.Gained;
        cell = Set(cell, step, subject, Value(next, step.Nestable && next == Possibility.Gained ? Depth.One : Depth.None));
        return VoidLater(cell, step, subject, step.IsBracket && current == Possibility.Untouched, SlotChange.Voided, site, trace);
    }

    /// <summary>A promise of a callee: the step is not in effect afterwards.</summary>
    public Cell EnsureUndone(Cell cell, ProtocolStep step, int subject, Site site, ITrace? trace)
    {
        subject = SubjectFor(step, subject);
        if (subject == _universe.Terms.Null)
            return cell;

        Possibility current = PossibilityOf(Look(cell, step, ref subject));
        trace?.Changed(SlotChange.Undone, new Slot(step, subject), site);
        Possibility next = (current & (Possibility.Untouched | Possibility.Kept | Possibility.Lost)) != 0 ? Possibility.Lost : Possibility.Absent;
        cell = Set(cell, step, subject, (int)next);
        return VoidLater(cell, step, subject, false, SlotChange.VoidedByUndo, site, trace);
    }

    /// <summary>The thread can change: brackets that belong to it must not be in effect.</summary>
    public void Suspend(Cell cell, Instruction instruction, Site site, ITrace trace)
    {
        var held = ImmutableArray.CreateBuilder<Slot>();
        for (int i = 0; i < cell.Slots.Count; i++)
        {
            Slot slot = _universe.Slot(cell.Slots.KeyAt(i));
            if (slot.Step.IsBracket && slot.Step.BelongsToThread && (PossibilityOf(cell.Slots.ValueAt(i)) & Possibility.InEffect) != 0)
                held.Add(slot);
        }

        if (held.Count > 0)
            trace.Found(new Finding(FindingKind.Suspended, instruction, held.ToImmutable(), site, null));
    }

    public Cell Set(Cell cell, ProtocolStep step, int subject, int value) =>
        cell with { Slots = cell.Slots.Set(_universe.Number(step, subject), value) };

    /// <summary>The subject that a step of this scope has, where the operation's object is this one.</summary>
    public int SubjectFor(ProtocolStep step, int subject) => step.Scope switch
    {
        StepScope.Thread => _universe.Terms.Thread,
        StepScope.Program => _universe.Terms.Program,
        _ => subject,
    };

    /// <summary>
    /// What a step is for a subject. A step that was performed for the program holds for every object; an operation without
    /// an object of its own asks for any object.
    /// </summary>
    public int Look(Cell cell, ProtocolStep step, ref int subject)
    {
        int value = _universe.Raw(cell, step, subject);
        if (step.Scope != StepScope.Object)
            return value;

        TermTable terms = _universe.Terms;
        if (subject == terms.Thread || subject == terms.Program)
        {
            foreach (Slot slot in SlotsOf(cell, step))
            {
                if (cell.Slots.TryGet(_universe.Number(step, slot.Subject), out int other) && (PossibilityOf(other) & Possibility.InEffect) != 0)
                {
                    subject = slot.Subject;
                    return other;
                }
            }

            return value;
        }

        if ((PossibilityOf(value) & Possibility.InEffect) == 0
            && cell.Slots.TryGet(_universe.Number(step, terms.Program), out int forAll)
            && (PossibilityOf(forAll) & (Possibility.InEffect | Possibility.Pending)) != 0)
        {
            subject = terms.Program;
            return forAll;
        }

        return value;
    }

    /// <summary>The slots of a step that the cell has, other than that of every other object.</summary>
    public IEnumerable<Slot> SlotsOf(Cell cell, ProtocolStep step)
    {
        for (int i = 0; i < cell.Slots.Count; i++)
        {
            Slot slot = _universe.Slot(cell.Slots.KeyAt(i));
            if (ReferenceEquals(slot.Step, step) && slot.Subject != _universe.Terms.AnyObject)
                yield return slot;
        }
    }

    /// <summary>Applies what a callee did to a slot; the callee's needs were checked before.</summary>
    public Cell Compose(Cell cell, Cell before, ProtocolStep step, int subject, int effect, ISet<ProtocolStep> touched)
    {
        if (subject == _universe.Terms.Null)
            return cell;

        int raw = _universe.Raw(cell, step, subject);
        Possibility old = PossibilityOf(raw);
        Possibility did = PossibilityOf(effect);
        int result = 0;
        if ((did & Possibility.Unknown) != 0)
            result = Join(result, (int)Possibility.Unknown);

        const Possibility Left = Possibility.Kept | Possibility.Granted | Possibility.Forgiven;
        if ((did & (Possibility.Untouched | Left)) != 0)
        {
            bool isGiven = (did & Left) != 0 && (old & Possibility.InEffect) == 0;
            result = Join(result, isGiven ? Value(did & Left, step.Nestable ? DepthOf(effect) : Depth.None)
                : step.Nestable && IsSurely(did, Possibility.Kept) ? Value(old, DepthOf(raw).Plus(DepthOf(effect)))
                : raw);
        }

        if ((did & Possibility.Gained) != 0)
        {
            if ((old & ~Possibility.InEffect) == 0)
                result = Join(result, step.Nestable ? Value(old, DepthOf(raw).Plus(DepthOf(effect))) : (int)old);
            else if (step.Nestable && old == Possibility.Lost)
                result = Join(result, GivenBack(DepthOf(raw), DepthOf(effect)));
            else
                result = Join(result, GivesBack(old) ? (int)Possibility.Kept : Value(Possibility.Gained, step.Nestable ? DepthOf(effect) : Depth.None));
        }

        if ((did & Possibility.Absent) != 0 && old == Possibility.Excused)
            result = Join(result, raw);
        else if ((did & (Possibility.Absent | Possibility.Excused)) != 0 && !(step.Nestable && did == Possibility.Absent && (old & Possibility.InEffect) != 0))
            result = Join(result, (int)((old & (Possibility.Kept | Possibility.Lost)) != 0 ? Possibility.Lost : Possibility.Absent));
        else if ((did & (Possibility.Absent | Possibility.Excused)) != 0)
            result = Join(result, raw);

        if ((did & Possibility.UsedUp) != 0)
            result = Join(result, (int)(step.IsBracket && (old & (Possibility.Kept | Possibility.Lost)) != 0 ? Possibility.Lost : Possibility.UsedUp));

        if ((did & Possibility.Lost) != 0)
        {
            result = Join(result, step.Nestable
                ? Undone(step, raw, DepthOf(effect).IsNone ? Depth.One : DepthOf(effect), ifInEffect: false)
                : (int)((old & (Possibility.Gained | Possibility.Granted | Possibility.Forgiven | Possibility.Absent | Possibility.Excused | Possibility.Unknown)) != 0 ? Possibility.Absent : Possibility.Lost));
        }

        if ((did & Possibility.Dropped) != 0)
            result = Join(result, (old & ~Possibility.NotInEffect) == 0 ? raw : Undone(step, raw, Depth.One, ifInEffect: true));

        if ((did & Possibility.Pending) != 0)
        {
            bool early = false;
            bool unknown = false;
            foreach (Slot slot in Earlier(step, subject))
            {
                if (touched.Contains(slot.Step))
                    continue;

                int other = slot.Subject;
                Possibility there = PossibilityOf(Look(before, slot.Step, ref other));
                early |= (there & Possibility.NotInEffect) != 0;
                unknown |= (there & (Possibility.Untouched | Possibility.Pending)) != 0;
            }

            result = Join(result, early ? raw : (int)(unknown ? Possibility.Pending : Possibility.Gained));
        }

        return Set(cell, step, subject, result);
    }

    /// <summary>
    /// A bracket that a callee performed without knowing whether it was in effect: where it was not, it voids the later steps that the
    /// callee has not touched since.
    /// </summary>
    public Cell ComposeVoid(Cell cell, ProtocolStep step, int subject, int effect, Func<Slot, bool> isTouched, Site site, ITrace? trace)
    {
        Possibility old = PossibilityOf(_universe.Raw(cell, step, subject));
        bool isPerformed = step.IsBracket && (PossibilityOf(effect) & Possibility.Gained) != 0;
        return isPerformed && (old & ~Possibility.InEffect) != 0
            ? VoidLater(cell, step, subject, old == Possibility.Untouched && !step.Optional, SlotChange.Voided, site, trace, isTouched)
            : cell;
    }

    /// <summary>The steps that must be in effect before this one.</summary>
    public List<Slot> Earlier(ProtocolStep step, int subject)
    {
        var earlier = new List<Slot>();
        if (step.Protocol.Ordered)
        {
            for (int i = 0; i < step.Index; i++)
            {
                ProtocolStep other = step.Protocol.Steps[i];
                if (!other.Optional)
                    earlier.Add(new Slot(other, SubjectFor(other, subject)));
            }
        }

        return earlier;
    }

    /// <summary>
    /// Started work takes a step over: it must be in effect here, and from here on it is the work's to end. For whoever started the work it is over; what came
    /// after it stays as it is.
    /// </summary>
    public Cell TakeOver(Cell cell, ProtocolStep step, int subject, Instruction instruction, Site site, ITrace? trace)
    {
        subject = SubjectFor(step, subject);
        if (subject == _universe.Terms.Null)
            return cell;

        cell = Require(cell, new List<Slot> { new(step, subject) }, instruction, site, trace);
        int raw = Look(cell, step, ref subject);
        if ((PossibilityOf(raw) & Possibility.Gained) != 0)
            trace?.Ended(instruction, step);

        trace?.Changed(SlotChange.Undone, new Slot(step, subject), site);
        return Set(cell, step, subject, Undone(step, raw, Depth.One, ifInEffect: false));
    }

    /// <summary>Checks that slots are in effect; afterwards they are taken to be.</summary>
    public Cell Require(Cell cell, List<Slot> required, Instruction instruction, Site site, ITrace? trace)
    {
        var missing = ImmutableArray.CreateBuilder<Slot>();
        var needed = ImmutableArray.CreateBuilder<Slot>();
        Cell before = cell;
        foreach (Slot slot in required)
        {
            int subject = slot.Subject;
            Possibility current = PossibilityOf(Look(cell, slot.Step, ref subject));
            var found = new Slot(slot.Step, subject);
            bool isAsBefore = IsClosedAgain(cell, slot.Step, subject);
            if (((current & Possibility.NotInEffect) != 0 && !isAsBefore) || IsPerformedLater(current, found, instruction))
            {
                missing.Add(found);
            }
            else if ((current & Possibility.Pending) != 0)
            {
                foreach (Slot earlier in Earlier(slot.Step, slot.Subject))
                {
                    int other = earlier.Subject;
                    Possibility there = PossibilityOf(Look(cell, earlier.Step, ref other));
                    if ((there & Possibility.Untouched) != 0 && !needed.Contains(new Slot(earlier.Step, other)))
                        needed.Add(new Slot(earlier.Step, other));
                }
            }
            else if (((current & Possibility.Untouched) != 0 || isAsBefore) && !needed.Contains(found))
            {
                needed.Add(found);
            }
        }

        if (missing.Count > 0)
        {
            trace?.Found(new Finding(FindingKind.Missing, instruction, missing.ToImmutable(), site, null));
            foreach (Slot slot in missing)
                cell = Set(cell, slot.Step, slot.Subject, (int)Possibility.Forgiven);
        }

        if (needed.Count > 0)
        {
            trace?.Needed(FindingKind.Missing, instruction, site, needed.ToImmutable(), before, null);
            foreach (Slot slot in needed)
                cell = Set(cell, slot.Step, slot.Subject, (int)Possibility.Kept);
        }

        return cell;
    }

    /// <summary>Whether a step that nothing has touched is performed by the body only afterwards.</summary>
    /// <remarks>A nested one is performed once more there, on top of what the caller had in effect before.</remarks>
    public bool IsPerformedLater(Possibility current, Slot slot, Instruction instruction) =>
        (current & Possibility.Untouched) != 0 && !slot.Step.Nestable && _isPerformedLater is not null && _isPerformedLater(slot, instruction);

    /// <summary>
    /// Whether a nested bracket was performed here and undone again as often: it is as the caller left it. Where a test told what that is, or an earlier step has
    /// ended since, it is known.
    /// </summary>
    public bool IsClosedAgain(Cell cell, ProtocolStep step, int subject) => step.Nestable && (!step.Protocol.Ordered || step.Index == 0)
        && cell.Slots.TryGet(_universe.Number(step, subject), out int value) && PossibilityOf(value) is not Possibility.Untouched && Flow.Join.IsClosed(step, value)
        && !cell.Values.Contains(_universe.Number(new Variable(VariableKind.Told, step, subject)));

    private bool IsTooEarly(Cell cell, ProtocolStep step, int subject)
    {
        foreach (Slot slot in Earlier(step, subject))
        {
            int other = slot.Subject;
            if ((PossibilityOf(Look(cell, slot.Step, ref other)) & Possibility.NotInEffect) != 0)
                return true;
        }

        return false;
    }

    private bool IsPending(Cell cell, ProtocolStep step, int subject)
    {
        foreach (Slot slot in Earlier(step, subject))
        {
            int other = slot.Subject;
            if ((PossibilityOf(Look(cell, slot.Step, ref other)) & (Possibility.Untouched | Possibility.Pending)) != 0)
                return true;
        }

        return false;
    }

    private Cell ForbidOne(Cell cell, Slot slot, Instruction instruction, Site site, ITrace? trace)
    {
        Possibility current = PossibilityOf(_universe.Raw(cell, slot.Step, slot.Subject));
        if ((current & (Possibility.InEffect | Possibility.Pending)) != 0)
        {
            // That it is still there at an exit is the rest of this report and no second one.
            trace?.Found(new Finding(FindingKind.Forbidden, instruction, ImmutableArray.Create(slot), site, null));
            return (current & Possibility.Gained) == 0 ? cell : Set(
                cell,
                slot.Step,
                slot.Subject,
                Value((current & ~Possibility.Gained) | Possibility.Granted, slot.Step.Nestable ? DepthOf(_universe.Raw(cell, slot.Step, slot.Subject)).Minus(Depth.One, 0) : Depth.None));
        }

        if ((current & Possibility.Untouched) == 0)
            return cell;

        trace?.Needed(FindingKind.Forbidden, instruction, site, ImmutableArray.Create(slot), cell, null);
        return Set(cell, slot.Step, slot.Subject, (int)Possibility.Absent);
    }

    /// <summary>A strict step must run before later ones: none of them may be in effect.</summary>
    private bool IsTooLate(Cell cell, ProtocolStep step, int subject, Instruction instruction, Site site, ITrace? trace)
    {
        var late = ImmutableArray.CreateBuilder<Slot>();
        var untouched = ImmutableArray.CreateBuilder<Slot>();
        foreach (Slot slot in Later(cell, step, subject))
        {
            Possibility current = PossibilityOf(_universe.Raw(cell, slot.Step, slot.Subject));
            if ((current & Possibility.InEffect) != 0 || ((current & Possibility.Pending) != 0 && !IsAskedAnyway(slot)))
                late.Add(slot);
            else if ((current & Possibility.Untouched) != 0)
                untouched.Add(slot);
        }

        // A later step that is in effect only if one between the two is: that one must not be.
        bool IsAskedAnyway(Slot later) => Earlier(later.Step, later.Subject).Exists(between => between.Step.Index > step.Index
            && (PossibilityOf(_universe.Raw(cell, between.Step, between.Subject)) & (Possibility.Untouched | Possibility.NotInEffect)) != 0);

        if (late.Count > 0)
            trace?.Found(new Finding(FindingKind.TooLate, instruction, late.ToImmutable(), site, null));
        else if (untouched.Count > 0)
            trace?.Needed(FindingKind.TooLate, instruction, site, untouched.ToImmutable(), cell, null);

        return late.Count > 0;
    }

    /// <summary>Brackets close in reverse order: no later bracket may be in effect where one is undone.</summary>
    private Cell CheckBracketsClosed(Cell cell, ProtocolStep step, int subject, Instruction instruction, Site site, ITrace? trace)
    {
        var open = ImmutableArray.CreateBuilder<Slot>();
        foreach (Slot slot in Later(cell, step, subject))
        {
            if (!slot.Step.IsBracket)
                continue;

            Possibility current = PossibilityOf(_universe.Raw(cell, slot.Step, slot.Subject));
            if ((current & (Possibility.Kept | Possibility.Gained)) != 0)
                open.Add(slot);
            else if ((current & Possibility.Untouched) != 0)
                trace?.Needed(FindingKind.OutOfOrder, instruction, site, ImmutableArray.Create(slot), cell, null);
        }

        if (open.Count > 0)
        {
            trace?.Found(new Finding(FindingKind.OutOfOrder, instruction, open.ToImmutable(), site, null));
            foreach (Slot slot in open)
                cell = Set(cell, slot.Step, slot.Subject, (int)Possibility.Excused);
        }

        return cell;
    }

    /// <summary>The slots of later steps that a change of this step concerns.</summary>
    private IEnumerable<Slot> Later(Cell cell, ProtocolStep step, int subject)
    {
        if (!step.Protocol.Ordered)
            yield break;

        bool hasObject = subject != _universe.Terms.Thread && subject != _universe.Terms.Program;
        for (int i = step.Index + 1; i < step.Protocol.Steps.Length; i++)
        {
            ProtocolStep later = step.Protocol.Steps[i];
            if (later.Scope != StepScope.Object)
            {
                yield return new Slot(later, SubjectFor(later, subject));
                continue;
            }

            if (hasObject)
            {
                yield return new Slot(later, subject);
                if (cell.Slots.Contains(_universe.Number(later, _universe.Terms.Program)))
                    yield return new Slot(later, _universe.Terms.Program);

                continue;
            }

            foreach (Slot slot in SlotsOf(cell, later))
                yield return slot;

            yield return new Slot(later, _universe.Terms.AnyObject);
        }
    }

    private Cell VoidLater(
        Cell cell, ProtocolStep step, int subject, bool keepsUntouched, SlotChange change, Site site, ITrace? trace, Func<Slot, bool>? isKept = null)
    {
        foreach (Slot slot in new List<Slot>(Later(cell, step, subject)))
        {
            if (isKept is not null && isKept(slot))
                continue;

            Possibility current = PossibilityOf(_universe.Raw(cell, slot.Step, slot.Subject));
            bool changes = (current & ~(Possibility.NotInEffect & ~Possibility.UsedUp)) != 0;
            if ((keepsUntouched && current == Possibility.Untouched) || !changes)
                continue;

            if ((current & (Possibility.InEffect | Possibility.Pending)) != 0)
                trace?.Changed(change, slot, site);

            cell = Set(cell, slot.Step, slot.Subject, (int)Possibility.Absent);
        }

        return cell;
    }
}
