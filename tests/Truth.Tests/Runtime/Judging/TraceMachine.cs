using System;
using System.Collections.Generic;
using System.Linq;
using EntryPath.Truth.Tests.Rules;
using EntryPath.Truth.Tests.Runtime.Recording;

namespace EntryPath.Truth.Tests.Runtime.Judging;

/// <summary>What an event deserves.</summary>
internal sealed record Fault(string[] Ids, string[] Missing);

/// <summary>
/// Rules 1 to 4 and 7 of the rule language along one trace, by their plain definition. After a fault it goes on as if what was missing had been done.
/// </summary>
internal sealed class TraceMachine
{
    private readonly Dictionary<StepSlot, StepState> _states = [];

    /// <summary>The thread's step whose performance or end voided every later one of every object.</summary>
    private readonly Dictionary<ProtocolRule, int> _voided = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, (StepSlot Slot, StepState Before)> _saved = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether the program itself made an object, so that nobody can have left anything of it in effect.</summary>
    public Func<object, bool> Made { get; init; } = _ => false;

    public StepState this[StepSlot slot]
    {
        get => _states.TryGetValue(slot, out var state) ? state
            : new StepState { IsTouched = _voided.TryGetValue(slot.Protocol, out var step) && slot.Step > step && !slot.Rule.Thread };
        private set => _states[slot] = value;
    }

    /// <summary>The steps of which a fault was found, and nothing since.</summary>
    public IEnumerable<StepSlot> Forgiven => _states.Where(entry => entry.Value.IsForgiven).Select(entry => entry.Key);

    public IEnumerable<StepSlot> InEffect => _states.Where(entry => entry.Value.InEffect).Select(entry => entry.Key);

    /// <summary>The brackets that the program asked about before it did anything about them.</summary>
    public IEnumerable<StepSlot> Told => _states.Where(entry => entry.Value.WasTold).Select(entry => entry.Key);

    /// <summary>The brackets that were undone first, and are not in effect.</summary>
    public IEnumerable<StepSlot> Brought => _states.Where(entry => entry.Value.WasBrought).Select(entry => entry.Key);

    /// <summary>A contract says that the caller has it in effect.</summary>
    public void Assume(StepSlot slot) => this[slot] = new StepState(1, IsTouched: true, Loss.Never, WasBrought: true, null, 0);

    /// <summary>A contract says what is in effect from here on, whatever the body did.</summary>
    public void Believe(StepSlot slot, bool inEffect)
    {
        if (inEffect)
            Forgive(slot);
        else
            this[slot] = this[slot] with { Depth = 0, IsTouched = true, Loss = Loss.Undone, IsForgiven = true };
    }

    public Fault? Apply(Happening happening)
    {
        if (happening.Deed == Deed.Suspend)
            return InEffect.Any(slot => slot.Rule.Thread && slot.Rule.Bracket) ? new Fault(["EPO1008"], []) : null;
        if (happening.Protocol is not { } protocol)
            return null;
        var slot = new StepSlot(protocol, happening.Step, happening.Subject);
        switch (happening.Deed)
        {
            case Deed.Save:
                _saved[happening.Token!] = (slot, this[slot]);
                return Perform(slot, happening);
            case Deed.Restore:
                return Restore(happening);
            case Deed.Perform:
                return Perform(slot, happening);
            case Deed.Undo or Deed.UndoIfInEffect:
                return Undo(slot, happening);
            case Deed.Commit:
                var fault = Missing(protocol, protocol.Steps.Length, happening.Subject);
                for (var step = 0; step < protocol.Steps.Length; step++)
                {
                    var used = new StepSlot(protocol, step, happening.Subject);
                    if (protocol.Steps[step].Repeat)
                        Lose(used, Loss.UsedUp);
                }

                return fault;
            case Deed.Require:
                if (this[slot].InEffect)
                    return null;
                var lost = this[slot].Loss;
                Forgive(slot);
                return new Fault([lost == Loss.Early ? "EPO1002" : "EPO1001"], [slot.Rule.Name]);
            case Deed.FoundInEffect or Deed.FoundNotInEffect:
                if (!this[slot].IsTouched)
                {
                    var found = happening.Deed == Deed.FoundInEffect;
                    this[slot] = this[slot] with { Depth = found ? 1 : 0, IsTouched = true, WasBrought = found, WasTold = true };
                }

                return null;
            case Deed.Forbid:
                return this[slot].InEffect ? new Fault(["EPO1003"], []) : null;
            case Deed.ForbidForAny:
                return InEffect.Any(any => any.Protocol == protocol && any.Step == happening.Step) ? new Fault(["EPO1003"], []) : null;
            default:
                return null;
        }
    }

    /// <summary>The needed steps that are not in effect, which from here on they are taken to be.</summary>
    private Fault? Missing(ProtocolRule protocol, int before, object? subject)
    {
        var missing = new List<string>();
        var ids = new SortedSet<string>();
        for (var step = 0; protocol.Ordered && step < before; step++)
        {
            var needed = new StepSlot(protocol, step, protocol.Steps[step].Thread ? null : subject);
            if (needed.Rule.Optional || this[needed].InEffect)
                continue;
            missing.Add(needed.Rule.Name);
            if (this[needed].Loss is Loss.Early or Loss.EarlyAndUndone)
                ids.Add("EPO1002");
            if (this[needed].Loss is not Loss.Early)
                ids.Add("EPO1001");
        }

        foreach (var name in missing)
        {
            var step = protocol.IndexOf(name);
            Forgive(new StepSlot(protocol, step, protocol.Steps[step].Thread ? null : subject));
        }

        return missing.Count == 0 ? null : new Fault([.. ids], [.. missing]);
    }

