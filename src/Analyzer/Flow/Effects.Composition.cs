using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;

namespace EntryPath.Analyzer.Flow;

internal sealed partial class Effects
{
    /// <summary>Applies what a callee did to a slot; the callee's needs were checked before.</summary>
    public Cell Compose(Cell cell, Cell before, ProtocolStep step, int subject, StepState effect, ISet<ProtocolStep> touched)
    {
        if (subject == _universe.Terms.Null)
            return cell;

        StepState state = _universe.Raw(cell, step, subject);
        return Set(cell, step, subject, state.Then(effect, step, effect.Has(Possibility.Pending) ? RanAtOnce(state, before, step, subject, touched) : StepState.None));
    }

    /// <summary>What an instant step is that a callee ran, by the earlier ones that the callee has not touched.</summary>
    private StepState RanAtOnce(StepState state, Cell before, ProtocolStep step, int subject, ISet<ProtocolStep> touched)
    {
        bool early = false;
        bool unknown = false;
        foreach (Slot slot in Earlier(step, subject))
        {
            if (touched.Contains(slot.Step))
                continue;

            int other = slot.Subject;
            StepState there = Look(before, slot.Step, ref other);
            early |= there.Has(Possibility.NotInEffect);
            unknown |= there.Has(Possibility.Untouched | Possibility.Pending);
        }

        return early ? state : unknown ? Possibility.Pending : Possibility.Gained;
    }

    /// <summary>
    /// A bracket that a callee performed without knowing whether it was in effect: where it was not, it voids the later steps that the
    /// callee has not touched since.
    /// </summary>
    public Cell ComposeVoid(Cell cell, ProtocolStep step, int subject, StepState effect, Func<Slot, bool> isTouched, Site site, ITrace? trace)
    {
        Possibility old = _universe.Raw(cell, step, subject).Possibility;
        bool isPerformed = step.IsBracket && effect.Has(Possibility.Gained);
        return isPerformed && (old & ~Possibility.InEffect) != 0
            ? VoidLater(cell, step, subject, old == Possibility.Untouched && !step.Optional, SlotChange.Voided, site, trace, isTouched)
            : cell;
    }
}
