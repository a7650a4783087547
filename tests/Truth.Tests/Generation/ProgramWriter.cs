using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using EntryPath.Truth.Tests.Language;
using EntryPath.Truth.Tests.Rules;

namespace EntryPath.Truth.Tests.Generation;

/// <summary>
/// Writes a program that means to keep its protocols: a piece of code leads from one goal (how far each ladder is climbed) to
/// another, and every construct leads all its branches to the same goal.
/// </summary>
internal sealed class ProgramWriter(Chance chance)
{
    private readonly List<Method> _methods = [];
    private Ladder[] _ladders = [];
    private int _budget;

    public TruthProgram Write()
    {
        var main = chance.Of(Ladder.Gate, Ladder.Gate, Ladder.Gate, Ladder.Lane, Ladder.Ring, Ladder.Latch);
        var side = main == Ladder.Gate && chance.Percent(50) ? Ladder.InnerGate : chance.Of(Ladder.Lane, Ladder.Ring, Ladder.Latch);
        _ladders = chance.Percent(45) ? [main, side] : [main];
        _budget = 4 + chance.Below(12);
        var roots = chance.Percent(15) ? 2 : 1;
        for (var root = 0; root < roots; root++)
            WriteRoot(root);
        return new TruthProgram([.. _methods]);
    }

    private void WriteRoot(int root)
    {
        var index = _methods.Count;
        _methods.Add(new Method("Run" + root, IsRoot: true, Subjects: 2, Flags: 1, ReturnsBool: false, []));
        var creates = root == 0 && chance.Percent(8);
        var kind = chance.Percent(50) ? SubjectKind.Parameter : SubjectKind.Field;
        var subjects = _ladders.Select((_, place) => new Subject(kind, place)).ToArray();
        if (creates)
            subjects[0] = new Subject(SubjectKind.Created, 0);
        var start = new int[_ladders.Length];
        var context = new Context(subjects, Flags: 1, IsRoot: true, Exit: start, ExitFalse: null, new Locals());
        List<Statement> body = creates ? [new Create()] : [];
        if (chance.Percent(12))
        {
            var copy = context.Locals.Copies++;
            body.Add(new Copy(copy, subjects[0]));
            if (chance.Percent(50))
                subjects[0] = new Subject(SubjectKind.Copy, copy);
        }

        // Some roots hand over what they have climbed.
        var exit = start;
        if (!creates && chance.Percent(6))
            exit = [.. _ladders.Select(ladder => ladder.Rungs.Length)];
        context = context with { Exit = exit };
        var top = start;
        for (var round = 1 + chance.Below(2); round > 0; round--)
        {
            var next = round == 1 ? Whole() : Goal();
            body.AddRange(Lead(context, top, next, 0));
            top = next;
        }

        body.AddRange(Commit(context, top));
        body.AddRange(Lead(context, top, exit, 1));
        _methods[index] = _methods[index] with { Body = [.. body] };
    }

    /// <summary>The main ladder climbed to its top.</summary>
    private int[] Whole() => [_ladders[0].Rungs.Length, .. _ladders.Skip(1).Select(ladder => chance.Below(ladder.Rungs.Length + 1))];

    private int[] Goal()
    {
        var goal = _ladders.Select(ladder => chance.Below(ladder.Rungs.Length + 1)).ToArray();
        if (_ladders.Contains(Ladder.InnerGate) && goal[0] == 0)
            goal[1] = 0;
        return goal;
    }

    private IEnumerable<Statement> Commit(Context context, int[] at)
    {
        for (var ladder = 0; ladder < _ladders.Length; ladder++)
        {
            if (_ladders[ladder].Commit is { } commit && at[ladder] == _ladders[ladder].Rungs.Length)
                yield return new Do(commit, context.Subjects[ladder]);
            else if (_ladders[ladder] == Ladder.Latch && chance.Percent(40))
            {
                var use = at[ladder] == 1 ? PreludeRules.Touch : chance.Of(PreludeRules.Sleep, PreludeRules.Release, PreludeRules.Wait);
                yield return new Do(use, context.Subjects[ladder]);
            }
        }
    }

