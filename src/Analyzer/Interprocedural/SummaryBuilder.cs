using System.Collections.Immutable;
using System.Text;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>Makes the summary of a solved body: what it needs, and what the slots are at each kind of exit.</summary>
internal static class SummaryBuilder
{
    /// <summary>So many different exits; with more, what is returned is no longer told apart.</summary>
    private const int MaxExits = 24;

    /// <summary>So many objects that hold each other are looked through.</summary>
    private const int MaxHolders = 4;

    public static Summary Build(BodySolution solution)
    {
        bool keepsFacts = solution.Body.Key.Part is not null || solution.IsAsked;
        IReadOnlyList<SummaryExit> exits = Exits(solution);
        var agreed = new List<SummaryExit>();
        foreach (SummaryExit exit in keepsFacts ? exits : ExitAgreement.Of(exits, solution.Performers.IsUndoneSomewhere))
            Add(agreed, exit, keepsFacts);

        return Make(Distinct(solution.Needs.Select(static entry => entry.Need)), agreed);
    }

    /// <summary>
    /// A summary for the rounds of a recursion, that cannot grow without end: it has no names that go through the same field twice and, from some
    /// round on, says nothing of what places hold, of counts and of objects that come back, which may be one thing in one round and another in the next.
    /// </summary>
    /// <returns>The summary, and whether something that callers have to know of got lost.</returns>
    public static (Summary Summary, bool IsCut) Bound(Summary summary, bool isLate, bool tellsCounts)
    {
        if (summary.IsUntold)
            return (summary, false);

        var exits = new List<SummaryExit>();
        foreach (SummaryExit exit in summary.Exits)
        {
            Add(exits, exit with
            {
                Effects = exit.Effects.RemoveAll(static effect => effect.Subject.Repeats),
                Told = isLate ? ImmutableArray<SlotTold>.Empty : exit.Told.RemoveAll(static told => told.Subject.Repeats),
                Facts = exit.Facts.RemoveAll(fact => fact.Values.Any(static value => value.Repeats) || (!tellsCounts && fact.IsOfCount)),
                Result = exit.Result is { Repeats: false } result && !(isLate && !result.IsConstant) ? result : null,
                Outputs = isLate ? exit.Outputs.RemoveAll(static output => !output.Value.IsConstant) : exit.Outputs,
            });
        }

        ImmutableArray<Need> needs = summary.Needs.RemoveAll(static need => need.Slots.Any(static slot => slot.Subject.Repeats));
        bool isCut = needs.Length < summary.Needs.Length || summary.Exits.SelectMany(static exit => exit.Effects)
            .Any(static effect => effect.Subject.Repeats && effect.Value.Has(Possibility.Gained | Possibility.Taken));
        if (!tellsCounts)
            needs = needs.Select(static need => need with { Facts = need.Facts.RemoveAll(static fact => fact.IsOfCount) }).ToImmutableArray();

        return (Make(needs, exits), isCut);
    }

    /// <summary>The ways out of a solved body, as they are: they need not agree.</summary>
    public static IReadOnlyList<SummaryExit> Exits(BodySolution solution)
    {
        var paths = new Paths(solution.Universe);
        var exits = new List<SummaryExit>();
        HashSet<int> constants = ConstantResults(solution);
        HashSet<ProtocolStep> unnamed = UnnamedInCallees(solution);

        // What an iterator knows as it stops, it knows as it goes on; and what leads to an answer tells what it will be the next time.
        bool keepsFacts = solution.Body.Key.Part is not null || solution.IsAsked;
        foreach ((FlowNode node, ImmutableArray<Cell> cells) in solution.Exits)
        {
            if (node.Exit!.Kind == ExitKind.Left)
                continue;

            foreach (Cell cell in solution.IsAsked ? cells.SelectMany(cell => Answers(solution.Universe, node.Exit, cell)) : cells)
                Add(exits, Exit(solution, paths, node, cell, constants, unnamed), keepsFacts);
        }

        if (keepsFacts && exits.Count > MaxExits)
            exits = Merged(exits);

        if (exits.Count > MaxExits)
        {
            List<SummaryExit> all = exits;
            exits = new List<SummaryExit>();
            foreach (SummaryExit exit in all)
                Add(exits, exit with { Result = null, Outputs = ImmutableArray<PathValue>.Empty });
        }

        return exits;
    }

