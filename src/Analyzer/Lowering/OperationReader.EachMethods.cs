using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>The part that reads calls of the framework that run a delegate for each element of a collection: they are loops.</summary>
internal sealed partial class OperationReader
{
    /// <summary>Reads a statement that is such a call, as a part that asks for another element, which leads to the one that runs the delegate and back; false for any other.</summary>
    private bool ReadEach(IOperation operation, IOperation? before, ImmutableArray<BlockPart>.Builder parts)
    {
        if (operation is not IExpressionStatementOperation { Operation: IInvocationOperation invocation } || RunDelegates.ForEach(invocation) is not var (collection, action))
            return false;

        if (_instructions.Count > 0)
            parts.Add(Cut(before ?? operation));

        Site site = Sites.Call(invocation);
        var rounds = new Rounds { IsPlain = IsPlainCollection(collection), Count = CountOf(collection) };
        int over = Evaluate(collection);
        _instructions.Add(new Instruction.Assign(rounds.Collection, over));
        _instructions.Add(new Instruction.Assign(rounds.HasPassed, Constant(false)));
        BeginCount(rounds, over);
        foreach (IArgumentOperation argument in invocation.Arguments)
        {
            if (argument.Value != collection)
                Evaluate(argument.Value);
        }

        parts.Add(Cut(operation));
        int hasNext = HasRound(rounds, Unknown());
        EmitNextRound(rounds, hasNext);
        _instructions.Add(new Instruction.MayThrow(ThrowLevel.AnyCall));
        parts.Add(Cut(operation) with { Repeats = hasNext });
        int element = ReadCurrent(rounds);
        if (HeldBy(Unconverted(action.Value)) is { } held)
            Run(held, ImmutableArray.Create(element), site);
        else
            RunDelegate(ThrowLevel.Callback);

        parts.Add(Cut(operation));
        return true;
    }
}
