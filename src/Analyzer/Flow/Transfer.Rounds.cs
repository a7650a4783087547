using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;

namespace EntryPath.Analyzer.Flow;

/// <summary>The part of the transfer function that goes over collections.</summary>
internal sealed partial class Transfer
{
    /// <summary>The operation of values which says that an element stands before an index.</summary>
    private const string Before = "Before";

    /// <summary>The index of the element whose round it is. Where states were joined in which it is not the same, each of them goes on, since what is done is done to each.</summary>
    private void ReadRound(Instruction.Define define, Expression.RoundIndex index, List<Frame> frames)
    {
        Frame original = _frame;
        int chosen = _universe.Resolve(original.Cell, Read(Variable.Of(index.Rounds.IsChosen)));
        if (_terms.IsConstant(chosen))
        {
            original[define.Target] = IndexOf(index);
            return;
        }

        foreach (int one in _terms.ConstantsOf(chosen)?.Numbers ?? new[] { _terms.True, _terms.False })
        {
            _frame = original.Fork(Know(original.Cell, Variable.Of(index.Rounds.IsChosen), one));
            _frame[define.Target] = IndexOf(index);
            frames.Add(_frame);
        }

        original.Cell = null!;
    }

    private int IndexOf(Expression.RoundIndex index)
    {
        int chosen = _universe.Resolve(_frame.Cell, Read(Variable.Of(index.Rounds.IsChosen)));
        if (_terms.ConstantValue(chosen) is not long)
            return chosen == _terms.True ? _terms.Each : _terms.Other;

        int counted = index.Otherwise >= 0 ? _universe.Resolve(_frame.Cell, Register(index.Otherwise)) : chosen;
        return _terms.IsConstant(counted) ? counted : chosen;
    }

    /// <summary>
    /// Goes on with another round or with what follows the loop. The element that stands for each has its round once in a pass; a pass that ends
    /// without it says that it is not among those that it goes over.
    /// </summary>
    private void NextRound(Instruction.NextRound next, List<Frame> frames)
    {
        if (!next.Rounds.IsFollowed)
        {
            BeginPass(next);
            return;
        }

        Frame original = _frame;
        Cell cell = _frame.Cell;
        int hasNext = Register(next.HasNext);
        if (next.Collections is [var (only, limit)] && CountOf(_terms.Uncast(Register(only))) is { } count)
        {
            NextKnown(next, hasNext, limit >= 0 && _terms.ConstantValue(_universe.Resolve(cell, Register(limit))) is long stop ? Math.Min(stop, count) : count, frames);
            return;
        }

        int passed = _universe.Resolve(cell, Read(Variable.Of(next.Rounds.HasPassed)));
        bool canBeOver = passed == _terms.True || !_terms.IsConstant(passed);
        bool canBeOpen = passed != _terms.True;
        if (_universe.Assume(cell, hasNext, false) is { } end)
        {
            if (canBeOver)
                frames.Add(original.Fork(Round(end, next.Rounds, isChosen: false, hasPassed: false)));

            if (canBeOpen && Meets(end, next, false) is { } without)
                frames.Add(original.Fork(Round(without, next.Rounds, isChosen: false, hasPassed: false)));
        }

        if (_universe.Assume(cell, hasNext, true) is { } more)
        {
            if (canBeOpen && Meets(more, next, true) is { } with)
                frames.Add(original.Fork(Round(with, next.Rounds, isChosen: true, hasPassed: true)));

            _frame = original.Fork(Round(more, next.Rounds, isChosen: false, hasPassed: null));
            for (int i = 0; i < next.Collections.Length; i++)
            {
                int made = Make(TermKind.Opaque, next, i, Universe.OtherElement);
                Write(new Variable(VariableKind.Element, _terms.Other, _terms.Uncast(Register(next.Collections[i].Collection))), made);
            }

            frames.Add(_frame);
        }

        original.Cell = null!;
    }

    /// <summary>Where a collection is known to have elements, a pass over it has a first round, also if no operation there is about them.</summary>
    private void BeginPass(Instruction.NextRound next)
    {
        if (next.Collections is not [var (collection, limit)] || limit >= 0 || CountOf(_terms.Uncast(Register(collection))) is null or 0
            || _universe.Resolve(_frame.Cell, Read(Variable.Of(next.Rounds.HasPassed))) != _terms.False)
        {
            return;
        }

        _frame.Cell = _universe.Assume(_frame.Cell, Register(next.HasNext), true) is { } more ? Know(more, Variable.Of(next.Rounds.HasPassed), _terms.True) : null!;
    }

