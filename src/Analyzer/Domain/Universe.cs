using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Domain;

/// <summary>The value numbers, variables and slots of one body, and what a cell says of them.</summary>
internal sealed class Universe
{
    private readonly Dictionary<Variable, int> _variableNumbers = new();
    private readonly List<Variable> _variables = new();
    private readonly Dictionary<Slot, int> _slotNumbers = new();
    private readonly List<Slot> _slots = new();
    private readonly Dictionary<(int Instruction, object? Part), int> _sites = new();

    private readonly List<object?> _parts = new();
    private readonly List<object?> _boxed = new();
    private readonly List<int> _makers = new();
    private readonly HashSet<int> _scratch = new();

    public TermTable Terms { get; } = new();

    /// <summary>All that the body does, in whatever order.</summary>
    public IEnumerable<Instruction> Instructions { get; init; } = Enumerable.Empty<Instruction>();

    /// <summary>Whether a loop went over the elements of a collection.</summary>
    public bool GoesOverElements { get; set; }

    /// <summary>An empty set for the use of one operation.</summary>
    public HashSet<int> Scratch()
    {
        _scratch.Clear();
        return _scratch;
    }

    public Variable Variable(int number) => _variables[number];

    public Slot Slot(int number) => _slots[number];

    public int SlotCount => _slots.Count;

    public int Number(Variable variable)
    {
        if (!_variableNumbers.TryGetValue(variable, out int number))
        {
            number = _variables.Count;
            _variables.Add(variable);
            _variableNumbers.Add(variable, number);
            HasDisposals |= variable.Kind == VariableKind.Disposed;
        }

        return number;
    }

    /// <summary>Whether something that the callers gave may have been disposed of.</summary>
    public bool HasDisposals { get; private set; }

    public int Number(ProtocolStep step, int subject)
    {
        var slot = new Slot(step, subject);
        if (!_slotNumbers.TryGetValue(slot, out int number))
        {
            number = _slots.Count;
            _slots.Add(slot);
            _slotNumbers.Add(slot, number);
        }

        return number;
    }

    /// <summary>A variable as what an operation makes a value for: the same object each time.</summary>
    public object Boxed(int number)
    {
        while (_boxed.Count <= number)
            _boxed.Add(null);

        return _boxed[number] ??= Variable(number);
    }

    /// <summary>A number for an operation that makes values.</summary>
    public int SiteNumber(Instruction instruction, object? part)
    {
        if (!_sites.TryGetValue((instruction.Id, part), out int number))
        {
            number = _sites.Count;
            _sites.Add((instruction.Id, part), number);
            _parts.Add(part);
            _makers.Add(instruction.Id);
        }

        return number;
    }

    /// <summary>What an operation made a value for, by the operation's number: the place that it perhaps wrote; null for its result.</summary>
    public object? PartOf(int site) => _parts[site];

    /// <summary>The number of the instruction that an operation's number stands for.</summary>
    public int MakerOf(int site) => _makers[site];

    /// <summary>The object whose steps a value's steps are: a part stands for its owner.</summary>
    public int SubjectOf(Cell cell, int term)
    {
        while (Terms[term] is { A: >= 0 } part && (part is { Kind: TermKind.Field, Symbol: FieldIdentity { Part: true } } || part.Kind == TermKind.TryCast))
        {
            if (part.Kind == TermKind.TryCast && Resolve(cell, Terms.IsNull(term)) == Terms.True)
                return Terms.Null;

            term = part.A;
        }

        if (IsOfOther(term) || IsOfNothing(cell, term))
            return Terms.Null;

        return cell.Facts.TryGet(term, out int known) && known == Terms.Null ? Terms.Null : term;
    }

    /// <summary>Whether a value is what a member holds of an object that is not there.</summary>
    public bool IsOfNothing(Cell cell, int term)
    {
        if (cell.Facts.Count == 0)
            return false;

        while (Terms[term] is { Kind: TermKind.Field or TermKind.TryCast, A: >= 0 and var owner })
        {
            if (cell.Facts.TryGet(owner, out int known) && known == Terms.Null)
                return true;

            term = owner;
        }

        return false;
    }

