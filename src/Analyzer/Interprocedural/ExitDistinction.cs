using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>
/// Whether a caller can tell the exits of a body apart at which a bracket is not the same: afterwards by what comes back or by a place that it can look at, beforehand by what it knows, or never. Of
/// two exits of a summary, as its callers see them, and of the states of a body at its exits, as its own judge sees them.
/// </summary>
internal sealed class ExitDistinction
{
    private readonly BodySolution _solution;
    private readonly Bodies _bodies;

    public ExitDistinction(BodySolution solution, Bodies bodies)
    {
        _solution = solution;
        _bodies = bodies;
    }

    /// <summary>Whether a caller can tell which of two exits it was: by what came back, or by what led there.</summary>
    public static bool AreToldApart(SummaryExit first, SummaryExit second, ProtocolStep step, Path subject) =>
        (!Equals(first.Result, second.Result) && (first.Result is { IsConstant: true } || second.Result is { IsConstant: true }))
        || first.HoldsOtherThan(second)
        || first.Told.Any(one => second.Told.Any(other => ReferenceEquals(one.Step, other.Step) && one.Subject.Equals(other.Subject) && one.InEffect != other.InEffect))
        || AreToldBeforehand(first, second, step, subject);

    /// <summary>
    /// Whether what led to two exits cannot both be so, and each does its own thing to a bracket: where one undoes what the body itself performed, the
    /// other forgot to.
    /// </summary>
    private static bool AreToldBeforehand(SummaryExit first, SummaryExit second, ProtocolStep step, Path subject)
    {
        Possibility done = first.DoneTo(step, subject) | second.DoneTo(step, subject);
        return (done & (Possibility.Gained | Possibility.Absent)) != (Possibility.Gained | Possibility.Absent)
            && PathFact.AreContrary(first.Facts, second.Facts);
    }

    /// <summary>
    /// Whether the returned value tells which of the exits it was: then callers know. A bracket is handed over with
    /// <see langword="true"/> or with an object, as every <c>Try</c> method does; in a body that nothing here calls, one that comes with
    /// <see langword="false"/>, with null or with a number was forgotten by an early return.
    /// </summary>
    public bool IsToldByResult(ImmutableArray<ExitState> states, Func<ExitState, bool> property, bool ofTrueOnly = false)
    {
        Universe universe = _solution.Universe;
        List<(ExitResult Result, bool Has)> results = states.Select(state => (Result: ExitResult.Of(universe, state), Has: property(state))).ToList();
        bool isTold = results.TrueForAll(one => results.TrueForAll(other => one.Has == other.Has || one.Result.IsApartFrom(other.Result)));
        if (isTold && ofTrueOnly)
            isTold = results.TrueForAll(one => !one.Has || one.Result.Is(true) || (one.Result.Kind == ResultKind.Object && !ReturnsNumber())) && results.TrueForAll(static one => one.Has || one.Result.Is(false) || one.Result.Is(null));

        return isTold || IsToldByPlace(states, property);
    }

    /// <summary>Whether an argument or a field, as it was at entry, tells which of the exits it will be: those at which something became of a bracket, or the others.</summary>
    public bool IsToldBeforehand(Slot slot, Possibility possibility)
    {
        if (new Paths(_solution.Universe).Of(slot.Subject) is not { } subject)
            return false;

        ImmutableArray<SummaryExit> exits = SummaryBuilder.Exits(_solution).Where(static exit => exit.Kind == ExitKind.Return).ToImmutableArray();
        ILookup<bool, SummaryExit> sides = exits.ToLookup(exit => (exit.DoneTo(slot.Step, subject) & possibility) != 0);
        return sides.Count == 2 && sides[true].All(one => sides[false].All(other => AreToldBeforehand(one, other, slot.Step, subject)));
    }