    /// <summary>Statements from one goal to another, in a random shape.</summary>
    private List<Statement> Lead(Context context, int[] from, int[] to, int depth)
    {
        if (_budget <= 0 || depth > 3)
            return Straight(context, from, to);
        _budget--;
        switch (chance.Below(context.IsRoot || depth < 2 ? 20 : 14))
        {
            case 0:
                return [.. Straight(context, from, to), new Work()];
            case 1:
                var middle = Goal();
                return [.. Lead(context, from, middle, depth + 1), .. Lead(context, middle, to, depth + 1)];
            case 2:
                return
                [
                    new If(AnyCondition(context), [.. Lead(context, from, to, depth + 1)], [.. Lead(context, from, to, depth + 1)]),
                ];
            case 3:
                return [new If(AnyCondition(context), [.. Detour(context, from, depth)], []), .. Lead(context, from, to, depth + 1)];
            case 4:
                return [Loop(context, from, depth), .. Straight(context, from, to)];
            case 5 or 6:
                return Correlated(context, from, to, depth);
            case 7:
                return CommitLoop(context, from, to, depth);
            case 8:
                return TryFinally(context, from, to, depth);
            case 9:
                return TryCatch(context, from, to, depth);
            case 10 when context.MayLeave:
                return [new If(AnyCondition(context), [.. Leave(context, from)], []), .. Lead(context, from, to, depth + 1)];
            case 11 when context.IsRoot:
                return
                [
                    new Switch(
                        [.. Lead(context, from, to, depth + 1)],
                        [.. Lead(context, from, to, depth + 1)],
                        [.. Lead(context, from, to, depth + 1)]),
                ];
            case 12:
                return [.. Lead(context, from, to, depth + 1), .. Commit(context, to)];
            case 13 when context.Locals.Copies < 3 && depth < 2:
                return Renamed(context, from, to, depth);
            case 14 or 15 or 16:
                return Helper(context, from, to, depth);
            case 17 or 18 when context.MayLeave:
                return TryHelper(context, from, to, depth);
            default:
                return Straight(context, from, to);
        }
    }

    private List<Statement> Detour(Context context, int[] from, int depth)
    {
        if (chance.Percent(40))
            return [new Work()];
        var middle = Goal();
        return [.. Lead(context, from, middle, depth + 2), .. Commit(context, middle), .. Lead(context, middle, from, depth + 2)];
    }

    private Statement Loop(Context context, int[] from, int depth)
    {
        var inner = context with { InLoop = true, LoopGoal = from };
        ImmutableArray<Statement> body = [.. Detour(inner, from, depth)];
        if (chance.Percent(25))
        {
            body = body.Insert(
                chance.Percent(50) ? 0 : body.Length, new If(AnyCondition(inner), [chance.Of<Statement>(new Break(), new Continue())], []));
        }

        return chance.Below(5) switch
        {
            0 => new DoWhile(body, AnyCondition(context)),
            1 => new Count(2, body),
            2 => new ForEach(body),
            _ => new While(AnyCondition(context), body),
        };
    }

    /// <summary>The same test twice, with different things done in between.</summary>
    private List<Statement> Correlated(Context context, int[] from, int[] to, int depth)
    {
        List<Statement> before = [];
        var test = Stable(context, before);
        var (first, second) = (Goal(), Goal());
        var again = chance.Below(4) switch
        {
            0 => new Not(new Not(test)),
            1 => new IsFalse(new Not(test)),
            2 => new And(test, new Literal(true)),
            _ => test,
        };
        if (chance.Percent(40))
            second = from;
        ImmutableArray<Statement> otherwise = second == from ? [] : [.. Lead(context, from, second, depth + 1)];
        before.Add(new If(test, [.. Lead(context, from, first, depth + 1)], otherwise));
        if (chance.Percent(50))
            before.Add(new Work());
        if (chance.Percent(70))
        {
            before.Add(new If(again, [.. Lead(context, first, to, depth + 1)], [.. Lead(context, second, to, depth + 1)]));
        }
        else
        {
            before.Add(new If(again, [.. Lead(context, first, to, depth + 1)], []));
            before.Add(new If(new Not(test), [.. Lead(context, second, to, depth + 1)], []));
        }

        return before;
    }

    /// <summary>The re-entry loop: what a commit uses up is done again before the next.</summary>
    private List<Statement> CommitLoop(Context context, int[] from, int[] to, int depth)
    {
        var ladder = _ladders[0];
        if (ladder.Commit is not { } commit)
            return Straight(context, from, to);
        int[] top = [ladder.Rungs.Length, .. from.Skip(1)];
        int[] spent = [ladder.FirstRepeated, .. from.Skip(1)];
        var inner = context with { InLoop = true, LoopGoal = top };
        List<Statement> result = [.. Lead(context, from, spent, depth + 1)];
        ImmutableArray<Statement> round = [.. Straight(inner, spent, top), new Do(commit, context.Subjects[0])];
        if (chance.Percent(50))
            result.Add(new DoWhile(round, AnyCondition(context)));
        else
            result.Add(new While(new Literal(true), [.. round, new If(AnyCondition(context), [new Break()], [])]));
        result.AddRange(Straight(context, top, to));
        return result;
    }

