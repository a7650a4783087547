using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Flow;

/// <summary>
/// The part of the transfer function that goes along links, as <c>node = node.Next</c> does in a loop. The first objects go by their names. What follows them is a chain, of which one
/// element stands for each, as in a collection: each time the chain is gone along it has its turn once, if it is in it at all.
/// </summary>
internal sealed partial class Transfer
{
    private readonly Dictionary<ISymbol, bool> _relinked = new(SymbolEqualityComparer.Default);

    /// <summary>The chain that a link goes on along; -1 where it is the first of its kind, or it is known where it leads.</summary>
    private int ChainOf(Expression.LoadField link)
    {
        if (!_node.InLoop || link.Part || link.Reads is not null || !LeadsToItsLike(link.Member))
            return -1;

        int owner = _terms.Uncast(Register(link.Base));
        var identity = new Universe.FieldIdentity(link.Member, false);
        var place = new Variable(VariableKind.Field, identity, owner);
        if (_frame.Cell.Values.TryGet(_universe.Number(place), out int held) && held != Join.Initial(_universe, place))
            return -1;

        int chain = _terms[owner] switch
        {
            { Kind: TermKind.Element, A: var of, B: var index } when index == _terms.Each => of,
            { Kind: TermKind.Opaque, Symbol: OtherLink other } => other.Chain,
            { Kind: TermKind.Field } when GoesThrough(owner, identity) && !IsInChain(owner) => _terms.Number(new Term(TermKind.Field, identity, owner)),
            _ => -1,
        };
        return chain >= 0 && _terms[chain] is { Kind: TermKind.Field, Symbol: Universe.FieldIdentity along } && along.Equals(identity) && !IsRelinked(link.Member) ? chain : -1;
    }

    /// <summary>Whether a member holds an object of the class that has it.</summary>
    private static bool LeadsToItsLike(ISymbol member) => (member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    }) is { } type && SymbolEqualityComparer.Default.Equals(type, member.ContainingType);

    private bool IsInChain(int value)
    {
        while (_terms[value] is { Kind: TermKind.Field or TermKind.TryCast or TermKind.Element, A: >= 0 } part)
        {
            if (part.Kind == TermKind.Element && _terms[part.A] is { Kind: TermKind.Field, Symbol: Universe.FieldIdentity { Member: { } member } } && LeadsToItsLike(member))
                return true;

            value = part.A;
        }

        return false;
    }

    /// <summary>Whether the body changes where links of a kind lead, by itself or through a call.</summary>
    private bool IsRelinked(ISymbol member)
    {
        if (!_relinked.TryGetValue(member, out bool known))
        {
            known = _universe.Instructions.Any(instruction => instruction switch
            {
                Instruction.StoreField store => SymbolEqualityComparer.Default.Equals(store.Member, member),
                Instruction.Call call => call.Writes.Contains(member.Name),
                Instruction.Havoc havoc => havoc.Writes.Contains(member.Name),
                _ => false,
            });
            _relinked.Add(member, known);
        }

        return known;
    }

    /// <summary>Goes on to the next object of a chain: the one that stands for each, another one, or none.</summary>
    private void FollowLink(Instruction.Define define, Expression.LoadField link, int chain, List<Frame> frames)
    {
        _universe.GoesOverElements = true;
        Frame original = _frame;
        var identity = new Universe.FieldIdentity(link.Member, false);
        int each = Join.Initial(_universe, new Variable(VariableKind.Element, _terms.Each, chain));
        bool isBehind = _terms[_terms.Uncast(Register(link.Base))] is { Kind: TermKind.Element } or { Symbol: OtherLink { IsBehind: true } };
        if (!isBehind && _universe.Assume(original.Cell, IsIn(each), true) is { } with && _universe.Assume(with, _terms.IsNull(each), false) is { } met)
            Go(met, () => each);

        Go(original.Cell, () => Make(TermKind.Opaque, define, isBehind, new OtherLink(chain, isBehind)), isObject: true);
        if (isBehind)
            Go(original.Cell, () => _terms.Null);
        else if (_universe.Assume(original.Cell, IsIn(each), false) is { } without && _universe.Assume(without, _terms.IsNull(each), true) is { } missed)
            Go(missed, () => _terms.Null);

        original.Cell = null!;

        void Go(Cell cell, Func<int> next, bool isObject = false)
        {
            // Where the chain was gone along before, it is known by its element, not by its links.
            cell = cell with { Values = cell.Values.Keep(number => !(_universe.Variable(number) is { Kind: VariableKind.Field, Key: Universe.FieldIdentity other } variable && other.Equals(identity) && IsOnChain(variable.Base, chain))) };
            _frame = original.Fork(cell);
            int value = next();
            if (isObject)
                _frame.Cell = _frame.Cell with { Facts = _frame.Cell.Facts.Set(_terms.IsNull(value), _terms.False) };

            Write(new Variable(VariableKind.Field, identity, _terms.Uncast(Register(link.Base))), value);
            _frame[define.Target] = value;
            frames.Add(_frame);
        }
    }

    /// <summary>Whether the link of a value is one of a chain.</summary>
    private bool IsOnChain(int value, int chain) => value >= 0 && (_terms[value] switch
    {
        { Kind: TermKind.Element, A: var of } => of == chain,
        { Kind: TermKind.Opaque, Symbol: OtherLink other } => other.Chain == chain,
        _ => _terms[chain].A == value,
    });
}
