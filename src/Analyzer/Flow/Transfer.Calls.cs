using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Flow;

/// <summary>The part of the transfer function that applies callees' summaries.</summary>
internal sealed partial class Transfer : ITrace
{
    /// <summary>What the variables that the call being applied takes by reference hold after it.</summary>
    private int[] _outputs = Array.Empty<int>();

    /// <summary>What the variables of an iterator hold after the part of it that is being applied.</summary>
    private Dictionary<LocalId, int> _kept = new();

    void ITrace.Found(Finding finding)
    {
        if (_isAhead)
            return;

        _heard = _frame.Story;
        _heardCell = _frame.Cell;
        _listener?.Found(finding);
    }

    void ITrace.Needed(FindingKind kind, Instruction instruction, Site site, ImmutableArray<Slot> slots, Cell cell, Need? inner)
    {
        _heard = _frame.Story;
        _heardCell = _frame.Cell;
        _listener?.Needed(kind, instruction, site, slots, cell, inner);
    }

    void ITrace.Met(Need need, ImmutableArray<Slot> relied) => _listener?.Met(need, relied);

    void ITrace.Excused(Need need) => _listener?.Excused(need);

    void ITrace.Knows(EnteredBody callee) => _listener?.Knows(callee);

    void ITrace.Enters(Instruction.Call call, EnteredBody callee) => _listener?.Enters(call, callee);

    void ITrace.Ended(Instruction instruction, ProtocolStep step) => _listener?.Ended(instruction, step);

    void ITrace.Changed(SlotChange change, Slot slot, Site site)
    {
        if (TellsStories)
            _frame.Story = new Story(_frame.Story, change, slot, site, false);
        else
            _listener?.Changed(change, slot, site);
    }

    /// <summary>The story of the path on which the latest bad transition was found.</summary>
    public Story? HeardStory => _heard;

    /// <summary>What was known where it was found.</summary>
    public Cell? HeardCell => _heardCell;

    /// <summary>What a callee does; null where it is not looked into.</summary>
    public Summary? SummaryOf(BodyId callee) => _summaries.Of(callee);

    private void ExecuteCall(Instruction.Call call, List<Frame> frames)
    {
        Frame original = _frame;
        if (!call.Conditions.IsEmpty)
        {
            // Where the call is not made, nobody asks for its result.
            if (call.Enumeration is null)
                _frame[call.Result] = Make(TermKind.Opaque, call, "no result");

            if (!Restrict(call.Conditions, frames))
                return;
        }

        Summary? summary = _summaries.Of(call.Callee);
        if (call.Guard >= 0 && Dispose(Register(call.Guard), call, call.Site))
        {
            _frame[call.Result] = _terms.Null;
            return;
        }

        if (summary is null || (summary.IsNeutral && !summary.TellsResult))
        {
            // Where an iterator is left is of importance to it, whatever runs then.
            if (call.Callee.Part is { IsLeft: true })
                Trace?.Enters(call, call.Callee);

            Forget(call, variable => IsWritten(variable, call.Writes, byUnknown: summary is null));
            _frame[call.Result] = Make(TermKind.Opaque, call);
            _outputs = Array.Empty<int>();
            _kept = new Dictionary<LocalId, int>();
            ForgetByReference(call);
            return;
        }

        EnteredBody entered = call.Callee;
        if (CoincidenceAt(call) is { } names && _summaries.Of(new EnteredBody(call.Callee, names)) is { } coinciding)
            (entered, summary) = (new EnteredBody(call.Callee, names), coinciding);

        Trace?.Enters(call, entered);
        foreach (Need need in summary.Needs)
            CheckNeedThere(call, OfElements(call, need));

        // New values first: what an earlier round of a loop called so gets its former name before anything is looked up.
        int result = Make(TermKind.Opaque, call);
        int[] outputs = new int[call.ByReference.Length];
        for (int i = 0; i < outputs.Length; i++)
            outputs[i] = call.ByReference[i] is null ? -1 : Make(TermKind.Opaque, call, i);

        var kept = new Dictionary<LocalId, int>();
        foreach (LocalId variable in summary.Assigned)
        {
            if (call.Enumeration?.VariableOf(variable) is { } own && !kept.ContainsKey(own))
                kept.Add(own, Make(TermKind.Opaque, call, own.Key));
        }

        Frame before = _frame.Fork(_frame.Cell);
        original.End();

        // What goes to a handler reads the registers only: the frame that comes last, and goes on, has them to itself.
        int left = summary.Exits.Length;
        foreach (SummaryExit exit in summary.Exits.OrderBy(static exit => exit.Kind == ExitKind.Return))
        {
            _frame = --left == 0 ? before : before.Fork(before.Cell);
            _outputs = outputs;
            _kept = kept;
            if (ApplyExit(call, entered, summary, OfElements(call, exit), result))
                frames.Add(_frame);
            else
                _frame.End();
        }

        original.Cell = null!;
    }