    /// <summary>The part of a summary that is about one protocol.</summary>
    public static Summary Project(Summary summary, Protocol protocol)
    {
        if (summary.IsUntold)
            return summary;

        var exits = new List<SummaryExit>();
        foreach (SummaryExit exit in summary.Exits)
        {
            Add(exits, exit with
            {
                Effects = exit.Effects.Where(effect => ReferenceEquals(effect.Step.Protocol, protocol)).ToImmutableArray(),
                Guards = exit.Guards.Where(guard => ReferenceEquals(guard.Step.Step.Protocol, protocol)).ToImmutableArray(),
                Tokens = exit.Tokens.Where(token => ReferenceEquals(token.Step.Protocol, protocol)).ToImmutableArray(),
                Restores = exit.Restores.Where(restore => ReferenceEquals(restore.Step.Protocol, protocol)).ToImmutableArray(),
                Told = exit.Told.Where(told => ReferenceEquals(told.Step.Protocol, protocol)).ToImmutableArray(),
            });
        }

        return Make(
            summary.Needs
                .Select(need => need with { Slots = need.Slots.Where(slot => ReferenceEquals(slot.Step.Protocol, protocol)).ToImmutableArray() })
                .Where(static need => !need.Slots.IsEmpty).ToImmutableArray(),
            exits);
    }

    /// <summary>A text that is the same for summaries that are the same for callers.</summary>
    public static string Fingerprint(Summary summary)
    {
        var text = new StringBuilder();
        foreach (string line in summary.Needs.Select(Line).Concat(summary.Exits.Select(Line)).OrderBy(static line => line, StringComparer.Ordinal))
            text.Append(line).Append('\n');

        return text.ToString();
    }

    private static Summary Make(ImmutableArray<Need> needs, List<SummaryExit> exits) => new()
    {
        Needs = needs,
        Exits = exits.ToImmutableArray(),
        IsNeutral = needs.IsEmpty && exits.All(static exit => exit.Effects.IsEmpty && exit.Told.IsEmpty && exit.Guards.IsEmpty && exit.Disposed.IsEmpty && exit.Kind == ExitKind.Return) && exits.Count > 0,
    };

    private static string Line(Need need) =>
        "need " + need.Kind + need.Origin.Site.Location + string.Join(",", need.Slots.Select(Text)) + string.Join(",", need.Facts.Select(Text))
        + string.Join(",", need.After.Select(Text));

    private static string Line(SummaryExit exit) =>
        "exit " + exit.Kind + exit.Level + exit.Thrown + string.Join(",", exit.Effects.Select(Text)) + string.Join(",", exit.Facts.Select(Text))
        + string.Join(",", exit.Told.Select(Text)) + (exit.Result is { } result ? Text(result) : "?")
        + string.Join(",", exit.Guards.Select(static guard => Text(guard.Guard) + "|" + guard.Step + "@" + Text(guard.Subject) + guard.Former))
        + string.Join(",", exit.Tokens.Select(static token => Text(token.Token) + "?" + token.Step + "@" + Text(token.Subject) + token.Former))
        + string.Join(",", exit.Restores.Select(static restore => Text(restore.Token) + "<" + restore.Step + "@" + Text(restore.Subject)))
        + string.Join(",", exit.Disposed.Select(Text)) + (exit.IsDisposalFirst ? "/" : "//") + string.Join(",", exit.Stored.Select(Text))
        + string.Join(",", exit.Outputs.Select(static output => Text(output.Place) + ":=" + Text(output.Value)));

    private static string Text(SlotEffect effect) => effect.Step + "@" + Text(effect.Subject) + "=" + effect.Value;

    private static string Text(SlotTold told) => told.Step + "@" + Text(told.Subject) + "?" + told.InEffect;

    private static string Text(PathFact fact) => fact.Text;

    private static string Text(Path path) => path.Text;

