using System.Collections.Immutable;
using System.Text;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Summaries;

/// <summary>Makes the summary of a solved body: what it needs, and what the slots are at each kind of exit.</summary>
internal static class SummaryBuilder
{
    /// <summary>So many different exits; with more, what is returned is no longer told apart.</summary>
    private const int MaxExits = 24;

    public static Summary Build(BodySolution solution)
    {
        var paths = new Paths(solution.Universe);
        var exits = new List<SummaryExit>();
        foreach ((FlowNode node, ImmutableArray<Cell> cells) in solution.Exits)
        {
            foreach (Cell cell in cells)
                Add(exits, Exit(solution, paths, node.Exit!, cell));
        }

        if (exits.Count > MaxExits)
        {
            List<SummaryExit> all = exits;
            exits = new List<SummaryExit>();
            foreach (SummaryExit exit in all)
                Add(exits, exit with { Result = null, Outputs = ImmutableArray<PathFact>.Empty });
        }

        var agreed = new List<SummaryExit>();
        foreach (SummaryExit exit in ExitAgreement.Of(exits, solution.Performers.IsUndoneSomewhere))
            Add(agreed, exit);

        return Make(Distinct(solution.Needs.Select(static entry => entry.Need)), agreed);
    }

    /// <summary>The part of a summary that is about one protocol.</summary>
    public static Summary Project(Summary summary, Protocol protocol)
    {
        var exits = new List<SummaryExit>();
        foreach (SummaryExit exit in summary.Exits)
            Add(exits, exit with { Effects = exit.Effects.Where(effect => ReferenceEquals(effect.Step.Protocol, protocol)).ToImmutableArray() });

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
        IsNeutral = needs.IsEmpty && exits.All(static exit => exit.Effects.IsEmpty && exit.Kind == ExitKind.Return) && exits.Count > 0,
    };

    private static string Line(Need need) =>
        "need " + need.Kind + need.Origin.Site.Location + string.Join(",", need.Slots.Select(Text)) + string.Join(",", need.Facts.Select(Text));

    private static string Line(SummaryExit exit) =>
        "exit " + exit.Kind + exit.Level + string.Join(",", exit.Effects.Select(Text)) + string.Join(",", exit.Facts.Select(Text))
        + (exit.Result is { } result ? Text(result) : "?") + string.Join(",", exit.Outputs.Select(Text));

    private static string Text(SlotEffect effect) => effect.Step + "@" + Text(effect.Subject) + "=" + effect.Value;

    private static string Text(PathFact fact) => Text(fact.Value) + (fact.Negated ? "!=" : "==") + fact.Constant;

    private static string Text(Path path) =>
        path.Root + ":" + (path.Symbol is ISymbol symbol ? symbol.Name : path.Symbol) + string.Concat(path.Fields.Select(static field => "." + field.Member.Name));

    private static ImmutableArray<Need> Distinct(IEnumerable<Need> needs)
    {
        var distinct = new List<Need>();
        var ofOrigin = new Dictionary<NeedOrigin, List<int>>();
        foreach (Need need in needs.OrderBy(static need => need.Chain.Length))
        {
            if (!ofOrigin.TryGetValue(need.Origin, out List<int>? others))
                ofOrigin.Add(need.Origin, others = new List<int>());

            int same = others.FindIndex(other => distinct[other].Slots.SequenceEqual(need.Slots));
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

    private static void Add(List<SummaryExit> exits, SummaryExit exit)
    {
        int same = exits.FindIndex(other => other.Kind == exit.Kind && other.Level == exit.Level && Equals(other.Result, exit.Result)
            && other.Effects.SequenceEqual(exit.Effects) && other.Outputs.SequenceEqual(exit.Outputs));
        if (same < 0)
            exits.Add(exit);
        else
            exits[same] = exits[same] with { Facts = Paths.Common(exits[same].Facts, exit.Facts) };
    }

    private static SummaryExit Exit(BodySolution solution, Paths paths, FlowExit exit, Cell cell)
    {
        Universe universe = solution.Universe;
        int result = -1;
        if (exit.Value is { } variable && cell.Values.TryGet(universe.Number(new Variable(VariableKind.Local, variable)), out int returned))
            result = universe.Resolve(cell, returned);

        var effects = ImmutableArray.CreateBuilder<SlotEffect>();
        for (int i = 0; i < cell.Slots.Count; i++)
        {
            Slot slot = universe.Slot(cell.Slots.KeyAt(i));
            int value = cell.Slots.ValueAt(i);
            if (Effects.PossibilityOf(value) == Possibility.Untouched || Join.IsClosed(slot.Step, value))
                continue;

            if (slot.Step.Scope == StepScope.Object && cell.Values.Contains(universe.Number(new Variable(VariableKind.Escaped, "escaped", slot.Subject))))
                value = Effects.HandedOn(value);

            if ((paths.Of(slot.Subject) ?? paths.Of(slot.Subject, result)) is { Root: not PathRoot.Constant } path
                && !(path.Root == PathRoot.Result && IsReplaced(universe, cell, slot.Subject)))
                effects.Add(new SlotEffect(slot.Step, path, value));
        }

        effects.Sort(static (left, right) =>
        {
            int order = left.Step.Index.CompareTo(right.Step.Index);
            return order != 0 ? order : string.CompareOrdinal(Text(left), Text(right));
        });
        return new SummaryExit(exit.Kind, exit.Level)
        {
            Effects = effects.ToImmutable(),
            Facts = paths.FactsOf(cell),
            Result = result < 0 ? null : paths.Of(result),
            Outputs = Outputs(solution, cell),
        };
    }

    /// <summary>Whether the field that a value came from holds another one by now: callers would find that one under its name.</summary>
    private static bool IsReplaced(Universe universe, Cell cell, int subject) =>
        universe.Terms[subject] is { Kind: TermKind.Field, A: >= 0, Symbol: { } field } shape
        && cell.Values.TryGet(universe.Number(new Variable(VariableKind.Field, field, shape.A)), out int current) && current != subject;

    private static ImmutableArray<PathFact> Outputs(BodySolution solution, Cell cell)
    {
        Universe universe = solution.Universe;
        var outputs = ImmutableArray.CreateBuilder<PathFact>();
        for (int i = 0; i < cell.Values.Count; i++)
        {
            Variable variable = universe.Variable(cell.Values.KeyAt(i));
            if (variable.Kind != VariableKind.Local || variable.Key is not (IParameterSymbol or ILocalSymbol))
                continue;

            bool isOutput = variable.Key is IParameterSymbol { RefKind: RefKind.Ref or RefKind.Out }
                || (solution.Body.Key is LambdaBody && !SymbolEqualityComparer.Default.Equals(((ISymbol)variable.Key).ContainingSymbol, solution.Body.Symbol));
            int value = universe.Resolve(cell, cell.Values.ValueAt(i));
            if (isOutput && universe.Terms.IsConstant(value))
                outputs.Add(new PathFact(Path.Of(PathRoot.Entry, variable.Key), universe.Terms.ConstantValue(value), false));
        }

        return outputs.ToImmutable();
    }
}
