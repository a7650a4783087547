using System.Collections.Immutable;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Flow;

/// <summary>The part of the transfer function that applies callees' summaries.</summary>
internal sealed partial class Transfer : ITrace
{
    void ITrace.Found(Finding finding)
    {
        _heard = _frame.Story;
        _listener?.Found(finding);
    }

    void ITrace.Needed(FindingKind kind, Instruction instruction, Site site, ImmutableArray<Slot> slots, Cell cell, Need? inner)
    {
        _heard = _frame.Story;
        _listener?.Needed(kind, instruction, site, slots, cell, inner);
    }

    void ITrace.Met(Need need) => _listener?.Met(need);

    void ITrace.Ended(Instruction instruction) => _listener?.Ended(instruction);

    void ITrace.Changed(SlotChange change, Slot slot, Site site)
    {
        if (TellsStories)
            _frame.Story = new Story(_frame.Story, change, slot, site, false);
        else
            _listener?.Changed(change, slot, site);
    }

    /// <summary>The story of the path on which the latest bad transition was found.</summary>
    public Story? HeardStory => _heard;

    private void ExecuteCall(Instruction.Call call, List<Frame> frames)
    {
        Frame original = _frame;
        Summary? summary = _summaries.Of(call.Callee);
        if (call.Guard >= 0 && DisposeGuard(Register(call.Guard), call, call.Site))
        {
            _frame.Registers[call.Result] = _terms.Null;
            return;
        }

        if (summary is null || (summary.IsNeutral && !summary.TellsResult))
        {
            Forget(call, variable => IsWritten(variable, call.Writes, byUnknown: summary is null));
            _frame.Registers[call.Result] = Make(TermKind.Opaque, call);
            ForgetByReference(call);
            return;
        }

        foreach (Need need in summary.Needs)
            CheckNeed(call, need);

        var undone = new Dictionary<SlotEffect, int>();
        foreach (SlotEffect effect in summary.Exits.SelectMany(static exit => exit.Effects))
        {
            if (IsUndone(effect) && !undone.ContainsKey(effect))
                undone.Add(effect, Find(call, effect.Subject, -1, notes: true));
        }

        // A value that the call makes anew, in a loop, retires the one that the field held before: its name changes under it.
        SlotEffect[] effects = undone.Keys.ToArray();
        int[] own = _frame.Registers;
        _frame.Registers = own.Concat(effects.Select(effect => undone[effect])).ToArray();
        Forget(call, variable => IsWritten(variable, call.Writes, byUnknown: false));
        for (int i = 0; i < effects.Length; i++)
            undone[effects[i]] = _frame.Registers[own.Length + i];

        _frame.Registers = _frame.Registers.Take(own.Length).ToArray();
        Frame before = _frame.Fork(_frame.Cell);
        int result = Make(TermKind.Opaque, call);
        before.Cell = _frame.Cell;
        Story? story = _frame.Story;
        Cell start = _frame.Cell;
        foreach (SummaryExit exit in summary.Exits)
        {
            _frame = before.Fork(start);
            _frame.Story = story;
            if (Adopt(call, exit.Facts) is not { } feasible)
                continue;

            _frame.Cell = feasible;
            _frame.Registers[call.Result] = result;
            ApplyEffects(call, exit, result, undone);
            if (exit.Kind == ExitKind.Throw)
            {
                Throw(exit.Level, _frame.Cell);
                continue;
            }

            if (exit.Result is { } returned)
            {
                int value = Find(call, returned, result);
                if (value >= 0 && value != result)
                {
                    _frame.Registers[call.Result] = value;
                }
            }

            ForgetByReference(call);
            foreach (PathFact output in exit.Outputs)
                SetOutput(call, output);

            frames.Add(_frame);
        }

        original.Cell = null!;
    }

    /// <summary>
    /// What a body undoes that runs at another time, perhaps on another thread, is its to undo from here on: as if it had been stored. A bracket that
    /// belongs to this thread it cannot undo.
    /// </summary>
    private void HandOn(Instruction.Call later)
    {
        if (_summaries.Of(later.Callee) is not { } summary)
            return;

        foreach (SlotEffect effect in summary.Exits.SelectMany(static exit => exit.Effects))
        {
            Possibility did = Effects.PossibilityOf(effect.Value);
            if (!effect.Step.IsBracket || effect.Step.BelongsToThread || effect.Step.Scope != StepScope.Object
                || (did & (Possibility.Lost | Possibility.Dropped | Possibility.Absent)) == 0 || (did & (Possibility.Gained | Possibility.Pending | Possibility.Kept)) != 0)
            {
                continue;
            }

            int subject = Find(later, effect.Subject, -1);
            if (subject >= 0)
                Write(new Variable(VariableKind.Escaped, "escaped", _universe.SubjectOf(_frame.Cell, subject)), _terms.True);
        }
    }