    private static ImmutableArray<Need> Distinct(IEnumerable<Need> needs)
    {
        var distinct = new List<Need>();
        var ofOrigin = new Dictionary<NeedOrigin, List<int>>();
        foreach (Need need in needs.OrderBy(static need => need.Chain.Length))
        {
            if (!ofOrigin.TryGetValue(need.Origin, out List<int>? others))
                ofOrigin.Add(need.Origin, others = new List<int>());

            int same = others.FindIndex(other => distinct[other].Slots.SequenceEqual(need.Slots) && distinct[other].After.SequenceEqual(need.After));
            if (same < 0)
            {
                others.Add(distinct.Count);
                distinct.Add(need);
            }
            else
            {
                Need known = distinct[others[same]];
                distinct[others[same]] = known with { Facts = Paths.Common(known.Facts, need.Facts) };
            }
        }

        return distinct.ToImmutableArray();
    }

    private static List<SummaryExit> Merged(List<SummaryExit> exits)
    {
        var merged = new List<SummaryExit>();
        foreach (SummaryExit exit in exits)
            Add(merged, exit);

        return merged;
    }

    /// <summary>
    /// Adds a way out to those that there are. Two that do and return the same are one: what was asked on the way matters where something depends on it.
    /// </summary>
    private static void Add(List<SummaryExit> exits, SummaryExit exit, bool keepsFacts = false)
    {
        int same = exits.FindIndex(other => other.Kind == exit.Kind && other.Level == exit.Level && Equals(other.Thrown, exit.Thrown) && Equals(other.Result, exit.Result)
            && other.Effects.SequenceEqual(exit.Effects) && other.Guards.SequenceEqual(exit.Guards) && other.Tokens.SequenceEqual(exit.Tokens)
            && other.Restores.SequenceEqual(exit.Restores) && other.Disposed.SequenceEqual(exit.Disposed) && other.IsDisposalFirst == exit.IsDisposalFirst
            && (!keepsFacts || (other.Facts.SequenceEqual(exit.Facts) && other.Outputs.SequenceEqual(exit.Outputs) && other.Told.SequenceEqual(exit.Told))));
        if (same < 0)
        {
            exits.Add(exit);
            return;
        }

        SummaryExit known = exits[same];
        exits[same] = known with
        {
            Facts = PathFact.Either(known.Facts, exit.Facts),
            Closed = known.Closed.AddRange(exit.Closed.RemoveAll(known.Closed.Contains)),
            Unnamed = known.Unnamed.AddRange(exit.Unnamed.RemoveAll(known.Unnamed.Contains)),
            Told = known.Told.Where(exit.Told.Contains).ToImmutableArray(),
            Outputs = known.Outputs.Where(exit.Outputs.Contains).ToImmutableArray(),
            Stored = known.Stored.Union(exit.Stored).ToImmutableArray(),
        };
    }

    /// <summary>The constants that some way out returns.</summary>
    private static HashSet<int> ConstantResults(BodySolution solution) => new(solution.Exits
        .SelectMany(static exit => exit.Cells.Select(cell => (exit.Node.Exit, cell)))
        .Select(exit => ResultOf(solution.Universe, exit.Exit!, exit.cell))
        .Where(result => result >= 0 && solution.Universe.Terms.IsConstant(result)));

    private static int ResultOf(Universe universe, FlowExit exit, Cell cell) =>
        exit.Value is { } variable && cell.Values.TryGet(universe.Number(Variable.Of(variable)), out int returned)
            ? universe.Resolve(cell, returned)
            : -1;

    /// <summary>The state at an exit of a body that answers a question, for each of the answers.</summary>
    private static IEnumerable<Cell> Answers(Universe universe, FlowExit exit, Cell cell)
    {
        int result = ResultOf(universe, exit, cell);
        if (result < 0 || universe.Terms.IsConstant(result))
            return new[] { cell };

        int returned = universe.Number(Variable.Of(exit.Value!.Value));
        return new[] { true, false }.Select(answer => universe.Assume(cell, result, answer) is { } known ? known with { Values = known.Values.Set(returned, universe.Terms.Truth(answer)) } : null).OfType<Cell>();
    }

