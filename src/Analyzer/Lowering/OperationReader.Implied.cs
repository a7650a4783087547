using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>The part that reads members which are used without being named: an index from the end, elements of a new collection, an awaiter.</summary>
internal sealed partial class OperationReader
{
    /// <summary>An index from the end or a range on a type that knows neither: <c>list[^1]</c> counts, and then uses the indexer.</summary>
    private int ReadImplied(IImplicitIndexerReferenceOperation implied)
    {
        int owner = Evaluate(implied.Instance);
        return ReadImplied(implied, owner, ReadElementIndex(implied.Argument));
    }

    private int ReadImplied(IImplicitIndexerReferenceOperation implied, int owner, int index)
    {
        Site site = Sites.Of(implied.Syntax);
        RunLength(implied, owner, site);
        switch (implied.IndexerSymbol)
        {
            case IPropertySymbol { GetMethod: { } getter } property:
            {
                var indices = ImmutableArray.Create(Unknown());
                int value;
                if (HasEvents(getter, implied.Instance.Type))
                {
                    value = Invoke(getter, owner, indices, ImmutableArray<LocalId?>.Empty, site, receiverType: implied.Instance.Type);
                }
                else
                {
                    RunAccessor(property, getter);
                    value = owner >= 0 && index >= 0 ? Define(new Expression.LoadElement(owner, index)) : Unknown();
                }

                EmitAccess(property, implied.Instance.Type, AccessFilter.Read, owner, indices, -1, value, site);
                return value;
            }

            case IMethodSymbol slice:
                return Invoke(slice, owner, ImmutableArray.Create(Unknown(), Unknown()), ImmutableArray<LocalId?>.Empty, site, receiverType: implied.Instance.Type);

            default:
                return Unknown();
        }
    }

    private void WriteImplied(IImplicitIndexerReferenceOperation implied, int owner, int index, int value, Site site)
    {
        RunLength(implied, owner, site);
        if (implied.IndexerSymbol is IPropertySymbol { SetMethod: { } setter } property)
        {
            EmitAccess(property, implied.Instance.Type, AccessFilter.Write, owner, ImmutableArray.Create(Unknown()), value, -1, site);
            if (HasEvents(setter, implied.Instance.Type))
                Invoke(setter, owner, ImmutableArray.Create(Unknown(), value), ImmutableArray<LocalId?>.Empty, site, receiverType: implied.Instance.Type);
            else
                RunAccessor(property, setter);
        }

        if (owner >= 0)
            _instructions.Add(new Instruction.StoreElement(owner, index >= 0 ? index : Unknown(), value));

        _instructions.Add(new Instruction.Escape(value));
    }

    private void RunLength(IImplicitIndexerReferenceOperation implied, int owner, Site site)
    {
        if (implied.LengthSymbol is not IPropertySymbol { GetMethod: { } counter } length)
            return;

        int count = HasEvents(counter, implied.Instance.Type)
            ? Invoke(counter, owner, ImmutableArray<int>.Empty, ImmutableArray<LocalId?>.Empty, site, receiverType: implied.Instance.Type)
            : -1;
        EmitAccess(length, implied.Instance.Type, AccessFilter.Read, owner, ImmutableArray<int>.Empty, -1, count, site);
    }

    /// <summary>
    /// A test for a list: it has so many elements, or at least so many where a slice stands for the rest, and each that is named is as its pattern says. What is asked twice is the same:
    /// the length as such a property, and an element as one at its index.
    /// </summary>
    private int ReadListPattern(IListPatternOperation list, int value)
    {
        int test = Define(new Expression.Not(Define(new Expression.IsNull(value))));
        if (list.DeclaredSymbol is { } declared)
            _instructions.Add(new Instruction.Assign(LocalId.Declared(declared), value));

        Site site = Sites.Of(list.Syntax);
        int slices = list.Patterns.Count(static part => part is ISlicePatternOperation);
        test = And(test, () =>
        {
            int length = ReadImplied(list.LengthSymbol, value, site, owner => list.LengthSymbol is IPropertySymbol { GetMethod: { } counter } property && !HasEvents(counter, list.InputType)
                ? Define(new Expression.LoadField(owner, property.OriginalDefinition, _context.Bodies.IsStable(property.OriginalDefinition), Part: false) { Reads = _context.Bodies.ReadsOf(property) })
                : null);
            int wanted = Constant(list.Patterns.Length - slices);
            return slices == 0 ? Define(new Expression.Equal(length, wanted))
                : list.Patterns.Length > slices ? Define(new Expression.Not(Define(new Expression.Less(length, wanted))))
                : Constant(true);
        });
        bool isAfterSlice = false;
        for (int i = 0; i < list.Patterns.Length; i++)
        {
            IPatternOperation part = list.Patterns[i];
            int index = i;
            int fromEnd = isAfterSlice ? list.Patterns.Length - i : 0;
            test = And(test, () => part is ISlicePatternOperation slice
                ? ReadImplied(slice.SliceSymbol, value, site, static _ => null) is var rest && slice.Pattern is { } inner ? ReadPattern(rest, inner) : Constant(true)
                : ReadPattern(ReadImplied(list.IndexerSymbol, value, site, Element), part));
            isAfterSlice |= part is ISlicePatternOperation;

            int? Element(int owner) => list.IndexerSymbol is IPropertySymbol { GetMethod: { } getter } && HasEvents(getter, list.InputType)
                ? null
                : Define(new Expression.LoadElement(owner, fromEnd == 0 ? Constant(index) : Define(new Expression.Binary("Hat", Constant(fromEnd), Constant(fromEnd)))));
        }

        return test;
    }

