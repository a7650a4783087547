using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Flow;

/// <summary>The part that checks at a call what its callee needs.</summary>
internal sealed partial class Transfer
{
    /// <summary>Whether what happens is only looked at ahead, to see how things stand inside a callee.</summary>
    private bool _isAhead;

    /// <summary>Checks a need where it arises: after what the callee has disposed of by then.</summary>
    private void CheckNeedThere(Instruction.Call call, Need need)
    {
        if (need.After.IsEmpty)
        {
            CheckNeed(call, need);
            return;
        }

        Frame frame = _frame;
        _frame = frame.Fork(frame.Cell);
        _isAhead = true;
        Dispose(call, need.After);
        _isAhead = false;
        CheckNeed(call, need);
        _frame.End();
        _frame = frame;
    }

    /// <summary>
    /// Checks one need. What its caller has to see to is left as it is, since another need may be that of another way through the callee;
    /// what failed is taken to be as needed, so that one cause is one report.
    /// </summary>
    private void CheckNeed(Instruction.Call call, Need need, Instruction? at = null)
    {
        at ??= call;
        if (Adopt(call, need.Facts) is not { } concerned)
            return;

        bool isConcerned = false;
        bool isForgiven = false;
        var failing = ImmutableArray.CreateBuilder<Slot>();
        var open = ImmutableArray.CreateBuilder<Slot>();
        var relied = ImmutableArray.CreateBuilder<Slot>();
        foreach (SlotEffect slot in need.Slots)
        {
            int subject = Find(call, slot.Subject, -1);
            if (subject < 0)
                continue;

            subject = _effects.SubjectFor(slot.Step, _universe.SubjectOf(_frame.Cell, subject));
            if (subject == _terms.Null)
                continue;

            isConcerned = true;
            if (need.Kind is FindingKind.Missing or FindingKind.NotInEffect)
                CheckInEffect(at, need, slot.Step, subject, failing, open, relied, ref isForgiven);
            else
                CheckNotInEffect(need, slot.Step, subject, Except(call, need), failing, open);
        }

        if (failing.Count > 0)
            Trace?.Found(new Finding(need.Kind, at, failing.ToImmutable(), call.Site, need));
        else if (open.Count > 0)
            Trace?.Needed(need.Kind, at, call.Site, open.ToImmutable(), concerned, need);
        else if (isConcerned && isForgiven)
            Trace?.Excused(need);
        else if (isConcerned)
            Trace?.Met(need, relied.ToImmutable());

        // What was asked of the callers where a call starts is not asked again where its effects land.
        if (at is Instruction.Start)
        {
            foreach (Slot slot in open)
                _frame.Cell = _effects.Take(_frame.Cell, slot.Step, slot.Subject, inEffect: true);
        }
    }

    private void CheckInEffect(
        Instruction call, Need need, ProtocolStep step, int subject,
        ImmutableArray<Slot>.Builder failing, ImmutableArray<Slot>.Builder open, ImmutableArray<Slot>.Builder relied, ref bool isForgiven)
    {
        Possibility current = _effects.Look(_frame.Cell, step, ref subject).Possibility;
        bool forgives = need.Kind == FindingKind.NotInEffect && (current & Possibility.NotInEffect & ~Possibility.Excused) == 0;
        bool isAsBefore = need.Kind == FindingKind.Missing && _effects.IsClosedAgain(_frame.Cell, step, subject);
        if (((current & Possibility.NotInEffect) != 0 && !forgives && !isAsBefore)
            || (need.Kind == FindingKind.Missing && _effects.IsPerformedLater(current, new Slot(step, subject), call)))
        {
            failing.Add(new Slot(step, subject));
            _frame.Cell = _effects.Set(_frame.Cell, step, subject, Possibility.Forgiven);
            return;
        }

        if (forgives && (current & Possibility.NotInEffect) != 0)
        {
            return;
        }

        // What was taken to be so after a report is no doing of this body.
        isForgiven |= (current & Possibility.Forgiven) != 0;
        if ((current & Possibility.Pending) != 0)
        {
            foreach (Slot earlier in _effects.Earlier(step, subject))
            {
                int other = earlier.Subject;
                if ((_effects.Look(_frame.Cell, earlier.Step, ref other).Possibility & Possibility.Untouched) != 0)
                    open.Add(new Slot(earlier.Step, other));
            }

            return;
        }

        if ((current & Possibility.Untouched) != 0 || isAsBefore)
            open.Add(new Slot(step, subject));
        else if ((current & Possibility.Kept) != 0)
            relied.Add(new Slot(step, subject));
    }

    /// <summary>The objects that a need of every object does not concern, since the callee saw to them itself.</summary>
    private HashSet<int> Except(Instruction.Call call, Need need)
    {
        var except = new HashSet<int>();
        foreach (Path path in need.Except)
        {
            int subject = Find(call, path, -1);
            if (subject >= 0)
                except.Add(_universe.SubjectOf(_frame.Cell, subject));
        }

        return except;
    }

    private void CheckNotInEffect(
        Need need, ProtocolStep step, int subject, HashSet<int> except, ImmutableArray<Slot>.Builder failing, ImmutableArray<Slot>.Builder open)
    {
        if (subject == _terms.AnyObject)
        {
            foreach (Slot slot in new List<Slot>(_effects.SlotsOf(_frame.Cell, step)))
            {
                if (!except.Contains(slot.Subject))
                    CheckNotInEffect(need, step, slot.Subject, except, failing, open);
            }
        }

        Possibility current = _universe.Raw(_frame.Cell, step, subject).Possibility;
        if ((current & Possibility.InEffect) != 0 || ((current & Possibility.Pending) != 0 && !IsAskedAnyway()))
        {
            failing.Add(new Slot(step, subject));
            _frame.Cell = _effects.Set(_frame.Cell, step, subject, Possibility.Excused);
        }
        else if ((current & Possibility.Untouched) != 0)
        {
            open.Add(new Slot(step, subject));
        }

        bool IsAskedAnyway() => need.Kind == FindingKind.TooLate
            && _effects.HangsOnEarlier(_frame.Cell, new Slot(step, subject), earlier => need.Slots.Any(slot => ReferenceEquals(slot.Step, earlier)));
    }
}
