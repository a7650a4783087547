using System.Collections.Immutable;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>The part that reads and writes variables, fields, properties and elements.</summary>
internal sealed partial class OperationReader
{
    private int ReadField(IFieldReferenceOperation reference)
    {
        int owner = reference.Instance is { } instance ? Evaluate(instance) : -1;
        int value = ReadField(reference, owner);
        AssumeThere(reference.Instance, owner);
        return value;
    }

    private int ReadField(IFieldReferenceOperation reference, int owner)
    {
        IFieldSymbol field = reference.Field;
        if (field.ContainingType is { IsTupleType: true })
            return Define(new Expression.LoadField(owner, Element(field), Stable: false, Part: false));

        int value = TellsOfStep(field, ReceiverType(reference)) ? Unknown()
            : owner >= 0 && _context.Rules.IsGuardFlag(field) ? Define(new Expression.LoadField(owner, field.OriginalDefinition, Stable: true, Part: false))
            : _context.Bodies.ValueOf(field) is { HasValue: true, Value: var always } ? Constant(always)
            : field.IsStatic && (field.IsReadOnly || _context.Bodies.IsStable(field))
            ? Define(new Expression.Static(field.OriginalDefinition))
            : Define(new Expression.LoadField(owner, field.OriginalDefinition, _context.Bodies.IsStable(field), IsPart(field)));
        EmitAccess(reference, AccessFilter.Read, owner, ImmutableArray<int>.Empty, -1, value, Sites.Of(reference.Syntax));
        return value;
    }

    private int ReadProperty(IPropertyReferenceOperation reference)
    {
        int owner = reference.Instance is { } instance ? Evaluate(instance) : -1;
        ImmutableArray<int> arguments = ReadIndices(reference.Arguments);
        int value = ReadProperty(reference, owner, arguments);
        AssumeThere(reference.Instance, owner);
        return value;
    }

    private ImmutableArray<int> ReadIndices(ImmutableArray<IArgumentOperation> arguments) => arguments.Length == 1
        ? ImmutableArray.Create(ReadElementIndex(arguments[0].Value))
        : arguments.Select(argument => Evaluate(argument.Value)).ToImmutableArray();

