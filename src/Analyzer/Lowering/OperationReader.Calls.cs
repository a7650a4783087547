using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>The part that reads calls: of members with rules, of bodies that are known, and of what is not looked into.</summary>
internal sealed partial class OperationReader
{
    /// <summary>The method of a record that a <c>with</c> expression calls.</summary>
    private const string CopyMethod = "<Clone>$";

    /// <summary>The <c>await</c> that the call being read is the operand of.</summary>
    private Site? _suspension;

    private int ReadInvocation(IInvocationOperation invocation, bool isAwaited)
    {
        IMethodSymbol method = invocation.TargetMethod;
        Site site = Sites.Call(invocation);
        CalledMember? through = ThroughMember(invocation, out int receiver);
        if (method.Name == nameof(IntPtr.ToPointer) && IsAddress(method.ContainingType))
            return receiver;

        if (method.Name == CopyMethod)
            return ReadCopy(receiver, method.ContainingType);

        // The disposal of the object in another form is still its own.
        if (method is { Name: "ConfigureAwait", ReturnType.Name: "ConfiguredAsyncDisposable" } && invocation.Arguments.FirstOrDefault(static argument => argument.Parameter?.Ordinal == 0) is { } wrapped)
            return Evaluate(wrapped.Value);

        var arguments = new int[method.Parameters.Length];
        var places = new Target?[method.Parameters.Length];
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = -1;

        foreach (IArgumentOperation argument in invocation.Arguments)
            ReadArgument(argument, arguments, places);

        ImmutableArray<int> values = arguments.ToImmutableArray();
        if (through is not null)
            EmitCall(through, method, values, places, -1, site, isBefore: true);

        int first = _instructions.Count;
        int made = ReadCall(invocation, isAwaited, receiver, values, places, site);
        AssumeThere(invocation.Instance, receiver);
        if (through is null)
            return made;

        // As with any member that carries an event, the call does not throw unless it says so.
        if (!through.Rules.MayThrow && through.Rules.Events.Any(happening => happening.Call == method.Name))
        {
            for (int i = _instructions.Count - 1; i >= first; i--)
            {
                if (_instructions[i] is Instruction.MayThrow)
                    _instructions.RemoveAt(i);
            }
        }

        EmitCall(through, method, values, places, _context.PendingAt.ContainsKey(invocation) ? -1 : made, site, isBefore: false);
        return made;
    }

    private int ReadCall(IInvocationOperation invocation, bool isAwaited, int receiver, ImmutableArray<int> values, Target?[] places, Site site)
    {
        if (ReadPrimitive(invocation, receiver, values, places, site) is { } result)
            return result;

        IMethodSymbol method = invocation.TargetMethod;
        if (LandReceiver(invocation, receiver, values, site) is { } landed)
            return landed;

        if (EnumerationOf(invocation.Instance) is { } enumeration)
        {
            if (isAwaited && _suspension is { } moving)
                _instructions.Add(new Instruction.Suspend(moving));

            return ReadEnumeration(invocation, enumeration);
        }

        TakeOver(Implementation(method, invocation.Instance), receiver, values, site);
        if (!isAwaited && !IsReturned(invocation) && LaterBody(invocation) is { } later)
            return Postpone(invocation, later, receiver, values);

        if (isAwaited && _suspension is { } suspension)
        {
            _instructions.Add(new Instruction.Suspend(suspension));
            _suspension = null;
        }

        int made = Finish(invocation, receiver, values, places, site);
        BeginRounds(invocation, receiver);
        if (invocation is { IsImplicit: true, TargetMethod.Name: "MoveNext" } && RoundsOf(invocation.Instance) is { } rounds)
        {
            made = HasRound(rounds, made);
            EmitNextRound(rounds, made);
        }

        return made;
    }

