using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Domain;

/// <summary>Names values of a body so that its callers can find them among their own, and finds them there.</summary>
internal sealed class Paths
{
    /// <summary>Counts are told as what they were and up to so many more or less.</summary>
    private const int MaxOffset = 4;

    private readonly Universe _universe;

    public Paths(Universe universe) => _universe = universe;

    /// <summary>The name of a value for callers; null where they have none.</summary>
    /// <param name="term">The value.</param>
    /// <param name="result">The value that is returned; -1: none.</param>
    /// <param name="outputs">The values that parameters passed by reference hold in the end.</param>
    public Path? Of(int term, int result = -1, IReadOnlyDictionary<int, LocalId>? outputs = null)
    {
        var fields = new Stack<Universe.FieldIdentity>();
        while (true)
        {
            // A constant is itself, whatever else is the same one.
            if (term == result && !_universe.Terms.IsConstant(term))
                return new Path(PathRoot.Result, null, fields.ToImmutableArray());

            if (outputs is not null && outputs.TryGetValue(term, out LocalId parameter))
                return new Path(PathRoot.Output, parameter.Key, fields.ToImmutableArray());

            Term shape = _universe.Terms[term];
            switch (shape.Kind)
            {
                case TermKind.TryCast:
                    term = shape.A;
                    continue;
                case TermKind.Field when shape.A >= 0:
                    fields.Push((Universe.FieldIdentity)shape.Symbol!);
                    term = shape.A;
                    continue;
                case TermKind.Element when shape.B == _universe.Terms.Each:
                    fields.Push(Universe.FieldIdentity.Each);
                    term = shape.A;
                    continue;
                case TermKind.Element when Of(shape.B) is { Root: PathRoot.This or PathRoot.Entry or PathRoot.Static or PathRoot.Constant } index:
                    fields.Push(Universe.FieldIdentity.At(index));
                    term = shape.A;
                    continue;
                case TermKind.This:
                    return new Path(PathRoot.This, null, fields.ToImmutableArray());
                case TermKind.Entry:
                    return new Path(PathRoot.Entry, shape.Symbol, fields.ToImmutableArray());
                case TermKind.Static:
                    return new Path(PathRoot.Static, shape.Symbol, fields.ToImmutableArray());
                case TermKind.Thread:
                    return Path.Of(PathRoot.Thread);
                case TermKind.Program:
                    return Path.Of(PathRoot.Program);
                case TermKind.AnyObject:
                    return Path.Of(PathRoot.AnyObject);
                case TermKind.Constant:
                    return Path.Of(PathRoot.Constant, _universe.Terms.ConstantValue(term));
                default:
                    return null;
            }
        }
    }

    /// <summary>The name of a number that is a little more or less than one that callers have a name for; null for any other value.</summary>
    public Path? OfSum(int term) => _universe.Terms.OffsetOf(term) is var (start, offset) && offset is not 0 and >= -MaxOffset and <= MaxOffset && Of(start) is { Root: PathRoot.This or PathRoot.Entry or PathRoot.Static } path
        ? path with { Fields = path.Fields.Add(Universe.FieldIdentity.Plus(offset)) }
        : null;

    /// <summary>The value that callers call by a path; any object, where the body has no such value.</summary>
    public int ValueOf(Path path)
    {
        for (int i = 0; i < _universe.Terms.Count; i++)
        {
            if (path.Equals(Of(i)))
                return i;
        }

        return _universe.Terms.AnyObject;
    }

    /// <summary>What a cell knows of values that callers can name.</summary>
    public ImmutableArray<PathFact> FactsOf(Cell cell, int result = -1)
    {
        var facts = ImmutableArray.CreateBuilder<PathFact>();
        for (int i = 0; i < cell.Facts.Count; i++)
        {
            if (FactOf(cell.Facts.KeyAt(i), cell.Facts.ValueAt(i), result) is { } fact)
                facts.Add(fact);
        }

        return facts.ToImmutable();
    }

    private PathFact? FactOf(int term, int constant, int result)
    {
        TermTable terms = _universe.Terms;
        Term shape = terms[term];
        if (shape.Kind == TermKind.IsNull && constant == terms.False && Named(shape.A, result) is { } nullable)
            return new PathFact(nullable, null, Negated: true);

        if (shape.Kind == TermKind.Equal && constant == terms.False && terms.IsConstant(shape.A) && Named(shape.B, result) is { } right)
            return new PathFact(right, terms.ConstantValue(shape.A), Negated: true);

        if (shape.Kind == TermKind.Equal && constant == terms.False && terms.IsConstant(shape.B) && Named(shape.A, result) is { } left)
            return new PathFact(left, terms.ConstantValue(shape.B), Negated: true);

        if (shape.Kind is TermKind.Equal or TermKind.Less && Compared(shape) is var (first, second))
            return new PathFact(first, null, Negated: constant == terms.False) { Other = second, IsOrder = shape.Kind == TermKind.Less };

        if (constant == terms.True && shape is { Kind: TermKind.Binary, Symbol: "Or" })
        {
            ImmutableArray<PathFact?> facts = _universe.Alternatives(term).Select(condition => ConditionOf(condition, result)).ToImmutableArray();
            return facts.Contains(null) ? null : PathFact.OneOf(facts!);
        }

        return (!shape.HasOperands || shape.Kind is TermKind.Field or TermKind.Element) && Named(term, result) is { } path
            ? new PathFact(path, terms.ConstantValue(constant), Negated: false)
            : null;
    }

