using System.Collections.Immutable;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Events;

/// <summary>The part that reads what runs at another time: delegates and awaited calls.</summary>
internal sealed partial class OperationReader
{
    private int ReadDelegate(IDelegateCreationOperation creation)
    {
        object? body = Nested.DelegateBody(creation);
        if (body is null && creation.Target is IMethodReferenceOperation { Method: var method } reference)
        {
            if (reference.Instance is { } instance)
                Evaluate(instance);

            body = _context.Rules.For(method) is { Events.IsEmpty: false } ? method.OriginalDefinition : _context.Bodies.Callee(method);
        }

        if (body is null)
            return Unknown();

        if (Destination(creation) is { } parameter)
        {
            if (!IsInstant(parameter))
                Convert(body, creation, ContractOf(parameter, creation));
        }
        else if (!StaysHere(creation))
        {
            Convert(body, creation, ContractOf(null, creation));
        }

        return Define(new Expression.Delegate(body));
    }

    private void Convert(object body, IDelegateCreationOperation creation, ImmutableArray<MemberEvent> contract)
    {
        _context.Callees.Add(body);
        Site site = Sites.Of(creation.Syntax);
        _context.Conversions.Add(new DelegateConversion(body, site, contract));
        if (body is LambdaBody)
            HandOn(body, -1, ImmutableArray<int>.Empty, site);
    }

    private ImmutableArray<MemberEvent> ContractOf(IParameterSymbol? parameter, IDelegateCreationOperation creation)
    {
        if (parameter is { ContainingSymbol: IMethodSymbol owner }
            && _context.Rules.For(owner) is { } rules
            && rules.DelegateParameters.TryGetValue(parameter.Ordinal, out ImmutableArray<MemberEvent> contract))
        {
            return contract;
        }

        return creation.Type is INamedTypeSymbol type && _context.Rules.For(type) is { } ofType
            ? ofType.Events
            : ImmutableArray<MemberEvent>.Empty;
    }

    /// <summary>The parameter that a delegate is passed to.</summary>
    private static IParameterSymbol? Destination(IOperation creation)
    {
        IOperation? parent = creation.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;

        return (parent as IArgumentOperation)?.Parameter;
    }