    private Cell Round(Cell cell, Rounds rounds, bool isChosen, bool? hasPassed)
    {
        cell = Know(cell, Variable.Of(rounds.IsChosen), _terms.Truth(isChosen));
        return hasPassed is { } passed ? Know(cell, Variable.Of(rounds.HasPassed), _terms.Truth(passed)) : cell;
    }

    /// <summary>The cell in which a pass meets the element, or does not; null where that cannot be.</summary>
    private Cell? Meets(Cell cell, Instruction.NextRound next, bool meets)
    {
        _universe.GoesOverElements = true;
        Cell? met = cell;
        foreach ((int register, int bound) in next.Collections)
        {
            if (met is null)
                return null;

            int collection = _terms.Uncast(Register(register));
            var place = new Variable(VariableKind.Element, _terms.Each, collection);
            int element = met.Values.TryGet(_universe.Number(place), out int held) ? held : Join.Initial(_universe, place);
            met = Know(met, place, element);
            int limit = bound < 0 || IsCountOf(Register(bound), collection) ? _terms.Each : _universe.Resolve(met, Register(bound));
            int isBefore = _terms.Number(new Term(TermKind.Binary, Before, element, limit));
            int known = _universe.Resolve(met, isBefore);
            if (limit != _terms.Each && !_terms.IsConstant(known) && Standing(met, element) is { } inEffect && inEffect != meets)
            {
                // A pass over some of the elements, of which it is not known which: it is meant for those that have something in effect.
                return null;
            }

            met = _universe.Assume(met, isBefore, meets);
            if (met is not null && !meets && limit == _terms.Each)
                met = _universe.Assume(met, _terms.IsNull(element), true);
        }

        return met;
    }

    /// <summary>Whether a value is the number of elements of a collection: it was read from it, or the array was made with so many.</summary>
    private bool IsCountOf(int value, int collection)
    {
        if (_terms[value] is { Kind: TermKind.Field, Symbol: Universe.FieldIdentity { Member.Name: "Count" or "Length" } } count && count.A == collection)
            return true;

        IntMap values = _frame.Cell.Values;
        for (int i = 0; i < values.Count; i++)
        {
            if (values.ValueAt(i) == value && _universe.Variable(values.KeyAt(i)) is { Kind: VariableKind.Field, Key: Universe.FieldIdentity { Member.Name: "Length" }, Base: var owner } && owner == collection)
                return true;
        }

        return false;
    }

    /// <summary>
    /// Lets a new object be the element that stands for each, as it is put into its place: it keeps its name while the next rounds make further ones. Where
    /// something was done with what stood there before, that is another object, and nothing is renamed.
    /// </summary>
    private void Become(int element, int made)
    {
        if (Standing(_frame.Cell, element) is not null)
            return;

        // Where it stands is true of the place, whatever is there.
        IntMap stands = _frame.Cell.Facts.Keep(term => _terms[term] is { Kind: TermKind.Binary, Symbol: Before, A: var stood } && stood == element);
        Become(element, made, stands);
    }

    private void Become(int element, int made, IntMap stands)
    {
        Retire(made, element);
        IntMap facts = _frame.Cell.Facts.Set(_terms.IsNull(element), _terms.False);
        for (int i = 0; i < stands.Count; i++)
            facts = facts.Set(stands.KeyAt(i), stands.ValueAt(i));

        _frame.Cell = _frame.Cell with { Facts = facts };
    }

    /// <summary>The object that is put into a collection is another one than the element that stands for each.</summary>
    private void BecomeOther(Instruction put, int made)
    {
        if (IsMadeHere(made))
            Retire(made, Make(TermKind.Opaque, put, Universe.OtherElement, Universe.OtherElement));
    }

    /// <summary>Whether an object is new, or comes out of a call, so that it has no name but those that the body gives it.</summary>
    private bool IsMadeHere(int value) => _terms[value].Kind is TermKind.Fresh or TermKind.Opaque && !IsOther(value);