    /// <summary>Whether an object was asked for its type and has another one.</summary>
    public bool IsOfAnotherType(Cell cell, int subject)
    {
        for (int i = 0; i < cell.Facts.Count; i++)
        {
            if (cell.Facts.ValueAt(i) == Terms.False && Terms[cell.Facts.KeyAt(i)] is { Kind: TermKind.IsType, A: var asked } && asked == subject)
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether a value is an element of a collection, other than the one that stands for each, or reached through one: what holds for
    /// each element is followed on that one alone.
    /// </summary>
    public bool IsOfOther(int term)
    {
        for (int part = term; part >= 0;)
        {
            Term shape = Terms[part];
            if ((shape.Kind == TermKind.Opaque && (shape.Symbol is OtherLink || Equals(shape.Symbol, OtherElement))) || (shape.Kind == TermKind.Element && shape.B == Terms.Other))
                return true;

            part = shape.Kind is TermKind.Field or TermKind.TryCast or TermKind.Element ? shape.A : -1;
        }

        return false;
    }

    /// <summary>Whether a value is an element of an array or collection, or reached through one: it was there before the body.</summary>
    public bool IsOfElement(int term)
    {
        for (int part = term; part >= 0;)
        {
            Term shape = Terms[part];
            if (shape.Kind == TermKind.Element || (shape.Kind == TermKind.Opaque && Equals(shape.Symbol, AnElement)))
                return true;

            part = shape.Kind is TermKind.Field or TermKind.TryCast ? shape.A : -1;
        }

        return false;
    }

    /// <summary>Whether a value may be any object: the result of what is not looked into, one of several, an element, or what a property gives that each class has its own way.</summary>
    public bool IsUnknown(int term) => PartsOf(term).Any(part => Terms[part] is { Kind: TermKind.Opaque or TermKind.Join or TermKind.Element }
        or { Kind: TermKind.Field, Symbol: FieldIdentity { Member: IPropertySymbol { IsAbstract: true } or IPropertySymbol { IsVirtual: true } } });

    /// <summary>A value and all that it is made up from.</summary>
    public IEnumerable<int> PartsOf(int term)
    {
        var rest = new Stack<int>();
        rest.Push(term);
        while (rest.Count > 0)
        {
            int part = rest.Pop();
            yield return part;
            Term shape = Terms[part];
            if (!shape.HasOperands)
                continue;

            if (shape.A >= 0)
                rest.Push(shape.A);

            if (shape.B >= 0)
                rest.Push(shape.B);
        }
    }

    /// <summary>The collection made here whose element a value is; null for any other value.</summary>
    public int? NewCollectionOf(int term) => Terms[term] is { Kind: TermKind.Element, A: var collection } && Terms[collection].Kind == TermKind.Fresh ? collection : null;

    /// <summary>Whether a cell knows something of this kind of some object, and it is so of each of which it does.</summary>
    public bool AreAllSo(Cell cell, VariableKind kind)
    {
        bool isAny = false;
        for (int i = 0; i < cell.Values.Count; i++)
        {
            if (Variable(cell.Values.KeyAt(i)).Kind != kind)
                continue;

            isAny = true;
            if (cell.Values.ValueAt(i) != Terms.True)
                return false;
        }

        return isAny;
    }

    /// <summary>The new objects that a cell knows to hold a subject.</summary>
    public IEnumerable<int> HoldersOf(Cell cell, int subject)
    {
        for (int i = 0; i < cell.Values.Count; i++)
        {
            if (Variable(cell.Values.KeyAt(i)) is { Kind: VariableKind.Holds } held && SubjectOf(cell, cell.Values.ValueAt(i)) == subject && held.Base != subject)
                yield return held.Base;
        }
    }

    /// <summary>What a value is known to be: a constant's number, or the value itself.</summary>
    public int Resolve(Cell cell, int term)
    {
        if (Terms.IsConstant(term))
            return term;

        if (cell.Facts.TryGet(term, out int known))
            return known;

        Term shape = Terms[term];
        switch (shape.Kind)
        {
            case TermKind.Not:
            {
                int operand = Resolve(cell, shape.A);
                return Terms.IsConstant(operand) ? Terms.Not(operand) : term;
            }

            case TermKind.IsNull:
            {
                int operand = Resolve(cell, shape.A);
                return Terms.IsConstant(operand) ? Terms.Truth(operand == Terms.Null) : term;
            }

            case TermKind.Equal:
            case TermKind.Less:
            case TermKind.Binary:
            {
                int left = Resolve(cell, shape.A);
                int right = Resolve(cell, shape.B);
                if (left == shape.A && right == shape.B)
                    return term;

                int folded = shape.Kind switch
                {
                    TermKind.Equal => Terms.Equal(left, right),
                    TermKind.Less => Terms.Less(left, right),
                    _ => Terms.Binary((string)shape.Symbol!, left, right),
                };
                if (Terms.IsConstant(folded))
                    return folded;

                return folded != term && cell.Facts.TryGet(folded, out known) ? known : term;
            }

            case TermKind.IsType when Resolve(cell, shape.A) == Terms.Null:
                return Terms.False;

            default:
                return term;
        }
    }

    /// <summary>Whether something is known to hold or something else, of which neither is sure.</summary>
    public bool HasClauses { get; private set; }

    /// <summary>The cell in which the condition has this truth value; null where it cannot have it.</summary>
    public Cell? Assume(Cell cell, int condition, bool truth) => AssumeAlone(cell, condition, truth) is { } known ? HasClauses && !ReferenceEquals(known, cell) ? Decide(known) : known : null;

    /// <summary>The cell in which one of several conditions holds; null where none can.</summary>
    public Cell? AssumeOneOf(Cell cell, ImmutableArray<int> conditions)
    {
        var open = new SortedSet<int>();
        foreach (int condition in conditions)
        {
            int known = Resolve(cell, condition);
            if (known == Terms.True)
                return cell;

            if (known != Terms.False)
                open.Add(condition);
        }

        if (open.Count <= 1)
            return open.Count == 0 ? null : Assume(cell, open.Min, true);

        HasClauses = true;
        return Learn(cell, open.Aggregate((all, next) => Terms.Binary("Or", all, next)), Terms.True);
    }

    /// <summary>The conditions of which one holds where a condition does.</summary>
    public ImmutableArray<int> Alternatives(int condition) => Terms[condition] switch
    {
        { Kind: TermKind.Binary, Symbol: "Or" } shape => Alternatives(shape.A).AddRange(Alternatives(shape.B)),
        { Kind: TermKind.Not, A: var denied } when Terms[denied] is { Kind: TermKind.Binary, Symbol: "And" } shape => Alternatives(Terms.Not(shape.A)).AddRange(Alternatives(Terms.Not(shape.B))),
        _ => ImmutableArray.Create(condition),
    };

    /// <summary>The cell in which what is known of several conditions is what is left of it; null where nothing is.</summary>
    private Cell? Decide(Cell cell)
    {
        for (int i = 0; i < cell.Facts.Count; i++)
        {
            int clause = cell.Facts.KeyAt(i);
            if (cell.Facts.ValueAt(i) != Terms.True || Terms[clause] is not { Kind: TermKind.Binary, Symbol: "Or" })
                continue;

            ImmutableArray<int> conditions = Alternatives(clause);
            Cell without = cell with { Facts = cell.Facts.Remove(clause) };
            // In code that does not compile a condition may come out as no truth value: that decides nothing.
            if (!conditions.Any(condition => Resolve(without, condition) is var known && (known == Terms.True || known == Terms.False)))
                continue;

            return AssumeOneOf(without, conditions) is { } decided ? Decide(decided) : null;
        }

        return cell;
    }

    private Cell? AssumeAlone(Cell cell, int condition, bool truth)
    {
        int known = Resolve(cell, condition);
        Term shape = Terms[condition];
        if (Terms.IsConstant(known))
        {
            return known != Terms.Truth(truth) ? null
                : shape.Kind == TermKind.Binary && !truth && IsNoObject(shape) && !Terms.IsConstant(Resolve(cell, shape.B)) ? Assume(cell, shape.B, false) : cell;
        }

        switch (shape.Kind)
        {
            case TermKind.Not:
                return Assume(cell, shape.A, !truth);

            case TermKind.Binary when (string)shape.Symbol! == (truth ? "And" : "Or"):
                return Assume(cell, shape.A, truth) is { } first ? Assume(first, shape.B, truth) : null;

            // Where there is no object, there is none in its fields either.
            case TermKind.Binary when !truth && IsNoObject(shape):
                return Assume(Learn(cell, condition, Terms.False), shape.B, false);

            case TermKind.Binary when (string)shape.Symbol! == (truth ? "Or" : "And"):
                return AssumeOneOf(Learn(cell, condition, Terms.Truth(truth)), Alternatives(truth ? condition : Terms.Not(condition)));

            case TermKind.Equal when truth:
                int left = Resolve(cell, shape.A);
                int right = Resolve(cell, shape.B);
                if (Terms.IsConstant(right) && !Terms.IsConstant(left))
                    cell = Learn(cell, shape.A, right);
                else if (Terms.IsConstant(left) && !Terms.IsConstant(right))
                    cell = Learn(cell, shape.B, left);

                break;

            case TermKind.IsNull when truth:
                cell = Learn(cell, shape.A, Terms.Null);
                break;

            case TermKind.IsType when truth:
                cell = Learn(cell, Terms.IsNull(shape.A), Terms.False);
                break;
        }

        cell = Learn(cell, condition, Terms.Truth(truth));
        return truth || shape.Kind is not (TermKind.Equal or TermKind.IsNull) ? cell
            : Narrow(cell, shape.Kind == TermKind.IsNull || Terms.IsConstant(shape.B) ? shape.A : shape.B);
    }

    /// <summary>Whether a condition is that there is an object and that it leads to a further one: where it does not hold, there is no further one.</summary>
    private bool IsNoObject(Term condition)
    {
        if ((string)condition.Symbol! != "And" || Terms[condition.A] is not { Kind: TermKind.Not, A: var first } || Terms[first] is not { Kind: TermKind.IsNull, A: var owner }
            || Terms[condition.B] is not { Kind: TermKind.Not, A: var second } || Terms[second] is not { Kind: TermKind.IsNull, A: var part })
        {
            return false;
        }

        while (Terms[part] is { Kind: TermKind.Field or TermKind.TryCast, A: >= 0 and var outer })
        {
            if (outer == owner)
                return true;

            part = outer;
        }

        return false;
    }

    /// <summary>Goes on from a value being none of some of the constants that it can be: it is the one that is left, or there is no such path.</summary>
    private Cell? Narrow(Cell cell, int term)
    {
        if (Terms.ConstantsOf(term) is not { } constants)
            return cell;

        int left = -1;
        foreach (int constant in constants.Numbers)
        {
            if (Resolve(cell, Terms.Equal(term, constant)) == Terms.False)
                continue;

            if (left >= 0)
                return cell;

            left = constant;
        }

        return left < 0 ? null : Learn(cell, term, left);
    }

    /// <summary>The cell in which the value is, or is not, this constant; null where that is impossible.</summary>
    public Cell? AssumeEqual(Cell cell, int term, int constant, bool equal) => Assume(cell, Terms.Equal(term, constant), equal);

    private Cell Learn(Cell cell, int term, int constant) =>
        Terms.IsConstant(term) ? cell : cell with { Facts = cell.Facts.Set(term, constant) };

    /// <summary>Marks what a collection may hold in place of an element.</summary>
    public const string AnElement = "element";

    /// <summary>Marks a new collection of which others can have the elements.</summary>
    public const string Elements = "elements";

    /// <summary>Marks an element of a collection other than the one that stands for each.</summary>
    public const string OtherElement = "other element";

    /// <summary>Marks a new object that was given others to hold.</summary>
    public const string HoldsOthers = "holds others";

    /// <summary>The possibilities of a slot, with its depth; a slot that no operation has touched has those of its kind.</summary>
    public StepState Raw(Cell cell, ProtocolStep step, int subject)
    {
        if (subject == Terms.Null)
            return Possibility.Absent;

        if (cell.Slots.TryGet(Number(step, subject), out int value))
            return StepState.Of(value);

        if (subject == Terms.AnyObject)
            return Possibility.Untouched;

        if (IsNew(subject))
            return Possibility.Absent;

        return step.Scope == StepScope.Object && cell.Slots.TryGet(Number(step, Terms.AnyObject), out value)
            ? StepState.Of(value)
            : Possibility.Untouched;
    }

    /// <summary>The guards that a cell knows and that were not disposed, with what each ends.</summary>
    public IEnumerable<(int Guard, GuardedStep Step, int Subject)> GuardsIn(Cell cell)
    {
        for (int i = 0; i < cell.Values.Count; i++)
        {
            if (Variable(cell.Values.KeyAt(i)) is { Kind: VariableKind.Guard, Key: GuardedStep step, Base: var guard }
                && !cell.Values.Contains(Number(new Variable(VariableKind.Spent, step.Step, guard))))
            {
                yield return (guard, step, cell.Values.ValueAt(i));
            }
        }
    }

    /// <summary>What a step was before it was performed with a token or guard; null where that is not known.</summary>
    public StepState? FormerOf(Cell cell, ProtocolStep step, int token) =>
        cell.Values.TryGet(Number(new Variable(VariableKind.Token, step, token)), out int former) && Terms.ConstantValue(former) is long value ? StepState.Of((int)value) : null;

    /// <summary>
    /// Whether an object is made in this body, by itself, as a part, or as what a new object has for good: nothing is in effect for it yet.
    /// What an object was given to hold may have been there before.
    /// </summary>
    private bool IsNew(int term)
    {
        Term shape = Terms[term];
        bool isHeld = false;
        while (shape is { Kind: TermKind.Field, A: >= 0, Symbol: FieldIdentity field } && (field.Part || !IsMutable(field.Member)))
        {
            isHeld |= !field.Part;
            shape = Terms[shape.A];
        }

        return shape.Kind == TermKind.Fresh && !(isHeld && Equals(shape.Symbol, HoldsOthers));
    }

    /// <summary>Whether a field or property can be written after construction.</summary>
    public static bool IsMutable(ISymbol member) => member is IParameterSymbol or IFieldSymbol { IsReadOnly: false } or IPropertySymbol { SetMethod: { IsInitOnly: false } };

    /// <summary>A field as part of a value: the member and whether it leads to a part.</summary>
    internal sealed record FieldIdentity(ISymbol Member, bool Part)
    {
        /// <summary>In a path: the element of a collection that stands for each one.</summary>
        public static readonly FieldIdentity Each = new(null!, false);

        /// <summary>In a path: where in its collection the element is, by a name or constant of the caller's; null for a field.</summary>
        public Path? Index { get; init; }

        /// <summary>In a path: the element at an index.</summary>
        public static FieldIdentity At(Path index) => new(null!, false) { Index = index };

        /// <summary>At the end of a path: what is added to the number that it leads to.</summary>
        public long Offset { get; init; }

        /// <summary>At the end of a path: the number with a constant added to it.</summary>
        public static FieldIdentity Plus(long offset) => new(null!, false) { Offset = offset };

        /// <summary>For a value that is computed at each read: the names of the fields it depends on; null for one that is stored.</summary>
        public ImmutableArray<string>? Reads { get; init; }

        /// <summary>The name, as texts have it.</summary>
        public string Name => Member is not null ? Member.Name : Offset != 0 ? "+" + Offset : Index is null ? "[]" : "[" + Index.Symbol + string.Concat(Index.Fields.Select(static part => "." + part.Name)) + "]";

        public bool Equals(FieldIdentity? other) => other is not null && SymbolEqualityComparer.Default.Equals(Member, other.Member) && Equals(Index, other.Index) && Offset == other.Offset;

        public override int GetHashCode() => Member is null ? 0 : SymbolEqualityComparer.Default.GetHashCode(Member);
    }
}