    private List<Statement> TryFinally(Context context, int[] from, int[] to, int depth)
    {
        var held = Goal();
        var inner = context with { LeavesThrough = held, LeavesTo = from };
        List<Statement> result = [.. Straight(context, from, held)];
        var body = Lead(inner, held, held, depth + 1);
        body.AddRange(Commit(context, held));
        if (chance.Percent(30) && context.MayLeave)
            body.Insert(chance.Below(body.Count + 1), new If(AnyCondition(context), [.. Leave(inner, held)], []));
        if (chance.Percent(50))
            body.Insert(0, new Work());
        result.Add(new Try([.. body], null, null, [.. Straight(context with { MayLeave = false }, held, from)]));
        result.AddRange(Lead(context, from, to, depth + 1));
        return result;
    }

    private List<Statement> TryCatch(Context context, int[] from, int[] to, int depth)
    {
        ImmutableArray<Statement> body = chance.Percent(60)
            ? [new Work(), .. Straight(context with { MayLeave = false }, from, to)]
            : [.. Lead(context, from, to, depth + 1)];
        Condition? filter = chance.Percent(15) ? new Flag(FlagKind.Field, chance.Below(2)) : null;
        if (context.MayLeave && chance.Percent(60))
        {
            ImmutableArray<Statement> handler = chance.Percent(30)
                ? [.. Straight(context with { MayLeave = false }, from, ThrowGoal(context)), new Throw(Again: true)]
                : [.. Leave(context, from)];
            return [new Try(body, filter, handler, null)];
        }

        return [new Try(body, filter, [.. Straight(context, from, to)], null)];
    }

    private List<Statement> Leave(Context context, int[] at)
    {
        if (context.InLoop && context.LeavesThrough is null && chance.Percent(30))
            return [.. Straight(context with { MayLeave = false }, at, context.LoopGoal!), new Break()];
        if (chance.Percent(20))
            return [.. Straight(context with { MayLeave = false }, at, context.LeavesThrough ?? ThrowGoal(context)), new Throw()];
        var value = context.ExitFalse is not null && chance.Percent(context.LeavesThrough is null ? 75 : 0);
        var exit = context.LeavesThrough ?? (value ? context.ExitFalse! : context.Exit);
        Condition? result = context.ExitFalse is null ? null : new Literal(!value);
        return [.. Straight(context with { MayLeave = false }, at, exit), new Return(result)];
    }

    private int[] ThrowGoal(Context context) => context.Entry ?? new int[_ladders.Length];

    /// <summary>Another name for the main object.</summary>
    private List<Statement> Renamed(Context context, int[] from, int[] to, int depth)
    {
        var copy = context.Locals.Copies++;
        var subjects = context.Subjects.ToArray();
        subjects[0] = new Subject(SubjectKind.Copy, copy);
        return [new Copy(copy, context.Subjects[0]), .. Lead(context with { Subjects = subjects }, from, to, depth + 1)];
    }

    private List<Statement> Helper(Context context, int[] from, int[] to, int depth)
    {
        var index = _methods.Count;
        var flags = chance.Percent(35) ? 1 : 0;
        _methods.Add(new Method("Helper" + index, IsRoot: false, context.Subjects.Length, flags, ReturnsBool: false, []));
        var inner = HelperContext(context, from, to, flags);
        var body = Lead(inner, from, to, depth + 1);
        if (from.SequenceEqual(to) && chance.Percent(10))
        {
            var again = new HelperCall(index, Parameters(context), [.. Enumerable.Repeat(new Flip(), flags)]);
            body.Add(new If(new Flip(), [new Call(again)], []));
        }

        _methods[index] = _methods[index] with { Body = [.. body] };
        return [new Call(Arguments(context, index, flags))];
    }

    private List<Statement> TryHelper(Context context, int[] from, int[] to, int depth)
    {
        var index = _methods.Count;
        _methods.Add(new Method("TryHelper" + index, IsRoot: false, context.Subjects.Length, Flags: 0, ReturnsBool: true, []));
        var inner = HelperContext(context, from, to, flags: 0) with { ExitFalse = chance.Percent(70) ? from : Goal() };
        List<Statement> body = [.. Lead(inner, from, to, depth + 1), new Return(new Literal(true))];
        if (chance.Percent(70))
        {
            var back = Straight(inner with { MayLeave = false }, from, inner.ExitFalse!);
            body.Insert(0, new If(AnyCondition(inner), [.. back, new Return(new Literal(false))], []));
        }

        _methods[index] = _methods[index] with { Body = [.. body] };
        var call = new HelperTest(Arguments(context, index, 0));
        if (chance.Percent(50))
            return [new If(new Not(call), [.. Leave(context, inner.ExitFalse!)], [])];
        if (chance.Percent(50))
            return [new If(call, [], [.. Straight(context, inner.ExitFalse!, to)])];
        var flag = new Flag(FlagKind.Local, context.Locals.Flags++ % 12);
        return [new Assign(flag, call), new If(new IsFalse(flag), [.. Leave(context, inner.ExitFalse!)], [])];
    }