    private int Finish(IInvocationOperation invocation, int receiver, ImmutableArray<int> values, Target?[] places, Site site)
    {
        if (invocation.TargetMethod.MethodKind == MethodKind.DelegateInvoke)
            return InvokeDelegate(invocation, receiver, values, site);

        IMethodSymbol method = Implementation(invocation.TargetMethod, invocation.Instance);
        if (values.Length > 0 && values[0] >= 0 && GivesSameElements(invocation, method))
        {
            _instructions.Add(new Instruction.MayThrow(ThrowLevel.AnyCall));
            return values[0];
        }

        if (_context.HasHolders)
        {
            // What a body that is looked into does with its receiver is known.
            bool isKeptInside = KeepsElements(invocation, method) || CalleeOf(method, IsBase(invocation.Instance)) is not null;
            IEnumerable<int> given = isKeptInside ? values : values.Insert(0, receiver);
            foreach (int used in given.Where(static used => used >= 0))
                _instructions.Add(new Instruction.Use(used));
        }

        UseGivenElements(method, ReceiverType(invocation), invocation.Arguments, values, site);
        int answer = -1;
        ImmutableArray<GivenCall> runs = GivenBy(invocation, method);
        foreach (IArgumentOperation argument in invocation.Arguments)
        {
            if (Nested.IsGiven(argument.Parameter!) && (!runs.IsEmpty || _context.PendingAt.ContainsKey(invocation)))
                continue;

            int result = RunInstantly(argument, values, site);
            if (result >= 0 && IsResultOf(argument.Parameter!, method))
                answer = result;
        }

        ImmutableArray<LocalId?> byReference = places.Select(place => place?.Variable).ToImmutableArray();
        int made = !runs.IsEmpty ? InvokeWith(runs, invocation, method, receiver, values, site) : Invoke(
            method, receiver, values, byReference, site, places, ReceiverType(invocation),
            ReachOf(invocation), GivenWrites(invocation), IsBase(invocation.Instance));
        if (_onlyWhere.IsEmpty)
        {
            foreach (IArgumentOperation argument in invocation.Arguments)
                AssumeCondition(argument, values);

            if (DoesNotReturn(method))
                _instructions.Add(new Instruction.Stop());
        }

        if (IsStoring(method))
        {
            foreach (int value in values)
            {
                if (value >= 0)
                    _instructions.Add(new Instruction.Escape(value));
            }

            NoteStored(invocation);
        }

        LandArguments(invocation, method, values, site);
        if (GuardDelegates(invocation.Arguments, method, made, site))
            return made;

        int owner = receiver >= 0 ? receiver : values.Length > 0 ? values[0] : -1;
        if (owner >= 0 && OnlyLooks(method) && IndexTakenBy(method, values) is >= 0 and var index)
            return Define(new Expression.LoadElement(owner, index));

        if (owner >= 0 && IsPart(method))
            return Define(new Expression.LoadField(owner, method.OriginalDefinition, Stable: true, Part: true));

        // A task in another form is still the one that is waited for.
        if (receiver >= 0 && (_context.PendingAt.Count > 0 || _context.Pending.Count > 0) && Wrapped(invocation) is not null && PendingOf(invocation) is { Calls.IsEmpty: false })
            return receiver;

        return owner >= 0 && IsFluent(invocation, method) ? owner : answer >= 0 ? answer : made;
    }

    /// <summary>A field or property with rules about the members that are called through it, and the object that has it.</summary>
    private sealed record CalledMember(MemberRules Rules, int Owner);

    /// <summary>Reads the receiver of a call and, where it is a field or property with rules about calls through it, says which.</summary>
    private CalledMember? ThroughMember(IInvocationOperation invocation, out int receiver)
    {
        receiver = -1;
        if (invocation.Instance is not { } instance)
            return null;

        if (Unconverted(instance) is IFlowCaptureReferenceOperation { Id: var capture } && _context.CapturedMembers.TryGetValue(capture, out (MemberRules Rules, Temporary? Owner) captured))
        {
            receiver = Evaluate(instance);
            return new CalledMember(captured.Rules, captured.Owner is { } keptOwner ? Define(new Expression.Load(keptOwner)) : -1);
        }

        if (Unconverted(instance) is not IMemberReferenceOperation reference || RulesOfCalls(reference) is not { } rules)
        {
            receiver = Evaluate(instance);
            return null;
        }

        int owner = reference.Instance is { } outer ? Evaluate(outer) : -1;
        receiver = reference switch
        {
            IFieldReferenceOperation field => ReadField(field, owner),
            IPropertyReferenceOperation property => ReadProperty(property, owner, ImmutableArray<int>.Empty),
            _ => Unknown(),
        };
        return new CalledMember(rules, owner);
    }

    private MemberRules? RulesOfCalls(IMemberReferenceOperation reference) =>
        _context.Rules.For(reference.Member, ReceiverType(reference)) is { } rules && rules.Events.Any(static happening => happening.Call is not null) ? rules : null;

