using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>Who has to undo a bracket that is in effect at an exit: the body, unless a guard stands for it.</summary>
internal enum Ownership
{
    /// <summary>No guard stands for it.</summary>
    Body,

    /// <summary>A guard stands for it that nobody has who could dispose it.</summary>
    Lost,

    /// <summary>Its guard was stored, or given to code that is not looked into.</summary>
    Kept,

    /// <summary>Its guard comes back to the caller.</summary>
    Returned,
}

/// <summary>Tells whose brackets and objects are at an exit.</summary>
internal static class Owners
{
    /// <summary>So many objects that hold each other are looked through.</summary>
    private const int MaxHolders = 4;

    /// <summary>Who has to undo a slot at an exit, in one cell.</summary>
    public static Ownership Of(BodySolution solution, Slot slot, FlowExit exit, Cell cell)
    {
        Universe universe = solution.Universe;
        StepState raw = universe.Raw(cell, slot.Step, slot.Subject);
        if (!raw.Has(Possibility.Gained))
            return Ownership.Body;

        // A guard that was made while the step was in effect already ends nothing, unless performances are counted.
        var guards = universe.GuardsIn(cell)
            .Where(guard => ReferenceEquals(guard.Step.Step, slot.Step) && guard.Subject == slot.Subject
                && !(universe.FormerOf(cell, slot.Step, guard.Guard) is { } former && former.IsOnly(Possibility.InEffect)))
            .Select(guard => OfObject(solution, guard.Guard, exit, cell)).ToList();
        if (guards.Count == 0)
            return Ownership.Body;

        if (guards.Contains(Ownership.Lost))
            return Ownership.Lost;

        return slot.Step.Nestable && raw.Depth.Most > guards.Count ? Ownership.Body
            : guards.Contains(Ownership.Returned) ? Ownership.Returned
            : Ownership.Kept;
    }

    /// <summary>Whether an object was stored or comes back, so that whoever gets it sees to what it stands for.</summary>
    public static bool IsPassedOn(BodySolution solution, int term, FlowExit exit, Cell cell) => OfObject(solution, term, exit, cell) != Ownership.Lost;

    private static Ownership OfObject(BodySolution solution, int term, FlowExit exit, Cell cell, int depth = 0)
    {
        Universe universe = solution.Universe;

        // An element of a new collection is where that is.
        if (universe.NewCollectionOf(term) is { } collection)
            return cell.Values.Contains(universe.Number(new Variable(VariableKind.Escaped, Universe.Elements, collection))) ? Ownership.Kept : OfObject(solution, collection, exit, cell, depth);

        if (cell.Values.TryGet(universe.Number(new Variable(VariableKind.Escaped, "escaped", term)), out _))
            return Ownership.Kept;

        // What a variable of an iterator holds where it stops is there when it goes on.
        if (solution.Body.Key.Part is not null && IsInVariable())
            return Ownership.Kept;

        if (Holds(exit.Value) || (solution.Body.Method?.Parameters.Any(parameter => parameter.RefKind is RefKind.Ref or RefKind.Out && Holds(LocalId.Of(parameter))) ?? false))
            return Ownership.Returned;

        if (IsKept(universe, term, cell))
            return Ownership.Kept;

        // What a new object holds is where that object is; what a constructor gives to its object is known to who has that.
        foreach (int holder in depth < MaxHolders ? universe.HoldersOf(cell, term) : Enumerable.Empty<int>())
        {
            if (universe.Terms[holder].Kind == TermKind.This)
                return Ownership.Kept;

            if (OfObject(solution, holder, exit, cell, depth + 1) is not Ownership.Lost and var found)
                return found;
        }

        return Ownership.Lost;

        bool IsInVariable()
        {
            for (int i = 0; i < cell.Values.Count; i++)
            {
                if (universe.Variable(cell.Values.KeyAt(i)).Kind == VariableKind.Local && universe.SubjectOf(cell, cell.Values.ValueAt(i)) == term)
                    return true;
            }

            return false;
        }

        bool Holds(LocalId? variable) => variable is { } local
            && cell.Values.TryGet(universe.Number(Variable.Of(local)), out int held)
            && universe.SubjectOf(cell, held) == term;
    }

    /// <summary>
    /// Whether something that callers can name keeps the subject in a field at the exit, as it does after a write that may have replaced what was there.
    /// </summary>
    private static bool IsKept(Universe universe, int subject, Cell cell)
    {
        var paths = new Paths(universe);
        if (paths.Of(subject) is not null)
            return false;

        var owners = new HashSet<int>();
        for (int term = subject; term >= 0; term = universe.Terms[term] is { Kind: TermKind.Field } field ? field.A : -1)
            owners.Add(term);

        for (int i = 0; i < cell.Values.Count; i++)
        {
            if (owners.Contains(cell.Values.ValueAt(i)) && universe.Variable(cell.Values.KeyAt(i)) is { Kind: VariableKind.Field } place
                && (place.Base < 0 || paths.Of(place.Base) is { Root: not PathRoot.Constant }))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether the body took the subject out of a place that others put it into: as storing it there handed the obligation over, this is no
    /// caller's. What belongs to the thread is still held by it.
    /// </summary>
    public static bool IsTakenOver(ProtocolStep step, Path? subject) => step.Scope == StepScope.Object
        && (subject is null || (!step.BelongsToThread && (subject.Fields.Any(static field => field.Index is not null) || subject.Fields.Select(static field => field.Member).Append(subject.Symbol as ISymbol).Any(IsMutable))));

    private static bool IsMutable(ISymbol? member) => member is IFieldSymbol { IsConst: false } or IPropertySymbol && Universe.IsMutable(member);
}