    private int ReadProperty(IPropertyReferenceOperation reference, int owner, ImmutableArray<int> arguments)
    {
        IPropertySymbol property = reference.Property;
        if (property.Name == "Result" && reference.Instance is { } task && IsAwaitable(task.Type) && PendingOf(task) is { Calls.IsEmpty: false } pending)
            return Land(task, pending, owner, Sites.Of(reference.Syntax));

        if (property.Name == "Current" && EnumerationOf(reference.Instance) is { } enumeration)
            return Define(new Expression.Load(enumeration.VariableOf(LocalId.Yielded)!.Value));

        if (GetterHasEvents(reference))
            return ReadAccess(reference, owner, arguments);

        if (TellsOfStep(property, ReceiverType(reference)))
        {
            RunAccessor(property, property.GetMethod);
            int answer = Unknown();
            EmitAccess(reference, AccessFilter.Read, owner, arguments, -1, answer, Sites.Read(reference));
            return answer;
        }

        // What tells of a guard whether it holds its step tells the same for good.
        if (owner >= 0 && _context.Rules.IsGuardFlag(property))
            return Define(new Expression.LoadField(owner, property.OriginalDefinition, Stable: true, Part: false));

        // Each time around, the item of a loop is another value.
        if (property.Name == "Current" && reference.IsImplicit && _context.Rules.For(property) is null)
        {
            RunAccessor(property, property.GetMethod);
            return RoundsOf(reference.Instance) is { } rounds && SubjectPlaces.CanBeSubject(property.Type) ? ReadCurrent(rounds) : Unknown();
        }

        if (IsNullable(property.ContainingType) && owner >= 0)
        {
            int isNull = Define(new Expression.IsNull(owner));
            if (property.Name == nameof(Nullable<int>.HasValue))
                return Define(new Expression.Not(isNull));

            if (_formula is null)
                _instructions.Add(new Instruction.Assume(isNull, false));

            return owner;
        }

        if (arguments.IsEmpty && property.GetMethod is { } getter && !IsPart(property)
            && (property.SetMethod is null || _context.Bodies.StoredBy(property.SetMethod) is not null)
            && ReadFormula(getter, owner, arguments, IsBase(reference.Instance)) is { } formula)
        {
            EmitAccess(reference, AccessFilter.Read, owner, arguments, -1, formula, Sites.Read(reference));
            return formula;
        }

        if (property.GetMethod is { } maker && !IsPart(property) && _context.Bodies.LazyField(maker) is { } made)
        {
            int filled = ReadLazily(made, property, owner, () => RunAccessor(property, maker));
            EmitAccess(reference, AccessFilter.Read, owner, arguments, -1, filled, Sites.Read(reference));
            return filled;
        }

        RunAccessor(property, property.GetMethod);
        if (!arguments.IsEmpty)
        {
            // An element at a constant index of the same list is the same value until something is written.
            int element = arguments.Length == 1 && owner >= 0
                ? Define(new Expression.LoadElement(owner, arguments[0]))
                : Unknown();
            EmitAccess(reference, AccessFilter.Read, owner, arguments, -1, element, Sites.Read(reference));
            return element;
        }

        ISymbol member = BackingField(property) ?? (ISymbol)property.OriginalDefinition;
        bool isStable = _context.Bodies.IsStable(member);
        int value = property.IsStatic && isStable
            ? Define(new Expression.Static(member))
            : Define(new Expression.LoadField(owner, member, isStable, IsPart(property)) { Reads = member is IPropertySymbol ? _context.Bodies.ReadsOf(property) : null });
        EmitAccess(reference, AccessFilter.Read, owner, arguments, -1, value, Sites.Read(reference));
        return value;
    }

    /// <summary>
    /// A member that makes its object at its first use gives what its field is known to hold, or else an object that the field holds from
    /// here on: the same at the next use.
    /// </summary>
    private int ReadLazily(LazyField lazy, ISymbol member, int owner, Action run)
    {
        IFieldSymbol field = lazy.Field;
        if (field.IsStatic)
            owner = -1;

        int held = Define(new Expression.LoadField(owner, field.OriginalDefinition, Stable: false, Part: false));
        int made = Define(new Expression.LoadField(owner, member.OriginalDefinition, Stable: false, Part: false) { Reads = ImmutableArray.Create(field.Name) });
        int value = HeldOr(held, made);
        run();
        if (lazy.MakesObject)
            _instructions.Add(new Instruction.Assume(Define(new Expression.IsNull(value)), false));

        _instructions.Add(new Instruction.StoreField(owner, field.OriginalDefinition, value, Stable: false));
        if (!lazy.MakesObject)
            _instructions.Add(new Instruction.StoreField(owner, member.OriginalDefinition, value, Stable: false));

        return value;
    }

    /// <summary>What a place is known to hold if that is no null, and another value otherwise.</summary>
    private int HeldOr(int held, int otherwise)
    {
        int isNull = Define(new Expression.IsNull(held));
        int known = _registers++;
        _instructions.Add(new Instruction.Choose(known, isNull, ImmutableArray<object>.Empty, CanBeOther: true, OnlyKnown: true));
        return Define(new Expression.Select(known, ImmutableArray.Create<(object, int)>((false, held), (true, otherwise), (null!, otherwise))));
    }

