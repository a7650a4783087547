using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>
/// Turns the operations of a block into instructions, in order of evaluation: what is computed, what is written, and what
/// happens in a protocol.
/// </summary>
internal sealed partial class OperationReader
{
    /// <summary>So many instructions, and a block goes on as another node: what one node copies stays small.</summary>
    private const int LongBlock = 48;

    private readonly ReadingContext _context;
    private readonly List<Instruction> _instructions = new();
    private int _registers;

    /// <summary>What must hold for the part of an operation that is being read to be run at all.</summary>
    private ImmutableArray<Condition> _onlyWhere = ImmutableArray<Condition>.Empty;

    public OperationReader(ReadingContext context) => _context = context;

    /// <summary>Whether the block that is being read stands inside a <c>try</c>.</summary>
    private bool _isInTry;

    private NestedBodies Nested => _context.Nested;

    public BlockCode Read(BasicBlock block)
    {
        _context.Cancellation.ThrowIfCancellationRequested();
        _instructions.Clear();
        _registers = 0;
        _isInTry = IsInTry((block.Operations.FirstOrDefault() ?? block.BranchValue)?.Syntax);
        var parts = ImmutableArray.CreateBuilder<BlockPart>();
        if (block.Kind == BasicBlockKind.Entry)
            parts.AddRange(ReadConstruction());

        IOperation? before = null;
        foreach (IOperation operation in block.Operations)
        {
            // An exception that counts leaves from the operation that throws it, not from somewhere in the block.
            if (before is not null && (_instructions.Count >= LongBlock || _instructions.Any(_context.CanLeave)))
                parts.Add(Cut(before));

            ReadGiven(operation, before, parts);
            if (ReadEach(operation, before, parts))
            {
                before = null;
                continue;
            }

            Evaluate(operation);
            before = operation;
            if (operation is IReturnOperation { Kind: OperationKind.YieldReturn })
            {
                parts.Add(Cut(operation) with { Position = _context.PositionOf(operation.Syntax) });
                before = null;
            }
        }

        if (before is not null && block.BranchValue is not null && _instructions.Any(_context.CanLeave))
            parts.Add(Cut(before));

        int condition = -1;
        Site? site = null;
        ITypeSymbol? thrown = null;
        if (block.BranchValue is { } value)
        {
            ReadGiven(value, before, parts);
            int result = Evaluate(value);
            if (block.ConditionKind != ControlFlowConditionKind.None)
            {
                condition = result;
                site = Sites.OfCondition(value);
                if (block.ConditionalSuccessor is not null)
                    ReadRounds(value, result);
            }
            else if (block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return)
            {
                // A task that is returned lands where the caller awaits it: here, for all that the caller can tell.
                if (PendingOf(value) is { Calls.IsEmpty: false } pending)
                    result = Land(value, pending, result, Sites.Of(value.Syntax));

                if (Unconverted(value).Type is { } returned)
                    _context.ReturnedTypes.Add(returned);

                _instructions.Add(new Instruction.Assign(LocalId.Returned, result));
            }
            else
            {
                thrown = Unconverted(value).Type;
            }
        }

        parts.Add(Cut(block.BranchValue ?? before));
        return new BlockCode(parts.ToImmutable(), condition, site, thrown, ReadNullBranch(condition < 0 ? null : block.BranchValue))
        {
            IsInTry = _isInTry,

            // What the compiler throws where no arm of a switch expression matches is nobody's throw.
            ThrowLevel = thrown is not null && block.BranchValue is { } raised && Unconverted(raised) is IObjectCreationOperation { IsImplicit: true } ? ThrowLevel.AnyCall : ThrowLevel.Explicit,
        };
    }

    /// <summary>
    /// Whether code stands in the block of a <c>try</c> statement, or in a handler of one with a <c>finally</c>: the blocks that
    /// <c>using</c>, <c>lock</c> and <c>foreach</c> imply are none to a reader.
    /// </summary>
    private static bool IsInTry(SyntaxNode? syntax)
    {
        for (; syntax is not null and not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax); syntax = syntax.Parent)
        {
            if (syntax.Parent is TryStatementSyntax around && (around.Block == syntax || (syntax is CatchClauseSyntax && around.Finally is not null)))
                return true;
        }

