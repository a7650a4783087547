using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;

namespace EntryPath.Analyzer.Flow;

/// <summary>
/// What events do to the slots of a cell: the transfer function, as docs/rule-language.md states it in its section on what is
/// enforced. After a report the result is as if what was missing had been done.
/// </summary>
internal sealed partial class Effects
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

    public Cell Perform(Cell cell, ProtocolStep step, int subject, Instruction instruction, Site site, ITrace? trace)
    {
        subject = SubjectFor(step, subject);
        if (subject == _universe.Terms.Null)
            return cell;

        StepState raw = Look(cell, step, ref subject);
        Possibility current = raw.Possibility;
        if (step.IsBracket && !step.Nestable && current != Possibility.Forgiven && raw.IsOnly(Possibility.InEffect))
        {
            if (step.Strict)
                IsTooLate(cell, step, subject, instruction, site, trace);

            return cell;
        }

        if (step.IsBracket && (raw.IsOnly(Possibility.InEffect) || (step.Nestable && current == Possibility.Lost && raw.Depth.Most > 1)))
        {
            trace?.Changed(SlotChange.Performed, new Slot(step, subject), site);
            return Set(cell, step, subject, raw.Performed(step));
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
        trace?.Changed(SlotChange.Performed, new Slot(step, subject), site);
        cell = Set(cell, step, subject, step.IsBracket ? raw.Performed(step) : IsPending(cell, step, subject) ? Possibility.Pending : Possibility.Gained);
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

        StepState raw = Look(cell, step, ref subject);
        Possibility current = raw.Possibility;
        var slot = new Slot(step, subject);
        if (instruction is Instruction.Event { Signals: true } && raw.Has(Possibility.Untouched | (Possibility.NotInEffect & ~Possibility.Excused)))
            trace?.Found(new Finding(FindingKind.NotInEffect, instruction, ImmutableArray.Create(slot), site, null));

        // One more than what was performed here is the caller's.
        bool isClosed = !ifInEffect && IsClosedAgain(cell, step, subject) && new Paths(_universe).Of(subject) is not null;
        if (!ifInEffect)
        {
            // How often the caller had performed a nested bracket is not known.
            bool isDeeper = step.Nestable && (current & Possibility.NotInEffect & ~Possibility.Excused) == Possibility.Lost;
            if (isClosed)
                trace?.Needed(FindingKind.NotInEffect, instruction, site, ImmutableArray.Create(slot), cell, null);
            else if (raw.Has(Possibility.NotInEffect & ~Possibility.Excused) && !isDeeper)
                trace?.Found(new Finding(FindingKind.NotInEffect, instruction, ImmutableArray.Create(slot), site, null));
            else if (raw.Has(Possibility.Untouched))
                trace?.Needed(FindingKind.NotInEffect, instruction, site, ImmutableArray.Create(slot), cell, null);
        }
        else if ((current & ~Possibility.NotInEffect) == 0 || (current == Possibility.Untouched && instruction is Instruction.Event { IsOneOfSeveral: true } && HasOwn(cell, step, subject)))
        {
            return cell;
        }

        if (raw.Has(Possibility.Gained))
            trace?.Ended(instruction, step);

        cell = CheckBracketsClosed(cell, step, subject, instruction, site, trace);
        trace?.Changed(SlotChange.Undone, slot, site);
        StepState next = (isClosed ? Possibility.Untouched : raw).Undone(step, Depth.One, ifInEffect);
        cell = Set(cell, step, subject, next);
        return !next.Has(Possibility.NotInEffect)
            ? cell
            : VoidLater(cell, step, subject, keepsUntouched: false, SlotChange.VoidedByUndo, site, trace);
    }

    /// <summary>Whether another counted bracket of the same object was performed here, whose performance is the latest.</summary>
    private bool HasOwn(Cell cell, ProtocolStep step, int subject) => step.Protocol.Steps.Any(other => other.Nestable && !ReferenceEquals(other, step)
        && _universe.Raw(cell, other, subject).IsOnly(Possibility.Gained | Possibility.Absent));

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
    public Cell Restore(Cell cell, ProtocolStep step, int subject, StepState former, bool ifInEffect, Instruction instruction, Site site, ITrace? trace)
    {
        subject = SubjectFor(step, subject);
        if (subject == _universe.Terms.Null)
            return cell;

        StepState raw = Look(cell, step, ref subject);
        Possibility current = raw.Possibility;
        var slot = new Slot(step, subject);
        if (former.IsOnly(Possibility.InEffect))
        {
            if (!raw.IsOnly(Possibility.InEffect))
                trace?.Changed(SlotChange.Performed, slot, site);

            return Set(cell, step, subject, former);
        }

        // What was performed since is untouched only where this token, or one from before it, has been given back already.
        bool isEnded = raw.Has(Possibility.NotInEffect & ~Possibility.Excused) || current == Possibility.Untouched;
        if (isEnded && !ifInEffect)
            trace?.Found(new Finding(FindingKind.NotInEffect, instruction, ImmutableArray.Create(slot), site, null));

        if (raw.Has(Possibility.Gained))
            trace?.Ended(instruction, step);

        cell = CheckBracketsClosed(cell, step, subject, instruction, site, trace);
        if (raw.Has(Possibility.InEffect))
            trace?.Changed(SlotChange.Undone, slot, site);

        bool wasUntouched = former.Has(Possibility.Untouched);
        cell = wasUntouched ? Forget(cell, step, subject, former) : Set(cell, step, subject, former);
        return VoidLater(cell, step, subject, wasUntouched && !step.Optional, SlotChange.VoidedByUndo, site, trace);
    }

    /// <summary>The cell in which a slot is as if nothing here had touched it.</summary>
    private Cell Forget(Cell cell, ProtocolStep step, int subject, StepState former)
    {
        Cell without = cell with { Slots = cell.Slots.Remove(_universe.Number(step, subject)) };
        return _universe.Raw(without, step, subject) == former ? without : Set(cell, step, subject, former);
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
            cell = Set(cell, step, own, Possibility.UsedUp);
        }

        return cell;
    }

    /// <summary>Takes a step to be in effect, or not to be, since the program says so.</summary>
    public Cell Take(Cell cell, ProtocolStep step, int subject, bool inEffect)
    {
        subject = SubjectFor(step, subject);
        if (subject == _universe.Terms.Null)
            return cell;

        Possibility current = Look(cell, step, ref subject).Possibility;
        if (inEffect)
            return (current & ~Possibility.InEffect) == 0 ? cell : Set(cell, step, subject, Possibility.Kept);

        return (current & ~Possibility.NotInEffect) == 0 ? cell : Set(cell, step, subject, Possibility.Absent);
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

        Possibility current = Look(cell, step, ref subject).Possibility;
        Possibility possible = current & (inEffect ? Possibility.InEffect : Possibility.NotInEffect);
        if (possible == current)
            return cell;

        if ((current & Possibility.Untouched) != 0)
            possible |= inEffect ? Possibility.Kept : Possibility.Absent;

        return Set(cell, step, subject, (possible != Possibility.None ? possible : inEffect ? Possibility.Granted : Possibility.Absent));
    }

    /// <summary>What a slot is, with its depth.</summary>
    public StepState StateOf(Cell cell, ProtocolStep step, int subject)
    {
        subject = SubjectFor(step, subject);
        return Look(cell, step, ref subject);
    }

    /// <summary>What a slot is known to be: true, false, or null for either.</summary>
    public bool? IsInEffect(Cell cell, ProtocolStep step, int subject)
    {
        subject = SubjectFor(step, subject);
        Possibility current = Look(cell, step, ref subject).Possibility;
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

        Possibility current = Look(cell, step, ref subject).Possibility;
        trace?.Changed(SlotChange.Performed, new Slot(step, subject), site);
        if ((current & ~Possibility.InEffect) == 0)
            return step.IsBracket ? cell : VoidLater(cell, step, subject, false, SlotChange.Voided, site, trace);

        Possibility next = (current & Possibility.Lost) != 0 ? Possibility.Kept : Possibility.Gained;
        cell = Set(cell, step, subject, new StepState(next, step.Nestable && next == Possibility.Gained ? Depth.One : Depth.None));
        return VoidLater(cell, step, subject, step.IsBracket && current == Possibility.Untouched, SlotChange.Voided, site, trace);
    }

    /// <summary>A promise of a callee: the step is not in effect afterwards.</summary>
    public Cell EnsureUndone(Cell cell, ProtocolStep step, int subject, Site site, ITrace? trace)
    {
        subject = SubjectFor(step, subject);
        if (subject == _universe.Terms.Null)
            return cell;

        Possibility current = Look(cell, step, ref subject).Possibility;
        trace?.Changed(SlotChange.Undone, new Slot(step, subject), site);
        Possibility next = (current & (Possibility.Untouched | Possibility.Kept | Possibility.Taken)) != 0 ? Possibility.Lost : Possibility.Absent;
        cell = Set(cell, step, subject, next);
        return VoidLater(cell, step, subject, false, SlotChange.VoidedByUndo, site, trace);
    }

    /// <summary>The thread can change: brackets that belong to it must not be in effect.</summary>
    public void Suspend(Cell cell, Instruction instruction, Site site, ITrace trace)
    {
        var held = ImmutableArray.CreateBuilder<Slot>();
        for (int i = 0; i < cell.Slots.Count; i++)
        {
            Slot slot = _universe.Slot(cell.Slots.KeyAt(i));
            if (slot.Step.IsBracket && slot.Step.BelongsToThread && cell.StateAt(i).Has(Possibility.InEffect))
                held.Add(slot);
        }

        if (held.Count > 0)
            trace.Found(new Finding(FindingKind.Suspended, instruction, held.ToImmutable(), site, null));
    }

    public Cell Set(Cell cell, ProtocolStep step, int subject, StepState value) =>
        cell with { Slots = cell.Slots.Set(_universe.Number(step, subject), value.Bits) };

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
    public StepState Look(Cell cell, ProtocolStep step, ref int subject)
    {
        StepState value = _universe.Raw(cell, step, subject);
        if (step.Scope != StepScope.Object)
            return value;

        TermTable terms = _universe.Terms;
        if (subject == terms.Thread || subject == terms.Program)
        {
            foreach (Slot slot in SlotsOf(cell, step))
            {
                if (cell.Slots.TryGet(_universe.Number(step, slot.Subject), out int found) && StepState.Of(found) is var other && other.Has(Possibility.InEffect))
                {
                    subject = slot.Subject;
                    return other;
                }
            }

            return value;
        }

        if (!value.Has(Possibility.InEffect)
            && cell.Slots.TryGet(_universe.Number(step, terms.Program), out int bits)
            && StepState.Of(bits) is var forAll && forAll.Has(Possibility.InEffect | Possibility.Pending))
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
        StepState raw = Look(cell, step, ref subject);
        if (raw.Has(Possibility.Gained))
            trace?.Ended(instruction, step);

        trace?.Changed(SlotChange.Undone, new Slot(step, subject), site);
        return Set(cell, step, subject, raw.Undone(step, Depth.One, ifInEffect: false));
    }

    private Cell VoidLater(
        Cell cell, ProtocolStep step, int subject, bool keepsUntouched, SlotChange change, Site site, ITrace? trace, Func<Slot, bool>? isKept = null)
    {
        foreach (Slot slot in new List<Slot>(Later(cell, step, subject)))
        {
            if (isKept is not null && isKept(slot))
                continue;

            Possibility current = _universe.Raw(cell, slot.Step, slot.Subject).Possibility;
            bool changes = (current & ~(Possibility.NotInEffect & ~Possibility.UsedUp)) != 0;
            if ((keepsUntouched && current == Possibility.Untouched) || !changes)
                continue;

            if ((current & (Possibility.InEffect | Possibility.Pending)) != 0)
                trace?.Changed(change, slot, site);

            cell = Set(cell, slot.Step, slot.Subject, Possibility.Absent);
        }

        return cell;
    }
}
