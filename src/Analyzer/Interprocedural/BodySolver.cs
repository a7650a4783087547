using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Lowering;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>Solves one body with the summaries of what it calls: what is wrong in it, what it needs, how it is left.</summary>
internal sealed class BodySolver
{
    /// <summary>So many objects are looked at one after the other, where all their combinations are over the bound.</summary>
    private const int MaxFocuses = 24;

    public const string Widened = "GaveUpWidened";

    private readonly RuleSet _rules;
    private readonly Bodies _bodies;
    private readonly Func<BodyId, CancellationToken, IEnumerable<Protocol>> _protocolsOf;

    /// <param name="rules">The rules of the compilation.</param>
    /// <param name="bodies">What is known of members.</param>
    /// <param name="protocolsOf">The protocols that a body, or what it calls, has events of.</param>
    public BodySolver(RuleSet rules, Bodies bodies, Func<BodyId, CancellationToken, IEnumerable<Protocol>> protocolsOf)
    {
        _rules = rules;
        _bodies = bodies;
        _protocolsOf = protocolsOf;
    }

    public BodySolution Solve(
        Body body, BodyCode code, FoundSummaries summaries, Coincidence? names, ImmutableArray<MemberEvent> contract, CancellationToken cancellation, bool canWiden = true)
    {
        var universe = new Universe { Instructions = code.Graph?.Nodes.SelectMany(static node => node.Instructions) ?? Enumerable.Empty<Instruction>() };
        var paths = new Paths(universe);
        Coincidence? same = Coincidence.Both(_bodies.SharedIn(body.Symbol), names);
        Performers? performers = code.Graph is null ? null : new Performers(code.Graph, summaries, same);
        var transfer = new Transfer(
            universe,
            new Effects(universe, (slot, instruction) => performers!.Later(slot.Step, paths.Of(slot.Subject), instruction) is not null),
            summaries,
            _bodies.Assembly,
            _bodies.LastingIn,
            _bodies.IsStable,
            summaries.Protocol);
        MemberRules? rules = _rules.For(body.Symbol);
        Cell entry = EntryStates.Of(universe, body.Symbol, rules, contract, summaries.Protocol, same);
        bool isAsked = code.Graph is { } answering && _bodies.IsPredicate(body.Symbol) && !Matters(answering, summaries);
        var solution = new BodySolution(body, code, summaries.Protocol, universe, transfer, entry, performers) { Rules = _rules, Contract = contract, Names = names, IsAsked = isAsked };
        if (code.GaveUp is { } unread)
        {
            solution.GiveUp(unread, isUnchecked: true);
            solution.Summary = Summary.Unknown(_rules.Protocols);
            if (code.Graph is null)
                return solution;
        }

        bool returnsObject = body.Symbol is IMethodSymbol { ReturnType: { IsReferenceType: true, SpecialType: SpecialType.None or SpecialType.System_Object } }
            || (body.Symbol is IMethodSymbol given && _bodies.ReturnsSubject(given));
        if (code.Graph is not { } graph
            || !(returnsObject || isAsked || body.Key.Part is not null || AssignsOuter(graph, body) || Matters(graph, summaries) || rules is { Events.IsEmpty: false } || !contract.IsEmpty))
        {
            solution.Summary = new Summary { IsNeutral = true };
            solution.IsInert = code is { Graph: not null, GaveUp: null };
            return solution;
        }

        var solver = new Solver(graph, universe, transfer);
        solver.Solve(entry, canWiden, cancellation);
        if (solver.HasWidened && !canWiden)
        {
            solution.IsOverBound = true;
            return solution;
        }

        if (solver.GaveUp)
        {
            Observe(solution, graph, solver, cancellation);
            solution.GiveUp("GaveUpStates", isUnchecked: true);
            solution.Summary = Summary.Unknown(_protocolsOf(body.Key, cancellation)) with { Needs = SummaryBuilder.Build(solution).Needs };
            return solution;
        }

        if (solver.HasWidened && FocusesOf(universe) is { Count: > 1 and <= MaxFocuses } focuses)
        {
            ObserveFocused(solution, graph, solver, focuses, cancellation);
        }
        else
        {
            if (solver.HasWidened)
                solution.GiveUp(Widened, isUnchecked: false);

            Observe(solution, graph, solver, cancellation);
        }

        solution.Summary = SummaryBuilder.Build(solution);
        if (isAsked && solution.Summary.IsNeutral && !Predicates.IsDecided(solution.Summary))
        {
            solution.Summary = new Summary { IsNeutral = true };
            solution.IsInert = code.GaveUp is null;
        }

        if (body.Key.Part is not null)
            solution.Summary = solution.Summary with { Assigned = AssignedIn(graph, summaries).Distinct().ToImmutableArray() };

        return solution;
    }

    /// <summary>Whether a nested body assigns variables of the body around it, which goes on with them.</summary>
    private static bool AssignsOuter(FlowGraph graph, Body body) => body.Key.Lambda is not null && graph.Nodes.Any(node => node.Instructions.Any(instruction =>
        instruction is Instruction.Assign { Variable.Symbol: { } assigned } && !SymbolEqualityComparer.Default.Equals(assigned.ContainingSymbol, body.Symbol)));

    /// <summary>Whether a body, or something that it calls, has an event after all, since names only said that it might, or is left by a throw.</summary>
    private static bool Matters(FlowGraph graph, FoundSummaries summaries) => graph.Nodes.Any(node =>
        node.Exit is { Kind: ExitKind.Throw, Level: < ThrowLevel.AnyCall }
        || node.Instructions.Any(instruction => instruction switch
        {
            Instruction.Event or Instruction.DisposeGuard => true,
            Instruction.Call call => summaries.Of(call.Callee) is { IsNeutral: false },
            _ => false,
        }));