    /// <summary>
    /// An accessor without events is a call like others, where it is known to run code: one of an interface or a type parameter, an
    /// indexer, or one whose body is here.
    /// </summary>
    private void RunAccessor(IPropertySymbol property, IMethodSymbol? accessor)
    {
        if (accessor is null)
            return;

        if (property.ContainingType.TypeKind is TypeKind.Interface or TypeKind.TypeParameter)
        {
            _instructions.Add(new Instruction.MayThrow(ThrowLevel.Callback));
        }
        else if (property.IsIndexer || HasBody(accessor))
        {
            if (!IsPlainGetter(accessor))
                _instructions.Add(new Instruction.MayThrow(ThrowLevel.AnyCall));

            if (_context.Bodies.IsKnown(accessor))
                RunNeutral(accessor);
        }
    }

    private bool HasBody(IMethodSymbol accessor) => BackingField((IPropertySymbol)accessor.AssociatedSymbol!) is null
        && _context.Bodies.DeclarationOf(accessor) is ArrowExpressionClauseSyntax
            or AccessorDeclarationSyntax { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null };

    /// <summary>The field that a getter such as <c>=> _cpu</c> returns: the same path as the field itself.</summary>
    private IFieldSymbol? BackingField(IPropertySymbol property)
    {
        if (property.SetMethod is not null || property.IsVirtual || property.IsAbstract || property.IsOverride)
            return null;

        if (_context.Bodies.DeclarationOf(property.OriginalDefinition) is PropertyDeclarationSyntax { ExpressionBody.Expression: { } expression })
        {
            string? name = expression switch
            {
                IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
                MemberAccessExpressionSyntax
                {
                    Expression: ThisExpressionSyntax, Name: { } member
                } => member.Identifier.ValueText,
                _ => null,
            };
            return name is null ? null : property.OriginalDefinition.ContainingType.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault();
        }

        return null;
    }

    /// <summary>Whether a member tells whether a step is in effect: the step knows that, and what the member gave before is not what it gives after an event.</summary>
    private bool TellsOfStep(ISymbol member, ITypeSymbol? receiver) =>
        _context.Rules.For(member, receiver) is { } rules && rules.Events.Any(static happening => happening.Kind == EventKind.Tells);

    private bool GetterHasEvents(IPropertyReferenceOperation reference) =>
        reference.Property.GetMethod is { } getter
        && (_context.Rules.For(getter, ReceiverType(reference)) is { Events.IsEmpty: false } || (!IsPart(reference.Property) && CalleeOf(getter, IsBase(reference.Instance)) is not null
            && !(reference.Property is { IsIndexer: false, SetMethod: null } && OnlyComputes(getter))));

    /// <summary>A read through an accessor that has rules or a body with events.</summary>
    private int ReadAccess(IPropertyReferenceOperation reference, int owner, ImmutableArray<int> arguments)
    {
        Site site = Sites.Of(reference.Syntax, reference.Property.Name);
        int value = reference.Property.GetMethod is { } getter
            ? Invoke(getter, owner, arguments, ImmutableArray<LocalId?>.Empty, site, receiverType: ReceiverType(reference), isOfBase: IsBase(reference.Instance))
            : Unknown();
        EmitAccess(reference, AccessFilter.Read, owner, arguments, -1, value, site);
        return value;
    }

    private int ReadAssignment(ISimpleAssignmentOperation assignment)
    {
        if (assignment.IsRef)
        {
            if (assignment.Target is ILocalReferenceOperation { Local: var alias })
                _context.References[alias] = Place(assignment.Value);

            return -1;
        }

        var target = new Target(this, assignment.Target);
        int value = Evaluate(assignment.Value);
        target.Write(value, assignment.Value, assignment.Syntax);
        if (HolderOf(assignment.Target) is { } holder)
            NoteHeld(holder, assignment.Value);

        return value;
    }

    private IOperation Place(IOperation value) => value switch
    {
        IFlowCaptureReferenceOperation reference when _context.Captures.TryGetValue(reference.Id, out IOperation? place) => place,
        ILocalReferenceOperation local when _context.References.TryGetValue(local.Local, out IOperation? place) => place,
        _ => value,
    };