    private Fault? Perform(StepSlot slot, Happening happening)
    {
        var (protocol, step, subject) = slot;
        if (slot.Rule.Bracket)
        {
            var fault = Missing(protocol, step, subject);
            var before = this[slot];
            if (before.InEffect)
            {
                if (slot.Rule.Nestable)
                    this[slot] = before with { Depth = before.Depth + 1 };
                return fault;
            }

            Void(slot, Loss.Early);
            Set(slot, happening);
            return fault;
        }

        var inOrder = !Enumerable.Range(0, protocol.Ordered ? step : 0)
            .Any(earlier => !protocol.Steps[earlier].Optional && !this[Same(slot, earlier)].InEffect);
        if (slot.Rule.Strict && (!inOrder || Later(slot).Any(later => this[later].InEffect)))
        {
            var fault = inOrder ? null : Missing(protocol, step, subject);
            fault = new Fault(fault is null ? ["EPO1002"] : ["EPO1001", "EPO1002"], fault?.Missing ?? []);
            Set(slot, null);
            return fault;
        }

        if (!inOrder)
        {
            if (!this[slot].InEffect)
                this[slot] = this[slot] with { IsTouched = true, Loss = Loss.Early };
            return null;
        }

        Void(slot, Loss.Early);
        Set(slot, null);
        return null;
    }

    private Fault? Undo(StepSlot slot, Happening happening)
    {
        var open = Later(slot).Where(later => later.Rule.Bracket && this[later].InEffect).ToArray();
        Fault? fault = null;
        if (open.Length > 0)
            fault = new Fault(["EPO1004"], []);
        var state = this[slot];
        if (!state.InEffect && happening.Deed is (Deed.Undo or Deed.Restore))
        {
            // How often the caller had performed a nested one is not known.
            var isDeeper = slot.Rule.Nestable && state.Loss == Loss.Undone && (state.WasBrought || (state.IsOfHelper && happening.Chain.Length == 1));
            if ((state.IsTouched && !isDeeper) || (slot.Subject is { } subject && Made(subject)))
                fault = new Fault(["EPO1004"], []);
            else
                state = state with { WasBrought = true };
        }

        if (state.Depth > 1)
        {
            this[slot] = state with { Depth = state.Depth - 1 };
            return fault;
        }

        foreach (var later in Later(slot))
        {
            if (this[later] is { InEffect: false, Loss: Loss.Early })
                this[later] = this[later] with { Loss = Loss.EarlyAndUndone };
            Lose(later, Loss.Undone);
            if (open.Contains(later))
                this[later] = this[later] with { IsForgiven = true };
        }

        TouchLater(slot);
        this[slot] = state with { Depth = 0, IsTouched = true, Loss = Loss.Undone, Guard = null };
        return fault;
    }

    /// <summary>A restore brings back what was in effect when its token was made.</summary>
    private Fault? Restore(Happening happening)
    {
        if (happening.Token is null || !_saved.TryGetValue(happening.Token, out var saved))
            return Undo(new StepSlot(happening.Protocol!, happening.Step, happening.Subject), happening);
        if (saved.Before.InEffect)
        {
            this[saved.Slot] = saved.Before;
            return null;
        }

        // Once more with the same token brings back the same.
        return this[saved.Slot].InEffect ? Undo(saved.Slot, happening) : null;
    }

    private StepSlot Same(StepSlot slot, int step) => new(slot.Protocol, step, slot.Protocol.Steps[step].Thread ? null : slot.Subject);

    /// <summary>The later steps of the same subject; of every subject, where the step is the thread's.</summary>
    private IEnumerable<StepSlot> Later(StepSlot slot) => slot.Protocol.Ordered
        ? [.. _states.Keys.Where(other => other.Protocol == slot.Protocol && other.Step > slot.Step
            && (slot.Rule.Thread || other.Rule.Thread || ReferenceEquals(other.Subject, slot.Subject)))]
        : [];

    private void Void(StepSlot slot, Loss loss)
    {
        // Whatever else was in effect when the root began is so no more; but a bracket that nothing was about may have been in effect already.
        if (!slot.Rule.Bracket || this[slot].IsTouched)
            TouchLater(slot);
        foreach (var later in Later(slot))
            Lose(later, loss);
    }

    private void TouchLater(StepSlot slot)
    {
        if (slot.Rule.Thread && slot.Protocol.Ordered)
            _voided[slot.Protocol] = _voided.TryGetValue(slot.Protocol, out var before) ? Math.Min(before, slot.Step) : slot.Step;
        for (var step = slot.Step + 1; slot.Protocol.Ordered && step < slot.Protocol.Steps.Length; step++)
        {
            var later = Same(slot, step);
            this[later] = this[later] with { IsTouched = true };
        }
    }

    private void Lose(StepSlot slot, Loss loss)
    {
        if (this[slot].InEffect)
            this[slot] = this[slot] with { Depth = 0, IsTouched = true, Loss = loss, Guard = null };
    }

    private void Forgive(StepSlot slot)
    {
        Set(slot, null);
        this[slot] = this[slot] with { IsForgiven = true };
    }

    private void Set(StepSlot slot, Happening? by) => this[slot] = this[slot] with
    {
        Depth = 1,
        IsTouched = true,
        IsForgiven = false,
        IsOfHelper = by is { Chain.Length: > 1 } && (this[slot].IsOfHelper || !this[slot].IsTouched),
        Guard = by?.Deed == Deed.Perform ? by.Token : null,
        GuardLine = by is { Chain: [var innermost, ..] } ? innermost.Line : 0,
    };
}