    private static ImmutableArray<Subject> Parameters(Context context) =>
        [.. context.Subjects.Select((_, place) => new Subject(SubjectKind.Parameter, place))];

    private HelperCall Arguments(Context context, int method, int flags) =>
        new(method, [.. context.Subjects], [.. Enumerable.Range(0, flags).Select(_ => AnyCondition(context))]);

    private static Context HelperContext(Context context, int[] from, int[] to, int flags) =>
        new([.. Parameters(context)], flags, IsRoot: false, to, ExitFalse: null, new Locals()) { Entry = from };

    private Condition AnyCondition(Context context) => chance.Below(12) switch
    {
        0 => new Flag(FlagKind.Field, chance.Below(TruthProgram.Fields)),
        1 when context.Flags > 0 => new Flag(FlagKind.Parameter, 0),
        2 when context.Locals.Flags > 0 => new Flag(FlagKind.Local, chance.Below(context.Locals.Flags)),
        3 => new And(AnyCondition(context), AnyCondition(context)),
        4 => new Or(AnyCondition(context), AnyCondition(context)),
        5 => new Not(AnyCondition(context)),
        6 when context.IsRoot => new KindIs(chance.Below(3)),
        _ => new Flip(),
    };

    /// <summary>A condition that keeps its value: a variable, or a local that saves something.</summary>
    private Condition Stable(Context context, List<Statement> before)
    {
        switch (chance.Below(6))
        {
            case 0:
                return new Flag(FlagKind.Field, chance.Below(TruthProgram.Fields));
            case 1 when context.Flags > 0:
                return new Flag(FlagKind.Parameter, 0);
            case 2 when context.IsRoot:
                return new KindIs(chance.Below(3));
            default:
                var flag = new Flag(FlagKind.Local, context.Locals.Flags++ % 12);
                before.Add(new Assign(flag, AnyCondition(context)));
                return flag;
        }
    }

    /// <summary>The operations from one goal to another, with the ways out that tests have. The inner ladders come down first.</summary>
    private List<Statement> Straight(Context context, int[] from, int[] to)
    {
        List<Statement> result = [];
        var at = from.ToArray();
        for (var ladder = _ladders.Length - 1; ladder >= 0; ladder--)
        {
            while (at[ladder] > to[ladder])
            {
                at[ladder]--;
                if (_ladders[ladder].Rungs[at[ladder]].Undo is { } undo)
                    result.Add(new Do(undo, context.Subjects[ladder]));
            }
        }

        for (var ladder = 0; ladder < _ladders.Length; ladder++)
        {
            while (at[ladder] < to[ladder])
            {
                Climb(context, at, ladder, result);
                at[ladder]++;
            }
        }

        return result;
    }

    private void Climb(Context context, int[] at, int ladder, List<Statement> result)
    {
        var rung = _ladders[ladder].Rungs[at[ladder]];
        var subject = context.Subjects[ladder];
        if (_ladders[ladder].Optional is { } optional && _ladders[ladder].OptionalBefore == at[ladder] && chance.Percent(30))
            result.Add(new Do(optional, subject));
        var onlyTry = rung.Perform.ReturnsBool;
        if (rung.Try is not { } attempt || (!onlyTry && chance.Percent(50)) || (!onlyTry && !context.MayLeave))
        {
            result.Add(new Do(rung.Perform, subject));
            return;
        }

        Condition test = new Test(attempt, subject);
        var failed = attempt.Event.When == true ? new Not(test) : test;
        if (!context.MayLeave || chance.Percent(15))
        {
            result.Add(new While(failed, [new Work()]));
        }
        else if (chance.Percent(25))
        {
            var flag = new Flag(FlagKind.Local, context.Locals.Flags++ % 12);
            result.Add(new Assign(flag, test));
            result.Add(new If(attempt.Event.When == true ? new Not(flag) : flag, [.. Leave(context, at)], []));
        }
        else
        {
            result.Add(new If(failed, [.. Leave(context, at)], []));
        }
    }

    private sealed class Locals
    {
        public int Flags { get; set; }

        public int Copies { get; set; }
    }

    /// <summary>Where code is being written.</summary>
    private sealed record Context(Subject[] Subjects, int Flags, bool IsRoot, int[] Exit, int[]? ExitFalse, Locals Locals)
    {
        /// <summary>What a helper finds in effect, and leaves so when it throws.</summary>
        public int[]? Entry { get; init; }

        public bool InLoop { get; init; }

        public int[]? LoopGoal { get; init; }

        public bool MayLeave { get; init; } = true;

        /// <summary>Inside a <c>try</c>: what its <c>finally</c> wants to find.</summary>
        public int[]? LeavesThrough { get; init; }

        public int[]? LeavesTo { get; init; }
    }
}