    private static (Site Performed, Site Passed)? RanEarly(BodySolution solution, ProtocolStep step, StepState value, FlowNode exit) =>
        !step.IsBracket && value.Possibility == Possibility.Absent ? solution.Performers.RanEarly(step, exit) : null;

    private static SummaryExit Exit(BodySolution solution, Paths paths, FlowNode node, Cell cell, HashSet<int> constants, HashSet<ProtocolStep> unnamed)
    {
        FlowExit exit = node.Exit!;
        Universe universe = solution.Universe;
        int result = ResultOf(universe, exit, cell);
        Dictionary<int, LocalId> byReference = ByReference(solution, paths, cell);

        var effects = ImmutableArray.CreateBuilder<SlotEffect>();
        var closed = ImmutableArray.CreateBuilder<(ProtocolStep, Path)>();
        for (int i = 0; i < cell.Slots.Count; i++)
        {
            Slot slot = universe.Slot(cell.Slots.KeyAt(i));
            StepState value = cell.StateAt(i);
            if (value.Possibility == Possibility.Untouched)
                continue;

            if (Join.IsClosed(slot.Step, value))
            {
                if (paths.Of(slot.Subject) is { Root: not PathRoot.Constant } ended)
                    closed.Add((slot.Step, ended));

                continue;
            }

            if (ToldOf(universe, cell, slot) is { } answer && value == (StepState)(answer ? Possibility.Kept : Possibility.Absent))
                continue;

            Ownership ownership = Owners.Of(solution, slot, node.Exit!, cell);
            if (ownership == Ownership.Lost && exit.Kind == ExitKind.Return)
                continue; // It is reported there; callers are judged as if it had been disposed.

            if (ownership == Ownership.Kept || (ownership == Ownership.Body && slot.Step.Scope == StepScope.Object
                && (cell.Values.Contains(universe.Number(new Variable(VariableKind.Escaped, "escaped", slot.Subject))) || IsHeldBy(universe, cell, slot.Subject, result))))
                value = value.HandedOn;

            if ((paths.Of(slot.Subject) ?? paths.Of(slot.Subject, result, byReference)) is { Root: not PathRoot.Constant } path
                && !(path.Root is PathRoot.Result or PathRoot.Output && IsReplaced(universe, cell, slot.Subject)))
                effects.Add(new SlotEffect(slot.Step, path, value) { RanEarly = RanEarly(solution, slot.Step, value, node) });
        }

        effects.Sort(static (left, right) =>
        {
            int order = left.Step.Index.CompareTo(right.Step.Index);
            return order != 0 ? order : string.CompareOrdinal(Text(left), Text(right));
        });
        var summary = new SummaryExit(exit.Kind, exit.Level)
        {
            Thrown = exit.Thrown,
            Effects = effects.ToImmutable(),
            Closed = closed.ToImmutable(),
            Unnamed = Unnamed(solution, cell, unnamed),
            Facts = paths.FactsOf(cell, result).AddRange(FactsOfResult(universe, cell, result, constants)).AddRange(FactsOfOutputs(universe, paths, cell, result, byReference)),
            Result = result < 0 ? null : paths.Of(result),
            Guards = Guards(universe, paths, cell, result, byReference),
            Tokens = Tokens(universe, paths, cell, result, byReference),
            Restores = Restores(universe, paths, cell),
            Disposed = paths.ObjectsOf(cell, VariableKind.Disposed),
            IsDisposalFirst = universe.AreAllSo(cell, VariableKind.Disposed),
            Stored = paths.ObjectsOf(cell, VariableKind.Escaped),
            Outputs = Outputs(solution, paths, cell, result, byReference),
            Told = ToldOf(universe, paths, cell),
        };
        return solution.Body.Key.Part is null ? WithoutEnumerated(summary) : summary;
    }

    /// <summary>
    /// The exit without what is known of the variables of an iterator that the body goes through: no caller has these, and each body of a recursion would keep those of all
    /// others beside its own.
    /// </summary>
    private static SummaryExit WithoutEnumerated(SummaryExit exit)
    {
        return exit with
        {
            Effects = exit.Effects.RemoveAll(static effect => IsEnumerated(effect.Subject)),
            Closed = exit.Closed.RemoveAll(static closed => IsEnumerated(closed.Subject)),
            Facts = exit.Facts.RemoveAll(static fact => fact.Values.Any(IsEnumerated)),
            Disposed = exit.Disposed.RemoveAll(IsEnumerated),
            Told = exit.Told.RemoveAll(static told => IsEnumerated(told.Subject)),
        };

        static bool IsEnumerated(Path path) => path is { Root: PathRoot.Entry, Symbol: EnumerationVariable };
    }

