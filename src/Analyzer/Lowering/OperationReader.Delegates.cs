using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>The part that reads what runs at another time: delegates.</summary>
internal sealed partial class OperationReader
{
    private int ReadDelegate(IDelegateCreationOperation creation)
    {
        if (Nested.DelegateBody(creation) is not { } held)
            return Unknown();

        if (held.Method is { Instance: { } instance } reference && Evaluate(instance) is >= 0 and var receiver)
            _instructions.Add(new Instruction.Assign(LocalId.BoundTo(reference.Syntax), receiver));

        if (BodyOf(held) is not { } body)
            return Unknown();

        if (body.Method is { } started && creation.Target is IMethodReferenceOperation handed)
            TakeOver(started, handed.Instance is null ? -1 : Define(new Expression.Load(LocalId.BoundTo(handed.Syntax))), NoArguments(started), Sites.Of(handed.Syntax));

        if (Destination(creation) is { Parameter: { } parameter } argument)
        {
            if (IsRunAtDisposal(parameter))
                _context.Conversions.Add(new DelegateConversion(body, Sites.Of(creation.Syntax), ContractOf(parameter, creation.Type)) { Hiding = Hiding.AtDisposal });
            else if (!Nested.IsInstant(argument) || (Nested.IsGiven(parameter) && IsPostponed(creation)))
                Convert(body, creation, ContractOf(parameter, creation.Type), parameter);
        }
        else if (HeldLocal(creation) is { } local)
        {
            List<IParameterSymbol> parameters = Nested.HandedTo(local).ToList();
            if (Nested.HeldBy(local) is null || (Nested.Escapes(local) && parameters.Count == 0))
                Convert(body, creation, ContractOf(null, creation.Type));

            foreach (IParameterSymbol user in Nested.HeldBy(local) is null ? Enumerable.Empty<IParameterSymbol>() : parameters)
            {
                if (IsRunAtDisposal(user))
                    _context.Conversions.Add(new DelegateConversion(body, Sites.Of(creation.Syntax), ContractOf(user, creation.Type)) { Hiding = Hiding.AtDisposal });
                else
                    Convert(body, creation, ContractOf(user, creation.Type), user);
            }
        }
        else if (!IsCalledHere(creation))
        {
            Convert(body, creation, ContractOf(null, creation.Type));
        }

        return Define(new Expression.Delegate(body));
    }

    /// <summary>What a method that becomes a delegate runs: itself, where it has rules, or a body that is known.</summary>
    private BodyId? BodyOf(HeldDelegate held) => held.Lambda is { } lambda ? (BodyId)lambda : BodyOf(held.Method!);

    private BodyId? BodyOf(IMethodReferenceOperation reference)
    {
        IMethodSymbol method = reference.Method;
        if (method.MethodKind == MethodKind.LocalFunction)
            return BodyId.Of(Nested.LocalFunction(method));

        return _context.Rules.For(method) is { Events.IsEmpty: false } ? BodyId.Of(method.OriginalDefinition) : _context.Bodies.Callee(method);
    }

    private void Convert(BodyId body, IOperation operation, ImmutableArray<MemberEvent> contract, IParameterSymbol? parameter = null)
    {
        Site site = Sites.Of(operation.Syntax);
        if (_context.IsOmitted(site))
            return;

        _context.Conversions.Add(new DelegateConversion(body, site, contract) { Parameter = parameter });
        if (body.Lambda is not null)
            HandOn(body, -1, ImmutableArray<int>.Empty, site);
    }

    private ImmutableArray<MemberEvent> ContractOf(IParameterSymbol? parameter, ITypeSymbol? delegateType)
    {
        if (parameter is { ContainingSymbol: IMethodSymbol owner }
            && _context.Rules.For(owner) is { } rules
            && rules.DelegateParameters.TryGetValue(parameter.Ordinal, out ImmutableArray<MemberEvent> contract))
        {
            return contract;
        }

        return delegateType is INamedTypeSymbol type && _context.Rules.For(type) is { } ofType
            ? ofType.Subject.Kind == SubjectKind.Parameter
                ? ofType.Events.Select(happening => happening with { OfParameter = ofType.Subject.Parameter }).ToImmutableArray()
                : ofType.Events
            : ImmutableArray<MemberEvent>.Empty;
    }

    /// <summary>Whether a parameter says that the result runs the delegate when it is disposed.</summary>
    private bool IsRunAtDisposal(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol owner && _context.Rules.For(owner) is { } rules && rules.GuardedDelegates.Contains(parameter.Ordinal);

    /// <summary>Makes the result of a call a guard of what the delegates undo that it runs when it is disposed; false where it runs none.</summary>
    private bool GuardDelegates(ImmutableArray<IArgumentOperation> arguments, IMethodSymbol method, int guard, Site site)
    {
        if (_context.Rules.For(method) is not { GuardedDelegates: { IsEmpty: false } guarded })
            return false;

        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter is not { } parameter || !guarded.Contains(parameter.Ordinal))
                continue;

            switch (HeldBy(Unconverted(argument.Value)))
            {
                case { Lambda: { } lambda }:
                    _context.Started.Add(lambda);
                    _instructions.Add(new Instruction.GuardDelegate(new Instruction.Call(lambda, Define(new Expression.This()), ImmutableArray<int>.Empty, -1, site), guard));
                    break;

                case { Method: { } reference } when BodyOf(reference)?.Method is { } body:
                {
                    int receiver = reference.Instance is null ? -1 : Define(new Expression.Load(LocalId.BoundTo(reference.Syntax)));
                    if (_context.Rules.For(body) is { Events.IsEmpty: false } rules)
                    {
                        GuardByRules(rules, receiver, guard, site);
                        break;
                    }

                    _context.Started.Add(BodyId.Of(body));
                    _instructions.Add(new Instruction.GuardDelegate(new Instruction.Call(BodyId.Of(body), receiver, NoArguments(body), -1, site), guard));
                    break;
                }
            }
        }