    /// <summary>The variables that a part of an iterator assigns, itself or as it runs a part of another one.</summary>
    private static IEnumerable<LocalId> AssignedIn(FlowGraph graph, FoundSummaries summaries) => graph.Nodes.SelectMany(static node => node.Instructions).SelectMany(instruction => instruction switch
    {
        Instruction.Assign assign => new[] { assign.Variable },
        Instruction.StoreField { Holder: { } holder } => new[] { holder },
        Instruction.Call { Enumeration: { } enumeration } call => (summaries.Of(call.Callee)?.Assigned ?? ImmutableArray<LocalId>.Empty)
            .Select(enumeration.VariableOf).OfType<LocalId>().Concat(call.Captured),
        Instruction.Call call => call.ByReference.OfType<LocalId>().Concat(call.Captured),
        _ => Enumerable.Empty<LocalId>(),
    });

    /// <summary>What there is to look at by itself.</summary>
    private static List<Focus> FocusesOf(Universe universe) => Enumerable.Range(0, universe.SlotCount).Select(universe.Slot)
        .Where(slot => slot.Subject != universe.Terms.Null && slot.Subject != universe.Terms.AnyObject)
        .Select(Focus.Of).Distinct()
        .Where(focus => focus.Step is not null || (focus.Subject != universe.Terms.Thread && focus.Subject != universe.Terms.Program))
        .ToList();

    /// <summary>
    /// Solves a body for one object after the other, each with the conditions that it goes with: all combinations at once are too many. What an exit does to a slot is then
    /// what it does where that slot is looked at.
    /// </summary>
    private static void ObserveFocused(BodySolution solution, FlowGraph graph, Solver together, List<Focus> focuses, CancellationToken cancellation)
    {
        var observations = new Observations(solution.Entered, new Paths(solution.Universe));
        var focused = ImmutableDictionary.CreateBuilder<Focus, ImmutableArray<(FlowNode Node, ImmutableArray<Cell> Cells)>>();
        foreach (Focus focus in focuses)
        {
            var solver = new Solver(graph, solution.Universe, solution.Transfer, focus);
            solver.Solve(solution.Entry, canWiden: true, cancellation);
            if (solver.HasWidened || solver.GaveUp)
                solution.GiveUp(Widened, isUnchecked: false);

            observations.Focus = focus;
            focused.Add(focus, Observe(solution, graph, solver, observations, cancellation));
        }

        solution.Focused = focused.ToImmutable();
        Universe universe = solution.Universe;
        solution.Exits = graph.Nodes.Where(node => node.Exit is not null && together.At(node).Count > 0)
            .Select(node => (node, together.At(node).Select(cell => cell with { Slots = cell.Slots.Select((slot, value) => At(universe.Slot(slot), node)?.Bits ?? value) }).ToImmutableArray()))
            .ToImmutableArray();
        Record(solution, observations);

        StepState? At(Slot slot, FlowNode node)
        {
            if (!solution.Focused.TryGetValue(Focus.Of(slot), out ImmutableArray<(FlowNode Node, ImmutableArray<Cell> Cells)> exits))
                return null;

            ImmutableArray<Cell> cells = exits.FirstOrDefault(exit => exit.Node == node).Cells;
            return cells.IsDefaultOrEmpty ? null : cells.Select(cell => universe.Raw(cell, slot.Step, slot.Subject)).Aggregate(static (one, other) => one.Or(other));
        }
    }

    private static void Observe(BodySolution solution, FlowGraph graph, Solver solver, CancellationToken cancellation)
    {
        var observations = new Observations(solution.Entered, new Paths(solution.Universe));
        solution.Exits = Observe(solution, graph, solver, observations, cancellation);
        Record(solution, observations);
    }

    private static ImmutableArray<(FlowNode Node, ImmutableArray<Cell> Cells)> Observe(
        BodySolution solution, FlowGraph graph, Solver solver, Observations observations, CancellationToken cancellation)
    {
        var exits = ImmutableArray.CreateBuilder<(FlowNode, ImmutableArray<Cell>)>();
        HashSet<FlowNode>? inOrder = graph.Nodes.Any(static node => node.Instructions.Any(static instruction => instruction is Instruction.Call { Callee.Part.IsLeft: true })) ? graph.InOrder() : null;
        foreach (FlowNode node in graph.Nodes)
        {
            observations.IsAfterFailure = inOrder?.Contains(node) == false;
            cancellation.ThrowIfCancellationRequested();
            IReadOnlyList<Cell> cells = solver.At(node);
            if (cells.Count == 0)
                continue;

            if (node.Exit is not null)
                exits.Add((node, cells.ToImmutableArray()));

            // What a loop that leaves an iterator finds there is told of its part.
            if (node.IsOnlyWhenLeft || !solution.Transfer.IsHeard(node))
                continue;

            foreach (Cell cell in cells)
                solution.Transfer.Run(node, cell, null, observations, static (_, _, _) => { });
        }

        return exits.ToImmutable();
    }

    private static void Record(BodySolution solution, Observations observations)
    {
        solution.Findings = observations.Findings;
        solution.Needs = observations.Needs;
        solution.Ended = observations.Ended.ToImmutableHashSet();
        solution.Ends = observations.Ends.ToImmutableHashSet();
        solution.Changes = observations.Changes;
        solution.Touched = observations.Touched;
        solution.Known = observations.Known.ToImmutableHashSet();
        solution.Calls = observations.Entered.ToImmutableHashSet();
        solution.Left = observations.Left.ToImmutableArray();
        solution.Met = observations.MetNeeds.ToImmutableHashSet();
        solution.Excused = observations.ExcusedNeeds.ToImmutableHashSet();
    }
}