    private int ReadCompound(ICompoundAssignmentOperation compound)
    {
        var target = new Target(this, compound.Target);
        int old = target.Read();
        int operand = Evaluate(compound.Value);
        if (compound.IsChecked || compound.OperatorKind is BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder)
            MayFail();

        int value;
        if (compound.OperatorMethod is { } method && !IsFrameworkEquality(method) && method.MethodKind == MethodKind.UserDefinedOperator)
            value = Invoke(method, -1, ImmutableArray.Create(old, operand), ImmutableArray<LocalId?>.Empty, Sites.Of(compound.Syntax));
        else
            value = old >= 0 && operand >= 0 ? Define(new Expression.Binary(compound.OperatorKind.ToString(), old, operand)) : Unknown();

        target.Write(value, null, compound.Syntax);
        return value;
    }

    private int ReadIncrement(IIncrementOrDecrementOperation increment)
    {
        var target = new Target(this, increment.Target);
        int old = target.Read();
        if (increment.OperatorMethod is { MethodKind: MethodKind.UserDefinedOperator, ReturnsVoid: false } method && !IsFrameworkEquality(method))
        {
            int made = Invoke(method, -1, ImmutableArray.Create(old), ImmutableArray<LocalId?>.Empty, Sites.Of(increment.Syntax));
            target.Write(made, null, increment.Syntax);
            return increment.IsPostfix ? old : made;
        }

        string operation = increment.Kind == OperationKind.Increment ? "Add" : "Subtract";
        int value = old >= 0 ? Define(new Expression.Binary(operation, old, Constant(1L))) : Unknown();
        target.Write(value, null, increment.Syntax);
        return increment.IsPostfix ? old : value;
    }

    private int ReadDeconstruction(IDeconstructionAssignmentOperation deconstruction)
    {
        var targets = new List<Target>();
        Flatten(deconstruction.Target, targets);
        var values = new List<(int Register, IOperation? Operation)>();
        FlattenValues(Unconverted(deconstruction.Value), values, DeconstructOf(deconstruction));
        if (values.Count == 1)
        {
            foreach (IMethodSymbol method in _context.DeconstructionsBy(deconstruction.Syntax))
            {
                Deconstruct(method, values[0].Register, Sites.Of(deconstruction.Syntax));
                values[0] = (Unknown(), null);
            }
        }

        for (int i = 0; i < targets.Count; i++)
        {
            (int register, IOperation? operation) = values.Count == targets.Count ? values[i] : (Unknown(), null);
            targets[i].Write(register, operation, deconstruction.Syntax);
        }

        return Unknown();
    }

    /// <summary>The method that takes a record apart.</summary>
    private static IMethodSymbol? DeconstructOf(IDeconstructionAssignmentOperation deconstruction)
    {
        IOperation target = deconstruction.Target is IDeclarationExpressionOperation { Expression: var declared } ? declared : deconstruction.Target;
        return target is ITupleOperation { Elements.Length: var count } && Unconverted(deconstruction.Value).Type is INamedTypeSymbol { IsTupleType: false, IsRecord: true } record
            ? record.GetMembers("Deconstruct").OfType<IMethodSymbol>().FirstOrDefault(method => method.Parameters.Length == count)
            : null;
    }

    private void Flatten(IOperation target, List<Target> targets)
    {
        switch (target)
        {
            case IDeclarationExpressionOperation declaration:
                Flatten(declaration.Expression, targets);
                break;
            case ITupleOperation tuple:
                foreach (IOperation element in tuple.Elements)
                    Flatten(element, targets);

                break;
            default:
                targets.Add(new Target(this, target));
                break;
        }
    }

