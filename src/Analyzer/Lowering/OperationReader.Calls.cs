using System.Collections.Immutable;
using EntryPath.Analyzer.Flow;
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
    /// <summary>The order in which the events of one operation happen.</summary>
    private static readonly ImmutableArray<EventKind> Sequence = ImmutableArray.Create(
        EventKind.Forbids, EventKind.Requires, EventKind.Commit, EventKind.Undo, EventKind.Asserts, EventKind.Step,
        EventKind.EnsuresUndone, EventKind.Ensures, EventKind.Tells);

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
            EmitNextRound(rounds, made);

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
        foreach (IArgumentOperation argument in invocation.Arguments)
        {
            int result = RunInstantly(argument, values, site);
            if (result >= 0 && IsResultOf(argument.Parameter!, method))
                answer = result;
        }

        ImmutableArray<LocalId?> byReference = places.Select(place => place?.Variable).ToImmutableArray();
        int made = Invoke(
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
            case ("Volatile", "Read") when places[0] is { } place:
                return Framework(method, arguments, site) is var _ ? arguments[0] >= 0 ? arguments[0] : place.Read() : null;

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

    /// <summary>What a place held: unknown, since another thread may have exchanged it just before.</summary>
    private int TakenFrom(Target place) => Define(new Expression.Opaque(IsFresh: false, TakenFrom: place.Member?.Member.OriginalDefinition));

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

        place.Write(fillsOnly ? HeldOr(place.Read(), Unknown()) : Unknown(), null, site, emitsEvents: false);
    }

    private int InvokeDelegate(IInvocationOperation invocation, int receiver, ImmutableArray<int> arguments, Site site)
    {
        IOperation? instance = invocation.Instance is { } held ? Unconverted(held) : null;
        if (HeldBy(instance) is { } body)
            return Run(body, arguments, site);

        if (instance?.Type is INamedTypeSymbol type && _context.Rules.For(type) is { } rules)
            Emit(rules, new Operands(receiver, arguments, -1, -1), site, static _ => true);

        if (instance?.Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke })
        {
            SurrenderGuards(invoke, arguments);
            GiveArguments(invoke, arguments, site);
        }

        RunDelegate(ThrowLevel.Callback);
        return Unknown();
    }

    /// <summary>What code of another assembly can write, by what it was given.</summary>
    private enum Reach
    {
        /// <summary>Nothing of this compilation.</summary>
        Nothing,

        /// <summary>Members of objects, and not which elements a collection has: a loop only asks for them.</summary>
        Members,
        Everything,
    }

    private Reach ReachOf(IInvocationOperation invocation)
    {
        if ((invocation.Instance is null || !CanLead(invocation.Instance)) && !invocation.Arguments.Any(argument => CanLead(argument.Value)))
            return Reach.Nothing;

        bool isOfLoop = invocation.IsImplicit && invocation.Syntax.FirstAncestorOrSelf<CommonForEachStatementSyntax>() is not null;
        if (!isOfLoop && OnlyLooks(invocation.TargetMethod))
            return IsPlainCollection(invocation.Instance ?? ValueOf(invocation, 0)) ? Reach.Nothing : Reach.Members;

        return !isOfLoop ? Reach.Everything : IsPlainCollection(invocation.Instance) || RoundsOf(invocation.Instance) is { IsPlain: true } ? Reach.Nothing : Reach.Members;
    }

    /// <summary>Whether what a call is given can lead its callee, in another assembly, to objects or code of this compilation.</summary>
    private bool CanLead(IOperation given) => Unconverted(given) switch
    {
        { ConstantValue.HasValue: true } or IInstanceReferenceOperation { Type.IsValueType: true, IsImplicit: true } => false,
        IArrayCreationOperation { IsImplicit: true, Initializer: { } elements } => elements.ElementValues.Any(CanLead),

        // A delegate leads to what it captures; what its code writes is counted by the names that it writes.
        IDelegateCreationOperation { Target: IFlowAnonymousFunctionOperation { Symbol.IsStatic: true } or IMethodReferenceOperation { Instance: null, Method.MethodKind: not MethodKind.LocalFunction } } => false,
        { Type: { } type } => _context.Bodies.CanLead(type),
        _ => true,
    };

    /// <summary>The names that the delegates assign which a call is given, where all of them are made right there and it can reach no others; null otherwise.</summary>
    private NameSet? GivenWrites(IInvocationOperation invocation)
    {
        NameSet? writes = null;
        foreach (IArgumentOperation argument in invocation.Arguments)
        {
            if (argument.Parameter?.Type.TypeKind != TypeKind.Delegate || argument.Value.ConstantValue is { HasValue: true, Value: null })
                continue;

            if (Unconverted(argument.Value) is not IDelegateCreationOperation creation || CanLead(argument.Value))
                return null;

            NameSet own = creation.Target is IFlowAnonymousFunctionOperation lambda
                ? _context.Bodies.WritesOf(lambda.Syntax)
                : _context.Bodies.WritesOf(((IMethodReferenceOperation)creation.Target).Method);
            writes = writes is null ? own : writes.With(own);
        }

        return writes;
    }

    /// <summary>A call of a method, accessor or operator: by its rules, by its body, or as something unknown.</summary>
    /// <param name="method">The method.</param>
    /// <param name="receiver">The register of the object.</param>
    /// <param name="arguments">The registers of the arguments, by parameter.</param>
    /// <param name="byReference">The variables that are passed by reference, by parameter.</param>
    /// <param name="site">The call.</param>
    /// <param name="places">The places that are passed by reference.</param>
    /// <param name="receiverType">The type that it is called on.</param>
    /// <param name="reach">What a callee in another assembly can reach by what it is given.</param>
    /// <param name="given">The names that the delegates assign which it is given; null: those of any delegate.</param>
    /// <param name="isOfBase">Whether exactly this method is called, whatever overrides it.</param>
    private int Invoke(
        IMethodSymbol method, int receiver, ImmutableArray<int> arguments, ImmutableArray<LocalId?> byReference, Site site, Target?[]? places = null,
        ITypeSymbol? receiverType = null, Reach reach = Reach.Everything, NameSet? given = null, bool isOfBase = false)
    {
        MemberRules? rules = _context.Rules.For(method, receiverType);
        bool isDisposal = method.Name is "Dispose" or "DisposeAsync" && receiver >= 0;
        BodyId? body = rules is { Events.IsEmpty: false } ? null
            : method.MethodKind == MethodKind.LocalFunction ? BodyId.Of(Nested.LocalFunction(method)) : CalleeOf(method, isOfBase);
        if (body?.Method is { MethodKind: not MethodKind.PropertyGet } && OnlyComputes(method))
            body = null;

        if (isDisposal && _context.Rules.HasGuards && body is null && (rules is null || rules.Events.All(happening => happening.Kind != EventKind.Undo)))
            _instructions.Add(new Instruction.DisposeGuard(receiver, site));

        if (rules is { Events.IsEmpty: false })
            return InvokeByRules(rules, method, receiver, arguments, site, places);

        LazyField? lazy = _context.Bodies.IsKnown(method) && (method.IsStatic || receiver >= 0) ? _context.Bodies.LazyField(method) : null;
        if (body is { } run)
        {
            int RunBody()
            {
                if (!IsPlainGetter(method))
                    _instructions.Add(new Instruction.MayThrow(ThrowLevel.AnyCall));

                int called = Call(run, receiver, arguments, byReference, _context.Bodies.WritesOf(method), site, isDisposal ? receiver : -1);
                WritePlaces(places, afterCall: true);
                KeepArguments(method, arguments);
                return called;
            }

            if (lazy is not { IsQuiet: false })
                return lazy is null ? RunBody() : ReadLazily(lazy, method.AssociatedSymbol ?? method, receiver, () => RunBody());

            // What was done to the object that it makes is known by its result.
            int owner = lazy.Field.IsStatic ? -1 : receiver;
            int held = Define(new Expression.LoadField(owner, lazy.Field.OriginalDefinition, Stable: false, Part: false));
            int filled = HeldOr(held, RunBody());
            if (method.ReturnNullableAnnotation == NullableAnnotation.NotAnnotated)
                _instructions.Add(new Instruction.Assume(Define(new Expression.IsNull(filled)), false));

            _instructions.Add(new Instruction.StoreField(owner, lazy.Field.OriginalDefinition, filled, Stable: false));
            return filled;
        }

        SurrenderGuards(method, arguments);
        GiveArguments(method, arguments, site);
        ThrowLevel level = method.ContainingType?.TypeKind is TypeKind.Interface or TypeKind.TypeParameter ? ThrowLevel.Callback : ThrowLevel.AnyCall;
        if (ReadQuestion(method, receiver, arguments) is { } answer)
            return answer;

        if (_context.Bodies.IsKnown(method))
        {
            _instructions.Add(new Instruction.MayThrow(level));
            if (ReadFormula(method, receiver, arguments) is { } value)
                return value;

            if (lazy is not null)
                return ReadLazily(lazy, method, receiver, () => RunNeutral(method));

            RunNeutral(method);
            KeepArguments(method, arguments);
        }
        else
        {
            bool takesDelegate = method.Parameters.Any(static parameter => parameter.Type.TypeKind == TypeKind.Delegate);
            NameSet writes = takesDelegate ? given ?? _context.Bodies.DelegateWrites : _context.Bodies.WritesOf(method, receiverType);
            if (IsAddition(method) && receiver >= 0 && arguments[^1] >= 0)
            {
                RunReferenced(level, writes, isAddition: true);
                _instructions.Add(new Instruction.AddElement(receiver, arguments[^1]) { IsLast = method.Name is "Add" or "Enqueue" or "AddLast" });
                AssumeNotEmpty(method, receiver);
            }
            else if (reach != Reach.Nothing || (!takesDelegate && !writes.IsEmpty))
                RunReferenced(level, writes, keepsElements: reach == Reach.Members);
            else
                RunApart(level, writes);
        }

        int result = _context.Bodies.ConstantResult(method) is { } constant ? Constant(constant) : Unknown();
        WritePlaces(places, afterCall: false);
        return result;
    }

    /// <summary>Whether a method is a getter that gives one plain expression: reading it is no call to its reader, and throws nothing.</summary>
    private bool IsPlainGetter(IMethodSymbol method) => method.MethodKind == MethodKind.PropertyGet && _context.Bodies.Formula(method) is { } formula && !formula.DescendantsAndSelf().OfType<IInvocationOperation>().Any();

    /// <summary>A guard that is given to code which is not looked into is that code's to dispose.</summary>
    private void SurrenderGuards(IMethodSymbol method, ImmutableArray<int> arguments)
    {
        for (int i = 0; _context.Rules.HasGuards && i < arguments.Length && i < method.Parameters.Length; i++)
        {
            if (arguments[i] >= 0 && method.Parameters[i].Type is { SpecialType: SpecialType.None or SpecialType.System_Object or SpecialType.System_IDisposable, TypeKind: not (TypeKind.Enum or TypeKind.Delegate) })
                _instructions.Add(new Instruction.Surrender(arguments[i]));
        }
    }

    /// <summary>What a body that is not looked into keeps is whoever's that finds it there.</summary>
    private void KeepArguments(IMethodSymbol method, ImmutableArray<int> arguments)
    {
        foreach (int ordinal in _context.Bodies.Keeps(method))
        {
            if (ordinal < arguments.Length && arguments[ordinal] >= 0)
                _instructions.Add(new Instruction.Escape(arguments[ordinal]));
        }
    }

    /// <summary>
    /// Notes what code that is not seen may keep: native code, delegates and the program's own interfaces keep addresses, and what gives back an object may have put into it what it was given, or an address
    /// as a number into a text. What gives back any other value, or a task, is done with it.
    /// </summary>
    private void GiveArguments(IMethodSymbol method, ImmutableArray<int> arguments, Site site)
    {
        if (_context.Bodies.IsKnown(method))
            return;

        bool keepsAddresses = method.IsExtern || method.MethodKind == MethodKind.DelegateInvoke || _context.Bodies.IsDeclaredHere(method);
        bool isText = method.ReturnType.SpecialType == SpecialType.System_String;
        bool givesHolder = method.ReturnType is { IsReferenceType: true, TypeKind: not TypeKind.Array } && !isText && !IsAwaitable(method.ReturnType);
        for (int i = 0; i < arguments.Length && i < method.Parameters.Length; i++)
        {
            ITypeSymbol type = method.Parameters[i].Type;
            bool canBeHeld = type is { IsReferenceType: true, TypeKind: not TypeKind.Delegate, SpecialType: SpecialType.None or SpecialType.System_Object };
            if (arguments[i] >= 0 && ((keepsAddresses && IsAddress(type)) || (givesHolder && canBeHeld) || (isText && type.SpecialType == SpecialType.System_Object)))
                _instructions.Add(new Instruction.Give(arguments[i], site) { WithPlace = method.Parameters[i].RefKind == RefKind.Ref });
        }
    }

    private int InvokeByRules(
        MemberRules rules, IMethodSymbol method, int receiver, ImmutableArray<int> arguments, Site site, Target?[]? places)
    {
        // A member with an event does not throw unless it says so; one that only promises is a body like others.
        if (rules.MayThrow || rules.Events.All(static happening => happening.Kind is EventKind.Ensures or EventKind.EnsuresUndone))
            _instructions.Add(new Instruction.MayThrow(ThrowLevel.AnyCall));

        bool isEndless = IsEndlessWait(method, arguments);
        int result = isEndless ? Constant(true) : Define(new Expression.Opaque(IsFresh: method.MethodKind == MethodKind.Constructor || rules.Guard is { Parameter: < 0, MayBeNull: false }));
        if (_context.Bodies.IsKnown(method))
            RunNeutral(method);

        SurrenderGuards(method, arguments);
        ImmutableDictionary<int, int> outputs = ImmutableDictionary<int, int>.Empty;
        for (int i = 0; i < places?.Length; i++)
        {
            if (places[i] is not { } place)
                continue;

            int value = isEndless ? Constant(true) : Unknown();
            outputs = outputs.Add(i, value);
            place.Write(value, null, site);
        }

        Emit(rules, new Operands(receiver, arguments, result, -1) { Outputs = outputs }, site, static _ => true, member: method);
        return result;
    }

    /// <summary>Whether a wait of the framework returns only with what it waits for; the <c>lock</c> statement is lowered to one.</summary>
    private bool IsEndlessWait(IMethodSymbol method, ImmutableArray<int> arguments)
    {
        if (method.ContainingType is not { ContainingNamespace: { Name: "Threading", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } } type)
            return false;

        if (method.Name == "Enter" && type.Name is "Monitor" or "SpinLock")
            return true;

        if (method is { Name: "WaitOne", Parameters.IsEmpty: true })
            return true;

        return method.Parameters.FirstOrDefault(static parameter => parameter.Name is "millisecondsTimeout" or "timeout") is { Ordinal: var ordinal }
            && arguments[ordinal] >= 0
            && _instructions.OfType<Instruction.Define>().LastOrDefault(define => define.Target == arguments[ordinal])?.Value is { } limit
            && (limit is Expression.Constant { Value: (long)System.Threading.Timeout.Infinite }
                || limit is Expression.Static { Symbol: { Name: nameof(System.Threading.Timeout.InfiniteTimeSpan), ContainingType.Name: nameof(System.Threading.Timeout) } });
    }

    /// <summary>The type that a call is made on: a stub may give an inherited member rules for it.</summary>
    private static ITypeSymbol? ReceiverType(IInvocationOperation invocation) =>
        invocation.Instance is { } instance ? Unconverted(instance).Type : null;

    private static ITypeSymbol? ReceiverType(IMemberReferenceOperation reference) =>
        reference.Instance is { } instance ? Unconverted(instance).Type : null;

    /// <summary>Whether a member is used of the base, whatever overrides it.</summary>
    private static bool IsBase(IOperation? instance) => instance is not null && Unconverted(instance) is IInstanceReferenceOperation { Syntax: BaseExpressionSyntax };

    private BodyId? CalleeOf(IMethodSymbol method, bool isOfBase) => isOfBase ? _context.Bodies.CalleeOfBase(method) : _context.Bodies.Callee(method);

    private int Call(
        BodyId body, int receiver, ImmutableArray<int> arguments, ImmutableArray<LocalId?> byReference, NameSet writes, Site site,
        int guard = -1)
    {
        if (_context.IsOmitted(site))
            return Unknown();

        _context.Callees.Add(body);
        if (body.Lambda is not null)
            receiver = Define(new Expression.This());

        int result = _registers++;
        _instructions.Add(new Instruction.Call(body, receiver, arguments, result, site)
        {
            ByReference = byReference,
            Writes = writes,
            Guard = guard,
            Conditions = _onlyWhere,
            Captured = body.Lambda is not null ? Nested.Written.ToImmutableArray() : ImmutableArray<LocalId>.Empty,
        });
        return result;
    }

    private NameSet WritesOf(BodyId body) => (body.Lambda?.Symbol ?? body.Method) is { } method ? _context.Bodies.WritesOf(method) : NameSet.Empty;

    /// <summary>A body runs at another time: what it will end there is no longer this body's to end.</summary>
    private Instruction.HandOn HandOn(BodyId body, int receiver, ImmutableArray<int> arguments, Site site)
    {
        _context.Started.Add(body);
        if (body.Lambda is not null)
            receiver = Define(new Expression.This());

        var handOn = new Instruction.HandOn(new Instruction.Call(body, receiver, arguments, -1, site));
        _instructions.Add(handOn);
        return handOn;
    }

    private void WritePlaces(Target?[]? places, bool afterCall)
    {
        for (int i = 0; i < places?.Length; i++)
        {
            if (places[i] is { } place && !(afterCall && place.Variable is not null))
                place.Write(Unknown(), null, place.Syntax);
        }
    }

    private void RunNeutral(IMethodSymbol method) =>
        _instructions.Add(new Instruction.Havoc(_context.Bodies.WritesOf(method), IsUnknown: false));

    /// <summary>A delegate runs, which may be any: of this compilation, or of an assembly that knows it.</summary>
    private void RunDelegate(ThrowLevel level) => RunUnknown(level, new Instruction.Havoc(_context.Bodies.DelegateWrites, IsUnknown: true));

    private void RunUnknown(ThrowLevel level, Instruction.Havoc havoc)
    {
        _instructions.Add(new Instruction.MayThrow(level));
        _instructions.Add(havoc);
        foreach (LocalId variable in Nested.Written)
            _instructions.Add(new Instruction.Assign(variable, Unknown()));
    }

    /// <summary>Whether a constructor makes a collection of the framework without elements: it is given none, but how many there will be, or what compares them.</summary>
    private bool IsEmptyCollection(IMethodSymbol constructor) => IsCollection(constructor.ContainingType) && IsOfFramework(constructor)
        && constructor.Parameters.All(static parameter => parameter.Type is { SpecialType: SpecialType.System_Int32 } or { Name: "IEqualityComparer" or "IComparer" });

    private static bool IsCollection(ITypeSymbol type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class, TypeArguments: [var element] }
        && SubjectPlaces.CanBeSubject(element) && type.AllInterfaces.Any(static @interface => @interface.SpecialType == SpecialType.System_Collections_IEnumerable);

    /// <summary>Whether a method of a collection of the framework gives none of its elements to anybody, but by a loop that goes over it.</summary>
    private bool KeepsElements(IInvocationOperation invocation, IMethodSymbol method) => !method.IsStatic && IsOfFramework(method)
        && (invocation.IsImplicit ? invocation.Syntax.FirstAncestorOrSelf<CommonForEachStatementSyntax>() is not null
            : IsAddition(method) || (IsCollection(method.ContainingType) && (OnlyLooks(method) || method.Name is "EnsureCapacity" or "Reverse" or "TrimExcess")));

    /// <summary>Whatever was put into a collection, there is something in it then.</summary>
    private void AssumeNotEmpty(IMethodSymbol method, int collection)
    {
        if (method.ReturnType.SpecialType != SpecialType.System_Void || method.ContainingType.GetMembers("Count").OfType<IPropertySymbol>().FirstOrDefault() is not { Type.SpecialType: SpecialType.System_Int32 } count)
            return;

        int number = Define(new Expression.LoadField(collection, count.OriginalDefinition, Stable: false, Part: false) { Reads = _context.Bodies.ReadsOf(count) });
        _instructions.Add(new Instruction.Assume(Define(new Expression.Less(Constant(0), number)), true));
        _instructions.Add(new Instruction.Assume(Define(new Expression.Equal(number, Constant(0))), false));
    }

    private void NoteEmpty(int made)
    {
        if (!_context.GoesOverCollections)
            return;

        _instructions.Add(new Instruction.MakeEmpty(made));
        _context.HasHolders = true;
    }

    /// <summary>Whether a method of a collection of the framework puts one element into it.</summary>
    private bool IsAddition(IMethodSymbol method) => method is { IsStatic: false, Name: not "TryAdd" } && IsStoring(method)
        && method.Parameters.Length == (method.Name == "Insert" ? 2 : 1) && IsCollection(method.ContainingType) && IsOfFramework(method)
        && SymbolEqualityComparer.Default.Equals(method.Parameters[^1].Type, method.ContainingType.TypeArguments[0]);

    /// <summary>
    /// Code of another assembly runs that may reach objects of this compilation. It was compiled without their types: it writes what it declares itself, and what
    /// it can call here assigns. Implementations in assemblies that reference this one are not seen.
    /// </summary>
    private void RunReferenced(ThrowLevel level, NameSet writes, bool keepsElements = false, bool isAddition = false)
    {
        Callbacks callbacks = _context.Bodies.CallbacksFromElsewhere(_context.Cancellation);
        RunUnknown(level, new Instruction.Havoc(writes.With(callbacks.Writes), IsUnknown: true) { KeepsElements = keepsElements, IsAddition = isAddition, Settable = callbacks.Settable });
    }

    /// <summary>Code of another assembly runs that reaches nothing of this compilation: what the objects of that assembly tell of themselves can change.</summary>
    /// <param name="level">Which policy counts an exception of it.</param>
    /// <param name="writes">What delegates assign that it is given, and that capture nothing.</param>
    private void RunApart(ThrowLevel level, NameSet writes)
    {
        _instructions.Add(new Instruction.MayThrow(level));
        _instructions.Add(new Instruction.Havoc(writes, IsUnknown: false));
    }

    private int ReadCreation(IObjectCreationOperation creation)
    {
        IMethodSymbol? constructor = creation.Constructor;
        var arguments = new int[constructor?.Parameters.Length ?? 0];
        var places = new Target?[arguments.Length];
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = -1;

        foreach (IArgumentOperation argument in creation.Arguments)
            ReadArgument(argument, arguments, places);

        if (constructor is null)
            return Define(new Expression.Opaque(IsFresh: true));

        if (IsAddress(constructor.ContainingType) && arguments.Length == 1 && IsAddress(constructor.Parameters[0].Type))
            return arguments[0];

        Site site = Sites.Of(creation.Syntax, "new " + constructor.ContainingType.Name);
        ImmutableArray<int> values = arguments.ToImmutableArray();
        MemberRules? rules = _context.Rules.For(constructor);
        UseGivenElements(constructor, constructor.ContainingType, creation.Arguments, values, site);
        bool isPart = rules is { IsPart: true } && !values.IsEmpty && values[0] >= 0;
        if (rules is { Events.IsEmpty: false })
        {
            int given = InvokeByRules(rules, constructor, -1, values, site, places);
            return isPart ? PartOf(values[0], constructor) : given;
        }

        int made = isPart ? PartOf(values[0], constructor) : Define(new Expression.Opaque(IsFresh: true, HoldsOthers: arguments.Length > 0));

        // Beside what it was given, the new object has others that are as new as itself. Its constructor finds them there, and leaves them there.
        var parts = new List<(ISymbol Member, int Part)>();
        if (values.Length > 0)
        {
            foreach (ISymbol member in _context.Bodies.MadeWith(constructor.ContainingType))
                parts.Add((member, Define(new Expression.Opaque(IsFresh: true))));
        }

        void StoreParts()
        {
            foreach ((ISymbol member, int part) in parts)
            {
                _instructions.Add(new Instruction.StoreField(made, member, part, Stable: true) { IsFirst = true });
                _instructions.Add(new Instruction.Escape(part) { Holder = made });
                _context.HasHolders = true;
            }
        }

        StoreParts();
        if (_context.Bodies.Callee(constructor) is { } body)
        {
            _instructions.Add(new Instruction.MayThrow(ThrowLevel.AnyCall));
            _context.HasHolders |= values.Length > 0;
            Call(body, made, values, places.Select(place => place?.Variable).ToImmutableArray(), _context.Bodies.WritesOf(constructor), site);
        }
        else if (IsFrameworkException(constructor.ContainingType))
        {
            // Making one throws none.
        }
        else if (_context.Bodies.IsKnown(constructor) || (constructor.IsImplicitlyDeclared && _context.Bodies.IsDeclaredHere(constructor.ContainingType)))
        {
            _instructions.Add(new Instruction.MayThrow(ThrowLevel.AnyCall));
        }
        else if (creation.Arguments.Any(argument => CanLead(argument.Value)))
        {
            RunReferenced(ThrowLevel.AnyCall, NameSet.Empty);
        }
        else
        {
            RunApart(ThrowLevel.AnyCall, NameSet.Empty);
        }

        if (IsEmptyCollection(constructor))
            NoteEmpty(made);

        WritePlaces(places, afterCall: false);
        foreach (IArgumentOperation argument in creation.Arguments)
            LandSequence(argument.Value, IsOfFramework(constructor), site);

        if (IsView(constructor.ContainingType))
        {
            // Who gets a view that can be kept gets what it looks at.
            bool isKept = constructor.ContainingType is { IsRefLikeType: false, IsValueType: true };
            return isKept && constructor.Parameters.FirstOrDefault()?.Type.TypeKind == TypeKind.Array && values[0] >= 0 ? values[0] : made;
        }

        var kept = new HashSet<int>();
        GuardDelegates(creation.Arguments, constructor, made, site);
        foreach ((ISymbol member, int parameter) in _context.Bodies.Copies(constructor))
        {
            kept.Add(parameter);
            if (values[parameter] >= 0)
                _instructions.Add(new Instruction.StoreField(made, member, values[parameter], Stable: true) { IsFirst = true });
        }

        StoreParts();

        // What the new object only keeps in a field is where that object is.
        for (int i = isPart ? 1 : 0; i < values.Length; i++)
        {
            if (values[i] >= 0)
                _instructions.Add(new Instruction.Escape(values[i]) { Holder = kept.Contains(i) ? made : -1 });
        }

        _context.HasHolders |= kept.Count > 0;

        return TaskGivenTo(creation) is { Parameter.Ordinal: var task } ? values[task] : made;
    }

    /// <summary>The new object that a constructor makes as a part of its first argument.</summary>
    private int PartOf(int owner, IMethodSymbol constructor)
    {
        int part = Define(new Expression.LoadField(owner, constructor.OriginalDefinition, Stable: true, Part: true));
        _instructions.Add(new Instruction.Assume(Define(new Expression.IsNull(part)), false));
        return part;
    }

    private bool IsFrameworkException(INamedTypeSymbol type)
    {
        if (_context.Bodies.IsDeclaredHere(type))
            return false;

        INamedTypeSymbol? ancestor = type;
        while (ancestor is not null && !(ancestor.Name == nameof(Exception) && ancestor.ContainingNamespace is { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true }))
            ancestor = ancestor.BaseType;

        return ancestor is not null;
    }

    /// <summary>Whether objects of a type only look at what they are made of; any other object takes it over, also one of this compilation that lives on the stack.</summary>
    private bool IsView(INamedTypeSymbol type) => (type.IsRefLikeType && !_context.Bodies.IsDeclaredHere(type)) || type.SpecialType == SpecialType.System_String
        || type is
        {
            Name: "ArraySegment" or "Memory" or "ReadOnlyMemory" or "ReadOnlySequence",
            ContainingNamespace: { Name: "System" or "Buffers" },
        };

    /// <summary>Emits the events of a member that the operation is.</summary>
    private void Emit(MemberRules rules, Operands operands, Site site, Func<MemberEvent, bool> applies, Condition? extra = null, bool isFirst = false, ISymbol? member = null, ImmutableArray<EventKind> kinds = default)
    {
        bool isOmitted = _context.IsOmitted(site);
        int subject = rules.Subject.Kind switch
        {
            SubjectKind.Receiver => operands.Receiver,
            SubjectKind.Parameter => operands.Argument(rules.Subject.Parameter) is >= 0 and int given ? given : operands.Output(rules.Subject.Parameter),
            SubjectKind.Result => operands.Result,
            _ => Instruction.Event.ProgramSubject,
        };
        if (subject == -1)
            subject = Instruction.Event.ProgramSubject;

        foreach (EventKind kind in (kinds.IsDefault ? Sequence : kinds).Where(kind => !isOmitted || kind == EventKind.Tells))
        {
            foreach (MemberEvent happening in rules.Events.Where(candidate => candidate.Kind == kind && applies(candidate)).OrderBy(candidate => candidate.Step?.Index ?? 0))
            {
                int answer = kind == EventKind.Tells ? AnswerOf(happening, operands) : -1;
                if (Conditions(happening, operands) is not { } conditions || (kind == EventKind.Tells && answer < 0) || (isFirst && IsOwnNeed(happening)))
                    continue;

                conditions = _onlyWhere.AddRange(conditions);
                if (extra is { } condition)
                    conditions = conditions.Add(condition);

                int guard = kind != EventKind.Step || rules.Guard is null ? -1 : rules.Guard.Parameter < 0 ? operands.Result : operands.Output(rules.Guard.Parameter);
                if (guard >= 0)
                    conditions = conditions.AddRange(ConditionsOf(rules.Guard!, guard, member));

                _instructions.Add(new Instruction.Event(kind, happening.Protocol, happening.Step, subject, site)
                {
                    Conditions = conditions,
                    IfInEffect = happening.IfInEffect || (isFirst && happening.Step is { Scope: StepScope.Object }),
                    Signals = happening.Signals,
                    IsOneOfSeveral = happening is { Kind: EventKind.Undo, IfInEffect: true, Step.Nestable: true } && rules.Events.Count(static other => other is { Kind: EventKind.Undo, IfInEffect: true, Step.Nestable: true }) > 1,
                    AnySubject = happening.AnySubject,
                    Token = kind == EventKind.Step && rules.ReturnsToken ? operands.Result
                        : kind == EventKind.Undo ? operands.Argument(rules.TokenParameter) : -1,
                    Guard = guard,
                    IsGuardLenient = rules.Guard is { IfInEffect: true },
                    Result = operands.Result,
                    Flag = rules.MayThrow && happening is { Kind: EventKind.Step, When: not null, WhenParameter: >= 0 } && member is IMethodSymbol { ReturnsVoid: true } ? operands.Output(happening.WhenParameter) : -1,
                    SetsFlagTo = happening.When ?? true,
                    Answer = answer,
                });
            }
        }
    }

    /// <summary>What must be so of a guard that may be empty, where its step was performed.</summary>
    private IEnumerable<Condition> ConditionsOf(GuardRule rule, int guard, ISymbol? member)
    {
        if (rule.MayBeNull)
            yield return new Condition(guard, null, true);

        if (rule.Flag is { } name && member is not null && GuardTypes.Flag(GuardTypes.Of(member, rule), name) is { } flag)
            yield return new Condition(Define(new Expression.LoadField(guard, flag.OriginalDefinition, Stable: true, Part: false)), rule.When, false);
    }

    /// <summary>
    /// Whether a member needs a step that the constructor of its object is: what the new object is given first, before anybody has it, cannot need what
    /// is done only when the constructor is done.
    /// </summary>
    private bool IsOwnNeed(MemberEvent happening) => happening.Kind == EventKind.Requires && _context.Owner is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
        && _context.Rules.For(constructor) is { } own && own.Events.Any(performed => performed.Kind == EventKind.Step && ReferenceEquals(performed.Step, happening.Step));

    /// <summary>What a method takes over it takes where it is started, however long it runs.</summary>
    private void TakeOver(IMethodSymbol method, int receiver, ImmutableArray<int> arguments, Site site)
    {
        if (_context.Rules.For(method) is { } rules && rules.Events.Any(static happening => happening.Kind == EventKind.TakesOver))
            Emit(rules, new Operands(receiver, arguments, -1, -1), site, static happening => happening.Kind == EventKind.TakesOver, kinds: s_takesOver);
    }

    private static readonly ImmutableArray<EventKind> s_takesOver = ImmutableArray.Create(EventKind.TakesOver);

    /// <summary>What is true exactly when the step is in effect: the result or an output, or the opposite of it; -1 where there is none.</summary>
    private int AnswerOf(MemberEvent happening, Operands operands)
    {
        int told = happening.WhenParameter == MemberEvent.Result ? operands.Result : operands.Output(happening.WhenParameter);
        return told >= 0 && happening.When == false ? Define(new Expression.Not(told)) : told;
    }

    /// <summary>The conditions of an event; null where the operation has no value that they could hold for.</summary>
    private static ImmutableArray<Condition>? Conditions(MemberEvent happening, Operands operands)
    {
        ImmutableArray<Condition> conditions = ImmutableArray<Condition>.Empty;
        if (happening.Value is { } filter)
        {
            int register = filter.Parameter == ValueFilter.WrittenValue ? operands.Written : operands.Argument(filter.Parameter);
            if (register < 0)
                return null;

            conditions = conditions.Add(new Condition(register, filter.Constant, filter.Negated));
        }

        if (happening.When is { } truth && happening.Kind != EventKind.Tells)
        {
            int register = happening.WhenParameter == MemberEvent.Result ? operands.Result : operands.Output(happening.WhenParameter);
            if (register < 0)
                return null;

            conditions = conditions.Add(new Condition(register, truth, false));
        }

        return conditions;
    }

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
