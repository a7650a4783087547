using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>
/// The part that reads calls of methods that run a delegate they are given, between events of their own: such a method is cut at the call of the delegate, as an iterator is at a <c>yield</c>, so that
/// what it holds there is there for the delegate, and what the delegate does is there for the rest.
/// </summary>
internal sealed partial class OperationReader
{
    /// <summary>In the body that runs the delegate: marks the place, and what the delegate is called with.</summary>
    private void ReadGiven(IOperation operation, IOperation? before, ImmutableArray<BlockPart>.Builder parts)
    {
        if (_context.GivenIn(operation) is not var (position, call))
            return;

        if (_instructions.Count > 0)
            parts.Add(Cut(before ?? operation));

        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter && Evaluate(argument.Value) is >= 0 and var value)
                _instructions.Add(new Instruction.Assign(LocalId.Of(parameter.OriginalDefinition), value));
        }

        _instructions.Add(new Instruction.RunGiven(Sites.Of(call.Syntax)));
        parts.Add(Cut(operation) with { Position = position });
    }

    /// <summary>The places at which a callee runs delegates that this call gives it, where it is known what one of them does; none for any other call.</summary>
    private ImmutableArray<GivenCall> GivenBy(IInvocationOperation invocation, IMethodSymbol method)
    {
        ImmutableArray<GivenCall> given = _context.Bodies.GivenCallsIn(method);
        return !given.IsEmpty && _onlyWhere.IsEmpty && !SymbolEqualityComparer.Default.Equals((method.ReducedFrom ?? method).OriginalDefinition, _context.Owner.OriginalDefinition)
            && BodyOf(invocation, method) is not null && given.Any(call => DelegateFor(call, invocation) is not null)
            ? given
            : ImmutableArray<GivenCall>.Empty;
    }

    private BodyId? BodyOf(IInvocationOperation invocation, IMethodSymbol method) => method.MethodKind != MethodKind.LocalFunction ? CalleeOf(method, IsBase(invocation.Instance))
        : Nested.LocalFunction(method) is { } local ? BodyId.Of(local) : null;

    private HeldDelegate? DelegateFor(GivenCall call, IInvocationOperation invocation) =>
        invocation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == call.Parameter) is { } argument ? HeldBy(Unconverted(argument.Value)) : null;

    private int InvokeWith(ImmutableArray<GivenCall> given, IInvocationOperation invocation, IMethodSymbol method, int receiver, ImmutableArray<int> arguments, Site site)
    {
        BodyId body = BodyOf(invocation, method)!.Value;
        IMethodSymbol definition = body.Lambda?.Symbol ?? body.Method!;
        bool isNested = body.Lambda is not null;
        var enumeration = new Enumeration(body, definition, given.Length);
        _context.Callees.Add(body);
        foreach (IParameterSymbol parameter in definition.Parameters)
        {
            if (parameter.Ordinal < arguments.Length && arguments[parameter.Ordinal] is >= 0 and var argument)
                _instructions.Add(new Instruction.Assign(enumeration.VariableOf(LocalId.Of(parameter))!.Value, argument));
        }

        if (receiver >= 0 && !isNested)
            _instructions.Add(new Instruction.Assign(ReceiverOf(enumeration), receiver));

        _instructions.Add(new Instruction.MayThrow(ThrowLevel.AnyCall));
        _instructions.Add(new Instruction.Assign(enumeration, Constant(IteratorPart.Start)));
        // Each stretch is a call of its own, although all of them stand in one place.
        GoOn(enumeration, IteratorPart.Start, site with { });
        int made = -1;
        for (int i = 0; i < given.Length; i++)
        {
            int first = _instructions.Count;
            int position = Define(new Expression.Load(enumeration));
            int owner = isNested ? Define(new Expression.This()) : Define(new Expression.Load(ReceiverOf(enumeration)));
            GivenCall run = given[i];
            int result = OnlyWhere(position, (long)(i + 1), () => RunGiven(run, enumeration, invocation, definition, site with { }));
            if (IsResultOf(definition.Parameters[run.Parameter], definition))
                made = result;

            var left = new IteratorPart(body, i + 1, IsLeft: true);
            _context.Callees.Add(left);
            var unwinding = new Instruction.Call(left, owner, ImmutableArray<int>.Empty, _registers++, site)
            {
                Enumeration = enumeration,
                Writes = WritesOf(body),
                Captured = body.Lambda is { } nested ? Nested.WrittenBy(nested, isCut: true) : ImmutableArray<LocalId>.Empty,
            };
            foreach (Instruction thrower in _instructions.Skip(first).Where(static one => one is Instruction.Call or Instruction.MayThrow))
                thrower.Unwinding ??= unwinding;

            GoOn(enumeration, i + 1, site with { });
        }

        return made >= 0 ? made : definition.ReturnsVoid ? Unknown() : Define(new Expression.Load(enumeration.VariableOf(LocalId.Result)!.Value));
    }

    /// <summary>Goes on from a position, where the callee is there.</summary>
    private void GoOn(Enumeration enumeration, int from, Site site)
    {
        int position = Define(new Expression.Load(enumeration));
        int stopped = Define(new Expression.Load(enumeration));
        RunPart(enumeration, new IteratorPart(enumeration.Body, from, IsLeft: false), position, stopped, site);
        _instructions.Add(new Instruction.Assign(enumeration, stopped));
    }

    /// <summary>Runs the delegate that stands for one of the places, with what the callee gives it.</summary>
    private int RunGiven(GivenCall call, Enumeration enumeration, IInvocationOperation invocation, IMethodSymbol definition, Site site)
    {
        if (DelegateFor(call, invocation) is not { } held || definition.Parameters[call.Parameter].Type is not INamedTypeSymbol { DelegateInvokeMethod: { } invoke })
        {
            RunDelegate(ThrowLevel.Callback);
            return Unknown();
        }

        return Run(held, invoke.Parameters.Select(parameter => Define(new Expression.Load(enumeration.VariableOf(LocalId.Of(parameter.OriginalDefinition))!.Value))).ToImmutableArray(), site);
    }
}