    private void ForgetByReference(Instruction.Call call)
    {
        for (int i = 0; i < call.ByReference.Length; i++)
        {
            if (call.ByReference[i] is { } variable)
                Write(new Variable(VariableKind.Local, variable), Make(TermKind.Opaque, call, i));
        }

        foreach (object variable in call.Captured)
            Write(new Variable(VariableKind.Local, variable), Make(TermKind.Opaque, call, variable));
    }

    private void SetOutput(Instruction.Call call, PathFact output)
    {
        if (output.Value.Symbol is IParameterSymbol { Ordinal: var ordinal } && ordinal < call.ByReference.Length
            && call.ByReference[ordinal] is { } variable)
        {
            Write(new Variable(VariableKind.Local, variable), _terms.Constant(output.Constant));
        }
        else if (output.Value.Root == PathRoot.Entry && output.Value.Symbol is { } captured and not IParameterSymbol)
        {
            Write(new Variable(VariableKind.Local, captured), _terms.Constant(output.Constant));
        }
    }

    /// <summary>The caller's value that a callee's path names, noted if it is to be told from a later one; -1 where there is none.</summary>
    private int Find(Instruction.Call call, Path path, int result, bool notes = false)
    {
        int term;
        switch (path.Root)
        {
            case PathRoot.Thread:
                return _terms.Thread;
            case PathRoot.Program:
                return _terms.Program;
            case PathRoot.AnyObject:
                return _terms.AnyObject;
            case PathRoot.Constant:
                return _terms.Constant(path.Symbol);
            case PathRoot.Result:
                term = result;
                break;
            case PathRoot.This:
                term = call.Receiver >= 0 ? Register(call.Receiver) : -1;
                break;
            case PathRoot.Static:
                term = _terms.Number(new Term(TermKind.Static, path.Symbol));
                break;
            default:
                if (path.Symbol is IParameterSymbol parameter && IsParameterOf(call, parameter))
                    term = parameter.Ordinal < call.Arguments.Length && call.Arguments[parameter.Ordinal] >= 0 ? Register(call.Arguments[parameter.Ordinal]) : -1;
                else if (path.Symbol is IParameterSymbol { ContainingSymbol: INamedTypeSymbol })
                    term = call.Receiver >= 0 ? Register(call.Receiver) : -1; // The receiver of an extension block.
                else
                    term = Read(new Variable(VariableKind.Local, path.Symbol!));

                break;
        }

        foreach (Universe.FieldIdentity field in path.Fields)
        {
            if (term < 0)
                return -1;

            var variable = new Variable(VariableKind.Field, field, term);
            term = notes ? Load(variable) : Read(variable);
        }

        return term;
    }

