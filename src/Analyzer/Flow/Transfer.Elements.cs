using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;

namespace EntryPath.Analyzer.Flow;

/// <summary>The part of the transfer function that knows which objects a collection has, and takes them out of it.</summary>
internal sealed partial class Transfer
{
    /// <summary>So many elements of a collection are known each by itself.</summary>
    public const int MaxElements = 8;

    /// <summary>The number of elements of a collection of which each is known; null for any other.</summary>
    private long? CountOf(int collection) =>
        _frame.Cell.Values.TryGet(_universe.Number(new Variable(VariableKind.Element, _terms.HowMany, collection)), out int count) ? _terms.ConstantValue(count) as long? : null;

    private void MakeFull(int collection, ImmutableArray<int> elements)
    {
        for (int i = 0; i < elements.Length; i++)
            Write(new Variable(VariableKind.Element, _terms.Constant((long)i), collection), Register(elements[i]));

        Write(new Variable(VariableKind.Element, _terms.HowMany, collection), _terms.Constant((long)elements.Length));
    }

    /// <summary>Puts an element behind those that are known; false where they are not, or not any more: a loop puts in any number of them.</summary>
    private bool AddKnown(Instruction.AddElement add, int collection, int value)
    {
        if (CountOf(collection) is not { } count)
            return false;

        IntMap values = _frame.Cell.Values.Remove(_universe.Number(new Variable(VariableKind.Element, _terms.HowMany, collection)));
        bool isKnown = !_node.InLoop && add.IsLast && count < MaxElements && !Holds(collection, value);
        if (!isKnown && count == 0)
        {
            _frame.Cell = _frame.Cell with { Values = values };
            return false;
        }

        if (!isKnown)
        {
            Forget(add, variable => variable.Kind == VariableKind.Element && !AreTwo(collection, variable.Base));
            return true;
        }

        Forget(add, variable => variable.Kind == VariableKind.Element && variable.Base != collection && !AreTwo(collection, variable.Base));
        var each = new Variable(VariableKind.Element, _terms.Each, collection);
        int element = Join.Initial(_universe, each);
        _frame.Cell = _frame.Cell with
        {
            Values = _frame.Cell.Values.Remove(_universe.Number(each)),
            Facts = _frame.Cell.Facts.Keep(term => !_terms.Mentions(term, element)),
        };
        Write(new Variable(VariableKind.Element, _terms.Constant(count), collection), value);
        Write(new Variable(VariableKind.Element, _terms.HowMany, collection), _terms.Constant(count + 1));
        return true;
    }

    private bool Holds(int collection, int value)
    {
        IntMap values = _frame.Cell.Values;
        for (int i = 0; i < values.Count; i++)
        {
            if (values.ValueAt(i) == value && _universe.Variable(values.KeyAt(i)) is { Kind: VariableKind.Element } place && place.Base == collection)
                return true;
        }

        return false;
    }

    /// <summary>The elements of a collection that is let go of are where others find them.</summary>
    private void LetGoOfElements(int collection)
    {
        if (_terms[collection].Kind == TermKind.Fresh)
            Write(new Variable(VariableKind.Escaped, Universe.Elements, collection), _terms.True);
    }

    /// <summary>
    /// Takes the element at an index. Where all are known, it is one of them; where a loop went over the collection, it is the one that stands for each, or another one, of
    /// which the same is true.
    /// </summary>
    private void ReadElement(Instruction.Define define, Expression.LoadElement element, List<Frame> frames)
    {
        int collection = _terms.Uncast(Register(element.Base));
        int index = IndexIn(collection, _universe.Resolve(_frame.Cell, Register(element.Index)));
        var place = new Variable(VariableKind.Element, index, collection);
        if (_terms[index].Kind == TermKind.Which || _frame.Cell.Values.Contains(_universe.Number(place)))
        {
            _frame[define.Target] = Load(place);
            return;
        }

        Frame original = _frame;
        if (CountOf(collection) is { } count)
        {
            for (long i = _terms.IsConstant(index) ? count : 0; i < count; i++)
            {
                _frame = original.Fork(original.Cell);
                _frame[define.Target] = Read(new Variable(VariableKind.Element, _terms.Constant(i), collection));
                Write(place, _frame[define.Target]);
                frames.Add(_frame);
            }

            if (_frame != original)
            {
                original.Cell = null!;
                return;
            }
        }
        else if (_frame.Cell.Values.TryGet(_universe.Number(new Variable(VariableKind.Element, _terms.Each, collection)), out int each) && !IsTaken(collection, index, each))
        {
            if (_universe.Assume(_frame.Cell, IsIn(each), true) is { } met && _universe.Assume(met, _terms.IsNull(each), false) is { } chosen)
            {
                _frame = original.Fork(chosen);
                _frame[define.Target] = each;
                Write(place, each);
                frames.Add(_frame);
                _frame = original;
            }

            _frame[define.Target] = Make(TermKind.Opaque, define, Universe.OtherElement, Universe.OtherElement);
            Write(place, _frame[define.Target]);
            return;
        }

        int value = Load(place);
        _frame[define.Target] = value;

        // What it was made of may be what is taken out.
        if (_terms[collection].Kind == TermKind.Fresh && value == Join.Initial(_universe, place))
            LetGo(collection);
    }