    /// <summary>Whether a test said at each exit that does not hold the bracket for the body that it is in effect already: then it is so at all of them.</summary>
    public bool IsToldToHold(Slot slot, ImmutableArray<ExitState> states)
    {
        Universe universe = _solution.Universe;
        int told = universe.Number(new Variable(VariableKind.Told, slot.Step, slot.Subject));
        return states.All(state => state.Held || (state.Cell.Values.TryGet(told, out int answer) && answer == universe.Terms.True
            && !universe.Raw(state.Cell, slot.Step, slot.Subject).Has(~Possibility.InEffect)));
    }

    /// <summary>
    /// Whether the object itself tells which of the exits it will be: its constructor by an argument, and its disposal by a field that never changes, since they are
    /// two halves of one thing; and any body by a flag that it asks and sets, so that it undoes once, as a disposal does that may be called again.
    /// </summary>
    public bool IsToldByObject(ImmutableArray<ExitState> returns, Func<ExitState, bool> property)
    {
        Universe universe = _solution.Universe;
        var paths = new Paths(universe);
        bool isConstructor = _solution.Body.Method?.MethodKind == MethodKind.Constructor;
        Dictionary<Cell, ImmutableArray<PathFact>> facts = returns.Select(static state => state.Cell).Distinct()
            .ToDictionary(static cell => cell, cell => paths.FactsOf(cell).RemoveAll(fact => fact.Other is not null || !fact.Values.All(IsStable)));
        return returns.All(one => !property(one) || returns.All(other => property(other)
            || PathFact.AreContrary(facts[one.Cell], facts[other.Cell])
            || Enumerable.Range(0, one.Cell.Facts.Count).Any(i => IsFlag(one.Cell, other.Cell, i))));

        bool IsStable(Path value) => (isConstructor || IsDisposal) && (value.Root == PathRoot.This ? !value.Fields.IsEmpty : isConstructor && value.Root == PathRoot.Entry)
            && value.Fields.All(field => _bodies.IsStable(field.Member));

        bool IsFlag(Cell undone, Cell other, int fact)
        {
            int term = undone.Facts.KeyAt(fact);
            int known = universe.Resolve(other, term);
            return universe.Terms.IsConstant(known) && known != undone.Facts.ValueAt(fact) && Flag(term) is { } flag && _solution.Performers.Writes(flag);
        }

        ISymbol? Flag(int term)
        {
            Term shape = universe.Terms[term];
            while (shape.Kind is TermKind.Not or TermKind.IsNull || (shape.Kind == TermKind.Equal && (universe.Terms.IsConstant(shape.A) || universe.Terms.IsConstant(shape.B))))
                shape = universe.Terms[shape.Kind == TermKind.Equal && universe.Terms.IsConstant(shape.A) ? shape.B : shape.A];

            return shape is { Kind: TermKind.Field, A: >= 0, Symbol: Universe.FieldIdentity { Reads: null } field } && universe.Terms[shape.A].Kind == TermKind.This ? field.Member : null;
        }
    }

    /// <summary>
    /// Whether the body performs a bracket where a flag of the object says that it is not in effect, and sets the flag: at the exits where it did not, the flag
    /// said so already.
    /// </summary>
    public bool IsFlagged(ImmutableArray<ExitState> returns)
    {
        Universe universe = _solution.Universe;
        return returns.All(one => !one.Held || returns.All(other => other.Held || Enumerable.Range(0, one.Cell.Values.Count).Any(i => IsSet(one.Cell, other.Cell, one.Cell.Values.KeyAt(i)))));

        bool IsSet(Cell held, Cell other, int place)
        {
            Variable variable = universe.Variable(place);
            if (variable is not { Kind: VariableKind.Field, Key: Universe.FieldIdentity { Reads: null, Member: { DeclaredAccessibility: Accessibility.Private } } } || variable.Base != universe.Terms.This)
                return false;

            int initial = Join.Initial(universe, variable);
            bool isUnchanged = !other.Values.TryGet(place, out int left) || left == initial || (other.Facts.TryGet(initial, out int known) && known == universe.Resolve(other, left));
            return isUnchanged && held.Values.TryGet(place, out int set) && universe.Terms.IsConstant(set)
                && other.Facts.TryGet(initial, out int was) && was == set && held.Facts.TryGet(initial, out int before) && before != set;
        }
    }

