using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Flow;

/// <summary>Runs the instructions of a node on a cell.</summary>
internal sealed partial class Transfer
{
    /// <summary>So many frames at once, and those with equal slots are joined.</summary>
    private const int ManyFrames = 16;

    /// <summary>So many frames with different slots, and they are joined all the same.</summary>
    private const int MaxFrames = 64;

    private readonly Universe _universe;
    private readonly Effects _effects;
    private readonly ISummaries _summaries;
    private readonly IAssemblySymbol _assembly;
    private readonly Func<ISymbol, Lasting?> _lasting;
    private readonly Func<ISymbol, bool> _isStable;
    private readonly Protocol? _protocol;
    private readonly TermTable _terms;
    private readonly Paths _paths;

    /// <summary>What runs first where the instruction that is being executed throws; null: nothing.</summary>
    private Instruction.Call? _unwinding;

    private FlowNode _node = null!;
    private Frame _frame = null!;
    private Story? _heard;
    private Cell? _heardCell;
    private ITrace? _listener;
    private Emit _emit = null!;

    /// <param name="universe">The values and slots of the body.</param>
    /// <param name="effects">What events do to slots.</param>
    /// <param name="summaries">What callees do.</param>
    /// <param name="assembly">The assembly that is compiled: who else can write a member is told by where it is declared.</param>
    /// <param name="lasting">What stays in a field once it is there; null where nothing is known to.</param>
    /// <param name="isStable">Whether a field keeps its value once its object is made.</param>
    /// <param name="protocol">The only protocol whose events count; null: all.</param>
    public Transfer(
        Universe universe, Effects effects, ISummaries summaries, IAssemblySymbol assembly, Func<ISymbol, Lasting?> lasting, Func<ISymbol, bool> isStable, Protocol? protocol = null)
    {
        _isStable = isStable;
        _lasting = lasting;
        _protocol = protocol;
        _universe = universe;
        _effects = effects;
        _summaries = summaries;
        _assembly = assembly;
        _terms = universe.Terms;
        _paths = new Paths(universe);
    }

    /// <summary>Takes a cell along an edge.</summary>
    public delegate void Emit(FlowNode target, Cell cell, Story? story);

    /// <summary>Whether stories are told; without them nothing is allocated for them.</summary>
    public bool TellsStories { get; set; }

    /// <summary>Whether a bound was hit and frames with different slots were joined.</summary>
    public bool HasWidened { get; set; }

    public void Run(FlowNode node, Cell cell, Story? story, ITrace? listener, Emit emit)
    {
        _node = node;
        _listener = listener;
        _emit = emit;
        var frames = new List<Frame> { new(cell, new int[node.Registers], story) };
        foreach (Instruction instruction in node.Instructions)
        {
            int count = frames.Count;
            for (int i = 0; i < count; i++)
            {
                _frame = frames[i];
                Execute(instruction, frames, i);
            }

            frames.RemoveAll(frame => frame.Cell is null);
            if (frames.Count == 0)
                return;

            if (frames.Count > ManyFrames)
                JoinFrames(frames, instruction);
        }

        foreach (Frame frame in frames)
        {
            foreach (FlowEdge edge in node.Successors)
            {
                if (edge.Condition < 0)
                {
                    emit(edge.Target, frame.Cell, frame.Story);
                    continue;
                }

                int condition = frame[edge.Condition];
                if (_universe.Assume(frame.Cell, condition, edge.Truth) is not { } taken)
                    continue;

                Story? story2 = frame.Story;
                if (TellsStories && edge.Site is { } site && !_terms.IsConstant(condition))
                    story2 = new Story(story2, null, default, site, edge.Truth) { Condition = condition };

                emit(edge.Target, taken, story2);
            }
        }
    }

    /// <summary>Whether a node has an instruction of which a listener is told anything: an event, or a call of what does something to steps or ends in ways that conditions tell apart, or that leaves an iterator.</summary>
    public bool IsHeard(FlowNode node)
    {
        foreach (Instruction instruction in node.Instructions)
        {
            if (instruction is Instruction.Event or Instruction.DisposeGuard or Instruction.Suspend or Instruction.Start or Instruction.Call { Guard: >= 0 }
                || (instruction is Instruction.Call call && (call.Callee.Part is { IsLeft: true } || _summaries.Of(call.Callee) is { IsMute: false })))
            {
                return true;
            }
        }

        return false;
    }