    private void FlattenValues(IOperation value, List<(int Register, IOperation? Operation)> values, IMethodSymbol? deconstruct = null)
    {
        if (value is ITupleOperation tuple)
        {
            foreach (IOperation element in tuple.Elements)
                FlattenValues(Unconverted(element), values);
        }
        else if (value.Type is INamedTypeSymbol { IsTupleType: true, TupleElements.Length: var length })
        {
            int whole = Evaluate(value);
            for (int i = 0; i < length; i++)
                values.Add((ReadPart(whole, value.Type, null, i) ?? Unknown(), null));
        }
        else if (deconstruct is { Parameters.Length: var count })
        {
            int whole = Evaluate(value);
            for (int i = 0; i < count; i++)
                values.Add((ReadPart(whole, value.Type, deconstruct, i) ?? Unknown(), null));
        }
        else
        {
            values.Add((Evaluate(value), value));
        }
    }

    private int ReadEventAssignment(IEventAssignmentOperation assignment)
    {
        int owner = -1;
        if (assignment.EventReference is IEventReferenceOperation reference)
        {
            owner = reference.Instance is { } instance ? Evaluate(instance) : -1;
            int handler = Evaluate(assignment.HandlerValue);
            IMethodSymbol? accessor = assignment.Adds ? reference.Event.AddMethod : reference.Event.RemoveMethod;
            Site site = Sites.Of(assignment.Syntax);
            EmitAccess(reference, AccessFilter.Write, owner, ImmutableArray<int>.Empty, handler, -1, site);
            return accessor is null
                ? Unknown()
                : Invoke(accessor, owner, ImmutableArray.Create(handler), ImmutableArray<LocalId?>.Empty, site, receiverType: ReceiverType(reference));
        }

        return ReadChildren(assignment);
    }

    /// <summary>Emits the events that an access of a field, property or event is.</summary>
    private void EmitAccess(
        IMemberReferenceOperation reference, AccessFilter access, int owner, ImmutableArray<int> arguments, int written, int read, Site site, bool isFirst = false) =>
        EmitAccess(Implementation(reference.Member, reference.Instance), ReceiverType(reference), access, owner, arguments, written, read, site, isFirst);

    private void EmitAccess(
        ISymbol member, ITypeSymbol? receiverType, AccessFilter access, int owner, ImmutableArray<int> arguments, int written, int read, Site site, bool isFirst = false)
    {
        if (_context.Rules.For(member, receiverType) is not { } rules)
            return;

        var operands = new Operands(owner, arguments, read, written);
        Emit(rules, operands, site, happening => happening.Call is null && (happening.Access == AccessFilter.Any || happening.Access == access), isFirst: isFirst);
    }

