using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>The part that reads calls of framework members whose meaning is known: atomic exchanges, casts and the like.</summary>
internal sealed partial class OperationReader
{
    /// <summary>Members of the framework whose effect on values is part of the language's meaning.</summary>
    private int? ReadPrimitive(IInvocationOperation invocation, int receiver, ImmutableArray<int> arguments, Target?[] places, Site site)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (method.ContainingType is not { } type)
            return null;

        if (method is { Name: "ReferenceEquals", IsStatic: true, Parameters.Length: 2 } && type.SpecialType == SpecialType.System_Object)
            return Compare(arguments[0], arguments[1], invocation.Arguments[0].Value, invocation.Arguments[1].Value);

        // The value of a nullable one is the same value to the analysis.
        if (method.Name == nameof(Nullable<int>.GetValueOrDefault) && arguments.IsEmpty && IsNullableTruth(type) && receiver >= 0)
            return IsKnown(receiver, true);

        if (type.ContainingNamespace is not { Name: "Threading", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
            return null;

        switch (type.Name, method.Name)
        {
            // A newer framework takes the place as one that is only read.
            case ("Volatile", "Read"):
                Framework(method, arguments, site);
                return places[0] is { Member: not null } read ? TakenFrom(read) : arguments[0];

            case ("Volatile", "Write") when places[0] is { } place:
                place.Write(arguments[1], ValueOf(invocation, 1), invocation.Syntax);
                Framework(method, arguments, site);
                return -1;

            case ("Interlocked", "Exchange") when places[0] is { } place:
            {
                int old = TakenFrom(place);
                place.Write(arguments[1], ValueOf(invocation, 1), invocation.Syntax);
                Framework(method, arguments, site);
                return old;
            }

            case ("Interlocked", "CompareExchange") when places[0] is { } place && arguments.Length == 3:
            {
                int old = TakenFrom(place);
                bool fillsOnly = Unconverted(ValueOf(invocation, 2)!).ConstantValue is { HasValue: true, Value: null };
                EmitConditionalWrite(place, arguments[1], old, arguments[2], site, fillsOnly);
                Framework(method, arguments, site);
                return old;
            }

            case ("Interlocked", "Increment" or "Decrement" or "Add") when places[0] is { } place:
            {
                int sum = Define(new Expression.Binary(method.Name == "Decrement" ? "Subtract" : "Add", TakenFrom(place), method.Name == "Add" ? arguments[1] : Constant(1L)));
                place.Write(sum, null, invocation.Syntax);
                Framework(method, arguments, site);
                return sum;
            }

            case ("LazyInitializer", "EnsureInitialized") when places[0] is { } place && arguments[0] >= 0:
            {
                RunDelegate(ThrowLevel.AnyCall);
                int held = HeldOr(place.Read(), Unknown());
                _instructions.Add(new Instruction.Assume(Define(new Expression.IsNull(held)), false));
                WritePlaces(places, afterCall: false);
                place.Write(held, null, invocation.Syntax);
                return held;
            }

            default:
                return null;
        }
    }

    /// <summary>What a place held. That another thread may have exchanged it just before is left out, as it is where the same is done by a read and a write.</summary>
    private int TakenFrom(Target place) => place.Member is IFieldReferenceOperation { Field: var field }
        ? Define(new Expression.LoadField(place.Owner, field.OriginalDefinition, Stable: false, Part: false))
        : place.Read();

    private static IOperation? ValueOf(IInvocationOperation invocation, int ordinal) =>
        invocation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value;

    /// <summary>The events of a framework member beside the write: an interlocked operation is also a full barrier.</summary>
    private int Framework(IMethodSymbol method, ImmutableArray<int> arguments, Site site)
    {
        if (_context.Rules.For(method) is { } rules)
            Emit(rules, new Operands(-1, arguments, -1, -1), site, static _ => true);

        return -1;
    }

    /// <summary>A write that happens only where the old value equals the comparand; where that is null, what was there before stays.</summary>
    private void EmitConditionalWrite(Target place, int value, int old, int comparand, Site site, bool fillsOnly)
    {
        if (place.Member is { } reference && _context.Rules.For(reference.Member, ReceiverType(reference)) is { } rules)
        {
            var operands = new Operands(place.Owner, place.Indices, -1, value);
            Emit(
                rules,
                operands,
                site,
                static happening => happening.Call is null && happening.Access != AccessFilter.Read,
                new Condition(old, null, false, comparand));
        }

        place.Write(fillsOnly ? HeldOr(place.Read(), Unknown()) : Exchanged(value, old, comparand), null, site, emitsEvents: false);
    }

    /// <summary>What is in a place then, on the path where the exchange took place and on the one where it did not.</summary>
    private int Exchanged(int value, int old, int comparand)
    {
        int isEqual = Define(new Expression.Equal(old, comparand));
        int took = _registers++;
        _instructions.Add(new Instruction.Choose(took, isEqual, ImmutableArray.Create<object>(true, false), CanBeOther: false, OnlyKnown: false));
        _instructions.Add(new Instruction.Assume(Define(new Expression.Equal(isEqual, took)), true));
        return Define(new Expression.Select(took, ImmutableArray.Create<(object, int)>((true, value), (false, old))));
    }
}