    private ITrace? Trace => _listener is null && !TellsStories ? null : this;

    private int Register(int register) => _frame[register];

    private int SubjectOf(int register) => register switch
    {
        Instruction.Event.ProgramSubject => _terms.Program,
        _ => _universe.SubjectOf(_frame.Cell, Register(register)),
    };

    private void Execute(Instruction instruction, List<Frame> frames, int index)
    {
        _unwinding = instruction.Unwinding;
        switch (instruction)
        {
            case Instruction.Define { Value: Expression.LoadElement { Rounds: null or { IsFollowed: true } } element } define:
                ReadElement(define, element, frames);
                break;

            case Instruction.Define { Value: Expression.RoundIndex { Rounds.IsFollowed: true } round } define:
                ReadRound(define, round, frames);
                break;

            case Instruction.Define { Value: Expression.LoadField { Base: >= 0 } link } define when ChainOf(link) is >= 0 and var chain:
                FollowLink(define, link, chain, frames);
                break;

            case Instruction.Define define:
                _frame[define.Target] = Evaluate(define);
                break;

            case Instruction.Assign assign:
                Write(Variable.Of(assign.Variable), Register(assign.Value));
                break;

            case Instruction.StoreField store:
                Store(store);
                break;

            case Instruction.MakeEmpty empty:
                MakeEmpty(_terms.Uncast(Register(empty.Collection)));
                break;

            case Instruction.MakeFull full:
                MakeFull(_terms.Uncast(Register(full.Collection)), full.Elements);
                break;

            case Instruction.AddElement add:
                AddElement(add, frames);
                break;

            case Instruction.StoreElement store:
                Store(store);
                break;

            case Instruction.Escape escape:
                if (escape.Holder >= 0 && IsNew(_terms.Uncast(Register(escape.Holder))))
                {
                    Write(new Variable(VariableKind.Holds, escape.Id, Register(escape.Holder)), Register(escape.Value));
                    break;
                }

                Write(new Variable(VariableKind.Escaped, "escaped", _universe.SubjectOf(_frame.Cell, Register(escape.Value))), _terms.True);
                LetGo(Register(escape.Value));
                break;

            case Instruction.Use use:
                LetGo(Register(use.Value));
                break;

            case Instruction.Surrender surrender:
                Surrender(Register(surrender.Value));
                break;

            case Instruction.Give give:
                if (TellsStories)
                    _frame.Story = new Story(_frame.Story, null, default, give.Site, false) { Given = Register(give.Value), IsGivenWithPlace = give.WithPlace };

                break;

            case Instruction.GuardDelegate guarded:
                GuardDelegate(guarded.Later, Register(guarded.Guard));
                break;

            case Instruction.GuardStep guarded:
                if (_protocol is null || ReferenceEquals(_protocol, guarded.Step.Protocol))
                    _frame.Cell = Guarded(_frame.Cell, Register(guarded.Guard), new GuardedStep(guarded.Step, guarded.IfInEffect), _effects.SubjectFor(guarded.Step, SubjectOf(guarded.Subject)), null);

                break;

            case Instruction.HandOn handOn:
                HandOn(handOn.Later);
                break;

            case Instruction.Start start:
                Start(start);
                break;

            case Instruction.MayThrow mayThrow:
                Throw(mayThrow.Level, _frame.Cell);
                break;

            case Instruction.Havoc havoc:
                if (havoc.Conditions.IsEmpty || Restrict(havoc.Conditions, frames))
                    Forget(havoc);

                break;

            case Instruction.Assume assume:
                _frame.Cell = _universe.Assume(_frame.Cell, Register(assume.Condition), assume.Truth)!;
                break;

            case Instruction.Stop:
                _frame.Cell = null!;
                break;

            case Instruction.Choose choose:
                Choose(choose, frames);
                break;

            case Instruction.NextRound next:
                NextRound(next, frames);
                break;

            case Instruction.RunGiven:
                break;

            case Instruction.Suspend suspend:
                if (Trace is { } trace)
                    _effects.Suspend(_frame.Cell, suspend, suspend.Site, trace);

                break;

            case Instruction.Event happening:
                ExecuteEvent(happening, frames);
                break;

            case Instruction.DisposeGuard dispose:
                Dispose(Register(dispose.Guard), dispose, dispose.Site);
                break;

            case Instruction.Call call:
                ExecuteCall(call, frames);
                break;

            default:
                throw new InvalidOperationException(instruction.GetType().Name);
        }
    }

