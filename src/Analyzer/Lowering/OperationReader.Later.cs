using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>The part that reads calls whose effect comes later: where their task is awaited, or their sequence enumerated.</summary>
internal sealed partial class OperationReader
{
    /// <summary>What runs after a call, where it does so at its <c>await</c> or enumeration and has effects; null for other calls.</summary>
    private BodyId? LaterBody(IInvocationOperation invocation)
    {
        IMethodSymbol method = Implementation(invocation.TargetMethod, invocation.Instance);
        if (method.MethodKind == MethodKind.DelegateInvoke)
            return IsAwaitable(method.ReturnType) && HeldBy(invocation.Instance is { } held ? Unconverted(held) : null) is { Lambda: { Symbol.IsAsync: true } lambda } ? (BodyId)lambda : (BodyId?)null;

        bool isLater = method.ReturnsVoid ? method.IsAsync
            : IsAwaitable(method.ReturnType) ? !_context.Bodies.RunsAtCall(method) || _context.Rules.For(method) is { ReturnsGuard: true }
            : _context.Bodies.IsIterator(method);
        if (!isLater)
            return null;

        return _context.Rules.For(method) is { Events.IsEmpty: false } ? BodyId.Of(method.OriginalDefinition)
            : method.MethodKind == MethodKind.LocalFunction ? BodyId.Of(Nested.LocalFunction(method))
            : CalleeOf(method, IsBase(invocation.Instance));
    }

    private static bool IsAwaitable(ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol { SpecialType: SpecialType.None } named)
            return false;

        for (INamedTypeSymbol? current = named; current is not null; current = current.BaseType)
        {
            if (current.Name is "Task" or "ValueTask" || current.GetMembers("GetAwaiter").Any(static member => member is IMethodSymbol { IsStatic: false, Parameters.IsEmpty: true }))
                return true;
        }