    /// <summary>Which names of a callee are one object at a call; null where all that it does something about are different ones, or not known to be the same.</summary>
    private Coincidence? CoincidenceAt(Instruction.Call call)
    {
        ImmutableArray<Path> subjects = _summaries.SubjectsOf(call.Callee);
        if (subjects.Length < 2)
            return null;

        Frame frame = _frame;
        _frame = frame.Fork(frame.Cell);
        List<List<Path>> objects = ObjectsOf(call, subjects);

        // Where what two names lead to is one object, it may be since they are one themselves.
        if (objects.Count > 0)
            objects = ObjectsOf(call, subjects.SelectMany(static path => Enumerable.Range(0, path.Fields.Length + 1).Select(length => path with { Fields = path.Fields.RemoveRange(length, path.Fields.Length - length) })).Distinct());

        _frame.End();
        _frame = frame;
        return Coincidence.Of(objects);
    }

    /// <summary>The paths that lead to one object together with others, object by object.</summary>
    private List<List<Path>> ObjectsOf(Instruction.Call call, IEnumerable<Path> paths)
    {
        var named = new Dictionary<int, List<Path>>();
        foreach (Path path in paths)
        {
            int value = Find(call, path, -1);
            if (value < 0 || _terms.IsConstant(value) || _universe.SubjectOf(_frame.Cell, value) == _terms.Null)
                continue;

            value = _terms.Uncast(value);
            if (!named.TryGetValue(value, out List<Path>? same))
                named.Add(value, same = new List<Path>());

            same.Add(path);
        }

        return named.Values.Where(static same => same.Count > 1).ToList();
    }

    /// <summary>
    /// What a body undoes that runs at another time, perhaps on another thread, is its to undo from here on: as if it had been stored. A bracket that
    /// belongs to this thread it cannot undo.
    /// </summary>
    private void HandOn(Instruction.Call later)
    {
        // It may take elements out of any collection that it can reach.
        for (int i = 0; i < _frame.Cell.Values.Count; i++)
        {
            if (_universe.Variable(_frame.Cell.Values.KeyAt(i)) is { Kind: VariableKind.Element, Base: var collection } && _terms[collection].Kind == TermKind.Fresh)
                LetGoOfElements(collection);
        }

        if (_summaries.Of(later.Callee) is not { } summary)
            return;

        foreach (SlotEffect effect in summary.Exits.SelectMany(static exit => exit.Effects))
        {
            Possibility did = effect.Value.Possibility;
            if (!effect.Step.IsBracket || effect.Step.BelongsToThread || effect.Step.Scope != StepScope.Object
                || (did & (Possibility.Taken | Possibility.Dropped | Possibility.Absent)) == 0 || (did & (Possibility.Gained | Possibility.Pending | Possibility.Kept)) != 0)
            {
                continue;
            }

            int subject = Find(later, effect.Subject, -1);
            if (subject >= 0)
                Write(new Variable(VariableKind.Escaped, "escaped", _universe.SubjectOf(_frame.Cell, subject)), _terms.True);
        }

        foreach (Path path in summary.Exits.SelectMany(static exit => exit.Disposed.Concat(exit.Stored)))
        {
            int guard = Find(later, path, -1);
            if (guard >= 0)
                Surrender(guard);
        }
    }