    /// <summary>Whether an object is made here, or is the one that a constructor makes, and nobody else has it yet.</summary>
    private bool IsNew(int term) => _terms[term].Kind is TermKind.Fresh or TermKind.This && !_frame.Cell.Values.Contains(_universe.Number(new Variable(VariableKind.Escaped, "escaped", term)));

    /// <summary>What an object holds is where the object is.</summary>
    private void LetGo(int holder)
    {
        IntMap values = _frame.Cell.Values;
        for (int i = 0; i < values.Count; i++)
        {
            if (_universe.Variable(values.KeyAt(i)) is not { Kind: VariableKind.Holds } held || held.Base != holder || !_frame.Cell.Values.Contains(values.KeyAt(i)))
                continue;

            int value = values.ValueAt(i);
            _frame.Cell = _frame.Cell with { Values = _frame.Cell.Values.Remove(values.KeyAt(i)) };
            Write(new Variable(VariableKind.Escaped, "escaped", _universe.SubjectOf(_frame.Cell, value)), _terms.True);
            LetGo(value);
        }

        LetGoOfElements(holder);
    }

    private void Choose(Instruction.Choose choose, List<Frame> frames)
    {
        int value = _universe.Resolve(_frame.Cell, Register(choose.Value));
        if (choose.Dispatched is var (call, bodies))
        {
            ChooseType(choose, value, call, bodies, frames);
            return;
        }

        object? known = _terms.IsConstant(value) ? _terms.ConstantValue(value) : null;
        if (choose.Choices.Any(choice => ReferenceEquals(choice, known)) || _terms.IsConstant(value) || choose.OnlyKnown)
        {
            _frame[choose.Target] = _terms.IsConstant(value) ? value : _terms.Null;
            return;
        }

        for (int i = choose.CanBeOther ? 0 : 1; i < choose.Choices.Length; i++)
        {
            Frame other = _frame.Fork(_frame.Cell);
            other[choose.Target] = _terms.Constant(choose.Choices[i]);
            frames.Add(other);
        }

        _frame[choose.Target] = choose.CanBeOther ? _terms.Null : _terms.Constant(choose.Choices[0]);
    }

    /// <summary>Goes on with each type that an object can have of which something depends on it; what is found out so is known at its next call.</summary>
    private void ChooseType(Instruction.Choose choose, int value, Site call, ImmutableArray<BodyId> bodies, List<Frame> frames)
    {
        if (bodies.Any(_summaries.IsCut))
        {
            _frame[choose.Target] = _terms.Null;
            return;
        }

        ImmutableArray<Summary?> summaries = bodies.Select(_summaries.Of).ToImmutableArray();
        if (_terms.IsConstant(value) || choose.OnlyKnown || summaries.All(static summary => summary is null or { IsNeutral: true, TellsResult: false }))
        {
            _frame[choose.Target] = _terms.IsConstant(value) ? value : _terms.Null;
            return;
        }

        List<(int Type, Cell Cell)> possible = choose.Choices.Select(choice => _terms.Constant(choice))
            .Select(type => (type, _universe.Assume(_frame.Cell, _terms.Equal(value, type), true))).Where(static way => way.Item2 is not null).Select(static way => (way.type, way.Item2!)).ToList();
        if (possible.Count == 0)
        {
            _frame[choose.Target] = _terms.Null;
            return;
        }

        if (TellsStories && possible.Count > 1)
        {
            ImmutableArray<ProtocolStep> steps = summaries.SelectMany(static summary => summary?.Exits ?? ImmutableArray<SummaryExit>.Empty).SelectMany(static exit => exit.Effects)
                .Select(static effect => effect.Step).Distinct().ToImmutableArray();
            _frame.Story = new Story(_frame.Story, null, default, call, false) { Undecided = steps };
        }

        foreach ((int type, Cell cell) in possible.Skip(1))
        {
            Frame other = _frame.Fork(cell);
            other[choose.Target] = type;
            frames.Add(other);
        }

        _frame.Cell = possible[0].Cell;
        _frame[choose.Target] = possible[0].Type;
    }

