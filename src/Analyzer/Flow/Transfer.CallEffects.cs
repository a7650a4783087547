using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Flow;

/// <summary>The part that applies what a callee did to steps.</summary>
internal sealed partial class Transfer
{
    /// <summary>What a callee has undone is what a field held before the call, which may hold something else by now.</summary>
    private static bool IsUndone(SlotEffect effect) => !effect.Subject.Fields.IsEmpty && effect.Subject.Root is not (PathRoot.Result or PathRoot.Output);

    private void ApplyEffects(Instruction.Call call, SummaryExit exit, int result, Dictionary<Path, int> former)
    {
        Cell before = _frame.Cell;
        var touched = new HashSet<ProtocolStep>(exit.Effects.Select(effect => effect.Step));
        Dictionary<(ProtocolStep, int), StepState> restored = Restored(call, exit, former);
        var found = new List<(ProtocolStep Step, int Subject, StepState Value)>();
        var early = new List<(Slot Slot, Site Performed, Site Passed)>();
        foreach (SlotEffect effect in exit.Effects)
        {
            int subject = IsUndone(effect) ? Former(former, effect.Subject) : Find(call, effect.Subject, result);
            if (subject >= 0)
            {
                subject = _effects.SubjectFor(effect.Step, _universe.SubjectOf(before, subject));
                found.Add((effect.Step, subject, IsHandedOn(call, effect, exit) ? effect.Value.HandedOn : effect.Value));
                if (restored.ContainsKey((effect.Step, subject)))
                    found.RemoveAt(found.Count - 1);

                if (TellsStories && effect.RanEarly is var (performed, passed))
                    early.Add((new Slot(effect.Step, subject), performed, passed));
            }
        }

        foreach ((Slot slot, Site performed, _) in early)
            Trace?.Changed(SlotChange.Performed, slot, performed);

        foreach ((ProtocolStep step, int subject, StepState value) in found)
        {
            _frame.Cell = _effects.ComposeVoid(
                _frame.Cell,
                step,
                subject,
                value,
                slot => found.Exists(other => ReferenceEquals(other.Step, slot.Step) && (other.Subject == slot.Subject || other.Subject == _terms.AnyObject)),
                call.Site,
                Trace);
        }

        foreach ((ProtocolStep step, int subject, StepState value) in found)
        {
            if (subject == _terms.AnyObject)
            {
                foreach (Slot slot in new List<Slot>(_effects.SlotsOf(before, step)))
                {
                    if (!found.Exists(other => ReferenceEquals(other.Step, step) && other.Subject == slot.Subject))
                        ApplyEffect(call, before, step, slot.Subject, value, touched);
                }
            }

            ApplyEffect(call, before, step, subject, value, touched);
        }

        foreach (var aliases in found.GroupBy(static effect => (effect.Step, effect.Subject)).Where(static same => same.Select(static effect => effect.Value).Distinct().Count() > 1))
            ApplyInAnyOrder(call, before, aliases.Key.Step, aliases.Key.Subject, aliases.Select(static effect => effect.Value), touched);

        foreach (KeyValuePair<(ProtocolStep Step, int Subject), StepState> restore in restored)
            _frame.Cell = _effects.Restore(_frame.Cell, restore.Key.Step, restore.Key.Subject, restore.Value, ifInEffect: true, call, call.Site, Trace);

        foreach ((Slot slot, _, Site passed) in early)
            Trace?.Changed(SlotChange.Voided, slot, passed);
    }

    /// <summary>
    /// Whether what a callee leaves in effect is nobody's here any more: what a constructor does so is in the hands of the new object, as if it had been stored in it. Where that object keeps
    /// what the constructor was given, it is known where it is.
    /// </summary>
    private static bool IsHandedOn(Instruction.Call call, SlotEffect effect, SummaryExit exit) =>
        call.Callee.Method is { MethodKind: MethodKind.Constructor } && effect.Step.Scope == StepScope.Object
        && !(effect.Subject is { Root: PathRoot.Entry, Fields.IsEmpty: true } && exit.Outputs.Any(output => output.Place is { Root: PathRoot.This, Fields.Length: 1 } && output.Value.Equals(effect.Subject)));

    /// <summary>What a callee brought back with tokens that are known here; one that comes from elsewhere is noted for who knows it.</summary>
    private Dictionary<(ProtocolStep, int), StepState> Restored(Instruction.Call call, SummaryExit exit, Dictionary<Path, int> former)
    {
        var restored = new Dictionary<(ProtocolStep, int), StepState>();
        foreach (SlotRestore restore in exit.Restores)
        {
            int token = Find(call, restore.Token, -1);
            int subject = Former(former, restore.Subject) is var kept and >= 0 ? kept : Find(call, restore.Subject, -1);
            if (token < 0 || subject < 0)
                continue;

            subject = _effects.SubjectFor(restore.Step, _universe.SubjectOf(_frame.Cell, subject));
            if (_universe.FormerOf(_frame.Cell, restore.Step, token) is { } before)
                restored[(restore.Step, subject)] = before;
            else
                Write(new Variable(VariableKind.Restored, restore.Step, token), subject);
        }

        return restored;
    }

    /// <summary>Two names of the callee are one object here: which of their effects came last is not known.</summary>
    private void ApplyInAnyOrder(Instruction.Call call, Cell before, ProtocolStep step, int subject, IEnumerable<StepState> values, ISet<ProtocolStep> touched)
    {
        Cell start = _effects.Set(_frame.Cell, step, subject, _universe.Raw(before, step, subject));
        StepState possible = StepState.None;
        foreach (StepState value in values)
        {
            _frame.Cell = start;
            ApplyEffect(call, before, step, subject, value, touched);
            possible = possible.Or(_universe.Raw(_frame.Cell, step, subject));
        }

        _frame.Cell = _effects.Set(start, step, subject, possible);
    }

    private void ApplyEffect(Instruction.Call call, Cell before, ProtocolStep step, int subject, StepState value, ISet<ProtocolStep> touched)
    {
        StepState raw = _universe.Raw(before, step, subject);
        Possibility was = raw.Possibility;
        bool isTooDeep = step.Nestable && was == Possibility.Gained && value.MostTaken > raw.Depth.Least;
        if (isTooDeep)
            Trace?.Found(new Finding(FindingKind.NotInEffect, call, ImmutableArray.Create(new Slot(step, subject)), call.Site, null));

        _frame.Cell = _effects.Compose(_frame.Cell, before, step, subject, value, touched);
        if (!TellsStories && _listener is null)
            return;

        Possibility did = value.Possibility;
        Possibility now = _universe.Raw(_frame.Cell, step, subject).Possibility;
        var slot = new Slot(step, subject);
        if ((did & (Possibility.Gained | Possibility.Pending)) != 0)
            Trace?.Changed((now & Possibility.NotInEffect) != 0 ? SlotChange.TooEarly : SlotChange.Performed, slot, call.Site);
        else if ((did & (Possibility.Taken | Possibility.Dropped)) != 0)
            Trace?.Changed(SlotChange.Undone, slot, call.Site);
        else if ((did & Possibility.UsedUp) != 0)
            Trace?.Changed(SlotChange.UsedUp, slot, call.Site);
        else if ((did & Possibility.Absent) != 0 && (was & (Possibility.InEffect | Possibility.Pending)) != 0)
            Trace?.Changed(step.IsBracket ? SlotChange.Undone : SlotChange.Voided, slot, call.Site);
    }
}