    /// <summary>A member that a list pattern uses without naming it.</summary>
    /// <param name="member">The member; null for an element of an array.</param>
    /// <param name="owner">The list.</param>
    /// <param name="site">The pattern.</param>
    /// <param name="known">The value by the list, where it is known what the member gives; null: it is not.</param>
    private int ReadImplied(ISymbol? member, int owner, Site site, Func<int, int?> known)
    {
        int value;
        if (owner >= 0 && known(owner) is { } given)
        {
            value = given;
            if (member is IPropertySymbol { GetMethod: { } getter } property)
                RunAccessor(property, getter);
        }
        else
        {
            IMethodSymbol? method = member as IMethodSymbol ?? (member as IPropertySymbol)?.GetMethod;
            value = method is null ? Unknown() : Invoke(method, owner, NoArguments(method), ImmutableArray<LocalId?>.Empty, site);
        }

        if (member is IPropertySymbol && _context.Rules.For(member) is { } rules)
            Emit(rules, new Operands(owner, ImmutableArray<int>.Empty, value, -1), site, static happening => happening.Call is null && happening.Access != AccessFilter.Write);

        return value;
    }

    /// <summary>A collection expression that has no elements, or whose elements are put in by a member that has rules or reaches an event; null for any other.</summary>
    private int? ReadAdded(IOperation collection)
    {
        if (!collection.ChildOperations.Any() && collection.Type is { } type && IsCollection(type))
        {
            int empty = Define(new Expression.Opaque(IsFresh: true));
            NoteEmpty(empty);
            return empty;
        }

        if (ImpliedMembers.Add(collection.Type) is not { } add || !HasEvents(add, collection.Type))
            return ReadElements(collection);

        int made = Define(new Expression.Opaque(IsFresh: true, HoldsOthers: true));
        foreach (IOperation element in collection.ChildOperations)
        {
            int value = Evaluate(element);
            if (value < 0 || !SymbolEqualityComparer.Default.Equals(element.Type, add.Parameters[0].Type))
                value = Unknown();

            Invoke(add, made, ImmutableArray.Create(value), ImmutableArray<LocalId?>.Empty, Sites.Of(element.Syntax, add.Name), receiverType: collection.Type);
        }

        return made;
    }

    /// <summary>An array or a collection of the framework that is made of elements; null for any other, and where it is made of another one's.</summary>
    private int? ReadElements(IOperation collection)
    {
        if (collection.Type is not { } type || !(type is IArrayTypeSymbol || IsCollection(type)) || collection.ChildOperations.Any(static element => element.Kind.ToString() == "Spread"))
            return null;

        List<int> elements = collection.ChildOperations.Select(Evaluate).ToList();
        if (elements.Contains(-1))
            elements = elements.ConvertAll(element => element >= 0 ? element : Unknown());

        int made = Define(new Expression.Opaque(IsFresh: true));
        Fill(made, type, elements);
        return made;
    }

    private void RunAwaiter(IOperation awaited, int value, Site site)
    {
        if (value >= 0 && ImpliedMembers.Awaiter(awaited.Type) is { } awaiter && HasEvents(awaiter, awaited.Type))
            Invoke(awaiter, value, ImmutableArray<int>.Empty, ImmutableArray<LocalId?>.Empty, site, receiverType: awaited.Type);
    }

    private bool HasEvents(IMethodSymbol method, ITypeSymbol? receiver) =>
        _context.Rules.For(method, receiver) is { Events.IsEmpty: false } || _context.Bodies.CanRun(method, receiver);
}