    private bool IsOther(int value) => _terms[value] is { Kind: TermKind.Opaque, Symbol: Universe.OtherElement };

    private int IsIn(int element) => _terms.Number(new Term(TermKind.Binary, Before, element, _terms.Each));

    /// <summary>None is in it: the one that stands for each is to come, if it is ever put in.</summary>
    private void MakeEmpty(int collection)
    {
        var place = new Variable(VariableKind.Element, _terms.Each, collection);
        int element = Join.Initial(_universe, place);
        Write(place, element);
        Write(new Variable(VariableKind.Element, _terms.HowMany, collection), _terms.Constant(0L));
        _frame.Cell = _frame.Cell with { Facts = _frame.Cell.Facts.Set(IsIn(element), _terms.False).Set(_terms.IsNull(element), _terms.True) };
    }

    /// <summary>Goes on with the next of the elements that are known, or with what follows the loop; with any of these where it is not known how many have had their round.</summary>
    private void NextKnown(Instruction.NextRound next, int hasNext, long count, List<Frame> frames)
    {
        Frame original = _frame;
        int passed = _universe.Resolve(original.Cell, Read(Variable.Of(next.Rounds.HasPassed)));
        (long first, long last) = _terms.ConstantValue(passed) is long position ? (position, position) : _terms.IsConstant(passed) ? (0, 0) : (0, count);
        for (long i = first; i <= Math.Min(last, count); i++)
        {
            if (_universe.Assume(original.Cell, hasNext, i < count) is not { } cell)
                continue;

            if (i < count)
            {
                cell = Know(cell, Variable.Of(next.Rounds.IsChosen), _terms.Constant(i));
                cell = Know(cell, Variable.Of(next.Rounds.HasPassed), _terms.Constant(i + 1));
            }
            else
            {
                cell = Round(cell, next.Rounds, isChosen: false, hasPassed: false);
            }

            frames.Add(original.Fork(cell));
        }

        original.Cell = null!;
    }

    /// <summary>
    /// Puts an object into a collection: where it is known what was put in since it was made, this is the one that stands for each, if that is not in it yet, or it is not.
    /// </summary>
    private void AddElement(Instruction.AddElement add, List<Frame> frames)
    {
        int collection = _terms.Uncast(Register(add.Collection));
        int value = Register(add.Value);
        if (AddKnown(add, collection, value))
            return;

        var place = new Variable(VariableKind.Element, _terms.Each, collection);
        bool isKnown = _frame.Cell.Values.TryGet(_universe.Number(place), out int element);
        int isIn = isKnown ? IsIn(element) : -1;
        bool isMade = IsMadeHere(value);
        bool isElement = isMade || _terms[value] is { Kind: TermKind.Element, B: var index } && index == _terms.Each || IsOther(value);
        if (!isKnown || !isElement || !_frame.Cell.Facts.TryGet(isIn, out int known))
        {
            // An object that goes by a name of its own can be in it, and no other one may be taken for it.
            Forget(add, variable => variable.Kind == VariableKind.Element && !AreTwo(collection, variable.Base));
            return;
        }

        Forget(add, variable => variable.Kind == VariableKind.Element && !AreTwo(collection, variable.Base) && !(variable.Base == collection && variable.IsAt(_terms.Each)));
        Frame other = _frame;
        if (known == _terms.False && !IsOther(value))
        {
            Frame chosen = other.Fork(other.Cell);
            _frame = chosen;
            if (isMade)
            {
                Become(element, value, IntMap.Empty.Set(isIn, _terms.True));
                Write(place, element);
            }
            else
            {
                Write(place, value);
                _frame.Cell = _frame.Cell with { Facts = _frame.Cell.Facts.Set(IsIn(value), _terms.True) };
            }

            frames.Add(chosen);
            _frame = other;
        }

        BecomeOther(add, value);
    }

    /// <summary>Whether something is in effect for an object; null where nothing has been done with it.</summary>
    private bool? Standing(Cell cell, int subject)
    {
        bool? standing = null;
        for (int i = 0; i < cell.Slots.Count; i++)
        {
            if (_universe.Slot(cell.Slots.KeyAt(i)).Subject == subject)
                standing = standing == true || cell.StateAt(i).Has(Possibility.InEffect);
        }

        return standing;
    }
}