    /// <summary>That a condition holds, as a fact about the values in it.</summary>
    private PathFact? ConditionOf(int condition, int result)
    {
        TermTable terms = _universe.Terms;
        Term shape = terms[condition];
        return shape.Kind switch
        {
            TermKind.Not => FactOf(shape.A, terms.False, result),
            TermKind.IsNull => FactOf(shape.A, terms.Null, result),
            TermKind.Equal when terms.IsConstant(shape.B) => FactOf(shape.A, shape.B, result),
            TermKind.Equal when terms.IsConstant(shape.A) => FactOf(shape.B, shape.A, result),
            _ => FactOf(condition, terms.True, result),
        };
    }

    /// <summary>The names of both sides of a comparison; null where one has none, or both are constants.</summary>
    private (Path First, Path Second)? Compared(Term comparison)
    {
        TermTable terms = _universe.Terms;
        return (!terms.IsConstant(comparison.A) || !terms.IsConstant(comparison.B)) && Side(comparison.A) is { } first && Side(comparison.B) is { } second ? (first, second) : null;

        // What a static member holds may be another thing at the next look, as the time is.
        Path? Side(int term) => terms.IsConstant(term) ? Of(term) : Named(term, -1) is { } path && path is not { Root: PathRoot.Static, Symbol: not IFieldSymbol { IsReadOnly: true } } ? path : null;
    }

    private Path? Named(int term, int result) =>
        _universe.Terms[term].Kind != TermKind.TryCast && Of(term, result) is { Root: not PathRoot.Constant } path ? path : null;

    /// <summary>The facts that both lists have.</summary>
    public static ImmutableArray<PathFact> Common(ImmutableArray<PathFact> first, ImmutableArray<PathFact> second)
    {
        var common = ImmutableArray.CreateBuilder<PathFact>();
        foreach (PathFact fact in first)
        {
            if (second.Contains(fact))
                common.Add(fact);
        }

        return common.ToImmutable();
    }

    /// <summary>The objects of the callers' of which a cell knows something, by the kind of that; in the order of their names.</summary>
    public ImmutableArray<Path> ObjectsOf(Cell cell, VariableKind kind)
    {
        var objects = ImmutableArray.CreateBuilder<Path>();
        for (int i = 0; i < cell.Values.Count; i++)
        {
            Variable variable = _universe.Variable(cell.Values.KeyAt(i));
            if (variable.Kind == kind && Of(variable.Base) is { Root: PathRoot.Entry or PathRoot.This or PathRoot.Static } path)
                objects.Add(path);
        }

        objects.Sort(static (left, right) => string.CompareOrdinal(left.Text, right.Text));
        return objects.ToImmutable();
    }

    /// <summary>The objects that a cell has slots for, where a slot of every object is asked about.</summary>
    public ImmutableArray<Path> SubjectsOf(Cell cell, ImmutableArray<Slot> slots)
    {
        var subjects = ImmutableArray.CreateBuilder<Path>();
        foreach (Slot slot in slots)
        {
            if (slot.Subject != _universe.Terms.AnyObject)
                continue;

            for (int i = 0; i < cell.Slots.Count; i++)
            {
                Slot other = _universe.Slot(cell.Slots.KeyAt(i));
                if (ReferenceEquals(other.Step, slot.Step) && Of(other.Subject) is { Root: not (PathRoot.Constant or PathRoot.AnyObject) } path)
                    subjects.Add(path);
            }
        }

        return subjects.ToImmutable();
    }

    /// <summary>The slots of a finding as callers can name them; the second list has those that they cannot.</summary>
    public (ImmutableArray<SlotEffect> Named, ImmutableArray<Slot> Own) Split(ImmutableArray<Slot> slots)
    {
        var named = ImmutableArray.CreateBuilder<SlotEffect>();
        var own = ImmutableArray.CreateBuilder<Slot>();
        foreach (Slot slot in slots)
        {
            if (Of(slot.Subject) is { Root: not PathRoot.Constant } path)
                named.Add(new SlotEffect(slot.Step, path, StepState.None));
            else
                own.Add(slot);
        }

        return (named.ToImmutable(), own.ToImmutable());
    }
}
