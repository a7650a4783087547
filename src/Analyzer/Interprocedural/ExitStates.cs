using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>Reads the exits of a solved body.</summary>
internal static class ExitStates
{
    /// <summary>The bracket slots that some exit has changed.</summary>
    public static ImmutableArray<Slot> Slots(BodySolution solution)
    {
        var slots = new HashSet<Slot>();
        foreach ((_, ImmutableArray<Cell> cells) in solution.Exits)
        {
            foreach (Cell cell in cells)
            {
                for (int i = 0; i < cell.Slots.Count; i++)
                {
                    Slot slot = solution.Universe.Slot(cell.Slots.KeyAt(i));
                    StepState value = cell.StateAt(i);
                    if (slot.Step.IsBracket && !solution.Universe.IsOfOther(slot.Subject) && (value.IsLeftOpen || value.Has(Possibility.Taken)))
                        slots.Add(slot);
                }
            }
        }

        return slots.OrderBy(static slot => slot.Step.Protocol.Name, StringComparer.Ordinal).ThenBy(static slot => slot.Step.Index)
            .ThenBy(static slot => slot.Subject).ToImmutableArray();
    }

    public static ImmutableArray<ExitState> Of(BodySolution solution, Slot slot, ExitKind kind)
    {
        var states = ImmutableArray.CreateBuilder<ExitState>();
        foreach ((FlowNode node, ImmutableArray<Cell> cells) in solution.ExitsFor(slot))
        {
            if (node.Exit!.Kind == kind)
                states.AddRange(cells.Select(cell => Of(solution, slot, node, cell)));
        }

        return states.ToImmutable();
    }

    /// <summary>What is returned, where it is known to be a truth value.</summary>
    public static bool? Returned(Universe universe, ExitState state) =>
        ReturnedTerm(universe, state) is { } value && universe.Terms.IsConstant(value) ? universe.Terms.ConstantValue(value) as bool? : null;

    /// <summary>Whether what is returned is known to be null.</summary>
    public static bool ReturnsNull(Universe universe, ExitState state) => ReturnedTerm(universe, state) == universe.Terms.Null;

    /// <summary>What is returned, as far as it is known there; null where nothing is.</summary>
    public static int? ReturnedTerm(Universe universe, ExitState state) => state.Exit.Value is { } variable
        && state.Cell.Values.TryGet(universe.Number(Variable.Of(variable)), out int term) ? universe.Resolve(state.Cell, term) : null;

    /// <summary>What a test on the way to an exit said of a step as the caller had left it; null where none asked.</summary>
    public static bool? Told(Universe universe, Slot slot, ExitState state) =>
        state.Cell.Values.TryGet(universe.Number(new Variable(VariableKind.Told, slot.Step, slot.Subject)), out int answer) ? answer == universe.Terms.True : null;

    public static ExitState Of(BodySolution solution, Slot slot, FlowNode node, Cell cell)
    {
        Universe universe = solution.Universe;
        StepState raw = universe.Raw(cell, slot.Step, slot.Subject);
        Ownership ownership = Owners.Of(solution, slot, node.Exit!, cell);
        bool isOwed = ownership == Ownership.Lost
            || (ownership == Ownership.Body && !(slot.Step.Scope == StepScope.Object && Owners.IsPassedOn(solution, slot.Subject, node.Exit!, cell)));
        bool isNull = slot.Step.Scope == StepScope.Object && universe.SubjectOf(cell, slot.Subject) == universe.Terms.Null;
        return new ExitState(
            node,
            cell,
            raw.IsLeftOpen && isOwed && !isNull,
            raw.Has(Possibility.Taken) && !isNull,
            slot.Step.Nestable ? raw.Depth : Depth.None,
            isNull || raw.Has(Possibility.Unknown)) { Ownership = ownership };
    }
}