    /// <summary>The events of a call through a field or property: what must hold before it, or what it does.</summary>
    private void EmitCall(CalledMember through, IMethodSymbol method, ImmutableArray<int> arguments, Target?[] places, int result, Site site, bool isBefore)
    {
        ImmutableArray<MemberEvent> events = through.Rules.Events
            .Where(happening => happening.Call == method.Name && isBefore == happening.Kind is EventKind.Requires or EventKind.Forbids or EventKind.Commit)
            .Select(happening => happening.AtCallOf(method)).OfType<MemberEvent>().ToImmutableArray();
        if (events.IsEmpty)
            return;

        ImmutableDictionary<int, int> outputs = ImmutableDictionary<int, int>.Empty;
        foreach (MemberEvent happening in events)
        {
            if (happening.WhenParameter >= 0 && !outputs.ContainsKey(happening.WhenParameter) && places[happening.WhenParameter] is { } place)
                outputs = outputs.Add(happening.WhenParameter, place.Read());
        }

        var operands = new Operands(through.Owner, arguments, result >= 0 ? result : Unknown(), -1) { Outputs = outputs };
        Emit(through.Rules with { Events = events }, operands, site, static _ => true);
    }

    private void ReadArgument(IArgumentOperation argument, int[] arguments, Target?[] places)
    {
        if (argument.Parameter is not { } parameter || parameter.Ordinal >= arguments.Length)
        {
            Evaluate(argument.Value);
            return;
        }

        if (parameter.RefKind is RefKind.Ref or RefKind.Out)
        {
            IOperation place = argument.Value is IDeclarationExpressionOperation { Expression: var declared } ? declared : argument.Value;
            var target = new Target(this, place);
            places[parameter.Ordinal] = target;
            arguments[parameter.Ordinal] = parameter.RefKind == RefKind.Ref ? target.Read() : -1;
            return;
        }

        arguments[parameter.Ordinal] = Evaluate(argument.Value);
    }

    private int InvokeDelegate(IInvocationOperation invocation, int receiver, ImmutableArray<int> arguments, Site site)
    {
        IOperation? instance = invocation.Instance is { } held ? Unconverted(held) : null;
        if (HeldBy(instance) is { } body)
            return Run(body, arguments, site);

        int first = _instructions.Count;
        if (instance?.Type is INamedTypeSymbol type && _context.Rules.For(type) is { } rules)
            Emit(rules, new Operands(receiver, arguments, -1, -1), site, static _ => true);

        if (instance?.Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke })
        {
            SurrenderGuards(invoke, arguments);
            GiveArguments(invoke, arguments, site);
        }

        RunDelegate(ThrowLevel.Callback);
        if (_context.PositionOf(invocation) > 0)
            _context.OfGiven.UnionWith(_instructions.Skip(first));