    /// <summary>Goes on where an exception is handled, or leaves the body.</summary>
    /// <param name="level">The level of the throw.</param>
    /// <param name="cell">The state there.</param>
    /// <param name="thrown">What is thrown; null: anything.</param>
    private void Throw(ThrowLevel level, Cell cell, ThrownException? thrown = null)
    {
        if (_unwinding is { } unwinding)
        {
            Unwind(unwinding, level, cell, thrown);
            return;
        }

        if (!_node.Handlers.TryGetValue(level, out ImmutableArray<FlowNode> handlers))
            return;

        // Innermost first: what one of them takes does not come to those behind it.
        foreach (FlowNode handler in handlers)
        {
            if (handler.Caught is { } caught && !caught.CanCatch(thrown))
                continue;

            _emit(handler, cell, _frame.Story);
            if (handler.Caught?.CatchesAll(thrown) == true)
                break;
        }
    }

    /// <summary>What a delegate throws goes through the <c>finally</c> blocks of the method that runs it first.</summary>
    private void Unwind(Instruction.Call unwinding, ThrowLevel level, Cell cell, ThrownException? thrown)
    {
        Frame thrower = _frame;
        _frame = thrower.Fork(cell);
        _unwinding = null;
        var others = new List<Frame> { _frame };
        ExecuteCall(unwinding, others);
        foreach (Frame unwound in others)
        {
            if (unwound.Cell is null)
                continue;

            _frame = unwound;
            Throw(level, unwound.Cell, thrown);
        }

        _unwinding = unwinding;
        _frame = thrower;
    }

    private void ExecuteEvent(Instruction.Event happening, List<Frame> frames)
    {
        if (_protocol is not null && !ReferenceEquals(_protocol, happening.Protocol))
            return;

        if (!Restrict(happening.Conditions, frames))
            return;

        if (happening.Kind == EventKind.Tells)
        {
            Tell(happening, frames);
            return;
        }

        _frame.Cell = Apply(happening, _frame.Cell);
    }

    /// <summary>Goes on where all conditions hold, and as another frame where one does not; false where they cannot hold.</summary>
    private bool Restrict(ImmutableArray<Condition> conditions, List<Frame> frames)
    {
        Cell? cell = _frame.Cell;
        foreach (Condition condition in conditions)
        {
            int test = condition.Comparand >= 0
                ? _terms.Equal(Register(condition.Register), Register(condition.Comparand))
                : _terms.Equal(Register(condition.Register), _terms.Constant(condition.Constant));
            if (_universe.Assume(cell, test, condition.Negated) is { } without)
                frames.Add(_frame.Fork(without));

            cell = _universe.Assume(cell, test, !condition.Negated);
            if (cell is null)
                break;
        }

        _frame.Cell = cell!;
        return cell is not null;
    }

    private Cell Apply(Instruction.Event happening, Cell cell)
    {
        Site site = happening.Site;
        int subject = SubjectOf(happening.Subject);
        switch (happening.Kind)
        {
            case EventKind.Step:
            {
                StepState former = _effects.StateOf(cell, happening.Step!, subject);
                cell = _effects.Perform(cell, happening.Step!, subject, happening, site, Trace);
                if (happening.Token >= 0)
                {
                    cell = Know(cell, new Variable(VariableKind.Token, happening.Step!, Register(happening.Token)), _terms.Constant((long)former.Bits));

                    cell = There(cell, Register(happening.Token));
                }

                return happening.Guard < 0 ? cell
                    : Guarded(cell, Register(happening.Guard), new GuardedStep(happening.Step!, happening.IsGuardLenient), _effects.SubjectFor(happening.Step!, subject), former);
            }

            case EventKind.Undo when happening.Token >= 0:
            {
                int token = Register(happening.Token);
                if (_universe.FormerOf(cell, happening.Step!, token) is { } before)
                    return _effects.Restore(cell, happening.Step!, subject, before, ifInEffect: true, happening, site, Trace);

                cell = _effects.Undo(cell, happening.Step!, subject, happening.IfInEffect, happening, site, Trace);
                return Know(cell, new Variable(VariableKind.Restored, happening.Step!, token), _effects.SubjectFor(happening.Step!, subject));
            }

            case EventKind.Undo:
                return _effects.Undo(cell, happening.Step!, subject, happening.IfInEffect, happening, site, Trace);

            case EventKind.Commit:
                return _effects.Commit(cell, happening.Protocol, subject, happening, site, Trace);

            case EventKind.Requires:
                return _effects.Require(cell, happening.Step!, subject, happening, site, Trace);

            case EventKind.Forbids:
                return _effects.Forbid(cell, happening.Step!, subject, happening.AnySubject, happening, site, Trace);

            case EventKind.TakesOver:
                return _effects.TakeOver(cell, happening.Step!, subject, happening, site, Trace);

            case EventKind.Asserts:
                return _effects.Take(cell, happening.Step!, subject, inEffect: true);

            case EventKind.Ensures:
                return _effects.Ensure(cell, happening.Step!, subject, site, Trace);

            case EventKind.EnsuresUndone:
                return _effects.EnsureUndone(cell, happening.Step!, subject, site, Trace);

            default:
                return cell;
        }
    }

