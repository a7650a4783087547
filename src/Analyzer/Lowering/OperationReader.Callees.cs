using System.Collections.Immutable;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>The part that runs what is called: by its rules, by its body, or as something that is not looked into.</summary>
internal sealed partial class OperationReader
{
    private Reach ReachOf(IInvocationOperation invocation)
    {
        bool isOfLoop = invocation.IsImplicit && invocation.Syntax.FirstAncestorOrSelf<CommonForEachStatementSyntax>() is not null;
        bool isLook = isOfLoop || OnlyLooks(invocation.TargetMethod);
        if (isLook && (IsPlainCollection(isOfLoop ? invocation.Instance : invocation.Instance ?? ValueOf(invocation, 0)) || (isOfLoop && RoundsOf(invocation.Instance) is { IsPlain: true })))
            return Reach.Look;

        if ((invocation.Instance is null || !CanLead(invocation.Instance)) && !invocation.Arguments.Any(argument => CanLead(argument.Value)))
            return Reach.Nothing;

        return isLook ? Reach.Members : Reach.Everything;
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
                KeepSet(method, receiver, arguments);
                if (_onlyWhere.IsEmpty && _context.Bodies.ConstantResult(method) is { } always)
                    _instructions.Add(new Instruction.Assume(called, always));

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

        if (!isOfBase && receiver >= 0 && rules is null && _context.Bodies.DispatchOf(method, receiverType) is { } dispatch)
            return Dispatched(dispatch, method, receiver, arguments, byReference, site, places, receiverType);

        // What only leads from an object to a part of it does nothing else.
        if (rules is { IsPart: true, MayThrow: false } && !_context.Bodies.IsKnown(method))
            return Define(new Expression.Opaque(IsFresh: false));

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
            KeepSet(method, receiver, arguments);
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
            else if (reach == Reach.Look && !takesDelegate)
                _instructions.Add(new Instruction.MayThrow(level));
            else if (reach is not (Reach.Nothing or Reach.Look) || (!takesDelegate && !writes.IsEmpty))
                RunReferenced(level, writes, keepsElements: reach == Reach.Members);
            else
                RunApart(level, writes);
        }

        int result = _context.Bodies.ConstantResult(method) is { } constant ? Constant(constant) : Unknown();
        WritePlaces(places, afterCall: false);
        return result;
    }

    /// <summary>A virtual call: of one of the bodies that the types of its object have, or of what can reach no event.</summary>
    private int Dispatched(
        Dispatch dispatch, IMethodSymbol method, int receiver, ImmutableArray<int> arguments, ImmutableArray<LocalId?> byReference, Site site, Target?[]? places, ITypeSymbol? receiverType)
    {
        ImmutableArray<(string Type, BodyId? Body)> run = dispatch.Targets.RemoveAll(static target => target.Body is null);
        bool isSeen = dispatch.IsFollowed && run.Length == dispatch.Targets.Length;
        if (!isSeen)
        {
            SurrenderGuards(method, arguments);
            GiveArguments(method, arguments, site);
        }

        ThrowLevel level = method.ContainingType?.TypeKind == TypeKind.Interface ? ThrowLevel.Callback : ThrowLevel.AnyCall;
        _instructions.Add(new Instruction.MayThrow(level));
        int chosen = _registers++;
        _instructions.Add(new Instruction.Choose(
            chosen,
            Define(new Expression.LoadField(receiver, dispatch.Type, Stable: true, Part: false)),
            dispatch.Targets.Select(static target => (object)target.Type).ToImmutableArray(),
            CanBeOther: false,
            OnlyKnown: !dispatch.IsFollowed)
        {
            Dispatched = (site, run.Select(static target => target.Body!.Value).ToImmutableArray()),
        });
        NameSet writes = _context.Bodies.WritesOf(method, receiverType);
        ImmutableArray<Condition> outer = _onlyWhere;
        _instructions.Add(new Instruction.Havoc(writes, IsUnknown: false)
        {
            Conditions = outer.AddRange(run.Select(target => new Condition(chosen, target.Type, Negated: true))),
        });
        int unknown = _context.Bodies.ConstantResult(method) is { } constant ? Constant(constant) : Unknown();
        var results = ImmutableArray.CreateBuilder<(object, int)>();
        foreach ((string type, BodyId? body) in run)
        {
            _onlyWhere = outer.Add(new Condition(chosen, type, Negated: false));
            bool isNew = !_context.Callees.Contains(body!.Value) || _context.Dispatched.Contains(body.Value);
            results.Add((type, Call(body!.Value, receiver, arguments, byReference, _context.Bodies.WritesOf(body.Value.Method!), site, leastLevel: level)));
            if (isNew)
                _context.Dispatched.Add(body.Value);
        }

        _onlyWhere = outer;
        foreach ((string type, BodyId? body) in dispatch.Targets)
        {
            if (body is null)
                results.Add((type, unknown));
        }

        results.Add((null!, unknown));
        WritePlaces(places, afterCall: isSeen);
        return Define(new Expression.Select(chosen, results.ToImmutable()));
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

    /// <summary>What a method leaves set to what it was given, or to a constant, holds that now.</summary>
    private void KeepSet(IMethodSymbol method, int receiver, ImmutableArray<int> arguments)
    {
        foreach (SetMember set in _onlyWhere.IsEmpty ? _context.Bodies.Sets(method) : ImmutableArray<SetMember>.Empty)
        {
            int value = set.Parameter < 0 ? Constant(set.Constant) : set.Parameter < arguments.Length ? arguments[set.Parameter] : -1;
            if (value >= 0 && (set.Member.IsStatic || receiver >= 0))
                _instructions.Add(new Instruction.StoreField(set.Member.IsStatic ? -1 : receiver, set.Member, value, Stable: false));
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
        // A member with an event does not throw unless it says so; one that only promises, whatever it needs for that, is a body like others.
        if (rules.MayThrow || (rules.Events.All(static happening => happening.Kind is EventKind.Ensures or EventKind.EnsuresUndone or EventKind.Requires)
            && rules.Events.Any(static happening => happening.Kind != EventKind.Requires)))
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

    private BodyId? CalleeOf(IMethodSymbol method, bool isOfBase) => isOfBase ? _context.Bodies.CalleeOfBase(method) : _context.Bodies.Callee(method);

    private int Call(
        BodyId body, int receiver, ImmutableArray<int> arguments, ImmutableArray<LocalId?> byReference, NameSet writes, Site site,
        int guard = -1, ThrowLevel leastLevel = ThrowLevel.Explicit)
    {
        if (_context.IsOmitted(site))
            return Unknown();

        _context.Callees.Add(body);
        _context.Dispatched.Remove(body);
        if (body.Lambda is not null)
            receiver = Define(new Expression.This());

        int result = _registers++;
        _instructions.Add(new Instruction.Call(body, receiver, arguments, result, site)
        {
            ByReference = byReference,
            Writes = writes,
            Guard = guard,
            LeastLevel = leastLevel,
            Conditions = _onlyWhere,
            Captured = body.Lambda is { } nested ? Nested.WrittenBy(nested) : ImmutableArray<LocalId>.Empty,
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
        foreach (LocalId variable in Nested.WrittenElsewhere)
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
}