        return Unknown();
    }

    /// <summary>What code of another assembly can write, by what it was given.</summary>
    private enum Reach
    {
        /// <summary>Nothing at all: an array or a collection of another assembly is only looked at.</summary>
        Look,

        /// <summary>Nothing of this compilation.</summary>
        Nothing,

        /// <summary>Members of objects, and not which elements a collection has: a loop only asks for them.</summary>
        Members,
        Everything,
    }

    /// <summary>The type that a call is made on: a stub may give an inherited member rules for it.</summary>
    private static ITypeSymbol? ReceiverType(IInvocationOperation invocation) =>
        invocation.Instance is { } instance ? Unconverted(instance).Type : null;

    private static ITypeSymbol? ReceiverType(IMemberReferenceOperation reference) =>
        reference.Instance is { } instance ? Unconverted(instance).Type : null;

    /// <summary>Whether a member is used of the base, whatever overrides it.</summary>
    private static bool IsBase(IOperation? instance) => instance is not null && Unconverted(instance) is IInstanceReferenceOperation { Syntax: BaseExpressionSyntax };

    /// <summary>The member that a use through an interface means, where the receiver's own type says which.</summary>
    private static T Implementation<T>(T member, IOperation? instance)
        where T : ISymbol
    {
        if (member.ContainingType?.TypeKind != TypeKind.Interface || instance is null)
            return member;

        return Unconverted(instance).Type is { TypeKind: TypeKind.Class or TypeKind.Struct } type
            && type.FindImplementationForInterfaceMember(member) is T implementation
            ? implementation
            : member;
    }

    /// <summary>A method that returns its receiver's own type is taken to return the receiver, where a chain goes on from it.</summary>
    private bool IsFluent(IInvocationOperation invocation, IMethodSymbol method)
    {
        if (_context.Bodies.ReturnsReceiver(method))
            return true;

        IOperation? parent = invocation.Parent;
        while (parent is IConversionOperation { IsImplicit: true })
            parent = parent.Parent;

        ITypeSymbol? own = method.IsExtensionMethod ? method.Parameters.FirstOrDefault()?.Type : invocation.Instance?.Type;
        return own is not null && IsLinked(invocation, parent)
            && (SymbolEqualityComparer.Default.Equals(own, method.ReturnType)
                || (!method.IsStatic && SymbolEqualityComparer.Default.Equals(method.ContainingType, method.ReturnType)));
    }

    /// <summary>Whether a chain goes on from a call: by another call, or by what is assigned to the variable that it was called on.</summary>
    private static bool IsLinked(IInvocationOperation invocation, IOperation? parent)
    {
        IOperation? receiver = invocation.Instance ?? invocation.Arguments.FirstOrDefault(static argument => argument.Parameter?.Ordinal == 0)?.Value;
        if (parent is ISimpleAssignmentOperation { Target: ILocalReferenceOperation or IParameterReferenceOperation } assignment
            && receiver is not null && SymbolOf(assignment.Target) is { } target && SymbolEqualityComparer.Default.Equals(target, SymbolOf(Unconverted(receiver))))
        {
            return true;
        }

        return (parent is IInvocationOperation next && next.Instance is { } instance && ReferenceEquals(Unconverted(instance), invocation))
            || parent is IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } };
    }

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>Whether a member of the framework keeps its arguments: a collection its elements, a safe handle its handle, and memory the addresses that are written to it.</summary>
    internal static bool IsStoring(IMethodSymbol method) =>
        method is { Name: "SetHandle", ContainingType: { Name: "SafeHandle" or "CriticalHandle", ContainingNamespace.Name: "InteropServices" } }
        || method is { Name: "WriteIntPtr", ContainingType: { Name: "Marshal", ContainingNamespace.Name: "InteropServices" } }
        || method.Name is "Add" or "TryAdd" or "Enqueue" or "Push" or "Insert" or "AddFirst" or "AddLast" or "AddOrUpdate" or "GetOrAdd"
        && method.ContainingType is { } type
        && type.AllInterfaces.Any(static @interface => @interface.SpecialType == SpecialType.System_Collections_IEnumerable);

    private void AssumeCondition(IArgumentOperation argument, ImmutableArray<int> values)
    {
        if (argument.Parameter is not { } parameter || parameter.Ordinal >= values.Length || values[parameter.Ordinal] < 0)
            return;

        if (parameter is { Ordinal: 0, Type.SpecialType: SpecialType.System_Boolean, ContainingSymbol: IMethodSymbol { Name: "Assert" } assertion }
            && IsOfDiagnostics(assertion))
        {
            _instructions.Add(new Instruction.Assume(values[0], true));
            return;
        }

        foreach (AttributeData attribute in parameter.GetAttributes())
        {
            if (attribute.AttributeClass?.Name == "DoesNotReturnIfAttribute"
                && attribute.ConstructorArguments.Length == 1 && attribute.ConstructorArguments[0].Value is bool ends)
            {
                _instructions.Add(new Instruction.Assume(values[parameter.Ordinal], !ends));
            }
        }
    }

    /// <summary>Whether a method ends the path; older frameworks do not say so of their own.</summary>
    private static bool DoesNotReturn(IMethodSymbol method) =>
        HasAttribute(method.GetAttributes(), "DoesNotReturnAttribute")
        || (method.Name is "FailFast" or "Exit" && method.ContainingType is { Name: nameof(Environment), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } })
        || (method.Name == "Fail" && IsOfDiagnostics(method));

    private static bool IsOfDiagnostics(IMethodSymbol method) => method.ContainingType is
    {
        Name: "Debug" or "Trace", ContainingNamespace: { Name: "Diagnostics", ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } },
    };

    private static bool HasAttribute(ImmutableArray<AttributeData> attributes, string name) =>
        attributes.Any(attribute => attribute.AttributeClass?.Name == name);
}