    private void Tell(Instruction.Event happening, List<Frame> frames)
    {
        int subject = SubjectOf(happening.Subject);
        int answer = Register(happening.Answer);
        if (_universe.Assume(_frame.Cell, answer, false) is { } no && Told(no, happening.Step!, subject, inEffect: false) is { } absent)
            frames.Add(_frame.Fork(absent));

        _frame.Cell = _universe.Assume(_frame.Cell, answer, true) is { } yes && Told(yes, happening.Step!, subject, inEffect: true) is { } present ? present : null!;
    }

    /// <summary>The cell in which a test has given this answer about a step; null where it cannot.</summary>
    private Cell? Told(Cell cell, ProtocolStep step, int subject, bool inEffect)
    {
        if (_effects.IsInEffect(cell, step, subject) is { } known)
            return known == inEffect ? cell : null;

        int own = _effects.SubjectFor(step, subject);
        return Know(_effects.Tell(cell, step, subject, inEffect), new Variable(VariableKind.Told, step, own), _terms.Truth(inEffect));
    }

    /// <summary>Notes what a guard ends, and that it is an object. What a nested guard ends is one performance, whatever was there before.</summary>
    private Cell Guarded(Cell cell, int guard, GuardedStep step, int subject, StepState? former)
    {
        guard = _terms.Uncast(guard);
        cell = Know(cell, new Variable(VariableKind.Guard, step, guard), subject);
        cell = cell with { Values = cell.Values.Remove(_universe.Number(new Variable(VariableKind.Spent, step.Step, guard))) };
        if (former is { } value && !step.Step.Nestable)
            cell = Know(cell, new Variable(VariableKind.Token, step.Step, guard), _terms.Constant((long)value.Bits));

        return There(cell, guard);
    }

    /// <summary>What a step gives to be ended by is an object.</summary>
    private Cell There(Cell cell, int given) => _universe.Assume(cell, _terms.IsNull(given), false) ?? cell;

    private void Surrender(int value)
    {
        int guard = _terms.Uncast(value);
        if (Enumerable.Range(0, _frame.Cell.Values.Count).Any(i => _universe.Variable(_frame.Cell.Values.KeyAt(i)) is { Kind: VariableKind.Guard } variable && variable.Base == guard))
            Write(new Variable(VariableKind.Escaped, "escaped", _universe.SubjectOf(_frame.Cell, guard)), _terms.True);
    }

    /// <summary>Disposes of an object: a guard ends, and what may be one of the callers' is noted. Whether it is a guard.</summary>
    private bool Dispose(int disposed, Instruction instruction, Site site)
    {
        bool isGuard = DisposeGuard(disposed, instruction, site);
        if (!isGuard)
            NoteDisposal(disposed);

        return isGuard;
    }