    private static bool IsParameterOf(Instruction.Call call, IParameterSymbol parameter) => call.Callee switch
    {
        IMethodSymbol method => SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, method)
            || (parameter.ContainingSymbol is IMethodSymbol owner
                && (SymbolEqualityComparer.Default.Equals(owner.PartialDefinitionPart, method)
                    || SymbolEqualityComparer.Default.Equals(owner.PartialImplementationPart, method)
                    || SymbolEqualityComparer.Default.Equals(owner.AssociatedSymbol, method.AssociatedSymbol) && owner.AssociatedSymbol is not null)),
        LambdaBody lambda => SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, lambda.Symbol),
        _ => false,
    };

    /// <summary>The cell in which a callee's facts hold; null where they cannot.</summary>
    private Cell? Adopt(Instruction.Call call, ImmutableArray<PathFact> facts)
    {
        Cell? cell = _frame.Cell;
        foreach (PathFact fact in facts)
        {
            int value = Find(call, fact.Value, -1);
            if (value >= 0)
                cell = _universe.AssumeEqual(cell, value, _terms.Constant(fact.Constant), !fact.Negated);

            if (cell is null)
                return null;
        }

        return cell;
    }

    /// <summary>
    /// Checks one need. What its caller has to see to is left as it is, since another need may be that of another way through the callee;
    /// what failed is taken to be as needed, so that one cause is one report.
    /// </summary>
    private void CheckNeed(Instruction.Call call, Need need)
    {
        if (Adopt(call, need.Facts) is null)
            return;

        Cell before = _frame.Cell;
        var failing = ImmutableArray.CreateBuilder<Slot>();
        var open = ImmutableArray.CreateBuilder<Slot>();
        foreach (SlotEffect slot in need.Slots)
        {
            int subject = Find(call, slot.Subject, -1);
            if (subject < 0)
                continue;

            subject = _effects.SubjectFor(slot.Step, _universe.SubjectOf(_frame.Cell, subject));
            if (need.Kind is FindingKind.Missing or FindingKind.NotInEffect)
                CheckInEffect(call, need, slot.Step, subject, failing, open);
            else
                CheckNotInEffect(need, slot.Step, subject, Except(call, need), failing, open);
        }

        if (failing.Count > 0)
            Trace?.Found(new Finding(need.Kind, call, failing.ToImmutable(), call.Site, need));
        else if (open.Count > 0)
            Trace?.Needed(need.Kind, call, call.Site, open.ToImmutable(), before, need);
        else
            Trace?.Met(need);
    }

    private void CheckInEffect(
        Instruction.Call call, Need need, ProtocolStep step, int subject, ImmutableArray<Slot>.Builder failing, ImmutableArray<Slot>.Builder open)
    {
        Possibility current = Effects.PossibilityOf(_effects.Look(_frame.Cell, step, ref subject));
        bool forgives = need.Kind == FindingKind.NotInEffect && (current & Possibility.NotInEffect & ~Possibility.Excused) == 0;
        if (((current & Possibility.NotInEffect) != 0 && !forgives)
            || (need.Kind == FindingKind.Missing && _effects.IsPerformedLater(current, new Slot(step, subject), call)))
        {
            failing.Add(new Slot(step, subject));
            _frame.Cell = _effects.Set(_frame.Cell, step, subject, (int)Possibility.Granted);
            return;
        }

        if (forgives && (current & Possibility.NotInEffect) != 0)
        {
            return;
        }

        if ((current & Possibility.Pending) != 0)
        {
            foreach (Slot earlier in _effects.Earlier(step, subject))
            {
                int other = earlier.Subject;
                if ((Effects.PossibilityOf(_effects.Look(_frame.Cell, earlier.Step, ref other)) & Possibility.Untouched) != 0)
                    open.Add(new Slot(earlier.Step, other));
            }

            return;
        }

        if ((current & Possibility.Untouched) != 0)
            open.Add(new Slot(step, subject));
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

        Possibility current = Effects.PossibilityOf(_universe.Raw(_frame.Cell, step, subject));
        if ((current & (Possibility.InEffect | Possibility.Pending)) != 0)
        {
            failing.Add(new Slot(step, subject));
            _frame.Cell = _effects.Set(_frame.Cell, step, subject, (int)Possibility.Excused);
        }
        else if ((current & Possibility.Untouched) != 0)
        {
            open.Add(new Slot(step, subject));
        }
    }

    /// <summary>What a callee has undone is what a field held before the call, which may hold something else by now.</summary>
    private static bool IsUndone(SlotEffect effect) => !effect.Subject.Fields.IsEmpty && effect.Subject.Root != PathRoot.Result
        && (Effects.PossibilityOf(effect.Value) & (Possibility.Gained | Possibility.Pending | Possibility.Kept)) == 0;

    private void ApplyEffects(Instruction.Call call, SummaryExit exit, int result, Dictionary<SlotEffect, int> undone)
    {
        Cell before = _frame.Cell;
        var touched = new HashSet<ProtocolStep>(exit.Effects.Select(effect => effect.Step));
        var found = new List<(ProtocolStep Step, int Subject, int Value)>();
        foreach (SlotEffect effect in exit.Effects)
        {
            int subject = undone.TryGetValue(effect, out int former) ? former : Find(call, effect.Subject, result);
            if (subject >= 0)
                found.Add((effect.Step, _effects.SubjectFor(effect.Step, _universe.SubjectOf(before, subject)), effect.Value));
        }

        foreach ((ProtocolStep step, int subject, int value) in found)
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

        foreach ((ProtocolStep step, int subject, int value) in found)
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
    }

    private void ApplyEffect(Instruction.Call call, Cell before, ProtocolStep step, int subject, int value, ISet<ProtocolStep> touched)
    {
        // What a constructor leaves in effect is in the hands of the new object, as if it had been stored in it.
        if (call.Callee is IMethodSymbol { MethodKind: MethodKind.Constructor } && step.Scope == StepScope.Object)
            value = Effects.HandedOn(value);

        Possibility was = Effects.PossibilityOf(_universe.Raw(before, step, subject));
        _frame.Cell = _effects.Compose(_frame.Cell, before, step, subject, value, touched);
        if (!TellsStories && _listener is null)
            return;

        Possibility did = Effects.PossibilityOf(value);
        Possibility now = Effects.PossibilityOf(_universe.Raw(_frame.Cell, step, subject));
        var slot = new Slot(step, subject);
        if ((did & (Possibility.Gained | Possibility.Pending)) != 0)
            Trace?.Changed((now & Possibility.NotInEffect) != 0 ? SlotChange.TooEarly : SlotChange.Performed, slot, call.Site);
        else if ((did & (Possibility.Lost | Possibility.Dropped)) != 0)
            Trace?.Changed(SlotChange.Undone, slot, call.Site);
        else if ((did & Possibility.UsedUp) != 0)
            Trace?.Changed(SlotChange.UsedUp, slot, call.Site);
        else if ((did & Possibility.Absent) != 0 && (was & (Possibility.InEffect | Possibility.Pending)) != 0)
            Trace?.Changed(step.IsBracket ? SlotChange.Undone : SlotChange.Voided, slot, call.Site);
    }
}
