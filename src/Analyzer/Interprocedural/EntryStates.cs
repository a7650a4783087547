using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>What a body may rely on where it is entered, since every caller is checked for it.</summary>
internal static class EntryStates
{
    public static Cell Of(Universe universe, ISymbol symbol, MemberRules? rules, ImmutableArray<MemberEvent> contract, Protocol? protocol, Coincidence? names = null)
    {
        var effects = new Effects(universe);
        Cell cell = names is null ? Cell.Empty : Of(universe, names);
        if (rules is not null)
        {
            int subject = SubjectOf(universe, symbol, rules);
            foreach (MemberEvent happening in Of(protocol, rules.Events).OrderBy(static happening => happening.Step?.Index ?? 0))
                cell = Assume(universe, effects, cell, happening, subject);
        }

        foreach (MemberEvent happening in Of(protocol, contract))
        {
            int subject = symbol is IMethodSymbol handler && happening.OfParameter >= 0 && happening.OfParameter < handler.Parameters.Length
                ? universe.Terms.Number(Term.Entry(LocalId.Of(handler.Parameters[happening.OfParameter])))
                : universe.Terms.AnyObject;
            cell = Assume(universe, effects, cell, happening, subject);
        }

        return cell;
    }

    /// <summary>The state in which some names hold what others hold.</summary>
    private static Cell Of(Universe universe, Coincidence names)
    {
        Cell cell = Cell.Empty;
        foreach ((Path name, Path same) in names.Names)
        {
            if (PlaceOf(universe, cell, name) is { } place)
                cell = cell with { Values = cell.Values.Set(universe.Number(place), ValueOf(universe, cell, same)) };
        }

        return cell;
    }

    private static int ValueOf(Universe universe, Cell cell, Path path) => path.IsConstant ? universe.Terms.Constant(path.Symbol)
        : PlaceOf(universe, cell, path) is not { } place ? universe.Terms.This
        : cell.Values.TryGet(universe.Number(place), out int value) ? value
        : Join.Initial(universe, place);

    /// <summary>The place that a path names; null for the object itself, which is in none.</summary>
    private static Variable? PlaceOf(Universe universe, Cell cell, Path path)
    {
        if (path.Fields.IsEmpty)
        {
            return path.Root switch
            {
                PathRoot.Entry => Variable.Of(path.Local),
                PathRoot.Static => new Variable(VariableKind.Field, new Universe.FieldIdentity((ISymbol)path.Symbol!, false)),
                _ => null,
            };
        }

        Universe.FieldIdentity last = path.Fields[path.Fields.Length - 1];
        int holder = universe.Terms.Uncast(ValueOf(universe, cell, path with { Fields = path.Fields.RemoveAt(path.Fields.Length - 1) }));
        return last.Index is { } index ? new Variable(VariableKind.Element, ValueOf(universe, cell, index), holder) : new Variable(VariableKind.Field, last, holder);
    }

    private static IEnumerable<MemberEvent> Of(Protocol? protocol, ImmutableArray<MemberEvent> events) =>
        events.Where(happening => protocol is null || ReferenceEquals(protocol, happening.Protocol));

    private static int SubjectOf(Universe universe, ISymbol symbol, MemberRules rules) => rules.Subject.Kind switch
    {
        SubjectKind.Parameter when symbol is IMethodSymbol method && rules.Subject.Parameter < method.Parameters.Length =>
            universe.Terms.Number(Term.Entry(LocalId.Of(method.Parameters[rules.Subject.Parameter]))),
        SubjectKind.None => universe.Terms.Program,
        _ => universe.Terms.This,
    };

    private static Cell Assume(Universe universe, Effects effects, Cell cell, MemberEvent happening, int subject)
    {
        switch (happening.Kind)
        {
            case EventKind.Requires or EventKind.EntryState:
                return effects.Take(cell, happening.Step!, subject, inEffect: true);

            // It owes the undo as if it had performed the step; of which object a delegate has taken it over, nobody says.
            case EventKind.TakesOver when subject == universe.Terms.AnyObject && happening.Step!.Scope == StepScope.Object:
                return effects.Take(cell, happening.Step!, subject, inEffect: true);

            case EventKind.TakesOver:
                return effects.Set(
                    cell, happening.Step!, effects.SubjectFor(happening.Step!, subject), new StepState(Possibility.Gained, happening.Step!.Nestable ? Depth.One : Depth.None));

            case EventKind.Forbids:
                return effects.Take(cell, happening.Step!, subject, inEffect: false);

            case EventKind.Undo when !happening.IfInEffect:
                return effects.Take(cell, happening.Step!, subject, inEffect: true);

            case EventKind.Step:
                foreach (Slot earlier in effects.Earlier(happening.Step!, effects.SubjectFor(happening.Step!, subject)))
                    cell = effects.Take(cell, earlier.Step, earlier.Subject, inEffect: true);

                return cell;

            case EventKind.Commit:
                foreach (ProtocolStep step in happening.Protocol.Steps)
                {
                    if (!step.Optional)
                        cell = effects.Take(cell, step, subject, inEffect: true);
                }

                return cell;

            default:
                return cell;
        }
    }
}