    /// <summary>What a call needs that was started and goes on by itself. What it undoes it may undo as late as where it is awaited.</summary>
    private void Start(Instruction.Start start)
    {
        foreach (Need need in _summaries.Of(start.Later.Callee)?.Needs ?? ImmutableArray<Need>.Empty)
        {
            if (need.Kind == FindingKind.Missing)
                CheckNeed(start.Later, need, start);
        }
    }

    /// <summary>Makes an object a guard of what a body undoes that runs when it is disposed.</summary>
    private void GuardDelegate(Instruction.Call later, int guard)
    {
        foreach (SlotEffect effect in (_summaries.Of(later.Callee)?.Exits ?? ImmutableArray<SummaryExit>.Empty).SelectMany(static exit => exit.Effects))
        {
            Possibility did = effect.Value.Possibility;
            if (!effect.Step.IsBracket || (did & (Possibility.Taken | Possibility.Dropped | Possibility.Absent)) == 0
                || (did & (Possibility.Gained | Possibility.Pending | Possibility.Kept)) != 0 || Find(later, effect.Subject, -1) is not (>= 0 and var subject))
            {
                continue;
            }

            subject = _effects.SubjectFor(effect.Step, _universe.SubjectOf(_frame.Cell, subject));
            _frame.Cell = Guarded(_frame.Cell, guard, new GuardedStep(effect.Step, (did & Possibility.Taken) == 0), subject, null);
        }
    }

    /// <summary>Takes the frame through one way out of a callee; false where it cannot return this way.</summary>
    private bool ApplyExit(Instruction.Call call, EnteredBody callee, Summary summary, SummaryExit exit, int result)
    {
        if (Adopt(call, exit.Facts) is not { } feasible)
        {
            Trace?.Knows(callee);
            return false;
        }

        if (exit.Kind == ExitKind.Return && _listener is not null && exit.Facts.Any(fact => fact.Values.All(value => IsKnown(call, value))))
            Trace?.Knows(callee);

        if (TellsStories && exit.Kind == ExitKind.Return && Undecided(call, summary, exit) is { IsEmpty: false } undecided)
            _frame.Story = new Story(_frame.Story, null, default, call.Site, false) { Undecided = undecided };

        if (TellsStories && !exit.Unnamed.IsEmpty)
            _frame.Story = new Story(_frame.Story, null, default, call.Site, false) { Unnamed = exit.Unnamed };

        if (TellsStories && exit.Kind == ExitKind.Throw && exit.Facts.Any(fact => fact.Values.Any(value => !value.Fields.IsEmpty && IsOfUnknownState(Find(call, value, -1)))))
            _frame.Story = new Story(_frame.Story, null, default, call.Site, false) { IsRefused = true };

        _frame.Cell = feasible;
        foreach (SlotTold told in exit.Told)
        {
            int subject = Find(call, told.Subject, -1);
            if (subject < 0)
                continue;

            if (Told(_frame.Cell, told.Step, _universe.SubjectOf(_frame.Cell, subject), told.InEffect) is not { } agreeing)
                return false;

            _frame.Cell = agreeing;
        }

        // What the callee names is what was there when it was entered; it is kept in registers, which follow when values are renamed.
        var former = new Dictionary<Path, int>();
        foreach (Path path in FormerPaths(exit))
        {
            if (!former.ContainsKey(path))
                former.Add(path, _frame.Keep(Find(call, path, -1)));
        }

        Cell entered = _frame.Cell;
        Forget(call, variable => IsWritten(variable, call.Writes, byUnknown: false));
        if (exit.IsDisposalFirst)
            Dispose(call, exit, former);

        ApplyEffects(call, exit, result, former);
        if (!exit.IsDisposalFirst)
            Dispose(call, exit, former);

        Store(call, exit);
        if (exit.Kind == ExitKind.Throw)
        {
            Throw(exit.Level < call.LeastLevel ? call.LeastLevel : exit.Level, _frame.Cell, exit.Thrown);
            return false;
        }

        int returned = exit.Result is { } named && Former(former, named) is var value and >= 0 ? value : result;
        if (AdoptResult(exit.Facts, returned) is not { } possible)
            return false;

        _frame.Cell = possible;
        List<int> held = exit.Outputs.Select(output => Former(former, output.Value) is var kept and >= 0 ? kept : Find(call, output.Value, result)).ToList();
        ForgetByReference(call);
        for (int i = 0; i < held.Count; i++)
            SetOutput(call, exit.Outputs[i], held[i], result);

        _frame.Release();
        _frame[call.Result] = returned;
        return ReceiveGuards(call, exit, result, entered);
    }