    /// <summary>Whether the result is a number or has none: it is no object, also where it is told from none.</summary>
    private bool ReturnsNumber() => _solution.Body.Method?.ReturnType is INamedTypeSymbol type
        && (type is { Name: "Task" or "ValueTask", TypeArguments: [INamedTypeSymbol inner] } ? inner : type) is
            { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [{ SpecialType: not SpecialType.None } or { TypeKind: TypeKind.Enum }] };

    /// <summary>Whether a truth value that callers can look at afterwards tells: that of a parameter passed by reference, of a local around a nested
    /// function, or a flag in a field.</summary>
    private bool IsToldByPlace(ImmutableArray<ExitState> states, Func<ExitState, bool> property)
    {
        Universe universe = _solution.Universe;
        var places = new HashSet<int>();
        foreach (ExitState state in states)
        {
            for (int i = 0; i < state.Cell.Values.Count; i++)
            {
                Variable variable = universe.Variable(state.Cell.Values.KeyAt(i));
                bool isPlace = variable.Key is IParameterSymbol { RefKind: RefKind.Out or RefKind.Ref, Type.SpecialType: SpecialType.System_Boolean }
                    || (variable is { Kind: VariableKind.Local, Key: ILocalSymbol { Type.SpecialType: SpecialType.System_Boolean } local }
                        && _solution.Body.Key.Lambda is not null && !SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, _solution.Body.Symbol))
                    || (variable is { Kind: VariableKind.Field, Key: Universe.FieldIdentity { Reads: null, Member: IFieldSymbol { Type.SpecialType: SpecialType.System_Boolean } flag } }
                        && (variable.Base < 0 || universe.Terms[variable.Base].Kind is TermKind.This or TermKind.Entry)
                        && _solution.Performers.Writes(flag));
                if (isPlace)
                    places.Add(state.Cell.Values.KeyAt(i));
            }
        }

        return places.Any(place => Tells(state => state.Cell.Values.TryGet(place, out int term) ? term : -1))
            || PartsOfResult(states[0]).Any(part => Tells(state => PartOfResult(state, part)));

        bool Tells(Func<ExitState, int> valueOf)
        {
            var seen = new Dictionary<int, bool>();
            return states.All(state =>
            {
                int term = valueOf(state);
                int value = term < 0 ? -1 : universe.Resolve(state.Cell, term);
                bool has = property(state);
                if (value < 0 || !universe.Terms.IsConstant(value) || (seen.TryGetValue(value, out bool known) && known != has))
                    return false;

                seen[value] = has;
                return true;
            });
        }
    }

    /// <summary>Whether the body ends its object.</summary>
    private bool IsDisposal => _solution.Body.Method is { } method
        && method.ExplicitInterfaceImplementations.Insert(0, method).Any(static member => member.Name is "Dispose" or "DisposeAsync");

    /// <summary>The truth values among the elements of a returned tuple.</summary>
    private IEnumerable<Universe.FieldIdentity> PartsOfResult(ExitState state)
    {
        int result = Returned(state);
        for (int i = 0; result >= 0 && i < state.Cell.Values.Count; i++)
        {
            Variable variable = _solution.Universe.Variable(state.Cell.Values.KeyAt(i));
            if (variable is { Kind: VariableKind.Field, Key: Universe.FieldIdentity { Member.ContainingType.IsTupleType: true } part } && variable.Base == result)
                yield return part;
        }
    }

    private int PartOfResult(ExitState state, Universe.FieldIdentity part) => Returned(state) is var result and >= 0
        && state.Cell.Values.TryGet(_solution.Universe.Number(new Variable(VariableKind.Field, part, result)), out int term) ? term : -1;

    private int Returned(ExitState state) => state.Exit.Value is { } variable
        && state.Cell.Values.TryGet(_solution.Universe.Number(Variable.Of(variable)), out int term) ? term : -1;
}