        return true;
    }

    /// <summary>Makes an object a guard of what a member undoes that has rules.</summary>
    private void GuardByRules(MemberRules rules, int receiver, int guard, Site site)
    {
        foreach (MemberEvent undone in rules.Events.Where(static happening => happening is { Kind: EventKind.Undo, Value: null }))
        {
            _instructions.Add(new Instruction.GuardStep(
                undone.Step!, rules.Subject.Kind == SubjectKind.Receiver && receiver >= 0 ? receiver : Instruction.Event.ProgramSubject, guard, undone.IfInEffect, site));
        }
    }

    /// <summary>The argument that a delegate is.</summary>
    private static IArgumentOperation? Destination(IOperation creation)
    {
        IOperation? parent = creation.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;

        return parent as IArgumentOperation;
    }

    /// <summary>Whether the call that a delegate is passed to has its effects later, at an <c>await</c> elsewhere.</summary>
    private bool IsPostponed(IOperation creation)
    {
        IOperation? parent = creation.Parent;
        while (parent is IConversionOperation or IArgumentOperation)
            parent = parent.Parent;

        return parent is IInvocationOperation invocation && LaterBody(invocation) is not null && !IsReturned(invocation)
            && invocation.Syntax.Parent is not (AwaitExpressionSyntax or MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { Parent: AwaitExpressionSyntax } });
    }

    /// <summary>The local that a delegate is assigned to.</summary>
    private static ILocalSymbol? HeldLocal(IOperation creation)
    {
        IOperation? parent = creation.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;

        return parent is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } ? local : null;
    }

    private static bool IsCalledHere(IOperation creation)
    {
        IOperation? parent = creation.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;

        return parent is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke };
    }

    /// <summary>What a delegate runs, where that is known: a lambda, or a reference to a method.</summary>
    private HeldDelegate? HeldBy(IOperation? value) => value switch
    {
        ILocalReferenceOperation { Local: var local } => Nested.HeldBy(local),
        IFlowCaptureReferenceOperation { Id: var id } when _context.CapturedDelegates.TryGetValue(id, out ILocalSymbol? local) => Nested.HeldBy(local),
        IDelegateCreationOperation creation => Nested.DelegateBody(creation),
        _ => null,
    };

    /// <summary>Runs what a delegate was made from.</summary>
    private int Run(HeldDelegate held, ImmutableArray<int> arguments, Site site)
    {
        if (held.Method is not { Method: var method } reference)
            return Call(held.Lambda!, -1, arguments, ImmutableArray<LocalId?>.Empty, _context.Bodies.WritesOf(held.Lambda!.Syntax), site);

        int receiver = reference.Instance is null ? -1 : Define(new Expression.Load(LocalId.BoundTo(reference.Syntax)));
        if (receiver >= 0 && (method.ReducedFrom is not null || method.IsStatic))
        {
            method = method.ReducedFrom ?? method;
            arguments = arguments.Insert(0, receiver);
            receiver = -1;
        }

        while (arguments.Length < method.Parameters.Length)
            arguments = arguments.Add(-1);

        Reach reach = receiver < 0 && method.Parameters.IsEmpty ? Reach.Nothing : Reach.Everything;
        return Invoke(method, receiver, arguments, ImmutableArray<LocalId?>.Empty, site, null, reference.Instance?.Type, reach);
    }

    /// <summary>Runs a delegate that its parameter says runs during the call, and gives its result; -1 where there is none.</summary>
    private int RunInstantly(IArgumentOperation argument, ImmutableArray<int> arguments, Site site)
    {
        if (argument.Parameter is not { } parameter)
            return -1;

        if (Nested.IsInstant(argument))
        {
            if (HeldBy(Unconverted(argument.Value)) is { } body)
                return Run(body, Nested.ArgumentsOf(parameter, arguments), site);
        }
        else if (parameter.ContainingSymbol is IMethodSymbol owner && _context.Rules.For(owner) is { } rules
            && rules.DelegateParameters.TryGetValue(parameter.Ordinal, out ImmutableArray<MemberEvent> contract))
        {
            foreach (MemberEvent happening in contract.Where(static candidate => candidate.Kind is EventKind.Requires or EventKind.Forbids or EventKind.TakesOver))
            {
                _instructions.Add(new Instruction.Event(
                    happening.Kind, happening.Protocol, happening.Step, Instruction.Event.ProgramSubject, site));
            }
        }

        return -1;
    }

    /// <summary>Whether a method with the type parameter that its delegate returns returns what the delegate did, as <c>T With&lt;T&gt;(Func&lt;T&gt;)</c>, by itself or as a task.</summary>
    private static bool IsResultOf(IParameterSymbol parameter, IMethodSymbol method) =>
        Awaited(method.OriginalDefinition.ReturnType) is ITypeParameterSymbol own
        && parameter.OriginalDefinition.Type is INamedTypeSymbol { DelegateInvokeMethod.ReturnType: { } returned }
        && SymbolEqualityComparer.Default.Equals(own, Awaited(returned));

    private static ITypeSymbol Awaited(ITypeSymbol type) => type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var result] } ? result : type;
}