    /// <summary>The steps that are in effect, and that the body, or one that it calls, undid of another object, which may be the same.</summary>
    private static ImmutableArray<ProtocolStep> Unnamed(BodySolution solution, Cell cell, HashSet<ProtocolStep> inCallees)
    {
        Universe universe = solution.Universe;
        return Enumerable.Range(0, cell.Slots.Count).Where(i => cell.StateAt(i).IsOnly(Possibility.InEffect)).Select(i => universe.Slot(cell.Slots.KeyAt(i)))
            .Where(held => held.Step.Scope == StepScope.Object && (inCallees.Contains(held.Step) || solution.Changes.Any(changed => changed.Key.Change == SlotChange.Undone && changed.Value.Any(ended =>
                ReferenceEquals(ended.Step, held.Step) && ended.Subject != held.Subject && (universe.IsUnknown(ended.Subject) || universe.IsUnknown(held.Subject))))))
            .Select(static held => held.Step).Distinct().ToImmutableArray();
    }

    private static HashSet<ProtocolStep> UnnamedInCallees(BodySolution solution) => new(solution.Code.Graph!.Nodes
        .SelectMany(static node => node.Instructions.OfType<Instruction.Call>())
        .SelectMany(call => solution.Transfer.SummaryOf(call.Callee)?.Exits ?? ImmutableArray<SummaryExit>.Empty)
        .SelectMany(static exit => exit.Unnamed));

    /// <summary>Whether the returned object holds a subject, by itself or in another one.</summary>
    private static bool IsHeldBy(Universe universe, Cell cell, int subject, int result, int depth = 0) =>
        result >= 0 && depth < MaxHolders && universe.HoldersOf(cell, subject).Any(holder => holder == result || IsHeldBy(universe, cell, holder, result, depth + 1));

    /// <summary>What a test said of a slot as the caller had left it; null where none asked.</summary>
    private static bool? ToldOf(Universe universe, Cell cell, Slot slot) =>
        cell.Values.TryGet(universe.Number(new Variable(VariableKind.Told, slot.Step, slot.Subject)), out int answer) ? answer == universe.Terms.True : null;

    private static ImmutableArray<SlotTold> ToldOf(Universe universe, Paths paths, Cell cell)
    {
        var told = ImmutableArray.CreateBuilder<SlotTold>();
        for (int i = 0; i < cell.Values.Count; i++)
        {
            Variable variable = universe.Variable(cell.Values.KeyAt(i));
            if (variable is { Kind: VariableKind.Told, Key: ProtocolStep step } && paths.Of(variable.Base) is { Root: not PathRoot.Constant } path)
                told.Add(new SlotTold(step, path, cell.Values.ValueAt(i) == universe.Terms.True));
        }

        told.Sort(static (left, right) => string.CompareOrdinal(Text(left), Text(right)));
        return told.ToImmutable();
    }

    private static ImmutableArray<SlotGuard> Guards(Universe universe, Paths paths, Cell cell, int result, Dictionary<int, LocalId> byReference)
    {
        var guards = ImmutableArray.CreateBuilder<SlotGuard>();
        foreach ((int guard, GuardedStep step, int subject) in universe.GuardsIn(cell))
        {
            if ((ComesBack(paths, guard, result, byReference) ?? KeptIn(universe, paths, cell, guard)) is { } place && paths.Of(subject, result) is { Root: not PathRoot.Constant } path)
                guards.Add(new SlotGuard(place, step, path, universe.FormerOf(cell, step.Step, guard)));
        }

        return guards.ToImmutable();
    }