        return false;
    }

    /// <summary>Whether a type is what <c>await</c> asks for the result of what it awaits.</summary>
    private static bool IsAwaiter(ITypeSymbol? type) => type is INamedTypeSymbol named && named.AllInterfaces.Any(static @interface => @interface is
    {
        Name: "INotifyCompletion", ContainingNamespace: { Name: "CompilerServices", ContainingNamespace.Name: "Runtime" },
    });

    /// <summary>A task that is returned as it is lands where the caller awaits it: here, for all that the caller can tell.</summary>
    private static bool IsReturned(IInvocationOperation invocation)
    {
        SyntaxNode? parent = invocation.Syntax.Parent;
        return parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax && !invocation.TargetMethod.ReturnsVoid;
    }

    private int Postpone(IInvocationOperation invocation, BodyId body, int receiver, ImmutableArray<int> arguments)
    {
        KeptOperand? Keep(int register, IOperation? operand)
        {
            if (register < 0 || operand is null || IsUnchanging(Unconverted(operand)))
                return register < 0 || operand is null ? null : new KeptOperand(operand, default);

            var variable = LocalId.Kept();
            _instructions.Add(new Instruction.Assign(variable, register));
            return new KeptOperand(null, variable);
        }

        var kept = new KeptOperand?[arguments.Length];
        foreach (IArgumentOperation argument in invocation.Arguments)
        {
            if (argument.Parameter is { Ordinal: var ordinal } && ordinal < kept.Length)
                kept[ordinal] = Keep(arguments[ordinal], argument.Value);
        }

        var pending = new PendingCall(invocation, body, Keep(receiver, invocation.Instance), kept.ToImmutableArray());
        _context.PendingAt[invocation] = new PendingCalls(ImmutableArray.Create(pending), false, false);
        _context.Postponed.Add(pending);
        _instructions.Add(new Instruction.Assign(pending.Done, Constant(false)));
        if (_context.Rules.For(invocation.TargetMethod) is not { Events.IsEmpty: false })
            pending.HandOn = HandOn(body, receiver, arguments, Sites.Call(invocation));

        if (IsAwaitable(invocation.TargetMethod.ReturnType))
            Start(pending, receiver, arguments);

        return Define(new Expression.Constant(pending));
    }

    /// <summary>A task runs from where it is started: what it needs must be there already, whatever is awaited before it.</summary>
    private void Start(PendingCall pending, int receiver, ImmutableArray<int> arguments)
    {
        int first = _instructions.Count;
        Site site = Sites.Call(pending.Call);
        if (_context.Rules.For(pending.Call.TargetMethod) is { Events.IsEmpty: false } rules)
        {
            ImmutableArray<MemberEvent> needs = rules.Events.SelectMany(static happening => happening switch
            {
                { Kind: EventKind.Requires } => new[] { happening },
                { Kind: EventKind.Commit } => Needs(happening, happening.Protocol.Steps),
                { Kind: EventKind.Step, Step: { Protocol.Ordered: true } step } when step.IsBracket || step.Strict => Needs(happening, step.Protocol.Steps.Take(step.Index)),
                _ => Array.Empty<MemberEvent>(),
            }).ToImmutableArray();
            if (!needs.IsEmpty && rules.Subject.Kind != SubjectKind.Result)
                Emit(rules with { Events = needs }, new Operands(receiver, arguments, Unknown(), -1), site, static _ => true);
        }
        else
        {
            if (pending.Body.Lambda is not null)
                receiver = Define(new Expression.This());

            _instructions.Add(new Instruction.Start(new Instruction.Call(pending.Body, receiver, arguments, -1, site)));
        }

        for (int i = first; i < _instructions.Count; i++)
        {
            if (_instructions[i] is Instruction.Event or Instruction.Start)
                pending.Starts.Add(_instructions[i]);
        }

        static MemberEvent[] Needs(MemberEvent happening, IEnumerable<ProtocolStep> steps) =>
            steps.Where(static step => !step.Optional).Select(step => happening with { Kind = EventKind.Requires, Step = step }).ToArray();
    }

    /// <summary>Whether an operand still has its value where the call lands, so that it can be read there.</summary>
    private bool IsUnchanging(IOperation operand) => operand switch
    {
        IInstanceReferenceOperation => true,
        IParameterReferenceOperation parameter => !Nested.IsReassigned(parameter.Parameter),
        ILocalReferenceOperation local => !Nested.IsReassigned(local.Local) && !_context.References.ContainsKey(local.Local),
        IFieldReferenceOperation { Field: { IsReadOnly: true } } field => field.Instance is null || IsUnchanging(Unconverted(field.Instance)),
        _ => false,
    };

    /// <summary>What keeps a value: a local, a capture, or a field or property.</summary>
    private static PlaceId? HolderOf(IOperation place) => place switch
    {
        ILocalReferenceOperation local => LocalId.Of(local.Local),
        IParameterReferenceOperation parameter => LocalId.Of(parameter.Parameter),
        IFlowCaptureReferenceOperation capture => (LocalId)capture.Id,
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member => PlaceId.Of(member.Member.OriginalDefinition),
        _ => (PlaceId?)null,
    };

    private void NoteHeld(PlaceId holder, IOperation value)
    {
        PendingCalls? held = PendingOf(value);
        bool isNothing = Unconverted(value) is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation;
        bool isKnown = _context.Pending.TryGetValue(holder, out PendingCalls? before);
        if (held is null && (isNothing || !(isKnown || IsAwaitable(value.Type) || IsAwaiter(value.Type))))
            return;

        held ??= PendingCalls.Others;
        _context.Pending[holder] = isKnown && !ReferenceEquals(before, held) ? before!.Or(held) : held;
    }

    /// <summary>A task that is added to a list.</summary>
    private void NoteStored(IInvocationOperation invocation)
    {
        if (invocation.Instance is not { } list || HolderOf(Unconverted(list)) is not { } holder)
            return;

        foreach (IArgumentOperation argument in invocation.Arguments)
        {
            if (PendingOf(argument.Value) is { Calls.IsEmpty: false } stored)
                _context.Pending[holder] = (_context.Pending.TryGetValue(holder, out PendingCalls? before) ? before.Or(stored) : stored) with { IsEach = true };
        }
    }

    /// <summary>The calls that a task, a sequence, or a list of them may be of; null where none is known.</summary>
    private PendingCalls? PendingOf(IOperation value)
    {
        value = Unconverted(value);
        if (value is IInvocationOperation invocation)
        {
            if (_context.PendingAt.TryGetValue(invocation, out PendingCalls? made))
                return made;

            return IsOfTasks(invocation.TargetMethod, "WhenAll") ? PendingOf(invocation.Arguments.Select(static argument => argument.Value))
                : Wrapped(invocation) is { } inner ? PendingOf(inner)
                : null;
        }

        if (HolderOf(value) is { } holder)
            return _context.Pending.TryGetValue(holder, out PendingCalls? held) ? held : null;

        if (value is IObjectCreationOperation creation)
            return TaskGivenTo(creation) is { } given ? PendingOf(given.Value) : null;

        return value is IArrayCreationOperation or IArrayInitializerOperation || value.Kind == ImpliedMembers.CollectionExpression
            ? PendingOf(value.ChildOperations)
            : null;
    }

    /// <summary>The task that an awaitable of the framework is made of, and completes with: <c>new ValueTask(task)</c>.</summary>
    private IArgumentOperation? TaskGivenTo(IObjectCreationOperation creation) =>
        creation.Constructor is { } constructor && IsAwaitable(creation.Type) && IsOfFramework(constructor)
            ? creation.Arguments.FirstOrDefault(static argument => IsAwaitable(Unconverted(argument.Value).Type))
            : null;

    private PendingCalls? PendingOf(IEnumerable<IOperation> values)
    {
        PendingCalls? all = null;
        foreach (IOperation value in values)
        {
            if (PendingOf(value) is { Calls.IsEmpty: false } one)
                all = (all is null ? one : all.Or(one)) with { IsEach = true };
        }

        return all;
    }

    /// <summary>The task or sequence that a call gives in another form: <c>task.ConfigureAwait(false)</c>, <c>task.GetAwaiter()</c>, <c>items.Where(…)</c>.</summary>
    private static IOperation? Wrapped(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        IOperation? inner = invocation.Instance ?? (method.IsExtensionMethod ? invocation.Arguments.FirstOrDefault()?.Value : null);
        if (inner is null)
            return null;

        bool isTask = (IsAwaitable(method.ReturnType) || (method.Name == "GetAwaiter" && IsAwaiter(method.ReturnType))) && IsAwaitable(Unconverted(inner).Type);
        bool isSequence = IsSequence(method.ReturnType) && Unconverted(inner).Type is { } type && IsSequence(type);
        return isTask || isSequence ? Unconverted(inner) : null;
    }

    private static bool IsSequence(ITypeSymbol type) => type.Name is "IEnumerable" or "IOrderedEnumerable" or "IAsyncEnumerable" or "ConfiguredCancelableAsyncEnumerable";

    private bool IsOfFramework(IMethodSymbol method)
    {
        INamespaceSymbol? space = method.ContainingType?.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;

        return space?.Name == "System" && !_context.Bodies.IsDeclaredHere(method);
    }

    private static bool IsOfTasks(IMethodSymbol method, string name) => method.Name == name && method.ContainingType?.Name is "Task" or "ValueTask" or "TaskExtensions";

    /// <summary>Lands what a call waits for or enumerates: <c>task.Wait()</c>, <c>task.GetAwaiter().GetResult()</c>, <c>items.GetEnumerator()</c>.</summary>
    private int? LandReceiver(IInvocationOperation invocation, int receiver, ImmutableArray<int> arguments, Site site)
    {
        IMethodSymbol method = invocation.TargetMethod;
        switch (method.Name)
        {
            case "GetEnumerator" or "GetAsyncEnumerator" when invocation.Instance is { } sequence && PendingOf(sequence) is { Calls.IsEmpty: false } items:
                if (BeginEnumeration(invocation, sequence, items) is { } begun)
                    return begun;

                Land(sequence, items, receiver, Sites.Of(Unconverted(sequence).Syntax));
                return null;

            case "Wait" when invocation.Instance is { } task && IsAwaitable(task.Type) && PendingOf(task) is { Calls.IsEmpty: false } waited:
                return Land(task, waited, receiver, site);

            case "GetResult" when invocation.Instance is { } awaiter && IsAwaiter(awaiter.Type) && PendingOf(awaiter) is { Calls.IsEmpty: false } blocked:
                return Land(awaiter, blocked, receiver, site);

            case "WaitAll" when IsOfTasks(method, "WaitAll"):
                foreach (IArgumentOperation argument in invocation.Arguments)
                {
                    if (argument.Parameter is { } parameter && PendingOf(argument.Value) is { Calls.IsEmpty: false } all)
                        Land(argument.Value, all, arguments[parameter.Ordinal], site);
                }

                return null;

            default:
                return null;
        }
    }

    /// <summary>Lands the sequences that a method of the framework goes through, giving none itself, and the tasks that an awaited call is given.</summary>
    private void LandArguments(IInvocationOperation invocation, IMethodSymbol method, ImmutableArray<int> values, Site site)
    {
        if (method is { Name: "First" or "FirstOrDefault" or "Any", ContainingType.Name: "Enumerable" } && IsOfFramework(method) && invocation.Arguments is [var only] && ReadFirst(only.Value, site))
            return;

        bool isEager = !IsSequence(method.ReturnType) && IsOfFramework(method) && !IsOfTasks(method, "WhenAny");
        foreach (IArgumentOperation argument in invocation.Arguments)
            LandSequence(argument.Value, isEager, site);
    }

    private void LandSequence(IOperation value, bool isGoneThrough, Site site)
    {
        if (isGoneThrough && PendingOf(value) is { Calls: { IsEmpty: false } calls } sequence && calls.All(static call => !IsAwaitable(call.Call.TargetMethod.ReturnType)))
            Land(value, sequence, Unknown(), site);
    }

    /// <summary>Runs the calls that a value is of: here is where it is waited for.</summary>
    private int Land(IOperation operand, PendingCalls pending, int value, Site site)
    {
        foreach (PendingCall call in pending.Calls)
            call.HasLanded = true;

        if (pending.IsEach)
        {
            ResumeBackwards(pending, site);
            foreach (PendingCall call in pending.Calls)
            {
                int done = Define(new Expression.Load(call.Done));
                ResumeOnce(call, done, Constant(true), site);
            }

            return Unknown();
        }

        bool isPlace = HolderOf(Unconverted(operand))?.Symbol is IFieldSymbol or IPropertySymbol or IParameterSymbol;
        if (pending.Calls.Length == 1 && !pending.HasOthers && !isPlace)
        {
            PendingCall only = pending.Calls[0];
            return ResumeOnce(only, Define(new Expression.Load(only.Done)), Constant(true), site);
        }

        int chosen = _registers++;
        ImmutableArray<object> choices = pending.Calls.Cast<object>().ToImmutableArray();
        _instructions.Add(new Instruction.Choose(chosen, value < 0 ? Unknown() : value, choices, pending.HasOthers || isPlace, OnlyKnown: isPlace));
        ImmutableArray<(object, int)> results = pending.Calls
            .Select(call => ((object)call, OnlyWhere(chosen, call, () =>
            {
                int done = Define(new Expression.Load(call.Done));
                int isDone = Define(new Expression.Select(chosen, pending.Calls.Select(other => ((object)other, other == call ? Constant(true) : done)).ToImmutableArray()));
                return ResumeOnce(call, done, isDone, site);
            })))
            .Where(static result => result.Item2 >= 0)
            .ToImmutableArray();
        return Define(new Expression.Select(chosen, results));
    }

    /// <summary>
    /// What runs at the same time runs in no order: on a path of its own the calls that were started first come last. Two orders show whether one call needs what another one does.
    /// </summary>
    private void ResumeBackwards(PendingCalls pending, Site site)
    {
        if (pending.Calls.Length < 2 || pending.Calls.Any(static call => !IsAwaitable(call.Call.TargetMethod.ReturnType)))
            return;

        int isBackwards = _registers++;
        _instructions.Add(new Instruction.Choose(isBackwards, Unknown(), ImmutableArray.Create<object>(false, true), CanBeOther: false, OnlyKnown: false));
        foreach (PendingCall call in pending.Calls.Reverse())
        {
            OnlyWhere(isBackwards, true, () =>
            {
                int done = Define(new Expression.Load(call.Done));
                return ResumeOnce(call, done, Define(new Expression.Select(isBackwards, ImmutableArray.Create<(object, int)>((true, Constant(true)), (false, done)))), site);
            });
        }
    }

    /// <summary>Runs a call where nothing has waited for it yet; who waits for it again gets what came back the first time.</summary>
    private int ResumeOnce(PendingCall call, int done, int isDone, Site site)
    {
        int first = OnlyWhere(done, false, () => Resume(call, site));
        if (first >= 0)
        {
            first = Define(new Expression.Select(done, ImmutableArray.Create<(object, int)>((true, Define(new Expression.Load(call.Outcome))), (false, first))));
            _instructions.Add(new Instruction.Assign(call.Outcome, first));
        }

        _instructions.Add(new Instruction.Assign(call.Done, isDone));
        return first;
    }

    private int Restore(KeptOperand? kept) => kept is not { } operand ? -1 : operand.Operation is { } operation ? Evaluate(operation) : Define(new Expression.Load(operand.Variable));

    private int Resume(PendingCall pending, Site site)
    {
        int receiver = Restore(pending.Receiver);
        ImmutableArray<int> arguments = pending.Arguments.Select(Restore).ToImmutableArray();
        bool isAwaited = site.Text == "await";
        return Finish(
            pending.Call, receiver, arguments, new Target?[arguments.Length], isAwaited ? new Site(site.Location, "await " + Sites.Call(pending.Call).Text) : site);
    }

    private int ReadAwait(IAwaitOperation awaited)
    {
        Site site = Sites.OfAwait(awaited);
        IOperation operand = Awaited(awaited.Operation);
        switch (operand)
        {
            case IInvocationOperation all when IsOfTasks(all.TargetMethod, "WhenAll"):
                return ReadAll(all, site);

            case IInvocationOperation invocation:
            {
                _suspension = site;
                int result = ReadInvocation(invocation, isAwaited: true);
                _suspension = null;
                if (!EndsInSuspension(site))
                    _instructions.Add(new Instruction.Suspend(site));

                if (!IsOfTasks(invocation.TargetMethod, "WhenAny"))
                {
                    foreach (IArgumentOperation argument in invocation.Arguments)
                    {
                        if (PendingOf(argument.Value) is { Calls.IsEmpty: false } given)
                            Land(argument.Value, given, Unknown(), site);
                    }
                }

                return result;
            }

            default:
            {
                int value = Evaluate(operand);
                RunAwaiter(operand, value, site);
                _instructions.Add(new Instruction.Suspend(site));
                if (PendingOf(operand) is { Calls.IsEmpty: false } pending)
                    return Land(operand, pending, value, site);

                _instructions.Add(new Instruction.MayThrow(ThrowLevel.AnyCall));
                _instructions.Add(new Instruction.Havoc(NameSet.Empty, IsUnknown: true));
                return value < 0 ? value : Unknown();
            }
        }
    }

    private bool EndsInSuspension(Site site) =>
        _instructions.Any(instruction => instruction is Instruction.Suspend { Site: var place } && ReferenceEquals(place, site));

    private int ReadAll(IInvocationOperation all, Site site)
    {
        _instructions.Add(new Instruction.Suspend(site));
        foreach (IArgumentOperation argument in all.Arguments)
        {
            int value = Evaluate(argument.Value);
            if (PendingOf(argument.Value) is { Calls.IsEmpty: false } pending)
                Land(argument.Value, pending, value, site);
        }

        _instructions.Add(new Instruction.MayThrow(ThrowLevel.AnyCall));
        return Unknown();
    }

    /// <summary>The task itself, where it is awaited in another form; what else such a call is given is read.</summary>
    private IOperation Awaited(IOperation operation)
    {
        operation = Unconverted(operation);
        while (operation is IInvocationOperation invocation && !_context.PendingAt.ContainsKey(invocation) && Wrapped(invocation) is { } task && LaterBody(invocation) is null)
        {
            foreach (IArgumentOperation argument in invocation.Arguments.Where(argument => Unconverted(argument.Value) != task))
                Evaluate(argument.Value);

            operation = task;
        }

        return operation;
    }
}
