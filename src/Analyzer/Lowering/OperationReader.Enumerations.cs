using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>
/// The part that reads loops through an iterator: each time around, the iterator goes on from where it stopped, so that what it holds at a
/// <c>yield</c> is there for the loop's body, and what the body does is there for the iterator.
/// </summary>
internal sealed partial class OperationReader
{
    /// <summary>
    /// The local that an enumerator is put into where it is declared, if the function that declares it does nothing else with it but what a <c>foreach</c> does; null otherwise.
    /// </summary>
    private static ILocalSymbol? LocalOf(IInvocationOperation invocation)
    {
        IOperation? parent = invocation.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;

        if (parent is not ISimpleAssignmentOperation { Target: ILocalReferenceOperation { IsDeclaration: true, Local: var local } }
            || invocation.Syntax.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator }
            || declarator.Ancestors().FirstOrDefault(static node => node is BlockSyntax or SwitchSectionSyntax or UsingStatementSyntax or ForStatementSyntax) is not { } scope)
        {
            return null;
        }

        return scope.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == local.Name).All(name =>
            name.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "MoveNext" or "Current" or "Dispose" or "MoveNextAsync" or "DisposeAsync" } access && access.Expression == name
            && !name.Ancestors().TakeWhile(node => node != scope).Any(static node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)) ? local : null;
    }

    /// <summary>Begins to go through the sequence of one call, for a <c>foreach</c> or one that is written out; null where it may be another one, or comes through other hands.</summary>
    private int? BeginEnumeration(IInvocationOperation invocation, IOperation sequence, PendingCalls pending)
    {
        ILocalSymbol? local = invocation.IsImplicit ? null : LocalOf(invocation);
        if ((!invocation.IsImplicit && local is null) || Begin(sequence, pending) is not { } enumeration)
            return null;

        _context.Enumerations.Add(invocation, enumeration);
        if (local is not null)
            _context.Enumerations.Add(local, enumeration);

        return Define(new Expression.Opaque(IsFresh: true));
    }

    private Enumeration? Begin(IOperation sequence, PendingCalls pending)
    {
        if (pending is not { Calls: [var call], IsEach: false, HasOthers: false }
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
        _context.Callees.Add(call.Body);
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.Ordinal < call.Arguments.Length && Restore(call.Arguments[parameter.Ordinal]) is >= 0 and var argument)
                _instructions.Add(new Instruction.Assign(enumeration.VariableOf(LocalId.Of(parameter))!.Value, argument));
        }

        if (Restore(call.Receiver) is >= 0 and var receiver)
            _instructions.Add(new Instruction.Assign(ReceiverOf(enumeration), receiver));

        _instructions.Add(new Instruction.Assign(enumeration, Constant(IteratorPart.Start)));
        return enumeration;
    }

    /// <summary>What a loop does with an enumerator: it asks for the next element, or leaves.</summary>
    private int ReadEnumeration(IInvocationOperation invocation, Enumeration enumeration)
    {
        IOperation sequence = _context.Enumerations.CallOf(enumeration).Instance is { } instance ? Unconverted(instance) : invocation;
        return ReadEnumeration(enumeration, invocation.TargetMethod.Name is "Dispose" or "DisposeAsync", Sites.Of(sequence.Syntax));
    }

    private int ReadEnumeration(Enumeration enumeration, bool isLeft, Site site)
    {
        int position = Define(new Expression.Load(enumeration));
        int stopped = Constant(IteratorPart.Ended);
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

    /// <summary>Goes through a sequence to its first element and no further, as <c>First()</c> and <c>Any()</c> do; false where it cannot be told apart.</summary>
    private bool ReadFirst(IOperation sequence, Site site)
    {
        if (PendingOf(sequence) is not { Calls.IsEmpty: false } pending || Begin(sequence, pending) is not { } enumeration)
            return false;

        ReadEnumeration(enumeration, isLeft: false, site);
        ReadEnumeration(enumeration, isLeft: true, site);
        return true;
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
            Captured = part.Body.Lambda is { } nested ? Nested.WrittenBy(nested, isCut: true) : ImmutableArray<LocalId>.Empty,
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
