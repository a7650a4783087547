using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using EntryPath.Truth.Tests.Analysis;
using EntryPath.Truth.Tests.Language;
using EntryPath.Truth.Tests.Rules;

namespace EntryPath.Truth.Tests.Judging;

/// <summary>
/// Runs a program along all its feasible paths: every unknown <c>bool</c> both ways, loops until no new state comes up, helpers
/// in place. What a path has been through is kept as it is, so nothing is approximated: a program is bad exactly if one of its paths is.
/// </summary>
internal sealed class Interpreter
{
    private const int MaximalStates = 20_000;
    private readonly TruthProgram _program;
    private readonly Reading _reading;
    private readonly ExitRules _exits;
    private readonly Dictionary<(int Method, PathState Entry), HashSet<(Slots Slots, ExitKind Kind)>> _helpers = [];
    private readonly HashSet<(int Method, PathState Entry)> _runThisRound = [];
    private readonly HashSet<(int Method, PathState Entry)> _active = [];
    private readonly HashSet<int> _entered = [];
    private readonly HashSet<(object Site, ulong Bit)> _takesOver = new(SiteComparer.Instance);
    private readonly HashSet<(object Site, ulong Bit)> _endsOwn = new(SiteComparer.Instance);
    private Verdict? _bad;
    private bool _inRoot;
    private bool _recursive;
    private bool _grown;
    private int _states;
    private string _method = "";

    private Interpreter(TruthProgram program, Reading reading)
    {
        _program = program;
        _reading = reading;
        _exits = new ExitRules(reading);
    }

    /// <summary>The verdict, or null where the program has more states than are worth exploring.</summary>
    public static Verdict? Judge(TruthProgram program, Reading reading)
    {
        var interpreter = new Interpreter(Renumbering.Fresh(program), reading);
        do
        {
            interpreter._grown = false;
            interpreter._recursive = false;
            interpreter._runThisRound.Clear();
            interpreter._entered.Clear();
            interpreter.RunRoots();
        }
        while (interpreter is { _bad: null, _recursive: true, _grown: true });
        return interpreter._bad ?? (interpreter._states > MaximalStates ? null : Verdict.Good);
    }

    private void RunRoots()
    {
        var called = _program.Methods
            .SelectMany((method, index) => Syntax.Calls(method.Body).Select(call => call.Method).Where(callee => callee != index))
            .ToHashSet();
        for (var index = 0; index < _program.Methods.Length; index++)
        {
            var method = _program.Methods[index];
            if (!method.IsRoot && _entered.Contains(index))
                continue;
            var isCalled = !method.IsRoot && called.Contains(index);
            var subjects = Enumerable.Range(0, method.Subjects).ToArray();
            foreach (var fields in Valuations(TruthProgram.Fields))
            {
                foreach (var flags in Valuations(method.Flags))
                {
                    for (var kind = 0; kind < (method.IsRoot ? 4 : 1); kind++)
                        Run(index, isRoot: !isCalled, PathState.Enter(default, fields, flags, subjects, kind));
                }
            }
        }
    }

    private static IEnumerable<bool[]> Valuations(int count) => Enumerable.Range(0, 1 << count)
        .Select(bits => Enumerable.Range(0, count).Select(bit => (bits >> bit & 1) != 0).ToArray());

    /// <summary>Runs a body once for an entry state; its exits are judged here, for each of its calls alike.</summary>
    private HashSet<(Slots Slots, ExitKind Kind)> Run(int index, bool isRoot, PathState entry)
    {
        var key = (index, entry);
        var known = _helpers.TryGetValue(key, out var earlier);
        var exits = known ? earlier! : _helpers[key] = [];
        _entered.Add(index);
        _recursive |= _active.Contains(key);
        if (_bad is not null || !_runThisRound.Add(key))
            return exits;
        _active.Add(key);
        var (outer, outerIsRoot) = (_method, _inRoot);
        var method = _program.Methods[index];
        (_method, _inRoot) = (method.Name, isRoot);
        var outcomes = Run(method.Body, [entry]);
        foreach (var state in outcomes.Next)
            Exit(state, method.ReturnsBool ? ExitKind.ReturnFalse : ExitKind.Return);
        foreach (var state in outcomes.Returns)
            Exit(state, !method.ReturnsBool ? ExitKind.Return : state.Result ? ExitKind.ReturnTrue : ExitKind.ReturnFalse);
        foreach (var state in outcomes.Throws)
            Exit(state, ExitKind.Throw);
        (_method, _inRoot) = (outer, outerIsRoot);
        _active.Remove(key);
        return exits;

        void Exit(PathState state, ExitKind kind)
        {
            if (exits.Add((state.Slots, kind)))
                _grown = true;
            if (_exits.Judge(index, method, isRoot, entry, state.Slots, kind) is { } id)
                Report(id, "the exit (" + kind + ")");
        }
    }

