using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Domain;

/// <summary>Numbers the values of one body: equal structure, equal number.</summary>
internal sealed class TermTable
{
    /// <summary>A power of two: most bodies have some dozens of values.</summary>
    private const int FirstCapacity = 32;

    // A hash table whose chains run through the terms themselves: a dictionary beside a list of terms would hold each of them twice.
    private Entry[] _entries = new Entry[FirstCapacity];
    private int[] _lastOf = new int[FirstCapacity];

    public TermTable()
    {
        Null = Constant(null);
        True = Constant(true);
        False = Constant(false);
        This = Number(new Term(TermKind.This));
        Thread = Number(new Term(TermKind.Thread));
        Program = Number(new Term(TermKind.Program));
        AnyObject = Number(new Term(TermKind.AnyObject));
        Each = Number(new Term(TermKind.Which, "each"));
        Other = Number(new Term(TermKind.Which, "other"));
        HowMany = Number(new Term(TermKind.Which, "how many"));
    }

    public int Null { get; }

    public int True { get; }

    public int False { get; }

    public int This { get; }

    public int Thread { get; }

    public int Program { get; }

    public int AnyObject { get; }

    /// <summary>The index of the element that stands for each one of its collection.</summary>
    public int Each { get; }

    /// <summary>The index of whichever element is not that one.</summary>
    public int Other { get; }

    /// <summary>In place of an index: the number of elements of a collection, each of which is known by its place.</summary>
    public int HowMany { get; }

    public int Count { get; private set; }

    public Term this[int number] => _entries[number].Term;

    public int Number(Term term)
    {
        int hash = term.GetHashCode();
        for (int i = _lastOf[hash & (_lastOf.Length - 1)] - 1; i >= 0; i = _entries[i].Earlier - 1)
        {
            if (_entries[i].Hash == hash && _entries[i].Term.Equals(term))
                return i;
        }

        if (Count == _entries.Length)
            Grow();

        int number = Count++;
        int[] first = term.HasOperands ? MadeIn(term.A) : Array.Empty<int>();
        int[] second = term.HasOperands ? MadeIn(term.B) : Array.Empty<int>();
        _entries[number] = new Entry
        {
            Term = term,
            Hash = hash,
            Made = IsMade(term) ? new[] { number }
                : second.Length == 0 || ReferenceEquals(first, second) ? first
                : first.Length == 0 ? second
                : first.Union(second).ToArray(),
            Size = term.HasOperands ? (int)Math.Min(1L + SizeOf(term.A) + SizeOf(term.B), int.MaxValue) : 0,
        };
        Link(number);
        return number;
    }

    private void Grow()
    {
        Array.Resize(ref _entries, 2 * Count);
        _lastOf = new int[2 * Count];
        for (int i = 0; i < Count; i++)
            Link(i);
    }

    private void Link(int number)
    {
        ref int last = ref _lastOf[_entries[number].Hash & (_lastOf.Length - 1)];
        _entries[number].Earlier = last;
        last = number + 1;
    }

    /// <summary>How many operations a value is built up from; what two of its operands share counts for each, as whoever walks the value meets it twice.</summary>
    public int SizeOf(int number) => number < 0 ? 0 : _entries[number].Size;

    /// <summary>The number of a constant. Integers of all types, characters and enum values of equal value are one constant.</summary>
    public int Constant(object? value) => Number(new Term(TermKind.Constant, Normal(value) ?? NullValue.Instance));

    public bool IsConstant(int number) => _entries[number].Term.Kind == TermKind.Constant;

    /// <summary>The value of a constant term, after <see cref="Normal"/>.</summary>
    public object? ConstantValue(int number) => _entries[number].Term.Symbol is NullValue ? null : _entries[number].Term.Symbol;

    /// <summary>The constants that a value is one of; null where nothing is known of it.</summary>
    public Constants? ConstantsOf(int number) => _entries[number].Term is { Kind: TermKind.Join, Symbol: Constants constants } ? constants : null;

    public int Truth(bool value) => value ? True : False;

    public int Not(int operand)
    {
        if (operand == True)
            return False;

        if (operand == False)
            return True;

        Term term = _entries[operand].Term;
        return term.Kind == TermKind.Not ? term.A : Number(new Term(TermKind.Not, A: operand));
    }

