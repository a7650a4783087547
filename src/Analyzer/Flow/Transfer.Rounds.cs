namespace EntryPath.Analyzer.Flow;

/// <summary>The part of the transfer function that goes over collections.</summary>
internal sealed partial class Transfer
{
    /// <summary>The operation of values which says that an element stands before an index.</summary>
    private const string Before = "Before";

    private int IndexOf(Rounds rounds) =>
        _universe.Resolve(_frame.Cell, Read(new Variable(VariableKind.Local, rounds.IsChosen))) == _terms.True ? _terms.Each : _terms.Other;

    /// <summary>
    /// Goes on with another round or with what follows the loop. The element that stands for each has its round once in a pass; a pass that ends
    /// without it says that it is not among those that it goes over.
    /// </summary>
    private void NextRound(Instruction.NextRound next, List<Frame> frames)
    {
        if (!next.Rounds.IsFollowed)
            return;

        Frame original = _frame;
        Cell cell = _frame.Cell;
        int hasNext = Register(next.HasNext);
        int passed = _universe.Resolve(cell, Read(new Variable(VariableKind.Local, next.Rounds.HasPassed)));
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

    private Cell Round(Cell cell, Rounds rounds, bool isChosen, bool? hasPassed)
    {
        cell = Know(cell, new Variable(VariableKind.Local, rounds.IsChosen), _terms.Truth(isChosen));
        return hasPassed is { } passed ? Know(cell, new Variable(VariableKind.Local, rounds.HasPassed), _terms.Truth(passed)) : cell;
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

    private bool IsCountOf(int value, int collection) =>
        _terms[value] is { Kind: TermKind.Field, Symbol: Universe.FieldIdentity { Member.Name: "Count" or "Length" } } count && count.A == collection;

    /// <summary>Whether something is in effect for an object; null where nothing has been done with it.</summary>
    private bool? Standing(Cell cell, int subject)
    {
        bool? standing = null;
        for (int i = 0; i < cell.Slots.Count; i++)
        {
            if (_universe.Slot(cell.Slots.KeyAt(i)).Subject == subject)
                standing = standing == true || (Effects.PossibilityOf(cell.Slots.ValueAt(i)) & Possibility.InEffect) != 0;
        }

        return standing;
    }
}