    /// <summary>A need of each element, where all elements are known: one of all of them.</summary>
    private Need OfElements(Instruction.Call call, Need need) => !need.Slots.Any(static slot => slot.Subject.Fields.Contains(Universe.FieldIdentity.Each)) ? need : need with
    {
        Slots = need.Slots.SelectMany(slot => ElementsOf(call, slot.Subject).Select(subject => slot with { Subject = subject })).ToImmutableArray(),
        Facts = need.Facts.RemoveAll(fact => fact.Values.Any(value => IsOfElements(call, value))),
    };

    /// <summary>What a callee did with each element, where all elements are known: it did so with all of them.</summary>
    private SummaryExit OfElements(Instruction.Call call, SummaryExit exit) => !exit.Effects.Any(static effect => effect.Subject.Fields.Contains(Universe.FieldIdentity.Each)) ? exit : exit with
    {
        Effects = exit.Effects.SelectMany(effect => ElementsOf(call, effect.Subject).Select(subject => effect with { Subject = subject })).ToImmutableArray(),
        Facts = exit.Facts.RemoveAll(fact => fact.Values.Any(value => IsOfElements(call, value))),
        Told = exit.Told.RemoveAll(told => IsOfElements(call, told.Subject)),
    };

    private bool IsOfElements(Instruction.Call call, Path path) => path.Fields.Contains(Universe.FieldIdentity.Each) && !ElementsOf(call, path).Contains(path);

    /// <summary>The paths of the elements that a path through each one of a collection leads to, where these are known.</summary>
    private IEnumerable<Path> ElementsOf(Instruction.Call call, Path path)
    {
        int at = path.Root == PathRoot.Result ? -1 : path.Fields.IndexOf(Universe.FieldIdentity.Each);
        int collection = at < 0 ? -1 : _terms.Uncast(Find(call, path with { Fields = ImmutableArray.Create(path.Fields, 0, at) }, -1));
        if (collection < 0 || CountOf(collection) is not { } count)
            return new[] { path };

        return Enumerable.Range(0, (int)count).Select(i => path with { Fields = path.Fields.SetItem(at, Universe.FieldIdentity.At(Path.Of(PathRoot.Constant, (long)i))) });
    }

    /// <summary>Whether the element that stands for each is at another constant index than this one.</summary>
    private bool IsTaken(int collection, int index, int each)
    {
        IntMap values = _frame.Cell.Values;
        for (int i = 0; _terms.ConstantValue(index) is long && i < values.Count; i++)
        {
            if (values.ValueAt(i) == each && _universe.Variable(values.KeyAt(i)) is { Kind: VariableKind.Element, Key: int other } place && place.Base == collection && _terms.ConstantValue(other) is long)
                return true;
        }

        return false;
    }

    /// <summary>One name for an index: counted from the end, it is less than the number of elements by a constant.</summary>
    private int IndexIn(int collection, int index)
    {
        long? fromEnd = _terms[index] switch
        {
            { Kind: TermKind.Binary, Symbol: "Hat", A: var back } => _terms.ConstantValue(back) as long?,
            { Kind: TermKind.Binary, Symbol: "Subtract", A: var whole, B: var back } when IsCountOf(whole, collection) => _terms.ConstantValue(back) as long?,
            _ => null,
        };
        if (fromEnd is not { } distance)
            return index;

        return _terms.Constant(CountOf(collection) is { } count ? (object)(count - distance) : "^" + distance.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