    public int Equal(int left, int right)
    {
        if (left == right)
            return True;

        if (IsConstant(left) && IsConstant(right))
            return Truth(Equals(ConstantValue(left), ConstantValue(right)));

        if ((ConstantsOf(left) is { } one && IsConstant(right) && !one.Has(right)) || (ConstantsOf(right) is { } other && IsConstant(left) && !other.Has(left)))
            return False;

        if (left == True || right == True)
            return left == True ? right : left;

        if (left == False || right == False)
            return Not(left == False ? right : left);

        if (left == Null || right == Null)
            return IsNull(left == Null ? right : left);

        // A count that is 3 with one more is 2. (Of what is given by value, as the depth of a recursion, callers know enough.)
        if (ConstantValueOrNone(right) is long sum && OffsetOf(left) is var (first, more) && more != 0 && !IsGivenByValue(first))
            return Equal(first, Constant(unchecked(sum - more)));

        if (ConstantValueOrNone(left) is long total && OffsetOf(right) is var (second, added) && added != 0 && !IsGivenByValue(second))
            return Equal(second, Constant(unchecked(total - added)));

        (int Start, long Offset) near = OffsetOf(left), far = OffsetOf(right);
        if (near.Start == far.Start)
            return Truth(near.Offset == far.Offset);

        return Number(new Term(TermKind.Equal, A: Math.Min(left, right), B: Math.Max(left, right)));
    }

    public int Less(int left, int right)
    {
        if (left == right)
            return False;

        if (ConstantValueOrNone(left) is long a && ConstantValueOrNone(right) is long b)
            return Truth(a < b);

        return Number(new Term(TermKind.Less, A: left, B: right));
    }

    public int IsNull(int operand)
    {
        Term term = _entries[operand].Term;
        if (term.Kind == TermKind.Constant)
            return Truth(operand == Null);

        if (ConstantsOf(operand) is { } constants && !constants.Has(Null))
            return False;

        if (term.Kind == TermKind.TryCast)
            return Not(Number(new Term(TermKind.IsType, term.Symbol, term.A)));

        return term.Kind is TermKind.Fresh or TermKind.This or TermKind.Delegate ? False : Number(new Term(TermKind.IsNull, A: operand));
    }

    /// <summary>
    /// Whether a value is of a type. What a parameter was given is of the parameter's own class if it is there at all, and of no other one if that is sealed; a
    /// text is of no other class.
    /// </summary>
    public int IsType(int operand, ITypeSymbol type)
    {
        Term value = _entries[operand].Term;
        ITypeSymbol? given = value.Kind == TermKind.Entry && value.Symbol is IParameterSymbol { Type: { TypeKind: TypeKind.Class } declared } ? declared : null;
        if (given is not null && IsA(given, one => SymbolEqualityComparer.Default.Equals(one, type)))
            return Not(IsNull(operand));

        bool isText = value is { Kind: TermKind.Constant, Symbol: string };
        return type is { TypeKind: TypeKind.Class, SpecialType: not SpecialType.System_Object }
            && (isText ? type.SpecialType != SpecialType.System_String
                : given is { IsSealed: true } && !IsA(given, one => SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, type.OriginalDefinition)))
                ? False
                : Number(new Term(TermKind.IsType, type, operand));