    /// <summary>
    /// What is disposed of may be a guard of the callers': what was in effect as they had left it may have ended with that, so that who needs it from here on asks again.
    /// </summary>
    private void NoteDisposal(int disposed)
    {
        disposed = _terms.Uncast(disposed);
        if (_paths.Of(disposed) is not { Root: PathRoot.Entry or PathRoot.This or PathRoot.Static })
            return;

        var noted = new Variable(VariableKind.Disposed, "disposed", disposed);
        if (_frame.Cell.Values.Contains(_universe.Number(noted)))
        {
            Write(noted with { Key = "disposed again" }, _terms.True);
            return;
        }

        bool isFirst = true;
        IntMap slots = _frame.Cell.Slots;
        for (int i = 0; i < slots.Count; i++)
        {
            Slot slot = _universe.Slot(slots.KeyAt(i));
            StepState state = StepState.Of(slots.ValueAt(i));
            isFirst &= !slot.Step.IsBracket || state.IsOnly(Possibility.Untouched | Possibility.Kept);
            if (slot.Step.IsBracket && state == Possibility.Kept && !_frame.Cell.Values.Contains(_universe.Number(new Variable(VariableKind.Told, slot.Step, slot.Subject))))
                _frame.Cell = _effects.Set(_frame.Cell, slot.Step, slot.Subject, Possibility.Untouched);
        }

        Write(noted, isFirst ? _terms.True : _terms.False);
    }

    /// <summary>Ends the steps that a guard stands for; false where the object is none.</summary>
    private bool DisposeGuard(int guard, Instruction instruction, Site site)
    {
        guard = _terms.Uncast(guard);
        bool isGuard = false;
        IntMap values = _frame.Cell.Values;
        for (int i = 0; i < values.Count; i++)
        {
            if (_universe.Variable(values.KeyAt(i)) is not { Kind: VariableKind.Guard, Key: GuardedStep step } variable || variable.Base != guard)
                continue;

            isGuard = true;
            EndGuard(guard, step, values.ValueAt(i), instruction, site);
        }

        return isGuard;
    }

    private void EndGuard(int guard, GuardedStep guarded, int subject, Instruction instruction, Site site)
    {
        (ProtocolStep step, bool isLenient) = (guarded.Step, guarded.IfInEffect);
        StepState? former = _universe.FormerOf(_frame.Cell, step, guard);

        // What was in effect already when the guard was made, it leaves so, however often it is disposed of.
        if (former is { } before && before.IsOnly(Possibility.InEffect))
            return;

        var spent = new Variable(VariableKind.Spent, step, guard);
        if (_frame.Cell.Values.Contains(_universe.Number(spent)))
        {
            if (!isLenient)
                Trace?.Found(new Finding(FindingKind.NotInEffect, instruction, ImmutableArray.Create(new Slot(step, subject)), site, null));

            return;
        }

        Write(spent, _terms.True);
        _frame.Cell = former is { } state
            ? _effects.Restore(_frame.Cell, step, subject, state, isLenient, instruction, site, Trace)
            : _effects.Undo(_frame.Cell, step, subject, isLenient, instruction, site, Trace);
    }

    /// <summary>Joins the frames with equal slots and, where even those are too many, all of them, whatever their slots.</summary>
    private void JoinFrames(List<Frame> frames, Instruction instruction)
    {
        var joined = new List<Frame>();
        var bySlots = new Dictionary<IntMap, int>();
        foreach (Frame frame in frames)
        {
            IntMap slots = Join.Open(_universe, frame.Cell.Slots);
            if (bySlots.TryGetValue(slots, out int index))
            {
                joined[index] = JoinFrames(joined[index], frame, instruction);
            }
            else
            {
                bySlots.Add(slots, joined.Count);
                joined.Add(frame);
            }
        }

        frames.Clear();
        if (joined.Count <= MaxFrames)
        {
            frames.AddRange(joined);
            return;
        }

        HasWidened = true;
        frames.Add(joined.Aggregate((first, second) => JoinFrames(first, second, instruction)));
    }

    private Frame JoinFrames(Frame first, Frame second, Instruction instruction)
    {
        Cell left = first.Cell;
        Cell right = second.Cell;
        int[] registers = first.CopyRegisters();
        for (int i = 0; i < registers.Length; i++)
        {
            int join = _terms.Number(new Term(TermKind.Join, instruction, i, -1));
            if (registers[i] == second[i] || registers[i] == join)
                continue;

            // What an earlier round of a loop called so is another value.
            int former = _terms.Number(new Term(TermKind.Join, instruction, i, -2));
            left = Join.Retire(_universe, left, join, former);
            right = Join.Retire(_universe, right, join, former);
            registers = Array.ConvertAll(registers, register => register == join ? former : register);
            registers[i] = join;
        }

        return new Frame(Join.Cells(_universe, left, right, -1 - _node.Index), registers, first.Story);
    }
}
