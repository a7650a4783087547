using System.Collections.Immutable;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>The part that reads loops over collections: what they do to the element of one round, they do to every element.</summary>
internal sealed partial class OperationReader
{
    /// <summary>Begins a <c>foreach</c> over a collection, which is no iterator that is followed.</summary>
    private void BeginRounds(IInvocationOperation invocation, int collection)
    {
        if (collection < 0 || !invocation.IsImplicit || invocation.TargetMethod.Name != "GetEnumerator" || invocation.Syntax.FirstAncestorOrSelf<CommonForEachStatementSyntax>() is null)
            return;

        var rounds = new Rounds { IsPlain = IsPlainCollection(invocation.Instance), Count = CountOf(invocation.Instance) };
        _context.Rounds.Add(invocation, rounds);
        _instructions.Add(new Instruction.Assign(rounds.Collection, collection));
        _instructions.Add(new Instruction.Assign(rounds.HasPassed, Constant(false)));
        BeginCount(rounds, collection);
    }

    private void BeginCount(Rounds rounds, int collection)
    {
        if (rounds.Count is not { } count)
            return;

        _instructions.Add(new Instruction.Assign(rounds.IsFirst, Constant(true)));
        _instructions.Add(new Instruction.Assign(rounds.Size, ReadCount(count, collection)));
    }

    /// <summary>
    /// Whether there is another round: of the first one the number of elements tells, where the collection has one. It is the same in each round, since a collection of the framework that has
    /// changed throws then.
    /// </summary>
    private int HasRound(Rounds rounds, int hasNext)
    {
        if (rounds.Count is not { } count)
            return hasNext;

        int number = Define(new Expression.Load(rounds.Size));
        if (!_context.Bodies.IsStable(count.OriginalDefinition) && count.ContainingNamespace is { Name: not "Concurrent" })
            _instructions.Add(new Instruction.StoreField(Define(new Expression.Load(rounds.Collection)), count.OriginalDefinition, number, Stable: false));

        int isFirst = Define(new Expression.Load(rounds.IsFirst));
        int isThere = Define(new Expression.Select(isFirst, ImmutableArray.Create<(object, int)>((true, Define(new Expression.Less(Constant(0L), number))), (false, hasNext))));
        _instructions.Add(new Instruction.Assign(rounds.IsFirst, Constant(false)));
        return isThere;
    }

    private int ReadCount(IPropertySymbol count, int collection)
    {
        IPropertySymbol member = count.OriginalDefinition;
        return Define(new Expression.LoadField(collection, member, _context.Bodies.IsStable(member), Part: false) { Reads = _context.Bodies.ReadsOf(count) });
    }

    /// <summary>The number of elements of an array or of a collection of the framework.</summary>
    private static IPropertySymbol? CountOf(IOperation? collection)
    {
        if ((collection is null ? null : Unconverted(collection).Type) is not { } type || !(type is IArrayTypeSymbol || (type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } named && RunDelegates.IsOfSystem(named))))
            return null;

        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(type is IArrayTypeSymbol ? "Length" : "Count").FirstOrDefault(static member => member is IPropertySymbol { Parameters.IsEmpty: true, Type.SpecialType: SpecialType.System_Int32 }) is IPropertySymbol found)
                return found;
        }

        return null;
    }

    /// <summary>Whether an object is an array or a collection whose code is in another assembly, and no interface that anything may be behind.</summary>
    private bool IsPlainCollection(IOperation? collection) => (collection is null ? null : Unconverted(collection).Type) switch
    {
        IArrayTypeSymbol => true,
        { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: not SpecialType.System_Object } type => !_context.Bodies.IsDeclaredHere(type),
        _ => false,
    };

    /// <summary>The loop that an enumerator belongs to.</summary>
    private Rounds? RoundsOf(IOperation? enumerator) => _context.Rounds.Of(enumerator);

    private int ReadCurrent(Rounds rounds)
    {
        int collection = Define(new Expression.Load(rounds.Collection));
        return Define(new Expression.LoadElement(collection, Define(new Expression.RoundIndex(rounds, -1))) { Rounds = rounds });
    }

    private void EmitNextRound(Rounds rounds, int hasNext)
    {
        int collection = Define(new Expression.Load(rounds.Collection));
        _instructions.Add(new Instruction.NextRound(rounds, hasNext, ImmutableArray.Create((collection, -1))));
    }

    /// <summary>Where a condition is that of a loop over indices, tells the rounds of the loop apart.</summary>
    private void ReadRounds(IOperation condition, int result)
    {
        if (_context.LoopAt(condition.Syntax) is not { } loop)
            return;

        var collections = ImmutableArray.CreateBuilder<(int, int)>();
        foreach (ElementAccessExpressionSyntax access in loop.Accesses)
        {
            if (_context.OperationOf(access) is not { Type: { } type } || !SubjectPlaces.CanBeSubject(type)
                || _context.OperationOf(access.Expression) is not { } collection || !IsPlainPlace(collection))
            {
                continue;
            }

            int bound = -1;
            if (!loop.GoesOverAll(access.Expression))
            {
                bound = loop.IsDescending ? Define(new Expression.Load(loop.Rounds.Start))
                    : _context.OperationOf(loop.Limit) is { } limit && (limit.ConstantValue.HasValue || IsPlainPlace(limit)) ? Evaluate(limit)
                    : Unknown();
                if (loop.IsDescending ? !loop.CountsFirst : loop.IncludesLimit)
                    bound = Define(new Expression.Binary("Add", bound, Constant(1L)));
            }

            collections.Add((Evaluate(collection), bound));
        }

        if (collections.Count > 0)
            _instructions.Add(new Instruction.NextRound(loop.Rounds, result, collections.ToImmutable()));
    }

    /// <summary>Notes where the passes of a loop over indices start.</summary>
    private void NoteStart(ILocalSymbol local, int value, SyntaxNode syntax)
    {
        foreach (IndexedLoop loop in _context.Loops)
        {
            if (!loop.IsStart(syntax, local.Name))
                continue;

            _instructions.Add(new Instruction.Assign(loop.Rounds.HasPassed, Constant(false)));
            if (loop.IsDescending)
                _instructions.Add(new Instruction.Assign(loop.Rounds.Start, value));
        }
    }

    /// <summary>The index of an element: in a loop that counts it, the element of the round.</summary>
    private int ReadElementIndex(IOperation index)
    {
        int value = Evaluate(index);
        return value >= 0 && Unconverted(index) is ILocalReferenceOperation { Local.Name: var name, Syntax: var syntax } && _context.LoopAround(syntax, name) is { } loop
            ? Define(new Expression.RoundIndex(loop.Rounds, value))
            : value;
    }

    /// <summary>Whether to look at a place runs nothing and changes nothing.</summary>
    private bool IsPlainPlace(IOperation place) => Unconverted(place) switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation => true,
        IFieldReferenceOperation field => _context.Rules.For(field.Field) is null && (field.Instance is null || IsPlainPlace(field.Instance)),
        IPropertyReferenceOperation { Arguments.IsEmpty: true, Property: { GetMethod: { } getter } property } reference =>
            _context.Rules.For(property) is null && _context.Rules.For(getter) is null && _context.Bodies.Callee(getter) is null
            && (reference.Instance is null || IsPlainPlace(reference.Instance)),
        _ => false,
    };
}