        static bool IsA(ITypeSymbol? own, Func<ITypeSymbol, bool> isWanted)
        {
            while (own is not null && !isWanted(own))
                own = own.BaseType;

            return own is not null;
        }
    }

    public int TryCast(int operand, object type) => operand == Null ? Null : Number(new Term(TermKind.TryCast, type, Uncast(operand)));

    /// <summary>The object that a value is, where it is one.</summary>
    public int Uncast(int operand) => operand >= 0 && _entries[operand].Term is { Kind: TermKind.TryCast, A: var cast } ? cast : operand;

    private bool IsGivenByValue(int term) => _entries[term].Term is { Kind: TermKind.Entry, Symbol: IParameterSymbol { RefKind: RefKind.None } };

    /// <summary>A number and the constant that is added to it; the value itself and 0 where none is.</summary>
    public (int Start, long Offset) OffsetOf(int term) => _entries[term].Term is { Kind: TermKind.Binary, Symbol: "Add" or "Subtract", A: var start, B: var added } sum && ConstantValueOrNone(added) is long constant
        ? (start, Equals(sum.Symbol, "Add") ? constant : unchecked(-constant))
        : (term, 0);

    /// <summary>A number with a constant added to it.</summary>
    public int Plus(int start, long offset) => offset == 0 ? start
        : offset < 0 && offset != long.MinValue ? Binary("Subtract", start, Constant(-offset)) : Binary("Add", start, Constant(offset));

    public int Binary(string operation, int left, int right)
    {
        if (ConstantValueOrNone(left) is long a && ConstantValueOrNone(right) is long b)
        {
            switch (operation)
            {
                case "Add":
                    return Constant(unchecked(a + b));
                case "Subtract":
                    return Constant(unchecked(a - b));
                case "Multiply":
                    return Constant(unchecked(a * b));
                case "And":
                    return Constant(a & b);
                case "Or":
                    return Constant(a | b);
                case "Remainder" when b is not 0 and not -1:
                    return Constant(a % b);
            }
        }

        if (ConstantValueOrNone(left) is bool p && ConstantValueOrNone(right) is bool q)
        {
            switch (operation)
            {
                case "And":
                    return Truth(p & q);
                case "Or":
                    return Truth(p | q);
                case "ExclusiveOr":
                    return Truth(p ^ q);
            }
        }

        switch (operation)
        {
            case "Add" or "Subtract" when ConstantValueOrNone(right) is long further && OffsetOf(left) is var (start, offset) && offset != 0:
                return Plus(start, unchecked(operation == "Add" ? offset + further : offset - further));
            case "And" when left == False || right == False:
                return False;
            case "And" when left == True || right == True:
                return left == True ? right : left;
            case "Or" when left == True || right == True:
                return True;
            case "Or" when left == False || right == False:
                return left == False ? right : left;
            default:
                return Number(new Term(TermKind.Binary, operation, left, right));
        }
    }

    /// <summary>Whether <paramref name="whole"/> is, or is built from, <paramref name="part"/>.</summary>
    public bool Mentions(int whole, int part)
    {
        if (whole == part)
            return true;

        if (IsMade(_entries[part].Term))
            return Array.IndexOf(_entries[whole].Made, part) >= 0;

        Term term = _entries[whole].Term;
        return term.HasOperands && ((term.A >= 0 && Mentions(term.A, part)) || (term.B >= 0 && Mentions(term.B, part)));
    }

    /// <summary>The values made in the body (results of operations, joins) that a value is or is built from.</summary>
    public int[] MadeIn(int whole) => whole < 0 ? Array.Empty<int>() : _entries[whole].Made;

    /// <summary>The term with every occurrence of one value replaced by another.</summary>
    public int Substitute(int whole, int from, int to)
    {
        if (whole == from)
            return to;

        if (whole < 0)
            return whole;

        Term term = _entries[whole].Term;
        if (!term.HasOperands || !Mentions(whole, from))
            return whole;

        int a = term.A >= 0 ? Substitute(term.A, from, to) : -1;
        int b = term.B >= 0 ? Substitute(term.B, from, to) : -1;
        return term.Kind switch
        {
            TermKind.Not => Not(a),
            TermKind.Equal => Equal(a, b),
            TermKind.Less => Less(a, b),
            TermKind.IsNull => IsNull(a),
            TermKind.TryCast => TryCast(a, term.Symbol!),
            TermKind.Binary => Binary((string)term.Symbol!, a, b),
            _ => Number(new Term(term.Kind, term.Symbol, a, b)),
        };
    }

    /// <summary>One form for constants that C# compares as equal: integers as <see cref="long"/> where they fit.</summary>
    public static object? Normal(object? value) => value switch
    {
        sbyte or byte or short or ushort or int or uint or char => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        ulong big when big <= long.MaxValue => (long)big,
        _ => value,
    };

    private static bool IsMade(Term term) => term.Kind is TermKind.Opaque or TermKind.Fresh or TermKind.Join;

    private object? ConstantValueOrNone(int number) => IsConstant(number) ? ConstantValue(number) : null;

    /// <summary>A term, what is asked of it often, and its place in the table.</summary>
    private struct Entry
    {
        public Term Term;
        public int Hash;

        /// <summary>One more than the number of the term before it whose hash leads to the same place; 0: none.</summary>
        public int Earlier;

        public int Size;
        public int[] Made;
    }

    private sealed class NullValue
    {
        public static readonly NullValue Instance = new();
    }
}