    /// <summary>
    /// Whether a value is that of a field of which nobody knows what it holds: something may have written it, or the field that leads to its object, since it was looked at, or it is one of a new
    /// object, whose constructor left it so.
    /// </summary>
    private bool IsOfUnknownState(int value) => value >= 0
        && (_terms[value] is { Kind: TermKind.Field, A: >= 0 and var owner } && _terms[owner].Kind == TermKind.Fresh
            || _universe.PartsOf(value).Any(part => _terms[part] is { Kind: TermKind.Opaque, A: >= 0 and var made } && _universe.PartOf(made) is Variable { Kind: VariableKind.Field }));

    /// <summary>The brackets about which another way back from a callee does otherwise, that is as possible here and that the caller could not tell from this one.</summary>
    private ImmutableArray<ProtocolStep> Undecided(Instruction.Call call, Summary summary, SummaryExit exit) => summary.Exits
        .Where(other => other.Kind == ExitKind.Return && !ReferenceEquals(other, exit))
        .Select(other => (Other: other, Steps: exit.DiffersFrom(other)))
        .Where(other => !other.Steps.IsEmpty && !exit.ComesBackOtherThan(other.Other) && Adopt(call, other.Other.Facts) is not null)
        .SelectMany(static other => other.Steps).Distinct().ToImmutableArray();

    /// <summary>Whether what a callee calls by a path has another name here, so that it can be asked again.</summary>
    private bool IsKnown(Instruction.Call call, Path path)
    {
        // That a value is over a bound, nobody asks again.
        if (path.IsConstant)
            return false;

        if (path is not { Root: PathRoot.Entry, Symbol: IParameterSymbol parameter, Fields.IsEmpty: true } || !IsParameterOf(call, parameter))
            return path.Root != PathRoot.Result;

        int value = Find(call, path, -1);
        IntMap values = _frame.Cell.Values;
        for (int i = 0; i < values.Count; i++)
        {
            if (values.ValueAt(i) == value && _universe.Variable(values.KeyAt(i)).Kind is VariableKind.Local or VariableKind.Field)
                return true;
        }

        return value >= 0 && _terms[value].Kind is not TermKind.Opaque;
    }

    /// <summary>What a callee disposed may be a guard here: what its places held before they may have been written.</summary>
    private void Dispose(Instruction.Call call, SummaryExit exit, Dictionary<Path, int> former)
    {
        foreach (Path path in exit.Disposed)
        {
            if (Former(former, path) is >= 0 and var value)
                Dispose(value, call, call.Site);
        }
    }

    /// <summary>What a callee disposed may be a guard here.</summary>
    private void Dispose(Instruction.Call call, ImmutableArray<Path> disposed)
    {
        foreach (Path path in disposed)
        {
            if (Find(call, path, -1) is >= 0 and var value)
                Dispose(value, call, call.Site);
        }
    }

