using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Flow;

/// <summary>The half of the transfer function that computes values and keeps track of what variables hold.</summary>
internal sealed partial class Transfer
{
    /// <summary>Values are followed through so many operations; what is computed from them is a new value, of which nothing is known.</summary>
    public const int MaxSize = 64;

    private int Evaluate(Instruction.Define define)
    {
        int value = Compute(define);
        return _terms.SizeOf(value) <= MaxSize ? value : Make(TermKind.Opaque, define);
    }

    private int Compute(Instruction.Define define)
    {
        switch (define.Value)
        {
            case Expression.Constant constant:
                return _terms.Constant(constant.Value);
            case Expression.This:
                return _terms.This;
            case Expression.Load load:
                return Read(Variable.Of(load.Variable));
            case Expression.Static symbol:
                return _terms.Number(new Term(TermKind.Static, symbol.Symbol));
            case Expression.LoadField field:
                return ReadField(define, field);
            case Expression.LoadElement unknown:
                LetGo(_terms.Uncast(Register(unknown.Base)));
                return Make(TermKind.Opaque, define);
            case Expression.RoundIndex index:
                return index.Otherwise >= 0 ? Register(index.Otherwise) : Make(TermKind.Opaque, define);
            case Expression.Equal equal:
                return equal.AsksWhich && AreTwoNames(_terms.Uncast(Register(equal.Left)), _terms.Uncast(Register(equal.Right))) ? _terms.False : _terms.Equal(Register(equal.Left), Register(equal.Right));
            case Expression.Less less:
                return _terms.Less(Register(less.Left), Register(less.Right));
            case Expression.Not not:
                return _terms.Not(Register(not.Operand));
            case Expression.IsNull isNull:
                return _terms.IsNull(Register(isNull.Operand));
            case Expression.IsType isType:
                return _terms.IsType(Register(isType.Operand), isType.Type);
            case Expression.TryCast cast:
                return _terms.TryCast(Register(cast.Operand), cast.Type);
            // A question keeps its form, so that it is the same one when more is known of its parts.
            case Expression.Binary { Operation: "And" or "Or" } question when !_terms.IsConstant(Register(question.Left)) && !_terms.IsConstant(Register(question.Right)):
                return _terms.Binary(question.Operation, Register(question.Left), Register(question.Right));
            case Expression.Binary binary:
                return _terms.Binary(
                    binary.Operation,
                    _universe.Resolve(_frame.Cell, Register(binary.Left)),
                    _universe.Resolve(_frame.Cell, Register(binary.Right)));
            case Expression.Select select:
            {
                object? chosen = _terms.ConstantValue(Register(select.Choice));
                foreach ((object constant, int register) in select.Values)
                {
                    if (Equals(constant, chosen))
                        return Register(register);
                }

                return Make(TermKind.Opaque, define);
            }

            case Expression.Delegate body:
                return _terms.Number(new Term(TermKind.Delegate, body.Body));
            case Expression.Opaque opaque:
                return Make(opaque.IsFresh ? TermKind.Fresh : TermKind.Opaque, define, null, opaque.HoldsOthers ? Universe.HoldsOthers : null);
            default:
                throw new InvalidOperationException(define.Value.GetType().Name);
        }
    }

    /// <summary>The value that a site makes; what it made before, in a loop, is from now on its former value.</summary>
    private int Make(TermKind kind, Instruction instruction, object? part = null, object? mark = null)
    {
        int number = _universe.SiteNumber(instruction, part);
        int made = _terms.Number(new Term(kind, mark, number, 0));
        if (_node.InLoop)
            Retire(made, _terms.Number(new Term(kind, mark, number, 1)));

        return made;
    }

    private void Retire(int made, int former)
    {
        Cell retired = Join.Retire(_universe, _frame.Cell, made, former);
        if (ReferenceEquals(retired, _frame.Cell) && !_frame.Holds(made))
            return;

        _frame.Cell = retired;
        _frame.Rename(_terms, made, former);
    }

    private int Read(Variable variable) =>
        _frame.Cell.Values.TryGet(_universe.Number(variable), out int value) ? value : Join.Initial(_universe, variable);