    private void Report(string id, string where) => _bad ??= new Verdict(IsBad: true, id, where + " in " + _method);

    private Outcomes Run(ImmutableArray<Statement> block, IEnumerable<PathState> states)
    {
        var outcomes = new Outcomes { Next = [.. states] };
        foreach (var statement in block)
        {
            if (outcomes.Next.Count == 0)
                break;
            var before = outcomes.Next;
            outcomes.Next = [];
            _states += before.Count;
            if (_bad is not null || _states > MaximalStates)
                break;
            Run(statement, before, outcomes);
        }

        return outcomes;
    }

    private void Run(Statement statement, HashSet<PathState> before, Outcomes outcomes)
    {
        switch (statement)
        {
            case Do { Operation: var operation, Subject: var subject }:
                foreach (var state in before)
                {
                    NoteUndo(statement, operation.Event, state.Object(subject), state.Slots);
                    Perform(operation, subject, state, (after, _) => outcomes.Next.Add(after));
                }

                break;
            case Work:
                outcomes.CallThrows.UnionWith(before);
                outcomes.Next.UnionWith(before);
                break;
            case Assign { Target: var target, Value: var value }:
                Decide(value, before, outcomes, (after, result) => outcomes.Next.Add(after.Write(target, result)));
                break;
            case Copy { Target: var target, Source: var source }:
                outcomes.Next.UnionWith(before.Select(state => state.WithCopy(target, state.Object(source))));
                break;
            case Create:
                outcomes.Next.UnionWith(before);
                break;
            case Call { Callee: var call }:
                foreach (var state in before)
                    Invoke(call, state, outcomes, (after, _) => outcomes.Next.Add(after));
                break;
            case If choice:
                var (then, otherwise) = Split(choice.Condition, before, outcomes);
                Continue(Run(choice.Then, then), outcomes);
                Continue(Run(choice.Else, otherwise), outcomes);
                break;
            case While { Condition: var condition, Body: var body }:
                Loop(before, outcomes, head =>
                {
                    var (enter, leave) = Split(condition, head, outcomes);
                    outcomes.Next.UnionWith(leave);
                    return Run(body, enter);
                });
                break;
            case ForEach { Body: var body }:
                Loop(before, outcomes, head =>
                {
                    outcomes.CallThrows.UnionWith(head);
                    outcomes.Next.UnionWith(head);
                    var inner = Run(body, head);
                    outcomes.CallThrows.UnionWith([.. inner.Breaks, .. inner.Returns, .. inner.Throws]); // from the enumerator's Dispose
                    return inner;
                });
                break;
            case DoWhile { Condition: var condition, Body: var body }:
                Loop(before, outcomes, head =>
                {
                    var inner = Run(body, head);
                    var (again, leave) = Split(condition, [.. inner.Next, .. inner.Continues], outcomes);
                    outcomes.Next.UnionWith(leave);
                    inner.Continues.Clear();
                    inner.Next = again;
                    return inner;
                });
                break;
            case Count { Times: var times, Body: var body }:
                var round = before;
                for (var i = 0; i < times; i++)
                {
                    var inner = Run(body, round);
                    round = [.. inner.Next, .. inner.Continues];
                    Leave(inner, outcomes);
                }

                outcomes.Next.UnionWith(round);
                break;
            case Switch choice:
                foreach (var (kind, section) in new[] { (0, choice.First), (1, choice.Second), (2, choice.Default) })
                {
                    var inner = Run(section, before.Where(state => Math.Min(state.Kind, 2) == kind));
                    outcomes.Next.UnionWith(inner.Breaks);
                    inner.Breaks.Clear();
                    Continue(inner, outcomes);
                }

                break;
            case Try attempt:
                Run(attempt, before, outcomes);
                break;
            case Return { Value: null }:
                outcomes.Returns.UnionWith(before);
                break;
            case Return { Value: { } value }:
                Decide(value, before, outcomes, (after, result) => outcomes.Returns.Add(after.WithResult(result)));
                break;
            case Throw:
                outcomes.Throws.UnionWith(before);
                break;
            case Break:
                outcomes.Breaks.UnionWith(before);
                break;
            case Language.Continue:
                outcomes.Continues.UnionWith(before);
                break;
            default:
                throw new InvalidOperationException(statement.GetType().Name);
        }
    }