    /// <summary>What a callee stored, with what that holds, is whoever's that finds it there.</summary>
    private void Store(Instruction.Call call, SummaryExit exit)
    {
        foreach (Path path in exit.Stored)
        {
            int stored = Find(call, path, -1);
            if (stored < 0)
                continue;

            Surrender(stored);
            if (_terms[_terms.Uncast(stored)].Kind is not (TermKind.Fresh or TermKind.This))
                continue;

            Write(new Variable(VariableKind.Escaped, "escaped", _universe.SubjectOf(_frame.Cell, stored)), _terms.True);
            LetGo(_terms.Uncast(stored));
        }
    }

    private int Former(Dictionary<Path, int> former, Path path) => former.TryGetValue(path, out int register) ? _frame.Kept(register) : -1;

    /// <summary>The paths of an exit that stand for what was there before the call.</summary>
    private static IEnumerable<Path> FormerPaths(SummaryExit exit)
    {
        foreach (SlotEffect effect in exit.Effects)
        {
            if (IsUndone(effect))
                yield return effect.Subject;
        }

        foreach (Path disposed in exit.Disposed)
            yield return disposed;

        if (exit.Result is { Root: not (PathRoot.Result or PathRoot.Output) } returned)
            yield return returned;

        foreach (PathValue output in exit.Outputs)
        {
            if (output.Value.Root is not (PathRoot.Result or PathRoot.Output))
                yield return output.Value;
        }
    }

    /// <summary>Notes what the guards and tokens that come back stand for; false where a guard would have to be null.</summary>
    private bool ReceiveGuards(Instruction.Call call, SummaryExit exit, int result, Cell entered)
    {
        foreach (SlotGuard received in exit.Guards)
        {
            int guard = received.Guard is { Root: PathRoot.Result, Fields.IsEmpty: true } ? _frame[call.Result] : Find(call, received.Guard, result);
            int subject = Find(call, received.Subject, result);
            if (guard < 0 || subject < 0)
                continue;

            if (_universe.Assume(_frame.Cell, _terms.IsNull(guard), false) is not { } cell)
                return false;

            subject = _effects.SubjectFor(received.Step.Step, _universe.SubjectOf(cell, subject));
            _frame.Cell = Guarded(cell, guard, received.Step, subject, FormerHere(entered, received.Step.Step, subject, received.Former));
            if (received.Guard is { Root: PathRoot.This or PathRoot.Entry, Fields: [var field] })
                KeepGuard(Find(call, received.Guard with { Fields = ImmutableArray<Universe.FieldIdentity>.Empty }, result), field, guard, new Slot(received.Step.Step, subject));
        }

        foreach (SlotToken received in exit.Tokens)
        {
            int token = received.Token is { Root: PathRoot.Result, Fields.IsEmpty: true } ? _frame[call.Result] : Find(call, received.Token, result);
            int subject = Find(call, received.Subject, result);
            if (token >= 0 && subject >= 0)
                Write(new Variable(VariableKind.Token, received.Step, token), _terms.Constant((long)FormerHere(entered, received.Step, _universe.SubjectOf(entered, subject), received.Former)!.Value.Bits));
        }

        return true;
    }

    /// <summary>A guard that a callee left in a field of a new object is where that is: whoever drops the object drops the guard.</summary>
    private void KeepGuard(int owner, Universe.FieldIdentity field, int guard, Slot slot)
    {
        if (owner < 0 || slot.Step.Nestable || _terms[_terms.Uncast(owner)].Kind != TermKind.Fresh || !IsNew(_terms.Uncast(owner)))
            return;

        Write(new Variable(VariableKind.Holds, field, _terms.Uncast(owner)), guard);
        StepState state = _universe.Raw(_frame.Cell, slot.Step, slot.Subject);
        if (state.IsOnly(Possibility.Granted))
            _frame.Cell = _effects.Set(_frame.Cell, slot.Step, slot.Subject, Possibility.Gained);
    }

    /// <summary>What a slot was before a callee performed its step: what it had not touched is what it was at the call.</summary>
    private StepState? FormerHere(Cell entered, ProtocolStep step, int subject, StepState? former) =>
        former is { } value && value.Has(Possibility.Untouched) ? _effects.StateOf(entered, step, subject) : former;