    /// <summary>Whether a delegate is only called by the body that makes it.</summary>
    private bool StaysHere(IOperation creation)
    {
        IOperation? parent = creation.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;

        return parent switch
        {
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } =>
                Nested.HeldBy(local) is not null && !Nested.Escapes(local),
            IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } => true,
            _ => false,
        };
    }

    private static bool IsInstant(IParameterSymbol parameter) =>
        parameter.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name is "InstantHandleAttribute" or "InstantHandle");

    /// <summary>Runs a delegate that its parameter says runs during the call.</summary>
    private void RunInstantly(IArgumentOperation argument, Site site)
    {
        if (argument.Parameter is not { } parameter)
            return;

        if (IsInstant(parameter))
        {
            IOperation value = Unconverted(argument.Value);
            object? body = value is ILocalReferenceOperation { Local: var local } ? Nested.HeldBy(local) : Nested.DelegateBody(value);
            if (body is null && value is IDelegateCreationOperation { Target: IMethodReferenceOperation { Method: var method } })
                body = _context.Bodies.Callee(method);

            if (body is not null)
                Call(body, -1, ImmutableArray<int>.Empty, ImmutableArray<object?>.Empty, WritesOf(body), site);
        }
        else if (parameter.ContainingSymbol is IMethodSymbol owner && _context.Rules.For(owner) is { } rules
            && rules.DelegateParameters.TryGetValue(parameter.Ordinal, out ImmutableArray<MemberEvent> contract))
        {
            foreach (MemberEvent happening in contract.Where(static candidate => candidate.Kind is EventKind.Requires or EventKind.Forbids))
            {
                _instructions.Add(new Instruction.Event(
                    happening.Kind, happening.Protocol, happening.Step, Instruction.Event.ProgramSubject, site));
            }
        }
    }

    private static bool IsAwaitable(IMethodSymbol method) =>
        method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask" } or INamedTypeSymbol { IsValueType: true, Name: "ValueTask" };

    private bool HasEffect(IMethodSymbol method) =>
        _context.Rules.For(method) is { Events.IsEmpty: false } || _context.Bodies.Callee(method) is not null;

    /// <summary>A task that is returned as it is lands where the caller awaits it: here, for all that the caller can tell.</summary>
    private static bool IsReturned(IInvocationOperation invocation)
    {
        SyntaxNode? parent = invocation.Syntax.Parent;
        return parent is Microsoft.CodeAnalysis.CSharp.Syntax.ReturnStatementSyntax or Microsoft.CodeAnalysis.CSharp.Syntax.ArrowExpressionClauseSyntax
            or Microsoft.CodeAnalysis.CSharp.Syntax.LambdaExpressionSyntax;
    }

    private PendingCall Postpone(IInvocationOperation invocation, int receiver, ImmutableArray<int> arguments)
    {
        object? Keep(int register)
        {
            if (register < 0)
                return null;

            var variable = new object();
            _instructions.Add(new Instruction.Assign(variable, register));
            return variable;
        }

        return new PendingCall(invocation, Keep(receiver), arguments.Select(Keep).ToImmutableArray());
    }

    private int ReadAwait(IAwaitOperation awaited)
    {
        Site site = Sites.OfAwait(awaited);
        IOperation operand = Awaited(awaited.Operation);
        switch (operand)
        {
            case IInvocationOperation { TargetMethod: { Name: "WhenAll", ContainingType.Name: "Task" } } all:
                return ReadAll(all, site);

            case IInvocationOperation invocation:
            {
                _suspension = site;
                int result = ReadInvocation(invocation, isAwaited: true);
                _suspension = null;
                if (!EndsInSuspension(site))
                    _instructions.Add(new Instruction.Suspend(site));

                return result;
            }

            case ILocalReferenceOperation { Local: var local } when _context.Tasks.TryGetValue(local, out PendingCall? pending):
                return Resume(pending, site);

            case IFlowCaptureReferenceOperation { Id: var id } when _context.Tasks.TryGetValue(id, out PendingCall? pending):
                return Resume(pending, site);

            default:
            {
                int result = Evaluate(operand);
                _instructions.Add(new Instruction.Suspend(site));
                _instructions.Add(new Instruction.MayThrow(ThrowLevel.AnyCall));
                _instructions.Add(new Instruction.Havoc(NameSet.Empty, IsUnknown: true));
                return result < 0 ? result : Unknown();
            }
        }
    }

    /// <summary>
    /// A task that is waited for without giving the thread up: a call that blocks, or the result of one that was just seen to be complete.
    /// Null for what has no effect to land.
    /// </summary>
    private int? ReadSettled(IOperation task, SyntaxNode place)
    {
        IOperation operand = Awaited(task);
        if (operand is IInvocationOperation invocation && IsAwaitable(invocation.TargetMethod))
            return ReadInvocation(invocation, isAwaited: true);

        return operand is ILocalReferenceOperation { Local: var local } && IsSeenComplete(local, place) && _context.Tasks.TryGetValue(local, out PendingCall? pending)
            ? Resume(pending, Sites.Of(place), suspends: false)
            : null;
    }

    /// <summary>Whether a place runs only where <c>IsCompleted</c> of this task was just tested and true.</summary>
    private static bool IsSeenComplete(ILocalSymbol task, SyntaxNode place)
    {
        foreach (SyntaxNode node in place.Ancestors())
        {
            (Microsoft.CodeAnalysis.CSharp.Syntax.ExpressionSyntax? condition, SyntaxNode? whenTrue) = node switch
            {
                Microsoft.CodeAnalysis.CSharp.Syntax.ConditionalExpressionSyntax choice => (choice.Condition, (SyntaxNode?)choice.WhenTrue),
                Microsoft.CodeAnalysis.CSharp.Syntax.IfStatementSyntax choice => (choice.Condition, choice.Statement),
                _ => (null, null),
            };
            if (condition is Microsoft.CodeAnalysis.CSharp.Syntax.MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IsCompleted" or "IsCompletedSuccessfully" } test
                && test.Expression is Microsoft.CodeAnalysis.CSharp.Syntax.IdentifierNameSyntax name && name.Identifier.ValueText == task.Name
                && whenTrue!.Span.Contains(place.Span))
            {
                return true;
            }
        }

        return false;
    }

    private bool EndsInSuspension(Site site) =>
        _instructions.Any(instruction => instruction is Instruction.Suspend { Site: var place } && ReferenceEquals(place, site));

    private int ReadAll(IInvocationOperation all, Site site)
    {
        var tasks = new List<IOperation>();
        foreach (IArgumentOperation argument in all.Arguments)
            Collect(Unconverted(argument.Value), tasks);

        _instructions.Add(new Instruction.Suspend(site));
        foreach (IOperation task in tasks)
        {
            IOperation operand = Awaited(task);
            if (operand is IInvocationOperation invocation)
                ReadInvocation(invocation, isAwaited: true);
            else if (operand is ILocalReferenceOperation { Local: var local } && _context.Tasks.TryGetValue(local, out PendingCall? pending))
                Resume(pending, site);
            else
                Evaluate(operand);
        }

        return Unknown();
    }

    /// <summary>The tasks in an argument list, which is an array, a span or a collection expression by version of the framework.</summary>
    private static void Collect(IOperation value, List<IOperation> tasks)
    {
        value = Unconverted(value);
        if (value.Type is INamedTypeSymbol { Name: "Task" or "ValueTask" })
        {
            tasks.Add(value);
            return;
        }

        foreach (IOperation child in value.ChildOperations)
            Collect(child, tasks);
    }

    private static IOperation Awaited(IOperation operation)
    {
        operation = Unconverted(operation);
        while (operation is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask", Instance: { } task })
            operation = Unconverted(task);

        return operation;
    }

    private int Resume(PendingCall pending, Site site, bool suspends = true)
    {
        if (suspends)
            _instructions.Add(new Instruction.Suspend(site));

        int Restore(object? variable) => variable is null ? -1 : Define(new Expression.Load(variable));

        int receiver = Restore(pending.Receiver);
        ImmutableArray<int> arguments = pending.Arguments.Select(Restore).ToImmutableArray();
        return Finish(
            pending.Call,
            Implementation(pending.Call.TargetMethod, pending.Call.Instance),
            receiver,
            arguments,
            new Target?[arguments.Length],
            new Site(site.Location, "await " + Sites.Call(pending.Call).Text));
    }
}