    /// <summary>Runs rounds of a loop until the head sees no new state.</summary>
    private void Loop(HashSet<PathState> before, Outcomes outcomes, Func<HashSet<PathState>, Outcomes> round)
    {
        HashSet<PathState> seen = [.. before];
        var head = before;
        while (head.Count > 0 && _bad is null && _states <= MaximalStates)
        {
            var inner = round(head);
            head = [.. inner.Next.Concat(inner.Continues).Where(seen.Add)];
            Leave(inner, outcomes);
        }
    }

    /// <summary>What leaves a loop from inside: a break ends at its end, all else goes on outwards.</summary>
    private static void Leave(Outcomes inner, Outcomes outcomes)
    {
        outcomes.Next.UnionWith(inner.Breaks);
        outcomes.Returns.UnionWith(inner.Returns);
        outcomes.Throws.UnionWith(inner.Throws);
        outcomes.CallThrows.UnionWith(inner.CallThrows);
    }

    private static void Continue(Outcomes inner, Outcomes outcomes)
    {
        outcomes.Next.UnionWith(inner.Next);
        outcomes.Breaks.UnionWith(inner.Breaks);
        outcomes.Continues.UnionWith(inner.Continues);
        outcomes.Returns.UnionWith(inner.Returns);
        outcomes.Throws.UnionWith(inner.Throws);
        outcomes.CallThrows.UnionWith(inner.CallThrows);
    }

    private void Run(Try attempt, HashSet<PathState> before, Outcomes outcomes)
    {
        var inner = Run(attempt.Body, before);
        if (attempt.Catch is { } handler)
        {
            HashSet<PathState> caught = [.. inner.Throws, .. inner.CallThrows];
            if (attempt.Filter is { } filter)
            {
                // A filter reads only what no statement assigns, so it makes no difference that it runs before inner finally blocks.
                caught = Split(filter, caught, outcomes).True;
                inner.Throws.ExceptWith(caught);
                inner.CallThrows.ExceptWith(caught);
            }
            else
            {
                inner.Throws.Clear();
                inner.CallThrows.Clear();
            }

            Continue(Run(handler, caught), inner);
        }

        if (attempt.Finally is not { } last)
        {
            Continue(inner, outcomes);
            return;
        }

        // One run of the finally block for each way into it; then the way goes on.
        Through(inner.Next, outcomes.Next);
        Through(inner.Breaks, outcomes.Breaks);
        Through(inner.Continues, outcomes.Continues);
        Through(inner.Returns, outcomes.Returns);
        Through(inner.Throws, outcomes.Throws);
        Through(inner.CallThrows, outcomes.CallThrows);

        void Through(HashSet<PathState> states, HashSet<PathState> target)
        {
            var done = Run(last, states);
            target.UnionWith(done.Next);
            done.Next = [];
            Continue(done, outcomes);
        }
    }

    /// <summary>A root takes over only by an undo that on no path ends what the root itself performed.</summary>
    private void NoteUndo(Statement site, EventRule happening, int subject, Slots slots)
    {
        if (!_inRoot || happening.Act != Act.Undo)
            return;
        var bit = Slots.Bit(happening.Protocol, happening.Step, subject);
        if ((slots.Touched & bit) == 0)
            _takesOver.Add((site, bit));
        else if (slots.Has(bit) && (slots.Brought & bit) == 0)
            _endsOwn.Add((site, bit));
        if (_takesOver.Contains((site, bit)) && _endsOwn.Contains((site, bit)))
            Report("EPO1004", "an undo of what another path performed");
    }

