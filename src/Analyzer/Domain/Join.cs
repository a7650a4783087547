using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;

namespace EntryPath.Analyzer.Domain;

/// <summary>The join of cells, and the renaming of values that a loop makes anew.</summary>
internal static class Join
{
    /// <summary>What a variable holds where nothing has written it.</summary>
    public static int Initial(Universe universe, Variable variable) => variable.Kind switch
    {
        VariableKind.Field when variable.Base < 0 =>
            universe.Terms.Number(new Term(TermKind.Static, ((Universe.FieldIdentity)variable.Key).Member)),
        VariableKind.Field => universe.Terms.Number(new Term(TermKind.Field, variable.Key, variable.Base)),
        VariableKind.Element => universe.Terms.Number(new Term(TermKind.Element, null, variable.Base, (int)variable.Key)),
        VariableKind.Local when variable.Key is Temporary => universe.Terms.Null,
        _ => universe.Terms.Number(Term.Entry(variable.Local)),
    };

    /// <summary>
    /// The slots that tell states apart. A nested bracket that is closed again is for all that follows as if it had not been
    /// touched: code that passes through many locks would otherwise have a state for each way through them.
    /// </summary>
    public static IntMap Open(Universe universe, IntMap slots) => HasClosed(universe, slots) ? WithoutClosed(universe, slots) : slots;

    private static IntMap WithoutClosed(Universe universe, IntMap slots) => slots.Select((slot, value) => IsClosed(universe.Slot(slot).Step, StepState.Of(value)) ? null : value);

    private static bool HasClosed(Universe universe, IntMap slots)
    {
        for (int i = 0; i < slots.Count; i++)
        {
            if (IsClosed(universe.Slot(slots.KeyAt(i)).Step, StepState.Of(slots.ValueAt(i))))
                return true;
        }

        return false;
    }

    /// <summary>Whether a bracket is not known to be anything but closed again, or untouched.</summary>
    public static bool IsClosed(ProtocolStep step, StepState value) =>
        step.Nestable && !value.Has(~(Possibility.Absent | Possibility.Untouched));

    /// <summary>
    /// Whether two cells can be one: their slots are equal, and no variable holds different subjects of those slots, whose
    /// identity the join would lose.
    /// </summary>
    public static bool CanJoin(Universe universe, Cell first, Cell second, Focus? focus = null)
    {
        if (focus is not null)
        {
            first = Focused(universe, first, focus);
            second = Focused(universe, second, focus);
        }

        if (!Open(universe, first.Slots).Equals(Open(universe, second.Slots)))
            return false;

        return KeepsDisposals(universe, first, second) && KeepsDisposals(universe, second, first) && ((first.Slots.Count == 0 && second.Slots.Count == 0)
            || (KeepsSubjects(universe, first, second) && KeepsSubjects(universe, second, first) && KeepsGuards(universe, first, second) && KeepsGuards(universe, second, first)));
    }

    /// <summary>Whether what a cell has disposed of that the callers gave is so in another one, too: the join would not know that a guard of theirs has ended.</summary>
    private static bool KeepsDisposals(Universe universe, Cell first, Cell second)
    {
        for (int i = 0; universe.HasDisposals && i < first.Values.Count; i++)
        {
            int number = first.Values.KeyAt(i);
            if (universe.Variable(number) is { Kind: VariableKind.Disposed } disposed && universe.Terms[disposed.Base].Kind == TermKind.Entry
                && !second.Values.Contains(number) && !IsOfNothing(universe, second, disposed))
            {
                return false;
            }
        }

        return true;
    }

    private static Cell Focused(Universe universe, Cell cell, Focus focus) => cell with { Slots = cell.Slots.Keep(number => focus.Contains(universe.Slot(number))) };