    private void ForgetByReference(Instruction.Call call)
    {
        for (int i = 0; i < call.ByReference.Length; i++)
        {
            if (call.ByReference[i] is { } variable)
                Write(Variable.Of(variable), i < _outputs.Length && _outputs[i] >= 0 ? _outputs[i] : Make(TermKind.Opaque, call, i));
        }

        foreach (KeyValuePair<LocalId, int> kept in _kept)
            Write(Variable.Of(kept.Key), kept.Value);

        foreach (LocalId variable in call.Captured.Where(variable => !_kept.ContainsKey(variable)))
            Write(Variable.Of(variable), Make(TermKind.Opaque, call, variable.Key));
    }

    private void SetOutput(Instruction.Call call, PathValue output, int value, int result)
    {
        if (value < 0)
            return;

        Path place = output.Place;
        if (!place.Fields.IsEmpty || place.Root == PathRoot.Static)
        {
            int owner = place.Root == PathRoot.Static && place.Fields.IsEmpty ? -1 : Find(call, place with { Fields = ImmutableArray<Universe.FieldIdentity>.Empty }, result);
            if (place.Root == PathRoot.Static && place.Fields.IsEmpty)
                Write(new Variable(VariableKind.Field, new Universe.FieldIdentity((ISymbol)place.Symbol!, false)), value);
            else if (owner >= 0)
                Write(new Variable(VariableKind.Field, place.Fields[0], _terms.Uncast(owner)), value);

            if (_terms.IsConstant(value) || output.Value.Equals(place))
                return;

            // What a constructor keeps in a field is where the new object is.
            if (call.Callee.Method is { MethodKind: MethodKind.Constructor } && owner >= 0 && IsNew(_terms.Uncast(owner)))
                Write(new Variable(VariableKind.Holds, output.Place.Fields[0], _terms.Uncast(owner)), value);
            else
                Write(new Variable(VariableKind.Escaped, "escaped", _universe.SubjectOf(_frame.Cell, value)), _terms.True);
        }
        else if (call.Enumeration is { } enumeration)
        {
            if (enumeration.VariableOf(place.Local) is { } own)
                Write(Variable.Of(own), value);
        }
        else if (place.Symbol is IParameterSymbol parameter && IsParameterOf(call, parameter))
        {
            if (parameter.Ordinal < call.ByReference.Length && call.ByReference[parameter.Ordinal] is { } variable)
                Write(Variable.Of(variable), value);
        }
        else if (place is { Root: PathRoot.Entry, Local: var captured })
        {
            Write(Variable.Of(captured), value);
        }
    }

    /// <summary>The cell in which what a callee says of its result holds; null where it cannot.</summary>
    private Cell? AdoptResult(ImmutableArray<PathFact> facts, int result)
    {
        Cell? cell = _frame.Cell;
        foreach (PathFact fact in facts)
        {
            if (cell is not null && fact is { Alternatives.IsEmpty: true, Value: { Root: PathRoot.Result, Fields.IsEmpty: true } })
                cell = _universe.AssumeEqual(cell, result, _terms.Constant(fact.Constant), !fact.Negated);
        }

        return cell;
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
            case PathRoot.Output when call.Enumeration is { } iterator:
                term = iterator.VariableOf(path.Local) is { } held && _kept.TryGetValue(held, out int made) ? made : -1;
                break;
            case PathRoot.Output:
                term = path.Symbol is IParameterSymbol { Ordinal: var ordinal } && ordinal < _outputs.Length ? _outputs[ordinal] : -1;
                break;
            case PathRoot.This:
                term = call.Receiver >= 0 ? Register(call.Receiver) : -1;
                break;
            case PathRoot.Static:
                term = path.Symbol is IFieldSymbol { IsReadOnly: false } or IPropertySymbol
                    ? Load(new Variable(VariableKind.Field, new Universe.FieldIdentity((ISymbol)path.Symbol, false)))
                    : _terms.Number(new Term(TermKind.Static, path.Symbol));
                break;
            case PathRoot.Entry when call.Enumeration is { } enumeration:
                term = enumeration.VariableOf(path.Local) is { } own ? Read(Variable.Of(own)) : -1;
                break;
            default:
                if (path.Symbol is IParameterSymbol parameter && IsParameterOf(call, parameter))
                    term = parameter.Ordinal < call.Arguments.Length && call.Arguments[parameter.Ordinal] >= 0 ? Register(call.Arguments[parameter.Ordinal]) : -1;
                else if (path.Symbol is IParameterSymbol { ContainingSymbol: INamedTypeSymbol })
                    term = call.Receiver >= 0 ? Register(call.Receiver) : -1; // The receiver of an extension block.
                else
                    term = Read(Variable.Of(path.Local));

                break;
        }