    private void Perform(Operation operation, Subject subject, PathState state, Action<PathState, bool> then)
    {
        var results = operation.ReturnsBool ? new[] { true, false } : [false];
        foreach (var result in results)
        {
            var slots = state.Slots;
            if (operation.Event.When is null || operation.Event.When == result)
            {
                if (ProtocolMachine.Apply(operation.Event, state.Object(subject), ref slots) is { } id)
                {
                    Report(id, operation.OnSubject ? subject.Name + "." + operation : operation.Text);
                    continue;
                }
            }

            then(state with { Slots = slots }, result);
        }
    }

    private void Invoke(HelperCall call, PathState state, Outcomes outcomes, Action<PathState, bool> then)
    {
        var arguments = new List<(PathState State, ImmutableList<bool> Values)> { (state, ImmutableList<bool>.Empty) };
        foreach (var flag in call.Flags)
        {
            var longer = new List<(PathState, ImmutableList<bool>)>();
            foreach (var (at, values) in arguments)
                Decide(flag, [at], outcomes, (after, value) => longer.Add((after, values.Add(value))));
            arguments = longer;
        }

        foreach (var (at, flags) in arguments)
        {
            outcomes.CallThrows.Add(at);
            var subjects = call.Subjects.Select(at.Object).ToArray();
            var entry = PathState.Enter(at.Slots, at.Fields(), [.. flags], subjects, kind: 0);
            foreach (var (slots, kind) in Run(call.Method, isRoot: false, entry).ToArray())
            {
                var after = at with { Slots = slots };
                if (kind != ExitKind.Throw)
                    then(after, kind == ExitKind.ReturnTrue);
                else if (_reading.HasFlag(Reading.AThrowLeavesEveryCaller))
                    outcomes.Throws.Add(after);
            }
        }
    }

    private (HashSet<PathState> True, HashSet<PathState> False) Split(Condition condition, HashSet<PathState> states, Outcomes outcomes)
    {
        HashSet<PathState> whenTrue = [];
        HashSet<PathState> whenFalse = [];
        Decide(condition, states, outcomes, (after, value) => (value ? whenTrue : whenFalse).Add(after));
        return (whenTrue, whenFalse);
    }

    private void Decide(Condition condition, IEnumerable<PathState> states, Outcomes outcomes, Action<PathState, bool> then)
    {
        foreach (var state in states)
        {
            switch (condition)
            {
                case Flip:
                    outcomes.CallThrows.Add(state);
                    then(state, true);
                    then(state, false);
                    break;
                case Literal { Value: var value }:
                    then(state, value);
                    break;
                case Flag flag:
                    then(state, state.Read(flag));
                    break;
                case Not { Operand: var operand }:
                    Decide(operand, [state], outcomes, (after, value) => then(after, !value));
                    break;
                case IsFalse { Operand: var operand }:
                    Decide(operand, [state], outcomes, (after, value) => then(after, !value));
                    break;
                case And { Left: var left, Right: var right }:
                    Decide(left, [state], outcomes, (after, value) =>
                    {
                        if (value)
                            Decide(right, [after], outcomes, then);
                        else
                            then(after, false);
                    });
                    break;
                case Or { Left: var left, Right: var right }:
                    Decide(left, [state], outcomes, (after, value) =>
                    {
                        if (value)
                            then(after, true);
                        else
                            Decide(right, [after], outcomes, then);
                    });
                    break;
                case KindIs { Kind: var kind }:
                    then(state, state.Kind == kind);
                    break;
                case Test { Operation: var operation, Subject: var subject }:
                    Perform(operation, subject, state, then);
                    break;
                case HelperTest { Call: var call }:
                    Invoke(call, state, outcomes, then);
                    break;
                default:
                    throw new InvalidOperationException(condition.GetType().Name);
            }
        }
    }

    /// <summary>Statements that look alike are two.</summary>
    private sealed class SiteComparer : IEqualityComparer<(object Site, ulong Bit)>
    {
        public static readonly SiteComparer Instance = new();

        public bool Equals((object Site, ulong Bit) x, (object Site, ulong Bit) y) => ReferenceEquals(x.Site, y.Site) && x.Bit == y.Bit;

        public int GetHashCode((object Site, ulong Bit) obj) => HashCode.Combine(RuntimeHelpers.GetHashCode(obj.Site), obj.Bit);
    }
}