    /// <summary>Whether what a cell knows of guards and tokens whose step is in effect is known in another one, too: the join would not know what ends it.</summary>
    private static bool KeepsGuards(Universe universe, Cell first, Cell second)
    {
        for (int i = 0; i < first.Values.Count; i++)
        {
            int number = first.Values.KeyAt(i);
            if (IsOpenGuard(universe, first, number, first.Values.ValueAt(i))
                && !(second.Values.TryGet(number, out int other) && other == first.Values.ValueAt(i) && RestoresTheSame(universe, first, second, universe.Variable(number))))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a guard gives back the same state in two cells: one that was made while its step was in effect ends nothing.</summary>
    private static bool RestoresTheSame(Universe universe, Cell first, Cell second, Variable guard)
    {
        ProtocolStep step = ((GuardedStep)guard.Key).Step;
        return universe.FormerOf(first, step, guard.Base) == universe.FormerOf(second, step, guard.Base);
    }

    /// <summary>Whether a variable says of a guard what it ends, and that is in effect.</summary>
    private static bool IsOpenGuard(Universe universe, Cell cell, int number, int subject) =>
        universe.Variable(number) is { Kind: VariableKind.Guard, Key: GuardedStep { Step: var step } } variable
        && universe.Raw(cell, step, subject).Has(Possibility.Gained) && !IsSpent(universe, cell, variable);

    /// <summary>
    /// Whether a place of subjects holds one object in one cell and another one in the other: joined, it would hold neither, and what is done
    /// with it would be lost to those who go on by the object's other names.
    /// </summary>
    public static bool AreApart(Universe universe, Cell first, Cell second, HashSet<PlaceId> subjects, HashSet<PlaceId>? live) =>
        subjects.Count > 0 && (HoldsAnother(universe, first, second, subjects, live) || HoldsAnother(universe, second, first, subjects, live));

    private static bool HoldsAnother(Universe universe, Cell own, Cell other, HashSet<PlaceId> subjects, HashSet<PlaceId>? live)
    {
        for (int i = 0; i < own.Values.Count; i++)
        {
            int number = own.Values.KeyAt(i);
            int value = own.Values.ValueAt(i);
            if (other.Values.TryGet(number, out int there) && there == value)
                continue;

            Variable variable = universe.Variable(number);
            bool isPlace = variable.Kind switch
            {
                // How many of the known elements have had their round.
                VariableKind.Local => subjects.Contains(variable.Local) || (variable.Key is Temporary { CountsRounds: true } && universe.Terms.ConstantValue(value) is long),
                VariableKind.Field => ((Universe.FieldIdentity)variable.Key).Member is var member && subjects.Contains(PlaceId.Of(member)) && (live is null || live.Contains(PlaceId.Of(member))),
                VariableKind.Element => variable.IsAt(universe.Terms.Each) || variable.IsAt(universe.Terms.HowMany),
                _ => false,
            };
            if (!isPlace || (!variable.IsAt(universe.Terms.HowMany) && variable.Key is not Temporary && !IsObject(universe, own, value)))
                continue;

            if (!other.Values.Contains(number))
                there = Initial(universe, variable);

            if (there != value && (variable.Key is Temporary || variable.IsAt(universe.Terms.HowMany) || IsObject(universe, other, there)) && universe.Resolve(own, value) != universe.Resolve(other, there))
                return true;
        }

        return false;
    }

    /// <summary>Whether a value can be an object, or the lack of one.</summary>
    private static bool IsObject(Universe universe, Cell cell, int value) => universe.Terms[universe.Resolve(cell, value)] switch
    {
        { Kind: TermKind.Constant, Symbol: var constant } => constant is not (bool or long or double or float or decimal),
        { Kind: TermKind.Not or TermKind.Equal or TermKind.Less or TermKind.IsNull or TermKind.IsType or TermKind.Binary } => false,
        _ => true,
    };

    /// <summary>Whether a cell knows a fact: that there is no object it also knows where there is none that leads to it, and that one of several conditions holds where it knows one of them.</summary>
    private static bool Knows(Universe universe, Cell cell, int term, int constant)
    {
        if (cell.Facts.TryGet(term, out int known))
            return known == constant;

        TermTable terms = universe.Terms;
        if (universe.HasClauses && constant == terms.True && terms[term] is { Kind: TermKind.Binary, Symbol: "Or" })
            return universe.Resolve(cell, term) == terms.True;

        return constant == terms.Null ? universe.IsOfNothing(cell, term)
            : constant == terms.True && terms[term] is { Kind: TermKind.IsNull, A: var about } && universe.IsOfNothing(cell, about);
    }

    /// <summary>What both cells know; with slots that differ, what either allows.</summary>
    public static Cell Cells(Universe universe, Cell first, Cell second, int node)
    {
        second = RetireJoins(universe, first, second, node);
        IntMap values = first.Values.Select((variable, value) => JoinValue(universe, first, second, variable, value, node));
        for (int i = 0; i < second.Values.Count; i++)
        {
            int variable = second.Values.KeyAt(i);
            if (!first.Values.Contains(variable) && JoinValue(universe, second, first, variable, second.Values.ValueAt(i), node) is { } value)
                values = values.Set(variable, value);
        }

        IntMap facts = first.Facts.Select((term, constant) => Knows(universe, second, term, constant) ? constant : null);
        for (int i = 0; i < second.Facts.Count; i++)
        {
            (int term, int constant) = (second.Facts.KeyAt(i), second.Facts.ValueAt(i));
            if (!first.Facts.Contains(term) && Knows(universe, first, term, constant))
                facts = facts.Set(term, constant);
        }

        facts = WithClauses(universe, first, second, facts);
        IntMap slots = first.Slots;
        if (!first.Slots.Equals(second.Slots))
        {
            slots = first.Slots.Select((slot, value) => StepState.Of(value).Or(RawOf(universe, second, slot)).Bits);
            for (int i = 0; i < second.Slots.Count; i++)
            {
                int slot = second.Slots.KeyAt(i);
                slots = slots.Set(slot, second.StateAt(i).Or(RawOf(universe, first, slot)).Bits);
            }
        }

        return new Cell(values, facts, slots);
    }

    /// <summary>What both cells know, with what follows from either of what only one of them knows: of values that were there before the body, since of others callers are not told.</summary>
    private static IntMap WithClauses(Universe universe, Cell first, Cell second, IntMap common)
    {
        List<ImmutableArray<int>> ofFirst = OnlyKnownIn(universe, first, second);
        List<ImmutableArray<int>> ofSecond = ofFirst.Count == 0 ? ofFirst : OnlyKnownIn(universe, second, first);
        if (ofSecond.Count == 0)
            return common;

        TermTable terms = universe.Terms;
        var known = new Cell(IntMap.Empty, common, IntMap.Empty);
        foreach (ImmutableArray<int> clause in Clauses.Either(ofFirst, ofSecond, (left, right) => terms.Not(left) == right, Comparer<int>.Default))
            known = universe.AssumeOneOf(known, clause) ?? known;

        return known.Facts;
    }

    private static List<ImmutableArray<int>> OnlyKnownIn(Universe universe, Cell own, Cell other)
    {
        TermTable terms = universe.Terms;
        var only = new List<ImmutableArray<int>>();
        for (int i = 0; i < own.Facts.Count; i++)
        {
            (int term, int constant) = (own.Facts.KeyAt(i), own.Facts.ValueAt(i));
            if (terms.MadeIn(term).Length > 0 || Knows(universe, other, term, constant))
                continue;

            ImmutableArray<int> conditions = universe.Alternatives(terms.Equal(term, constant));
            if (!only.Exists(known => known.SequenceEqual(conditions)))
                only.Add(conditions);
        }

        return only;
    }

    /// <summary>
    /// The cell without what nothing from here on reads: dead locals, and what is known of values made in the body that no
    /// variable, and no slot of a step that may be in effect, leads to any more.
    /// </summary>
    public static Cell Prune(Universe universe, Cell cell, HashSet<PlaceId>? live)
    {
        if (live is null || (cell.Values.Count == 0 && cell.Facts.Count == 0 && cell.Slots.Count == 0))
            return cell;

        IntMap values = cell.Values.Keep(number => universe.Variable(number) is not { Kind: VariableKind.Local, Local: var local } || IsLive(local, live));
        if (!NamesMade(universe, values, cell.Facts, cell.Slots))
            return ReferenceEquals(values, cell.Values) ? cell : cell with { Values = values };

        HashSet<int> reached = Reached(universe, cell, values);
        TermTable terms = universe.Terms;
        values = values.Keep(number => IsReached(terms, universe.Variable(number).Base, reached));
        IntMap facts = cell.Facts.Keep(term => IsReached(terms, term, reached));
        IntMap slots = cell.Slots.Keep(number => IsReached(terms, universe.Slot(number).Subject, reached));
        return ReferenceEquals(values, cell.Values) && ReferenceEquals(facts, cell.Facts) && ReferenceEquals(slots, cell.Slots)
            ? cell
            : new Cell(values, facts, slots);
    }

    /// <summary>The cell without what became of the elements of collections that nothing from here on reads, where nobody has to see to them any more.</summary>
    public static Cell WithoutPassed(Universe universe, Cell cell, HashSet<PlaceId> live)
    {
        TermTable terms = universe.Terms;
        IntMap slots = cell.Slots.Keep(number => cell.Slots.TryGet(number, out int value) && StepState.Of(value).Has(Possibility.Gained | Possibility.Pending) || !IsPassed(universe.Slot(number).Subject));
        if (!ReferenceEquals(slots, cell.Slots) || cell.Facts.Count > 0)
        {
            IntMap facts = cell.Facts.Keep(term => !IsPassed(terms[term] is { HasOperands: true, Kind: TermKind.IsNull or TermKind.Binary } about ? about.A : term) || Owes(term));
            cell = new Cell(cell.Values, facts, slots);
        }

        return cell;

        bool Owes(int term)
        {
            for (int i = 0; i < slots.Count; i++)
            {
                if (terms.Mentions(term, universe.Slot(slots.KeyAt(i)).Subject))
                    return true;
            }

            return false;
        }

        bool IsPassed(int term)
        {
            while (term >= 0 && terms[term] is { Kind: TermKind.Field or TermKind.TryCast } part)
                term = part.A;

            if (term < 0 || terms[term] is not { Kind: TermKind.Element } element || element.B != terms.Each)
                return false;

            return terms[element.A] switch
            {
                { Kind: TermKind.Field, Symbol: Universe.FieldIdentity field } => !live.Contains(PlaceId.Of(field.Member)) && !IsHeld(element.A),
                { Kind: TermKind.Entry, Local: var local } when live.Contains(local) => false,
                { Kind: TermKind.Static } => false,
                _ => !IsHeld(element.A),
            };
        }

        bool IsHeld(int value)
        {
            for (int i = 0; i < cell.Values.Count; i++)
            {
                if (cell.Values.ValueAt(i) == value && universe.Variable(cell.Values.KeyAt(i)) is { Kind: VariableKind.Local, Local: var local } && IsLive(local, live))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether something from here on reads a variable; one of an iterator, wherever its loop goes on.</summary>
    private static bool IsLive(LocalId variable, HashSet<PlaceId> live) => live.Contains(variable.OfEnumeration is { } kept ? kept.Enumeration : variable);

    /// <summary>What a step is while somebody has to end it, or may ask for it on whatever object.</summary>
    private const Possibility Obliging = Possibility.Gained | Possibility.Kept | Possibility.Pending;

    private static bool NamesMade(Universe universe, IntMap values, IntMap facts, IntMap slots)
    {
        TermTable terms = universe.Terms;
        for (int i = 0; i < facts.Count; i++)
        {
            if (terms.MadeIn(facts.KeyAt(i)).Length > 0)
                return true;
        }

        for (int i = 0; i < values.Count; i++)
        {
            if (terms.MadeIn(universe.Variable(values.KeyAt(i)).Base).Length > 0)
                return true;
        }

        for (int i = 0; i < slots.Count; i++)
        {
            if (terms.MadeIn(universe.Slot(slots.KeyAt(i)).Subject).Length > 0)
                return true;
        }

        return false;
    }

    /// <summary>The values made in the body that variables lead to, directly or through the objects they hold.</summary>
    private static HashSet<int> Reached(Universe universe, Cell cell, IntMap values)
    {
        IntMap slots = cell.Slots;
        TermTable terms = universe.Terms;
        HashSet<int> reached = universe.Scratch();
        for (int i = 0; i < slots.Count; i++)
        {
            Slot slot = universe.Slot(slots.KeyAt(i));
            if (slot.Step.OutlivesItsObject && StepState.Of(slots.ValueAt(i)).Has(Obliging))
                Reach(terms, slot.Subject, reached);
        }

        // A guard that nothing leads to any more still owes what it stands for.
        for (int i = 0; i < values.Count; i++)
        {
            if (IsOpenGuard(universe, cell, values.KeyAt(i), values.ValueAt(i)))
                Reach(terms, universe.Variable(values.KeyAt(i)).Base, reached);
        }

        int before;
        do
        {
            before = reached.Count;
            for (int i = 0; i < values.Count; i++)
            {
                if (IsReached(terms, universe.Variable(values.KeyAt(i)).Base, reached))
                    Reach(terms, values.ValueAt(i), reached);
            }
        }
        while (reached.Count > before);

        return reached;
    }

    private static void Reach(TermTable terms, int term, HashSet<int> reached)
    {
        foreach (int made in terms.MadeIn(term))
            reached.Add(made);
    }

    private static bool IsReached(TermTable terms, int term, HashSet<int> reached)
    {
        foreach (int made in terms.MadeIn(term))
        {
            if (!reached.Contains(made))
                return false;
        }

        return true;
    }

    /// <summary>
    /// The cell in which a value that is about to be made anew is called by its former name. What already has that name is
    /// forgotten: two generations are told apart, older ones are not.
    /// </summary>
    public static Cell Retire(Universe universe, Cell cell, int made, int former)
    {
        if (!Mentions(universe, cell, made))
            return cell;

        return Renamed(universe, Mentions(universe, cell, former) ? Drop(universe, cell, former) : cell, made, former);
    }

    private static Cell Renamed(Universe universe, Cell cell, int made, int former)
    {
        TermTable terms = universe.Terms;
        return new Cell(
            cell.Values.Rename(NameOf, Renamed),
            cell.Facts.Rename(term => Renamed(term) is var about && terms.IsConstant(about) ? null : about, static constant => constant),
            cell.Slots.Rename(slot => universe.Number(universe.Slot(slot).Step, Renamed(universe.Slot(slot).Subject)), static value => value, static (later, earlier) => StepState.Of(later).Or(StepState.Of(earlier)).Bits));

        int Renamed(int term) => terms.Substitute(term, made, former);

        int? NameOf(int key)
        {
            Variable variable = universe.Variable(key);
            if (variable.Base >= 0 && terms.Mentions(variable.Base, made))
                key = universe.Number(variable with { Base = Renamed(variable.Base) });

            if (variable.Kind == VariableKind.Element && terms.Mentions((int)variable.Key, made))
                key = universe.Number(universe.Variable(key) with { Key = Renamed((int)variable.Key) });

            return key;
        }
    }

    /// <summary>Whether a variable is none of the program's, but says something of a value.</summary>
    private static bool IsKnowledge(VariableKind kind) => kind is not (VariableKind.Local or VariableKind.Field or VariableKind.Element);

    private static int? JoinValue(Universe universe, Cell own, Cell other, int number, int value, int node)
    {
        Variable variable = universe.Variable(number);
        if (variable.Kind == VariableKind.Holds)
            return value;

        if (!other.Values.TryGet(number, out int there))
        {
            if (IsKnowledge(variable.Kind))
                return variable.Kind == VariableKind.Escaped || IsOfNothing(universe, other, variable) ? value : null;

            there = Initial(universe, variable);
        }

        if (there == value)
            return value;

        // Which of several objects a guard was of that has ended it does not matter any more, only that it was one.
        if (IsSpent(universe, own, variable) && IsSpent(universe, other, variable))
            return Math.Min(value, there);

        if (IsKnowledge(variable.Kind))
            return null;

        // What is known to be the same constant is no new value, whatever each way calls it.
        int here = universe.Resolve(own, value);
        there = universe.Resolve(other, there);
        return here == there && universe.Terms.IsConstant(here) ? here : JoinTerm(universe, node, number, Constants.Of(universe.Terms, here, there));
    }

    /// <summary>Whether a variable is about a guard that is null in a cell: whatever is known of one holds there.</summary>
    private static bool IsOfNothing(Universe universe, Cell cell, Variable variable) => variable is { Kind: VariableKind.Guard or VariableKind.Spent or VariableKind.Token or VariableKind.Disposed, Base: >= 0 }
        && universe.Resolve(cell, universe.Terms.IsNull(variable.Base)) == universe.Terms.True;

    /// <summary>Whether a variable says what a guard was of that has been disposed.</summary>
    private static bool IsSpent(Universe universe, Cell cell, Variable variable) =>
        variable is { Kind: VariableKind.Guard, Key: GuardedStep { Step: var step } } && cell.Values.Contains(universe.Number(new Variable(VariableKind.Spent, step, variable.Base)));

    private static int JoinTerm(Universe universe, int node, int variable, Constants? constants = null) =>
        universe.Terms.Number(new Term(TermKind.Join, constants, node, variable));

    /// <summary>Whether a value is the join of a variable at a node.</summary>
    private static bool IsJoin(Universe universe, int term, int node, int variable) =>
        universe.Terms[term] is { Kind: TermKind.Join, Symbol: null or Constants, A: var at, B: var of } && at == node && of == variable;

    private static StepState RawOf(Universe universe, Cell cell, int number)
    {
        Slot slot = universe.Slot(number);
        return universe.Raw(cell, slot.Step, slot.Subject);
    }

    /// <summary>
    /// Joins of this node that came around a loop stand for values of the round before, unless their variable has kept them.
    /// </summary>
    private static Cell RetireJoins(Universe universe, Cell first, Cell second, int node)
    {
        for (int i = 0; i < first.Values.Count; i++)
        {
            int variable = first.Values.KeyAt(i);
            int join = first.Values.ValueAt(i);
            if (!IsJoin(universe, join, node, variable))
                continue;

            bool isKept = second.Values.TryGet(variable, out int value) && value == join;
            if (!isKept)
                second = Retire(universe, second, join, universe.Terms.Number(new Term(TermKind.Join, "former", node, variable)));
        }

        return second;
    }

    private static bool KeepsSubjects(Universe universe, Cell first, Cell second)
    {
        for (int i = 0; i < first.Values.Count; i++)
        {
            int variable = first.Values.KeyAt(i);
            if (universe.Variable(variable).Kind == VariableKind.Holds)
                continue;

            int value = first.Values.ValueAt(i);
            int other = second.Values.TryGet(variable, out int there) ? there : Initial(universe, universe.Variable(variable));
            if (value != other && (IsSubject(universe, first, value) || IsSubject(universe, second, other)))
                return false;
        }

        return true;
    }

    private static bool IsSubject(Universe universe, Cell cell, int term)
    {
        if (universe.Terms.IsConstant(term))
            return false;

        for (int i = 0; i < cell.Slots.Count; i++)
        {
            if (universe.Terms.Mentions(universe.Slot(cell.Slots.KeyAt(i)).Subject, term))
                return true;
        }

        return false;
    }

    private static bool Mentions(Universe universe, Cell cell, int term)
    {
        TermTable terms = universe.Terms;
        for (int i = 0; i < cell.Values.Count; i++)
        {
            Variable variable = universe.Variable(cell.Values.KeyAt(i));
            if (terms.Mentions(cell.Values.ValueAt(i), term) || (variable.Base >= 0 && terms.Mentions(variable.Base, term)))
                return true;
        }

        for (int i = 0; i < cell.Facts.Count; i++)
        {
            if (terms.Mentions(cell.Facts.KeyAt(i), term))
                return true;
        }

        for (int i = 0; i < cell.Slots.Count; i++)
        {
            if (terms.Mentions(universe.Slot(cell.Slots.KeyAt(i)).Subject, term))
                return true;
        }

        return false;
    }

    /// <summary>Forgets which variables hold a value; its slots stay, as the steps they stand for do.</summary>
    private static Cell Drop(Universe universe, Cell cell, int term)
    {
        TermTable terms = universe.Terms;
        IntMap values = cell.Values.Select((number, value) =>
        {
            Variable variable = universe.Variable(number);
            if (variable.Base >= 0 && terms.Mentions(variable.Base, term))
                return null;

            return terms.Mentions(value, term) ? terms.Number(new Term(TermKind.Join, "older", number)) : value;
        });
        IntMap facts = cell.Facts.Select((number, constant) => terms.Mentions(number, term) ? null : constant);
        return cell with { Values = values, Facts = facts };
    }
}