        return false;
    }

    /// <summary>Notes an operation of the language that can throw: no way out that a policy counts, but one into the handlers around it.</summary>
    private void MayFail()
    {
        if (_isInTry)
            _instructions.Add(new Instruction.MayThrow(ThrowLevel.Operation));
    }

    private BlockPart Cut(IOperation? last)
    {
        Site thrower = _instructions.OfType<Instruction.Call>().LastOrDefault()?.Site
            ?? (last is null ? new Site(Location.None, string.Empty) : Sites.Of(last.Syntax));
        var part = new BlockPart(_instructions.ToImmutableArray(), _registers, thrower);
        _instructions.Clear();
        _registers = 0;
        return part;
    }

    public static IOperation Unconverted(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null, Operand: var operand })
            operation = operand;

        return operation;
    }

    private int Define(Expression expression)
    {
        int register = _registers++;
        _instructions.Add(new Instruction.Define(register, expression));
        return register;
    }

    private int Unknown() => Define(new Expression.Opaque(IsFresh: false));

    private int Constant(object? value) => Define(new Expression.Constant(TermTable.Normal(value)));

    private int Evaluate(IOperation operation)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (operation.ConstantValue is { HasValue: true, Value: var constant } && operation is not IAssignmentOperation)
            return Constant(constant is 0 or 0u or 0L or 0UL && IsAddress(operation.Type) ? null : constant);

        switch (operation)
        {
            // The null of native pointers: what a failed allocation is compared with.
            case IFieldReferenceOperation { Field: { Name: nameof(IntPtr.Zero), ContainingType.SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr } }:
                return Constant(null);

            case IExpressionStatementOperation statement:
                return Evaluate(statement.Operation);

            case ILocalReferenceOperation local:
                if (_context.References.TryGetValue(local.Local, out IOperation? place))
                    return Evaluate(place);

                return !SymbolEqualityComparer.Default.Equals(local.Local.ContainingSymbol, _context.Owner) && _context.SecondNames.FirstOf(local.Local) is { } first
                    ? Evaluate(first)
                    : Define(new Expression.Load(LocalId.Of(local.Local)));

            case IParameterReferenceOperation parameter:
                return ReadParameter(parameter);

            case IInstanceReferenceOperation:
                return This();

            case IFlowCaptureOperation capture:
                return ReadCapture(capture);

            case IFlowCaptureReferenceOperation reference:
                return Define(new Expression.Load(reference.Id));

            case IFieldReferenceOperation field:
                return ReadField(field);

            case IImplicitIndexerReferenceOperation implied:
                return ReadImplied(implied);

            case { Kind: ImpliedMembers.CollectionExpression } when ReadAdded(operation) is { } added:
                return added;

            case IPropertyReferenceOperation property:
                return ReadProperty(property);

            case IInvocationOperation invocation:
                return ReadInvocation(invocation, isAwaited: false);

            case IObjectCreationOperation creation:
                return ReadCreation(creation);

            case ISimpleAssignmentOperation assignment:
                return ReadAssignment(assignment);

            case ICompoundAssignmentOperation compound:
                return ReadCompound(compound);

            case IIncrementOrDecrementOperation increment:
                return ReadIncrement(increment);

            case IDeconstructionAssignmentOperation deconstruction:
                return ReadDeconstruction(deconstruction);

            case IEventAssignmentOperation handler:
                return ReadEventAssignment(handler);

            case IConversionOperation conversion:
                return ReadConversion(conversion);

            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand);

            case IBinaryOperation binary:
                return ReadBinary(binary);

            case IUnaryOperation unary:
                return ReadUnary(unary);

            // What was thrown is there.
            case ICaughtExceptionOperation:
            {
                int caught = Unknown();
                _instructions.Add(new Instruction.Assume(Define(new Expression.IsNull(caught)), false));
                return caught;
            }

            case IDefaultValueOperation { Type: { } type } when type.IsReferenceType || IsNullable(type):
                return Constant(null);

            // An iterator gives an enumerator.
            case IIsNullOperation isNull when EnumerationOf(isNull.Operand) is not null:
                return Constant(false);

            case IIsNullOperation isNull:
                return Define(new Expression.IsNull(Evaluate(isNull.Operand)));

            case IIsTypeOperation isType:
            {
                int test = IsOfType(Evaluate(isType.ValueOperand), isType.TypeOperand, Unconverted(isType.ValueOperand).Type ?? isType.ValueOperand.Type!);
                return isType.IsNegated ? Define(new Expression.Not(test)) : test;
            }

            case IIsPatternOperation pattern:
                return ReadPattern(Evaluate(pattern.Value), pattern.Pattern, Unconverted(pattern.Value).Type);

            case IAwaitOperation awaited:
                return ReadAwait(awaited);

            case IReturnOperation { Kind: OperationKind.YieldReturn } yielded:
                if (yielded.ReturnedValue is { } item && Evaluate(item) is >= 0 and var given)
                {
                    if (_context.Rules.HasGuards)
                        _instructions.Add(new Instruction.Surrender(given));

                    if (_context.HasHolders)
                        _instructions.Add(new Instruction.Use(given));

                    _instructions.Add(new Instruction.Assign(LocalId.Yielded, given));
                }

                _instructions.Add(new Instruction.Suspend(Sites.Of(yielded.Syntax, "yield return")));
                return -1;

            case IArrayElementReferenceOperation element:
            {
                int array = Evaluate(element.ArrayReference);
                int index = ReadIndex(element.Indices);
                MayFail();
                UseElement(array, element.ArrayReference.Type, AccessFilter.Read, Sites.Of(element.Syntax));
                return Define(new Expression.LoadElement(array, index));
            }

            case ITupleOperation { Type: INamedTypeSymbol { IsTupleType: true, TupleElements: var parts } } tuple when parts.Length == tuple.Elements.Length:
                return ReadTuple(tuple, parts);

            case IDelegateCreationOperation creation:
                return ReadDelegate(creation);

            case IAddressOfOperation { Reference: IMethodReferenceOperation function }:
                if (BodyOf(function) is { } addressed)
                    Convert(addressed, operation, ImmutableArray<MemberEvent>.Empty);

                return Unknown();

            case IArrayCreationOperation creation:
                return ReadArray(creation);

            case IDynamicInvocationOperation or IDynamicIndexerAccessOperation or IDynamicMemberReferenceOperation or IDynamicObjectCreationOperation:
            {
                ReadChildren(operation);
                RunDelegate(ThrowLevel.Callback);
                return Unknown();
            }

            case ITypeOfOperation type:
                return Define(new Expression.Static(type.TypeOperand));

            case INameOfOperation or ISizeOfOperation:
                return Unknown();

            // What a name stands for that is bound to nothing is not known, but the same each time.
            case IInvalidOperation { Syntax: NameSyntax or MemberAccessExpressionSyntax } when operation.Syntax.DescendantNodes().All(static node => node is NameSyntax or MemberAccessExpressionSyntax):
                return Define(new Expression.Load(LocalId.Unbound(operation.Syntax)));

            default:
                return ReadChildren(operation);
        }
    }

    /// <summary>The index of an element; several that are constant are one.</summary>
    private int ReadIndex(ImmutableArray<IOperation> indices)
    {
        if (indices.Length == 1)
            return ReadElementIndex(indices[0]);

        foreach (IOperation index in indices)
            Evaluate(index);


        return indices.All(static index => index.ConstantValue.HasValue)
            ? Constant(string.Join(",", indices.Select(static index => index.ConstantValue.Value)))
            : Unknown();
    }

    /// <summary>A tuple is a new value that has what it is made of in its elements.</summary>
    private int ReadTuple(ITupleOperation tuple, ImmutableArray<IFieldSymbol> parts)
    {
        int[] values = tuple.Elements.Select(Evaluate).ToArray();
        int made = Define(new Expression.Opaque(IsFresh: true, HoldsOthers: true));
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] < 0)
                continue;

            _instructions.Add(new Instruction.StoreField(made, Element(parts[i]), values[i], Stable: true) { IsFirst = true });
            _instructions.Add(new Instruction.Escape(values[i]) { Holder = made });
            _context.HasHolders = true;
        }

        return made;
    }

    /// <summary>The element of a tuple by its place: names are only another way to say it.</summary>
    private static IFieldSymbol Element(IFieldSymbol field) => (field.CorrespondingTupleField ?? field).OriginalDefinition;

    /// <summary>A new array holds what it is made of.</summary>
    private int ReadArray(IArrayCreationOperation creation)
    {
        int[] sizes = creation.DimensionSizes.Select(Evaluate).ToArray();
        var elements = new List<int>();
        ReadElements(creation.Initializer, elements);
        int made = Define(new Expression.Opaque(IsFresh: true));
        if (sizes is [>= 0 and var size] && creation.Type?.BaseType?.GetMembers(nameof(Array.Length)) is [IPropertySymbol length])
            _instructions.Add(new Instruction.StoreField(made, length, size, Stable: true) { IsFirst = true });

        _context.HasHolders |= _context.GoesOverCollections;
        if (sizes.Length == 1)
            Fill(made, creation.Type, elements);
        else
            Hold(made, elements);

        return made;
    }

    /// <summary>Notes what a new collection is made of.</summary>
    private void Fill(int made, ITypeSymbol? type, List<int> elements)
    {
        bool isKnown = (type switch { IArrayTypeSymbol array => array.ElementType, INamedTypeSymbol { TypeArguments: [var only] } => only, _ => null }) is { } own && SubjectPlaces.CanBeSubject(own);
        if (isKnown && elements.Count is > 0 and <= Transfer.MaxElements)
            _instructions.Add(new Instruction.MakeFull(made, elements.ToImmutableArray()));

        Hold(made, elements);
    }

    private void Hold(int made, List<int> elements)
    {
        foreach (int element in elements)
            _instructions.Add(new Instruction.Escape(element) { Holder = made });

        _context.HasHolders |= elements.Count > 0;
    }

    private void ReadElements(IArrayInitializerOperation? initializer, List<int> elements)
    {
        foreach (IOperation value in initializer?.ElementValues ?? ImmutableArray<IOperation>.Empty)
        {
            if (value is IArrayInitializerOperation row)
                ReadElements(row, elements);
            else if (Evaluate(value) is >= 0 and var element)
                elements.Add(element);
        }
    }

    private int ReadChildren(IOperation operation, bool isFresh = false)
    {
        // What a call is given that is bound to nothing may be kept.
        bool escapes = operation.Kind is ImpliedMembers.CollectionExpression or OperationKind.ArrayInitializer or OperationKind.Tuple
            || operation is IInvalidOperation { Syntax: InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax };
        foreach (IOperation child in operation.ChildOperations)
        {
            int value = Evaluate(child);
            if (operation.Kind.ToString() == "Spread" && PendingOf(child) is { Calls.IsEmpty: false } sequence)
                Land(child, sequence, value, Sites.Of(child.Syntax));

            if (escapes && value >= 0)
                _instructions.Add(new Instruction.Escape(value));
        }

        return Define(new Expression.Opaque(isFresh));
    }

    /// <summary>A <c>with</c> expression: another object that holds what the first one holds.</summary>
    private int ReadCopy(int original, ITypeSymbol? copied)
    {
        int copy = Define(new Expression.Opaque(IsFresh: true, HoldsOthers: true));
        for (ITypeSymbol? type = copied; type is not null && original >= 0; type = type.BaseType)
        {
            foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>().Where(static field => !field.IsStatic && !field.IsConst))
            {
                ISymbol member = (field.AssociatedSymbol as IPropertySymbol ?? (ISymbol)field).OriginalDefinition;
                bool isStable = _context.Bodies.IsStable(member);
                int held = Define(new Expression.LoadField(original, member, isStable, IsPart(member)));
                _instructions.Add(new Instruction.StoreField(copy, member, held, isStable));
            }
        }

        return copy;
    }

    private int ReadCapture(IFlowCaptureOperation capture)
    {
        IOperation value = capture.Value;
        if ((IsPlace(value) || value is IInvalidOperation) && IsWrittenThrough(capture))
            _context.Captures[capture.Id] = value;

        if (IsPlace(value) && value.Syntax.Parent is RefExpressionSyntax { Parent: ConditionalExpressionSyntax })
        {
            if (!_context.Choices.TryGetValue(capture.Id, out (Temporary Which, List<IOperation> Places) choice))
                _context.Choices.Add(capture.Id, choice = (new Temporary(), new List<IOperation>()));

            _instructions.Add(new Instruction.Assign(choice.Which, Constant((long)choice.Places.Count)));
            choice.Places.Add(value);
        }

        int register = Evaluate(value);
        if (value is { Type.IsValueType: true, Syntax: { Parent: WithExpressionSyntax with } syntax } && with.Expression == syntax)
            register = ReadCopy(register, value.Type);

        if (register >= 0)
            _instructions.Add(new Instruction.Assign(capture.Id, register));

        if (Unconverted(value) is ILocalReferenceOperation { Local: { Type.TypeKind: TypeKind.Delegate } local })
            _context.CapturedDelegates[capture.Id] = local;

        if (EnumerationOf(value) is { } enumeration)
            _context.Enumerations.Add(capture.Id, enumeration);

        if (RoundsOf(value) is { } rounds)
            _context.Rounds.Add(capture.Id, rounds);

        NoteHeld((LocalId)capture.Id, value);
        if (Unconverted(value) is IMemberReferenceOperation member && RulesOfCalls(member) is { } rules
            && (member.Instance is null || Unconverted(member.Instance) is IInstanceReferenceOperation or ILocalReferenceOperation or IParameterReferenceOperation))
        {
            Temporary? owner = member.Instance is null ? null : new Temporary();
            if (owner is not null)
                _instructions.Add(new Instruction.Assign(owner, Evaluate(member.Instance!)));

            _context.CapturedMembers[capture.Id] = (rules, owner);
        }

        return register;
    }

    private static bool IsPlace(IOperation operation) =>
        operation is IFieldReferenceOperation or IPropertyReferenceOperation or ILocalReferenceOperation or IParameterReferenceOperation
            or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation;

    /// <summary>Roslyn captures a place, rather than its value, where it is assigned later; nothing in the graph says which.</summary>
    private static bool IsWrittenThrough(IFlowCaptureOperation capture)
    {
        SyntaxNode syntax = capture.Value.Syntax;
        SyntaxNode? parent = syntax.Parent;
        return parent is AssignmentExpressionSyntax assignment && assignment.Left == syntax
            || parent is ArgumentSyntax { RefOrOutKeyword.RawKind: not 0 }
            || parent is PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax;
    }

    private int ReadConversion(IConversionOperation conversion)
    {
        if (IsAddress(conversion.Type) && conversion.Operand.ConstantValue is { HasValue: true, Value: 0 or 0u or 0L or 0UL })
            return Constant(null);

        int operand = Evaluate(conversion.Operand);
        if (conversion is { IsImplicit: false, IsTryCast: false, OperatorMethod: null })
            MayFail();

        if (IsAddress(conversion.Type) && IsAddress(conversion.Operand.Type))
            return operand;

        // A view of its elements.
        if (conversion.Operand.Type is IArrayTypeSymbol given && conversion.Type is { IsValueType: true })
            UseElement(operand, given, AccessFilter.Read, Sites.Of(conversion.Syntax));

        if (conversion.OperatorMethod is { } method)
        {
            int converted = Invoke(method, -1, ImmutableArray.Create(operand), ImmutableArray<LocalId?>.Empty, Sites.Of(conversion.Syntax));
            if (operand >= 0 && IsOfAddress(method, conversion.Type, conversion.Operand.Type))
                return operand;

            return operand >= 0 && IsPart(method) ? Define(new Expression.LoadField(operand, method.OriginalDefinition, Stable: true, Part: true)) : converted;
        }

        if (_formula is null && conversion.Type is { } nullable && IsNullable(nullable) && conversion.Operand.Type is { IsValueType: true } plain && !IsNullable(plain))
            _instructions.Add(new Instruction.Assume(Define(new Expression.IsNull(operand)), false));

        bool keepsValue = conversion.Conversion.IsImplicit || conversion.Conversion.IsReference || conversion.Conversion.IsIdentity
            || IsUnboxing(conversion) || !conversion.Conversion.Exists || conversion.Type?.TypeKind == TypeKind.Enum || conversion.Operand.Type?.TypeKind == TypeKind.Enum;
        if (conversion.IsTryCast && !conversion.Conversion.IsImplicit && conversion.Type is { IsReferenceType: true } type && conversion.Operand.Type?.IsReferenceType == true)
            return Define(new Expression.TryCast(operand, type));

        if (keepsValue && !(conversion.IsTryCast && !conversion.Conversion.IsImplicit))
            return operand;

        // Of the same number it is the same number each time.
        return operand >= 0 && conversion is { Conversion.IsNumeric: true, Type: { } number } ? Define(new Expression.Binary("To" + number.SpecialType, operand, operand)) : Unknown();
    }

    /// <summary>Whether a struct is taken out of an object again: the value that was put in.</summary>
    private static bool IsUnboxing(IConversionOperation conversion) =>
        conversion is { IsTryCast: false, OperatorMethod: null, Type.IsValueType: true, Operand.Type: { IsReferenceType: true, TypeKind: not TypeKind.Dynamic } };

    /// <summary>The types that the address of a native block goes by; a conversion between them keeps it.</summary>
    private static bool IsAddress(ITypeSymbol? type) =>
        type is { TypeKind: TypeKind.Pointer } or { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr };

    /// <summary>Whether an operator of the framework makes an address of a struct, or a struct of an address: a handle by another type, and the same one.</summary>
    private bool IsOfAddress(IMethodSymbol method, ITypeSymbol? type, ITypeSymbol? operand) => !_context.Bodies.IsDeclaredHere(method)
        && type is not null && operand is not null && IsAddress(type) != IsAddress(operand)
        && (IsAddress(type) ? operand : type) is { IsValueType: true, SpecialType: SpecialType.None, TypeKind: TypeKind.Struct };

    private int ReadBinary(IBinaryOperation binary)
    {
        int left = Evaluate(binary.LeftOperand);
        int right = Evaluate(binary.RightOperand);
        if (binary.OperatorMethod is { } method && !IsFrameworkEquality(method))
        {
            return Invoke(method, -1, ImmutableArray.Create(left, right), ImmutableArray<LocalId?>.Empty, Sites.Of(binary.Syntax));
        }

        if (binary.IsChecked || binary.OperatorKind is BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder)
            MayFail();

        if (left < 0 || right < 0)
            return Unknown();

        switch (binary.OperatorKind)
        {
            case BinaryOperatorKind.Equals when TruthOf(binary.RightOperand) is { } truth && IsNullableTruth(binary.LeftOperand.Type):
                return IsKnown(left, truth);
            case BinaryOperatorKind.NotEquals when TruthOf(binary.RightOperand) is { } truth && IsNullableTruth(binary.LeftOperand.Type):
                return Define(new Expression.Not(IsKnown(left, truth)));
            case BinaryOperatorKind.Equals:
                return Compare(left, right, binary.LeftOperand, binary.RightOperand);
            case BinaryOperatorKind.NotEquals:
                return Define(new Expression.Not(Compare(left, right, binary.LeftOperand, binary.RightOperand)));
            case BinaryOperatorKind.LessThan:
                return Define(new Expression.Less(left, right));
            case BinaryOperatorKind.GreaterThan:
                return Define(new Expression.Less(right, left));
            case BinaryOperatorKind.GreaterThanOrEqual when IsIntegral(binary.LeftOperand.Type):
                return Define(new Expression.Not(Define(new Expression.Less(left, right))));
            case BinaryOperatorKind.LessThanOrEqual when IsIntegral(binary.LeftOperand.Type):
                return Define(new Expression.Not(Define(new Expression.Less(right, left))));
            case BinaryOperatorKind.ExclusiveOr when binary.Type?.SpecialType == SpecialType.System_Boolean:
                return Define(new Expression.Not(Define(new Expression.Equal(left, right))));
            case BinaryOperatorKind.ConditionalAnd:
                return Define(new Expression.Binary("And", left, right));
            case BinaryOperatorKind.ConditionalOr:
                return Define(new Expression.Binary("Or", left, right));
            default:
                return Define(new Expression.Binary(binary.OperatorKind.ToString(), left, right));
        }
    }

    private int Compare(int left, int right, IOperation one, IOperation other) => Define(new Expression.Equal(left, right) { AsksWhich = _context.OneOfNames.AsksWhich(one, other) });

    /// <summary>Whether a <c>bool?</c> has this value: that it has not is no proof of the other, since it may be null.</summary>
    private int IsKnown(int value, bool truth)
    {
        int isValue = Define(new Expression.Not(Define(new Expression.IsNull(value))));
        return Define(new Expression.Binary("And", isValue, Define(new Expression.Equal(value, Constant(truth)))));
    }

    private static bool? TruthOf(IOperation operation) => Unconverted(operation).ConstantValue is { HasValue: true, Value: bool truth } ? truth : null;

    private static bool IsNullable(ITypeSymbol type) => type is { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };

    private static bool IsNullableTruth(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [{ SpecialType: SpecialType.System_Boolean }] };

    private static bool IsIntegral(ITypeSymbol? type) =>
        type is { SpecialType: >= SpecialType.System_Char and <= SpecialType.System_UInt64 } or { TypeKind: TypeKind.Enum };

    /// <summary>Equality of strings, delegates and the like compares values and runs nothing of interest.</summary>
    private bool IsFrameworkEquality(IMethodSymbol method) =>
        method.Name is "op_Equality" or "op_Inequality" && !_context.Bodies.IsDeclaredHere(method);

    private int ReadUnary(IUnaryOperation unary)
    {
        int operand = Evaluate(unary.Operand);
        if (unary.OperatorMethod is { } method)
            return Invoke(method, -1, ImmutableArray.Create(operand), ImmutableArray<LocalId?>.Empty, Sites.Of(unary.Syntax));

        if (unary.OperatorKind == UnaryOperatorKind.Not && operand >= 0)
            return Define(new Expression.Not(operand));

        return operand >= 0 && unary.OperatorKind != UnaryOperatorKind.Plus
            ? Define(new Expression.Binary(unary.OperatorKind.ToString(), operand, operand))
            : operand >= 0 ? operand : Unknown();
    }

    /// <summary>A pattern as a truth value.</summary>
    /// <param name="value">What it is matched against.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="known">The type that the value has without the conversions in front of the pattern; null is the pattern's own.</param>
    private int ReadPattern(int value, IPatternOperation pattern, ITypeSymbol? known = null)
    {
        switch (pattern)
        {
            case IConstantPatternOperation constant when TruthOf(constant.Value) is { } truth && IsNullableTruth(constant.InputType):
                return IsKnown(value, truth);

            case IConstantPatternOperation constant:
                return Define(new Expression.Equal(value, Evaluate(constant.Value)));

            case INegatedPatternOperation negated:
                return Define(new Expression.Not(ReadPattern(value, negated.Pattern, known)));

            case IBinaryPatternOperation binary:
            {
                int left = ReadPattern(value, binary.LeftPattern, known);
                int right = OnlyWhere(left, binary.OperatorKind == BinaryOperatorKind.And, () => ReadPattern(value, binary.RightPattern, known));
                return Define(new Expression.Binary(binary.OperatorKind == BinaryOperatorKind.And ? "And" : "Or", left, right));
            }

            case ITypePatternOperation type:
                return IsOfType(value, type.MatchedType, known ?? type.InputType);

            case IDeclarationPatternOperation declaration:
            {
                if (declaration.DeclaredSymbol is { } declared)
                    _instructions.Add(new Instruction.Assign(LocalId.Declared(declared), value));

                return declaration.MatchesNull
                    ? Constant(true)
                    : IsOfType(value, declaration.MatchedType ?? declaration.InputType, known ?? declaration.InputType);
            }

            case IDiscardPatternOperation:
                return Constant(true);

            case IRelationalPatternOperation relational:
            {
                int bound = Evaluate(relational.Value);
                return relational.OperatorKind switch
                {
                    BinaryOperatorKind.LessThan => Define(new Expression.Less(value, bound)),
                    BinaryOperatorKind.GreaterThan => Define(new Expression.Less(bound, value)),
                    BinaryOperatorKind.GreaterThanOrEqual => Define(new Expression.Not(Define(new Expression.Less(value, bound)))),
                    _ => Define(new Expression.Not(Define(new Expression.Less(bound, value)))),
                };
            }

            case IRecursivePatternOperation recursive:
            {
                int test = IsOfType(value, recursive.MatchedType, known ?? recursive.InputType);
                if (recursive.DeclaredSymbol is { } declared)
                    _instructions.Add(new Instruction.Assign(LocalId.Declared(declared), value));

                var deconstruct = recursive.DeconstructSymbol as IMethodSymbol;
                if (deconstruct is not null)
                    OnlyWhere(test, true, () => Deconstruct(deconstruct, value, Sites.Of(pattern.Syntax)));

                for (int i = 0; i < recursive.DeconstructionSubpatterns.Length; i++)
                {
                    int index = i;
                    test = And(test, () => ReadPattern(ReadPart(value, recursive.MatchedType, deconstruct, index) ?? Unknown(), recursive.DeconstructionSubpatterns[index]));
                }

                foreach (IPropertySubpatternOperation property in recursive.PropertySubpatterns)
                {
                    test = And(test, () => ReadPattern(
                        property.Member switch
                        {
                            IPropertyReferenceOperation reference => ReadProperty(reference, value, ImmutableArray<int>.Empty),
                            IFieldReferenceOperation reference => ReadField(reference, value),
                            _ => Unknown(),
                        },
                        property.Pattern));
                }

                return test;
            }

            case IListPatternOperation list:
                return ReadListPattern(list, value);

            default:
                return ReadChildren(pattern);
        }
    }

    /// <summary>A test for the type that a value has anyway, or that its nullable has a value of, is one for null.</summary>
    private int IsOfType(int value, ITypeSymbol type, ITypeSymbol input) =>
        SymbolEqualityComparer.Default.Equals(type, input) || (input is { IsReferenceType: true } && IsA(input, type))
        || (input is not null && IsNullable(input) && SymbolEqualityComparer.Default.Equals(type, ((INamedTypeSymbol)input).TypeArguments[0]))
            ? Define(new Expression.Not(Define(new Expression.IsNull(value))))
            : Define(new Expression.IsType(value, type));

    private static bool IsA(ITypeSymbol type, ITypeSymbol wanted)
    {
        for (ITypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(at, wanted))
                return true;
        }

        return type.AllInterfaces.Contains(wanted, SymbolEqualityComparer.Default);
    }

    /// <summary>The i-th of the parts that a value is taken apart into: an element of a tuple, or a property of a record.</summary>
    private int? ReadPart(int value, ITypeSymbol? type, IMethodSymbol? deconstruct, int index)
    {
        if (value < 0)
            return null;

        if (type is INamedTypeSymbol { IsTupleType: true, TupleElements: var elements } && index < elements.Length)
            return Define(new Expression.LoadField(value, Element(elements[index]), Stable: true, Part: false));

        return deconstruct is { IsImplicitlyDeclared: true, ContainingType: { IsRecord: true } record } && _context.Bodies.IsDeclaredHere(record) && index < deconstruct.Parameters.Length
            && record.GetMembers(deconstruct.Parameters[index].Name).OfType<IPropertySymbol>().FirstOrDefault() is { GetMethod: { } getter } property
            && _context.Rules.For(getter) is null or { Events.IsEmpty: true } && _context.Bodies.Callee(getter) is null
            ? Define(new Expression.LoadField(value, property.OriginalDefinition, _context.Bodies.IsStable(property), IsPart(property)))
            : null;
    }

    /// <summary>A test and one that is made only where the first one is true.</summary>
    private int And(int test, Func<int> further) => Define(new Expression.Binary("And", test, OnlyWhere(test, true, further)));

    /// <summary>Reads what runs only where a test had this outcome.</summary>
    private int OnlyWhere(int test, object truth, Func<int> read)
    {
        ImmutableArray<Condition> outside = _onlyWhere;
        _onlyWhere = outside.Add(new Condition(test, truth, false));
        int value = read();
        _onlyWhere = outside;
        return value;
    }

    private int Deconstruct(IMethodSymbol method, int value, Site site)
    {
        bool isExtension = method.IsStatic && method.Parameters.Length > 0;
        ImmutableArray<int> arguments = NoArguments(method);
        return Invoke(method, isExtension ? -1 : value, isExtension ? arguments.SetItem(0, value) : arguments, ImmutableArray<LocalId?>.Empty, site);
    }

    private static ImmutableArray<int> NoArguments(IMethodSymbol method) => method.Parameters.Select(static _ => -1).ToImmutableArray();

    private bool IsPart(ISymbol member) => _context.Rules.For(member) is { IsPart: true } || _context.Bodies.IsImpliedPart(member);
}
