using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>
/// The part that reads loops through an iterator: each time around, the iterator goes on from where it stopped, so that what it holds at a
/// <c>yield</c> is there for the loop's body, and what the body does is there for the iterator.
/// </summary>
internal sealed partial class OperationReader
{
    /// <summary>Begins to go through the sequence of one call, for a <c>foreach</c>; null where it may be another one, or comes through other hands.</summary>
    private int? BeginEnumeration(IInvocationOperation invocation, IOperation sequence, PendingCalls pending)
    {
        if (!invocation.IsImplicit || pending is not { Calls: [var call], IsEach: false, HasOthers: false }
            || HolderOf(Unconverted(sequence))?.Symbol is IFieldSymbol or IPropertySymbol or IParameterSymbol || !IsSameSequence(Unconverted(sequence))
            || _context.Rules.For(call.Call.TargetMethod) is { Events.IsEmpty: false }
            || _context.Bodies.PositionsOf(call.Body) is not (> 0 and var positions))
        {
            return null;
        }

        // An iterator that goes through itself has positions inside positions, without end.
        IMethodSymbol method = call.Body.Lambda?.Symbol ?? call.Body.Method!;
        if (SymbolEqualityComparer.Default.Equals(method, _context.Owner.OriginalDefinition))
            return null;

        call.HasLanded = call.IsFollowed = true;
        var enumeration = new Enumeration(call.Body, method, positions);
        _context.Enumerations.Add(invocation, enumeration);
        _context.Callees.Add(call.Body);
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.Ordinal < call.Arguments.Length && Restore(call.Arguments[parameter.Ordinal]) is >= 0 and var argument)
                _instructions.Add(new Instruction.Assign(enumeration.VariableOf(LocalId.Of(parameter))!.Value, argument));
        }

        if (Restore(call.Receiver) is >= 0 and var receiver)
            _instructions.Add(new Instruction.Assign(ReceiverOf(enumeration), receiver));

        _instructions.Add(new Instruction.Assign(enumeration, Constant(IteratorPart.Start)));
        return Define(new Expression.Opaque(IsFresh: true));
    }

    /// <summary>What a loop does with an enumerator: it asks for the next element, or leaves.</summary>
    private int ReadEnumeration(IInvocationOperation invocation, Enumeration enumeration)
    {
        IOperation sequence = _context.Enumerations.CallOf(enumeration).Instance is { } instance ? Unconverted(instance) : invocation;
        Site site = Sites.Of(sequence.Syntax);
        int position = Define(new Expression.Load(enumeration));
        int stopped = Constant(IteratorPart.Ended);
        bool isLeft = invocation.TargetMethod.Name is "Dispose" or "DisposeAsync";
        _instructions.Add(new Instruction.MayThrow(ThrowLevel.AnyCall));
        int isSomewhere = Constant(false);
        for (int from = isLeft ? 1 : IteratorPart.Start; from <= enumeration.Positions; from++)
        {
            isSomewhere = Define(new Expression.Binary("Or", isSomewhere, Define(new Expression.Equal(position, Constant((long)from)))));
            RunPart(enumeration, new IteratorPart(enumeration.Body, from, isLeft), position, stopped, site);
        }

        // Nobody asks for more after the end.
        if (!isLeft)
            _instructions.Add(new Instruction.Assume(isSomewhere, true));

        _instructions.Add(new Instruction.Assign(enumeration, stopped));
        return Define(new Expression.Not(Define(new Expression.Equal(stopped, Constant(IteratorPart.Ended)))));
    }

    private void RunPart(Enumeration enumeration, IteratorPart part, int position, int stopped, Site site)
    {
        _context.Callees.Add(part);
        bool isNested = part.Body.Lambda is not null;
        int receiver = isNested ? Define(new Expression.This()) : Define(new Expression.Load(ReceiverOf(enumeration)));
        _instructions.Add(new Instruction.Call(part, receiver, ImmutableArray<int>.Empty, stopped, site)
        {
            Enumeration = enumeration,
            Writes = WritesOf(part.Body),
            Conditions = _onlyWhere.Add(new Condition(position, (long)part.From, false)),
            Captured = isNested ? Nested.Written.ToImmutableArray() : ImmutableArray<LocalId>.Empty,
        });
    }

    private static LocalId ReceiverOf(Enumeration enumeration) => new EnumerationVariable(enumeration, LocalId.Receiver);

    /// <summary>Whether a loop gets the elements of a sequence as they come.</summary>
    private static bool IsSameSequence(IOperation sequence) =>
        sequence is not IInvocationOperation invocation || Wrapped(invocation) is not { } inner
        || (invocation.TargetMethod.Name is "ConfigureAwait" or "WithCancellation" or "AsEnumerable" && IsSameSequence(inner));

    /// <summary>The iterator that an enumerator goes through.</summary>
    private Enumeration? EnumerationOf(IOperation? enumerator) => _context.Enumerations.Of(enumerator);
}