    /// <summary>Whether a write gives a new object its first state: in an initializer or a constructor of its own, or in an object initializer.</summary>
    private bool IsFirst(IMemberReferenceOperation target, SyntaxNode syntax) => syntax switch
    {
        EqualsValueClauseSyntax => true,
        { Parent: InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax } } => true,
        _ => IsOfConstructor(target),
    };

    /// <summary>Whether a constructor reaches a member of its own object.</summary>
    private bool IsOfConstructor(IMemberReferenceOperation target) =>
        target.Instance is IInstanceReferenceOperation && _context.Owner is IMethodSymbol { MethodKind: MethodKind.Constructor };

    /// <summary>A place that is assigned: its receiver and indices are evaluated once, before the value.</summary>
    private sealed class Target
    {
        private readonly OperationReader _reader;
        private readonly IOperation _place;
        private readonly int _owner = -1;
        private readonly ImmutableArray<int> _indices = ImmutableArray<int>.Empty;
        private readonly ImmutableArray<Target> _choices = ImmutableArray<Target>.Empty;
        private readonly int _which = -1;

        /// <summary>Whether the element was read here, so that what it needs was asked for.</summary>
        private bool _isRead;

        public Target(OperationReader reader, IOperation place)
        {
            _reader = reader;
            _place = reader.Place(place);
            switch (_place)
            {
                case IMemberReferenceOperation { Instance: { } instance } member:
                    _owner = reader.Evaluate(instance);
                    if (member is IPropertyReferenceOperation { Arguments: { IsEmpty: false } arguments })
                        _indices = reader.ReadIndices(arguments);

                    break;
                case IArrayElementReferenceOperation element:
                    _owner = reader.Evaluate(element.ArrayReference);
                    _indices = ImmutableArray.Create(reader.ReadIndex(element.Indices));
                    reader.MayFail();
                    break;
                case IImplicitIndexerReferenceOperation implied:
                    _owner = reader.Evaluate(implied.Instance);
                    _indices = ImmutableArray.Create(reader.ReadElementIndex(implied.Argument));
                    break;
                case IParameterReferenceOperation held when IsHeldByObject(held):
                    _owner = reader.This();
                    break;
                case IFlowCaptureReferenceOperation { Id: var id } when reader._context.Choices.TryGetValue(id, out (Temporary Which, List<IOperation> Places) choice):
                    _which = reader.Define(new Expression.Load(choice.Which));
                    _choices = choice.Places.Select(chosen => new Target(reader, chosen)).ToImmutableArray();
                    break;
            }
        }

        public int Owner => _owner;

        public SyntaxNode Syntax => _place.Syntax;

        /// <summary>The field, property or event; null for another place.</summary>
        public IMemberReferenceOperation? Member => _place as IMemberReferenceOperation;

        public ImmutableArray<int> Indices => _indices;

        /// <summary>The local or parameter; null for another place.</summary>
        public LocalId? Variable => _place switch
        {
            ILocalReferenceOperation local => LocalId.Of(local.Local),
            IParameterReferenceOperation parameter when !IsHeldByObject(parameter) => LocalId.Of(parameter.Parameter),
            _ => (LocalId?)null,
        };

        public int Read() => _place switch
        {
            IFieldReferenceOperation field => _reader.ReadField(field, _owner),
            IPropertyReferenceOperation property => _reader.ReadProperty(property, _owner, _indices),
            IArrayElementReferenceOperation element => ReadElement(element),
            IImplicitIndexerReferenceOperation implied => _reader.ReadImplied(implied, _owner, _indices[0]),
            _ => _reader.Evaluate(_place),
        };

        private int ReadElement(IArrayElementReferenceOperation element)
        {
            _isRead = true;
            _reader.UseElement(_owner, element.ArrayReference.Type, AccessFilter.Read, Sites.Of(element.Syntax));
            return _reader.Define(new Expression.LoadElement(_owner, _indices[0]));
        }

        public void Write(int value, IOperation? operation, SyntaxNode syntax)
        {
            if (_place is ILocalReferenceOperation { Local: var local } && value >= 0)
                _reader.NoteStart(local, value, syntax);

            Write(value, operation, Sites.Write(_place, operation, syntax), isFirst: Member is { } member && _reader.IsFirst(member, syntax));
        }

        public void Write(int value, IOperation? operation, Site site, bool emitsEvents = true, bool isFirst = false)
        {
            _ = operation;
            if (value < 0)
                value = _reader.Unknown();

            for (int i = 0; i < _choices.Length; i++)
            {
                Target chosen = _choices[i];
                _reader.OnlyWhere(_which, (long)i, () =>
                {
                    chosen.Write(value, operation, site, emitsEvents, isFirst);
                    return -1;
                });
            }

            List<Instruction> instructions = _reader._instructions;
            switch (_place)
            {
                case ILocalReferenceOperation local:
                    instructions.Add(new Instruction.Assign(LocalId.Of(local.Local), value));
                    break;

                case IParameterReferenceOperation held when IsHeldByObject(held):
                    instructions.Add(new Instruction.StoreField(_owner, held.Parameter.OriginalDefinition, value, Stable: false));
                    instructions.Add(new Instruction.Escape(value));
                    break;

                case IParameterReferenceOperation parameter:
                    instructions.Add(new Instruction.Assign(LocalId.Of(parameter.Parameter), value));
                    break;

                case IFlowCaptureReferenceOperation capture:
                    instructions.Add(new Instruction.Assign(capture.Id, value));
                    break;

                case IFieldReferenceOperation field:
                    if (emitsEvents)
                        _reader.EmitAccess(field, AccessFilter.Write, _owner, _indices, value, -1, site, isFirst);

                    instructions.Add(new Instruction.StoreField(
                        _owner, field.Field.ContainingType is { IsTupleType: true } ? Element(field.Field) : field.Field.OriginalDefinition, value, _reader._context.Bodies.IsStable(field.Field)) { Holder = Holder(field) });
                    Hand(field, value);
                    break;

                case IPropertyReferenceOperation property:
                    WriteProperty(property, value, site, isFirst);
                    break;

                case IArrayElementReferenceOperation element:
                    if (!_isRead)
                        _reader.UseElement(_owner, element.ArrayReference.Type, AccessFilter.Write, site);

                    instructions.Add(new Instruction.StoreElement(_owner, _indices[0], value));
                    instructions.Add(new Instruction.Escape(value));
                    break;

                case IImplicitIndexerReferenceOperation implied:
                    _reader.WriteImplied(implied, _owner, _indices[0], value, site);
                    break;

                case IDiscardOperation:
                    break;

                default:
                    instructions.Add(new Instruction.Escape(value));
                    break;
            }

            _reader.AssumeThere(Member?.Instance, _owner);
        }

        /// <summary>The variable that holds the struct whose field is written.</summary>
        private static LocalId? Holder(IFieldReferenceOperation field) => field.Field.ContainingType is { IsValueType: true } ? field.Instance switch
        {
            ILocalReferenceOperation { Local.RefKind: RefKind.None } local => LocalId.Of(local.Local),
            IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter when !IsHeldByObject(parameter) => LocalId.Of(parameter.Parameter),
            _ => (LocalId?)null,
        }
        : null;

        private void WriteProperty(IPropertyReferenceOperation reference, int value, Site site, bool isFirst)
        {
            _reader.EmitAccess(reference, AccessFilter.Write, _owner, _indices, value, -1, site, isFirst);
            IPropertySymbol property = reference.Property;
            if (property.SetMethod is { } setter)
            {
                ITypeSymbol? type = ReceiverType(reference);
                if (_reader._context.Rules.For(setter, type) is not null || _reader.CalleeOf(setter, IsBase(reference.Instance)) is not null)
                    _reader.Invoke(setter, _owner, _indices.Add(value), ImmutableArray<LocalId?>.Empty, site, receiverType: type, isOfBase: IsBase(reference.Instance));
                else if (_indices.IsEmpty && _reader._context.Bodies.StoredBy(setter) is { } stored)
                    _reader._instructions.Add(new Instruction.StoreField(_owner, stored, value, Stable: false));
                else
                    _reader.RunAccessor(property, setter);
            }

            if (_indices.IsEmpty)
            {
                _reader._instructions.Add(new Instruction.StoreField(_owner, property.OriginalDefinition, value, false));
            }
            else if (_indices.Length == 1 && _owner >= 0)
            {
                _reader._instructions.Add(new Instruction.StoreElement(_owner, _indices[0], value));
            }

            Hand(reference, value);
        }

        /// <summary>What is written where others find it is theirs to end; what is only put into an object as it is made is where that object is.</summary>
        private void Hand(IMemberReferenceOperation reference, int value)
        {
            bool isInitialized = _indices.IsEmpty && (reference.Instance is IFlowCaptureReferenceOperation || _reader.IsOfConstructor(reference));
            _reader._context.HasHolders |= isInitialized;
            _reader._instructions.Add(new Instruction.Escape(value) { Holder = isInitialized ? _owner : -1 });
        }
    }
}