    private static ImmutableArray<SlotToken> Tokens(Universe universe, Paths paths, Cell cell, int result, Dictionary<int, LocalId> byReference)
    {
        var tokens = ImmutableArray.CreateBuilder<SlotToken>();
        for (int i = 0; i < cell.Values.Count; i++)
        {
            if (universe.Variable(cell.Values.KeyAt(i)) is not { Kind: VariableKind.Token, Key: ProtocolStep step, Base: var token }
                || ComesBack(paths, token, result, byReference) is not { } place || universe.FormerOf(cell, step, token) is not { } former)
            {
                continue;
            }

            // Whose step it is the slots tell: a token is given for one that is in effect.
            for (int j = 0; j < cell.Slots.Count; j++)
            {
                Slot slot = universe.Slot(cell.Slots.KeyAt(j));
                if (ReferenceEquals(slot.Step, step) && cell.StateAt(j).Has(Possibility.InEffect) && paths.Of(slot.Subject, result) is { Root: not PathRoot.Constant } path)
                {
                    tokens.Add(new SlotToken(place, step, path, former));
                    break;
                }
            }
        }

        return tokens.ToImmutable();
    }

    /// <summary>The field of the caller's in which a body leaves a guard; null where it leaves it in none.</summary>
    private static Path? KeptIn(Universe universe, Paths paths, Cell cell, int value)
    {
        if (paths.Of(value) is { } own)
            return own is { Root: PathRoot.This or PathRoot.Entry, Fields.Length: 1 } && !IsReplaced(universe, cell, value) ? own : null;

        for (int i = 0; i < cell.Values.Count; i++)
        {
            if (universe.Variable(cell.Values.KeyAt(i)) is { Kind: VariableKind.Field, Key: Universe.FieldIdentity { Reads: null } field } variable && universe.Resolve(cell, cell.Values.ValueAt(i)) == value
                && (variable.Base < 0 ? Path.Of(PathRoot.Static, field.Member) : paths.Of(variable.Base) is { Root: PathRoot.This or PathRoot.Entry, Fields.IsEmpty: true } owner ? owner with { Fields = ImmutableArray.Create(field) } : null) is { } place)
            {
                return place;
            }
        }

        return null;
    }

    /// <summary>What comes back of a body, as its caller finds it.</summary>
    private static Path? ComesBack(Paths paths, int value, int result, Dictionary<int, LocalId> byReference) =>
        paths.Of(value, result, byReference) is { Root: PathRoot.Result or PathRoot.Output } path ? path : null;

    private static ImmutableArray<SlotRestore> Restores(Universe universe, Paths paths, Cell cell)
    {
        var restores = ImmutableArray.CreateBuilder<SlotRestore>();
        for (int i = 0; i < cell.Values.Count; i++)
        {
            if (universe.Variable(cell.Values.KeyAt(i)) is { Kind: VariableKind.Restored, Key: ProtocolStep step } variable
                && paths.Of(variable.Base) is { Root: not PathRoot.Constant } token && paths.Of(cell.Values.ValueAt(i)) is { Root: not PathRoot.Constant } subject)
            {
                restores.Add(new SlotRestore(step, subject, token));
            }
        }

        return restores.ToImmutable();
    }

    /// <summary>What a variable held where the body was entered.</summary>
    private static int Initial(BodySolution solution, Variable variable) =>
        solution.Entry.Values.TryGet(solution.Universe.Number(variable), out int given) ? given : Join.Initial(solution.Universe, variable);

    /// <summary>Whether the field that a value came from holds another one by now: callers would find that one under its name.</summary>
    private static bool IsReplaced(Universe universe, Cell cell, int subject) =>
        universe.Terms[subject] is { Kind: TermKind.Field, A: >= 0, Symbol: { } field } shape
        && cell.Values.TryGet(universe.Number(new Variable(VariableKind.Field, field, shape.A)), out int current) && current != subject;

    /// <summary>What a returned value is not: null, if it is a new object, or a constant that only another way out returns.</summary>
    private static IEnumerable<PathFact> FactsOfResult(Universe universe, Cell cell, int result, HashSet<int> constants)
    {
        TermTable terms = universe.Terms;
        if (result < 0 || terms.IsConstant(result))
            yield break;

        foreach (int constant in constants)
        {
            if (universe.Resolve(cell, terms.Equal(result, constant)) == terms.False)
                yield return new PathFact(Path.Of(PathRoot.Result), terms.ConstantValue(constant), Negated: true);
        }

        if (!constants.Contains(terms.Null) && terms.IsNull(result) == terms.False)
            yield return new PathFact(Path.Of(PathRoot.Result), null, Negated: true);
    }