    /// <summary>Reads a place that others can write, and notes what it held, so that a write can be seen to change it.</summary>
    private int Load(Variable variable)
    {
        int value = Read(variable);
        _frame.Cell = Know(_frame.Cell, variable, value);
        return value;
    }

    /// <summary>Whether two values are objects by two names, and neither is one of several.</summary>
    private bool AreTwoNames(int left, int right) => left != right && !_terms.IsConstant(left) && !_terms.IsConstant(right) && _terms[left].Kind != TermKind.Join && _terms[right].Kind != TermKind.Join;

    private int ReadField(Instruction define, Expression.LoadField field)
    {
        var identity = new Universe.FieldIdentity(field.Member, field.Part) { Reads = field.Reads };
        int owner = field.Base < 0 ? -1 : _terms.Uncast(Register(field.Base));
        if (owner < 0)
        {
            var global = new Variable(VariableKind.Field, identity, -1);
            return field.Stable ? Read(global) : Load(global);
        }

        var variable = new Variable(VariableKind.Field, identity, owner);
        if (_node.InLoop && !_frame.Cell.Values.Contains(_universe.Number(variable)) && GoesThrough(owner, identity))
        {
            // A loop along links comes to ever further objects; from the second on, each is another one.
            int further = Make(TermKind.Opaque, define);
            variable = variable with { Base = _terms.Uncast(Register(field.Base)) };
            _frame.Cell = Know(_frame.Cell, variable, further);
            return further;
        }

        return field.Stable ? Read(variable) : Load(variable);
    }

    /// <summary>Whether a value was reached through this field.</summary>
    private bool GoesThrough(int value, Universe.FieldIdentity field)
    {
        while (_terms[value] is { Kind: TermKind.Field or TermKind.TryCast, A: >= 0 } part)
        {
            if (part.Kind == TermKind.Field && field.Equals(part.Symbol as Universe.FieldIdentity))
                return true;

            value = part.A;
        }

        return false;
    }

    private void Write(Variable variable, int value) => _frame.Cell = Know(_frame.Cell, variable, value);

    private Cell Know(Cell cell, Variable variable, int value) =>
        cell with { Values = cell.Values.Set(_universe.Number(variable), value) };

    private void Store(Instruction.StoreField store)
    {
        var identity = new Universe.FieldIdentity(store.Member, false);
        int owner = store.Base < 0 ? -1 : _terms.Uncast(Register(store.Base));
        if (store.Holder is { } holder && IsCopied(owner, holder))
            owner = Copy(store, owner, holder);

        if (!store.IsFirst)
        {
            Forget(store, variable => variable.Kind == VariableKind.Field && variable.Key is Universe.FieldIdentity field
                && (Equals(field, identity)
                    ? owner >= 0 && variable.Base != owner && store.Holder is null && !AreApart(owner, variable.Base)
                    : field.Reads is { } reads && reads.Contains(store.Member.Name)));
        }

        Write(new Variable(VariableKind.Field, identity, owner), Register(store.Value));
    }