        for (int i = 0; i < path.Fields.Length; i++)
        {
            Universe.FieldIdentity field = path.Fields[i];
            if (term < 0)
                return -1;

            // A chain is not what its first link leads to now.
            if (i + 1 < path.Fields.Length && path.Fields[i + 1].Equals(Universe.FieldIdentity.Each) && LeadsToItsLike(field.Member))
            {
                term = _terms.Number(new Term(TermKind.Field, field, _terms.Uncast(term)));
                continue;
            }

            if (field.Equals(Universe.FieldIdentity.Each))
            {
                _universe.GoesOverElements = true;
                term = Load(new Variable(VariableKind.Element, _terms.Each, _terms.Uncast(term)));
                continue;
            }

            if (field.Index is { } at)
            {
                int index = Find(call, at, result);
                if (index < 0)
                    return -1;

                term = Load(new Variable(VariableKind.Element, _universe.Resolve(_frame.Cell, index), _terms.Uncast(term)));
                continue;
            }

            if (field.Offset != 0)
            {
                term = _terms.Plus(_universe.Resolve(_frame.Cell, term), field.Offset);
                continue;
            }

            var variable = new Variable(VariableKind.Field, field, _terms.Uncast(term));
            term = notes || Universe.IsMutable(field.Member) || field.Reads is not null ? Load(variable) : Read(variable);
        }

        return term;
    }

    private static bool IsParameterOf(Instruction.Call call, IParameterSymbol parameter) => call.Callee switch
    {
        { Method: { } method } => SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, method)
            || (parameter.ContainingSymbol is IMethodSymbol owner
                && (SymbolEqualityComparer.Default.Equals(owner.PartialDefinitionPart, method)
                    || SymbolEqualityComparer.Default.Equals(owner.PartialImplementationPart, method)
                    || SymbolEqualityComparer.Default.Equals(owner.AssociatedSymbol, method.AssociatedSymbol) && owner.AssociatedSymbol is not null)),
        { Lambda: { } lambda } => SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, lambda.Symbol),
        _ => false,
    };

    /// <summary>The cell in which a callee's facts hold; null where they cannot.</summary>
    private Cell? Adopt(Instruction.Call call, ImmutableArray<PathFact> facts)
    {
        Cell? cell = _frame.Cell;
        foreach (PathFact fact in facts)
        {
            ImmutableArray<int?> conditions = fact.Literals.Select(literal => ConditionOf(call, literal)).ToImmutableArray();
            if (conditions.Contains(null))
                continue;

            cell = _universe.AssumeOneOf(cell, conditions.Select(static condition => condition!.Value).ToImmutableArray());
            if (cell is null)
                return null;
        }

        return cell;
    }

    /// <summary>What a callee's fact says here; null where it is about something that has no name here.</summary>
    private int? ConditionOf(Instruction.Call call, PathFact fact)
    {
        int value = Find(call, fact.Value, -1);
        int other = fact.Other is null ? _terms.Constant(fact.Constant) : Find(call, fact.Other, -1);
        if (value < 0 || other < 0)
            return null;

        int condition = fact.IsOrder ? _terms.Less(value, other) : _terms.Equal(value, other);
        return fact.Negated ? _terms.Not(condition) : condition;
    }
}