    /// <summary>The values made here that parameters passed by reference hold at an exit.</summary>
    private static Dictionary<int, LocalId> ByReference(BodySolution solution, Paths paths, Cell cell)
    {
        var values = new Dictionary<int, LocalId>();
        foreach ((LocalId variable, int value) in Places(solution, cell))
        {
            if (!values.ContainsKey(value) && !solution.Universe.Terms.IsConstant(value) && paths.Of(value) is null)
                values.Add(value, variable);
        }

        return values;
    }

    /// <summary>The parameters passed by reference and captured variables, with what they hold at an exit.</summary>
    private static IEnumerable<(LocalId Variable, int Value)> Places(BodySolution solution, Cell cell)
    {
        Universe universe = solution.Universe;
        for (int i = 0; i < cell.Values.Count; i++)
        {
            if (universe.Variable(cell.Values.KeyAt(i)) is not { Kind: VariableKind.Local, Local: var local })
                continue;

            // All that an iterator keeps is there when it goes on.
            bool isOutput = solution.Body.Key.Part is not null || local.Parameter is { RefKind: RefKind.Ref or RefKind.Out }
                || (solution.Body.Key.Lambda is not null && local.Symbol is { } symbol && !SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, solution.Body.Symbol));
            if (isOutput)
                yield return (local, universe.Resolve(cell, cell.Values.ValueAt(i)));
        }
    }

    /// <summary>That there is an object in a place of the callers', where it is one that they have no other name for.</summary>
    private static IEnumerable<PathFact> FactsOfOutputs(Universe universe, Paths paths, Cell cell, int result, Dictionary<int, LocalId> byReference) => byReference
        .Where(output => universe.Resolve(cell, universe.Terms.IsNull(output.Key)) == universe.Terms.False)
        .Select(output => paths.Of(output.Key, result, byReference)).OfType<Path>().Where(static path => path is { Root: PathRoot.Output, Fields.IsEmpty: true })
        .OrderBy(static path => path.Text, StringComparer.Ordinal).Select(static path => new PathFact(path, null, Negated: true));

    private static ImmutableArray<PathValue> Outputs(BodySolution solution, Paths paths, Cell cell, int result, Dictionary<int, LocalId> byReference)
    {
        Universe universe = solution.Universe;
        var outputs = ImmutableArray.CreateBuilder<PathValue>();
        foreach ((LocalId variable, int value) in Places(solution, cell))
        {
            if (Told(value) is { } told)
                outputs.Add(new PathValue(Path.Of(variable), told));
        }

        for (int i = 0; i < cell.Values.Count; i++)
        {
            Variable variable = universe.Variable(cell.Values.KeyAt(i));
            int value = cell.Values.ValueAt(i);
            if (variable is not { Kind: VariableKind.Field, Key: Universe.FieldIdentity { Reads: null } field })
                continue;

            Path? place = variable.Base < 0
                ? Path.Of(PathRoot.Static, field.Member)
                : paths.Of(variable.Base, result) is { Root: not PathRoot.Constant, Fields.IsEmpty: true } owner ? owner with { Fields = owner.Fields.Add(field) } : null;
            if (place is not null && (value == Initial(solution, variable) ? place : Told(universe.Resolve(cell, value))) is { } held)
                outputs.Add(new PathValue(place, held));
        }

        outputs.Sort(static (left, right) => string.CompareOrdinal(Text(left.Place), Text(right.Place)));
        return outputs.ToImmutable();

        Path? Told(int value) => (paths.OfSum(value) ?? paths.Of(value, result, byReference)) is { } path
            && (solution.Body.Key.Part is not null || (path.Fields.All(static field => field is { Reads: null } && !ReferenceEquals(field, Universe.FieldIdentity.Each)) && (path.Root != PathRoot.Entry || path.Symbol is IParameterSymbol or ILocalSymbol))) ? path : null;
    }
}