    /// <summary>Whether the value of a struct is in another variable as well.</summary>
    private bool IsCopied(int value, LocalId holder)
    {
        if (_terms[value] is { Kind: TermKind.Entry, Local: var parameter } && parameter != holder)
            return true;

        IntMap values = _frame.Cell.Values;
        for (int i = 0; i < values.Count; i++)
        {
            if (values.ValueAt(i) == value && _universe.Variable(values.KeyAt(i)) is { Kind: VariableKind.Local or VariableKind.Field or VariableKind.Element } other
                && !(other.Kind == VariableKind.Local && other.Local == holder))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Gives a variable its own copy of a struct, with what is known of its fields.</summary>
    private int Copy(Instruction.StoreField store, int value, LocalId holder)
    {
        int copy = Make(TermKind.Opaque, store);
        IntMap values = _frame.Cell.Values;
        for (int i = 0; i < values.Count; i++)
        {
            Variable variable = _universe.Variable(values.KeyAt(i));
            if (variable.Kind == VariableKind.Field && variable.Base == value)
                Write(variable with { Base = copy }, values.ValueAt(i));
        }

        Write(Variable.Of(holder), copy);
        return copy;
    }

    /// <summary>An object made here is none that was there before.</summary>
    private bool AreApart(int made, int other) => _terms[made].Kind == TermKind.Fresh && other >= 0
        && (_terms[other].Kind is TermKind.Entry or TermKind.This or TermKind.Static || AreTwo(made, other));

    /// <summary>Whether two objects that were made here are not the same one.</summary>
    private bool AreTwo(int first, int second) => first != second && _terms[first].Kind == TermKind.Fresh && _terms[second].Kind == TermKind.Fresh;

    private void Store(Instruction.StoreElement store)
    {
        int owner = _terms.Uncast(Register(store.Base));
        int index = _universe.Resolve(_frame.Cell, Register(store.Index));
        bool constant = _terms.IsConstant(index);
        bool isWhich = _terms[index].Kind == TermKind.Which;
        Forget(store, variable => variable.Kind == VariableKind.Element && !variable.IsAt(_terms.HowMany) && !AreTwo(owner, variable.Base)
            && !(variable.Base == owner && (constant ? _terms.IsConstant((int)variable.Key) : isWhich && _terms[(int)variable.Key].Kind == TermKind.Which)));
        var place = new Variable(VariableKind.Element, index, owner);
        if (isWhich && IsMadeHere(Register(store.Value)))
        {
            if (index == _terms.Each)
                Become(Join.Initial(_universe, place), Register(store.Value));
            else
                BecomeOther(store, Register(store.Value));
        }

        Write(place, Register(store.Value));
    }

    private void Forget(Instruction.Havoc havoc) =>
        Forget(havoc, variable => !(havoc.IsAddition && variable.Kind == VariableKind.Element) && IsWritten(variable, havoc.Writes, havoc.IsUnknown && !(havoc.KeepsElements && variable.Kind == VariableKind.Element), havoc.Settable));

    /// <summary>Gives the places that were perhaps written new values that nothing is known of.</summary>
    private void Forget(Instruction writer, Func<Variable, bool> isWritten)
    {
        IntMap values = _frame.Cell.Values;
        if (!_node.InLoop)
        {
            // Nothing gets another name by it: one new map for all of them.
            IntMap forgotten = values.Select((number, value) => IsForgotten(_universe.Variable(number)) ? Make(TermKind.Opaque, writer, _universe.Boxed(number)) : value);
            if (!ReferenceEquals(forgotten, values))
                _frame.Cell = _frame.Cell with { Values = forgotten };
        }
        else
        {
            ForgetInLoop(writer, IsForgotten);
        }

        bool IsForgotten(Variable variable) => variable.Kind is VariableKind.Field or VariableKind.Element && isWritten(variable) && !IsLasting(variable);
    }

    /// <summary>
    /// In a loop, what an earlier round made gets another name first, where anything but the place itself still has it: hardly any of the places is read in every round, and each renaming goes
    /// through the whole cell.
    /// </summary>
    private void ForgetInLoop(Instruction writer, Func<Variable, bool> isForgotten)
    {
        IntMap values = _frame.Cell.Values;
        var forgotten = new List<(int Number, int Site, string? Mark, int Made)>();
        var earlier = new HashSet<int>();
        int known = _terms.Count;
        for (int i = 0; i < values.Count; i++)
        {
            int number = values.KeyAt(i);
            Variable variable = _universe.Variable(number);
            if (!isForgotten(variable))
                continue;

            string? mark = variable.Kind != VariableKind.Element ? null : variable.IsAt(_terms.Other) ? Universe.OtherElement : Universe.AnElement;
            int site = _universe.SiteNumber(writer, _universe.Boxed(number));
            int made = _terms.Number(new Term(TermKind.Opaque, mark, site, 0));
            forgotten.Add((number, site, mark, made));
            if (made < known)
                earlier.Add(made);
        }

        if (forgotten.Count == 0)
            return;

        if (earlier.Count > 0)
            earlier = MadeBeside(earlier, forgotten);

        var changed = new List<(int Number, int Made)>();
        foreach ((int number, int site, string? mark, int made) in forgotten)
        {
            if (earlier.Contains(made))
                Retire(made, _terms.Number(new Term(TermKind.Opaque, mark, site, 1)));

            // Where the owner is such a value itself, its next name is already that of another one.
            Variable variable = _universe.Variable(number);
            if (_terms.MadeIn(variable.Base).Length > 0 || variable.Kind == VariableKind.Element)
                _frame.Cell = _frame.Cell with { Values = _frame.Cell.Values.Set(number, made) };
            else
                changed.Add((number, made));
        }

        _frame.Cell = _frame.Cell with { Values = _frame.Cell.Values.SetAll(changed) };
    }

    /// <summary>Which of some values that the body makes the frame holds, apart from what places hold that are given such a value anyway.</summary>
    /// <param name="values">The values.</param>
    /// <param name="given">The places, in the order of their numbers.</param>
    private HashSet<int> MadeBeside(HashSet<int> values, List<(int Number, int Site, string? Mark, int Made)> given)
    {
        var held = new HashSet<int>();
        Cell cell = _frame.Cell;
        int next = 0;
        for (int i = 0; i < cell.Values.Count; i++)
        {
            int number = cell.Values.KeyAt(i);
            Variable variable = _universe.Variable(number);
            Add(variable.Base);
            if (variable.Kind == VariableKind.Element)
                Add((int)variable.Key);

            bool isGiven = next < given.Count && given[next].Number == number;
            if (!isGiven || cell.Values.ValueAt(i) != given[next].Made)
                Add(cell.Values.ValueAt(i));

            next += isGiven ? 1 : 0;
        }

        for (int i = 0; i < cell.Facts.Count; i++)
            Add(cell.Facts.KeyAt(i));

        for (int i = 0; i < cell.Slots.Count; i++)
            Add(_universe.Slot(cell.Slots.KeyAt(i)).Subject);

        foreach (int value in _frame.All)
            Add(value);

        return held;

        void Add(int value)
        {
            foreach (int made in _terms.MadeIn(value))
            {
                if (values.Contains(made))
                    held.Add(made);
            }
        }
    }

    /// <summary>Whether a field holds what stays in it.</summary>
    private bool IsLasting(Variable variable) => variable is { Kind: VariableKind.Field, Key: Universe.FieldIdentity { Reads: null, Member: IFieldSymbol field } }
        && _lasting(field) is { } lasting
        && _frame.Cell.Values.TryGet(_universe.Number(variable), out int held)
        && Stays(lasting, held);

    private bool Stays(Lasting lasting, int held) => lasting.Constant is { } constant
        ? _universe.Resolve(_frame.Cell, held) == _terms.Constant(constant)
        : _universe.Resolve(_frame.Cell, _terms.IsNull(held)) == _terms.False;

    private bool IsWritten(Variable variable, NameSet writes, bool byUnknown, ImmutableHashSet<string>? settable = null)
    {
        if (variable.Kind == VariableKind.Element)
            return byUnknown || writes.Contains(NameSet.Elements);

        if (variable.Key is not Universe.FieldIdentity identity)
            return false;

        // What is computed of nothing here is a look at the state of an object elsewhere, which any call can change.
        if (identity.Reads is { } reads)
            return byUnknown || reads.IsEmpty || reads.Any(writes.Contains);

        bool canBeNamed = settable is null || settable.Contains(identity.Member.Name) || !IsOwn(identity.Member);
        return ((byUnknown && canBeNamed && !IsPrivate(identity.Member)) || writes.Contains(identity.Member.Name))
            && !(identity.Member is IFieldSymbol && (variable.Base < 0 || _terms[variable.Base].Kind != TermKind.Fresh) && _isStable(identity.Member));
    }

    private bool IsOwn(ISymbol member) => SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, _assembly);

    /// <summary>Whether code outside of this compilation cannot write a member.</summary>
    private bool IsPrivate(ISymbol member) => member is IParameterSymbol or IFieldSymbol { IsReadOnly: true } or { ContainingType.IsTupleType: true }
        || IsInside(member, member is IPropertySymbol property ? property.SetMethod?.DeclaredAccessibility ?? Accessibility.Private : member.DeclaredAccessibility);

    private bool IsInside(ISymbol member, Accessibility accessibility)
    {
        if (accessibility == Accessibility.Private)
            return true;

        if (!IsOwn(member))
            return false;

        for (INamedTypeSymbol? type = member.ContainingType; type is not null; type = type.ContainingType)
        {
            if (accessibility is Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal)
                return true;

            accessibility = type.DeclaredAccessibility;
        }

        return accessibility is Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal;
    }
}
