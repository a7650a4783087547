using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;

namespace EntryPath.Analyzer.Flow;

internal sealed partial class Effects
{
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

    /// <summary>Checks that slots are in effect; afterwards they are taken to be.</summary>
    public Cell Require(Cell cell, List<Slot> required, Instruction instruction, Site site, ITrace? trace)
    {
        var missing = ImmutableArray.CreateBuilder<Slot>();
        var needed = ImmutableArray.CreateBuilder<Slot>();
        Cell before = cell;
        foreach (Slot slot in required)
        {
            int subject = slot.Subject;
            Possibility current = Look(cell, slot.Step, ref subject).Possibility;
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
                    Possibility there = Look(cell, earlier.Step, ref other).Possibility;
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
                cell = Set(cell, slot.Step, slot.Subject, Possibility.Forgiven);
        }

        if (needed.Count > 0)
        {
            trace?.Needed(FindingKind.Missing, instruction, site, needed.ToImmutable(), before, null);
            foreach (Slot slot in needed)
                cell = Set(cell, slot.Step, slot.Subject, Possibility.Kept);
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
        && cell.Slots.TryGet(_universe.Number(step, subject), out int value) && StepState.Of(value) is var state && state.Possibility != Possibility.Untouched && Join.IsClosed(step, state)
        && !cell.Values.Contains(_universe.Number(new Variable(VariableKind.Told, step, subject)));

    private bool IsTooEarly(Cell cell, ProtocolStep step, int subject)
    {
        foreach (Slot slot in Earlier(step, subject))
        {
            int other = slot.Subject;
            if (Look(cell, slot.Step, ref other).Has(Possibility.NotInEffect))
                return true;
        }

        return false;
    }

    private bool IsPending(Cell cell, ProtocolStep step, int subject)
    {
        foreach (Slot slot in Earlier(step, subject))
        {
            int other = slot.Subject;
            if ((Look(cell, slot.Step, ref other).Possibility & (Possibility.Untouched | Possibility.Pending)) != 0)
                return true;
        }

        return false;
    }

    private Cell ForbidOne(Cell cell, Slot slot, Instruction instruction, Site site, ITrace? trace)
    {
        Possibility current = _universe.Raw(cell, slot.Step, slot.Subject).Possibility;
        if ((current & Possibility.InEffect) == 0 && (current & Possibility.Pending) != 0 && CallersOf(cell, slot) is { } depended)
            return ForbidOne(Set(cell, slot.Step, slot.Subject, Possibility.Absent), depended, instruction, site, trace);

        if ((current & (Possibility.InEffect | Possibility.Pending)) != 0)
        {
            // That it is still there at an exit is the rest of this report and no second one.
            trace?.Found(new Finding(FindingKind.Forbidden, instruction, ImmutableArray.Create(slot), site, null));
            return (current & Possibility.Gained) == 0 ? cell : Set(
                cell,
                slot.Step,
                slot.Subject,
                new StepState((current & ~Possibility.Gained) | Possibility.Granted, slot.Step.Nestable ? _universe.Raw(cell, slot.Step, slot.Subject).Depth.Minus(Depth.One, 0) : Depth.None));
        }

        if ((current & Possibility.Untouched) == 0)
            return cell;

        trace?.Needed(FindingKind.Forbidden, instruction, site, ImmutableArray.Create(slot), cell, null);
        return Set(cell, slot.Step, slot.Subject, Possibility.Absent);
    }

    /// <summary>The earlier step on which it depends whether an instant step that is pending is in effect, as the caller left it; the last of several. Null: there is none.</summary>
    private Slot? CallersOf(Cell cell, Slot pending)
    {
        foreach (Slot slot in Earlier(pending.Step, pending.Subject).AsEnumerable().Reverse())
        {
            int subject = slot.Subject;
            Possibility current = Look(cell, slot.Step, ref subject).Possibility;
            if (current == Possibility.Untouched)
                return slot with { Subject = subject };

            if (current == Possibility.Pending)
                return CallersOf(cell, slot with { Subject = subject });
        }

        return null;
    }

    /// <summary>A strict step must run before later ones: none of them may be in effect.</summary>
    private bool IsTooLate(Cell cell, ProtocolStep step, int subject, Instruction instruction, Site site, ITrace? trace)
    {
        var late = ImmutableArray.CreateBuilder<Slot>();
        var untouched = ImmutableArray.CreateBuilder<Slot>();
        foreach (Slot slot in Later(cell, step, subject))
        {
            Possibility current = _universe.Raw(cell, slot.Step, slot.Subject).Possibility;
            if ((current & Possibility.InEffect) != 0 || ((current & Possibility.Pending) != 0 && !HangsOnEarlier(cell, slot, between => between.Index > step.Index)))
                late.Add(slot);
            else if ((current & Possibility.Untouched) != 0)
                untouched.Add(slot);
        }

        if (late.Count > 0)
            trace?.Found(new Finding(FindingKind.TooLate, instruction, late.ToImmutable(), site, null));
        else if (untouched.Count > 0)
            trace?.Needed(FindingKind.TooLate, instruction, site, untouched.ToImmutable(), cell, null);

        return late.Count > 0;
    }

    /// <summary>Whether a step that waits for earlier ones is in effect only if one of them is that must not be: that it is not is asked of that one.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="slot">The step that waits, and its subject.</param>
    /// <param name="isAsked">Which of the earlier steps must not be in effect.</param>
    public bool HangsOnEarlier(Cell cell, Slot slot, Func<ProtocolStep, bool> isAsked) => Earlier(slot.Step, slot.Subject).Exists(earlier =>
        isAsked(earlier.Step) && _universe.Raw(cell, earlier.Step, earlier.Subject).Has(Possibility.Untouched | Possibility.NotInEffect));

    /// <summary>Brackets close in reverse order: no later bracket may be in effect where one is undone.</summary>
    private Cell CheckBracketsClosed(Cell cell, ProtocolStep step, int subject, Instruction instruction, Site site, ITrace? trace)
    {
        var open = ImmutableArray.CreateBuilder<Slot>();
        foreach (Slot slot in Later(cell, step, subject))
        {
            if (!slot.Step.IsBracket)
                continue;

            Possibility current = _universe.Raw(cell, slot.Step, slot.Subject).Possibility;
            if ((current & (Possibility.Kept | Possibility.Gained)) != 0)
                open.Add(slot);
            else if ((current & Possibility.Untouched) != 0)
                trace?.Needed(FindingKind.OutOfOrder, instruction, site, ImmutableArray.Create(slot), cell, null);
        }

        if (open.Count > 0)
        {
            trace?.Found(new Finding(FindingKind.OutOfOrder, instruction, open.ToImmutable(), site, null));
            foreach (Slot slot in open)
                cell = Set(cell, slot.Step, slot.Subject, Possibility.Excused);
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
}
