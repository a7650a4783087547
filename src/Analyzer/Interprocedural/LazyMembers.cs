using EntryPath.Analyzer.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>
/// Recognizes members that make an object at their first use and give the same one ever after: what they return is a field of their
/// own, which they write only where it is null.
/// </summary>
internal static class LazyMembers
{
    /// <summary>
    /// The field that a body gives, and fills where it is empty, and whether it is sure to fill it with an object, and not perhaps with null; null for any other body.
    /// </summary>
    /// <param name="body">The block or expression of a getter, or of a method without parameters.</param>
    public static LazyField? FieldOf(IOperation body)
    {
        IFieldSymbol? field = body.DescendantsAndSelf().OfType<IFieldReferenceOperation>()
            .FirstOrDefault(reference => IsOwn(reference) && IsWritten(reference) && reference.Type is { IsReferenceType: true })?.Field;
        if (field is null)
            return null;

        var member = new Member(body, field);
        return (body is IBlockOperation block ? member.GivesIt(block) : member.Gives(body)) && member.WritesOnlyWhereNull() ? new LazyField(field, member.MakesObject()) : null;
    }

    private static bool IsOwn(IFieldReferenceOperation reference) => reference.Instance is null or IInstanceReferenceOperation;

    private static bool IsWritten(IFieldReferenceOperation reference) =>
        reference.Parent is IAssignmentOperation assignment && assignment.Target == reference
        || reference.Parent is IIncrementOrDecrementOperation
        || reference.Parent is IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out, Parent: IInvocationOperation { TargetMethod: var called } }
            && !(called.Name == "Read" && called.ContainingType is { Name: "Volatile" } type && IsOfThreading(type));

    /// <summary>Whether a type is one of <c>System.Threading</c>.</summary>
    public static bool IsOfThreading(INamedTypeSymbol type) =>
        type.ContainingNamespace is { Name: "Threading", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    private static IOperation Plain(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } or IParenthesizedOperation or IExpressionStatementOperation)
        {
            operation = operation switch
            {
                IConversionOperation conversion => conversion.Operand,
                IParenthesizedOperation parenthesized => parenthesized.Operand,
                _ => ((IExpressionStatementOperation)operation).Operation,
            };
        }

        return operation;
    }

    private static bool IsNull(IOperation operation) => Plain(operation).ConstantValue is { HasValue: true, Value: null };

    private sealed class Member
    {
        private readonly IOperation _body;
        private readonly IFieldSymbol _field;

        public Member(IOperation body, IFieldSymbol field)
        {
            _body = body;
            _field = field;
        }

        /// <summary>Whether a block returns the field wherever it returns, after it has filled it.</summary>
        public bool GivesIt(IBlockOperation block)
        {
            foreach (IOperation statement in block.Operations)
            {
                if (Fills(statement))
                    return block.Operations.Last() is IReturnOperation { ReturnedValue: { } last } && (IsField(last) || Gives(last)) && ReturnsOnlyIt();

                if (statement is IReturnOperation { ReturnedValue: { } only })
                    return Gives(only) && ReturnsOnlyIt();

                if (statement is not IVariableDeclarationGroupOperation)
                    return false;
            }

            return false;
        }

        /// <summary>Whether an expression is the object in the field, made if there was none.</summary>
        public bool Gives(IOperation value) => Plain(value) switch
        {
            ICoalesceOperation { Value: var tried, WhenNull: var otherwise } => IsField(tried) ? GivesNew(otherwise) : IsExchange(tried) && (IsField(otherwise) || Gives(otherwise)),
            ICoalesceAssignmentOperation assignment => IsFilling(assignment),
            IInvocationOperation invocation => IsEnsured(invocation),
            _ => false,
        };

        /// <summary>Whether nothing but this writes the field.</summary>
        public bool WritesOnlyWhereNull() => _body.DescendantsAndSelf().OfType<IFieldReferenceOperation>()
            .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Field, _field) && IsWritten(reference))
            .All(reference => IsOwn(reference) && reference.Parent switch
            {
                ICoalesceAssignmentOperation assignment => IsFilling(assignment),
                ISimpleAssignmentOperation assignment => IsWhereNull(assignment),
                IArgumentOperation { Parent: IInvocationOperation invocation } => IsExchange(invocation) || IsEnsured(invocation),
                _ => false,
            });

        /// <summary>Whether all that is written is an object.</summary>
        public bool MakesObject() => _body.DescendantsAndSelf().OfType<IAssignmentOperation>()
            .Where(assignment => IsField(assignment.Target))
            .All(assignment => IsObject(assignment.Value));

        private bool ReturnsOnlyIt() => _body.Descendants().OfType<IReturnOperation>()
            .Where(static statement => !IsOfFunction(statement))
            .All(statement => statement.ReturnedValue is null || Plain(statement.ReturnedValue) is var value && (IsField(value) || Gives(value) || IsNewInField(value)));

        /// <summary>Whether the field holds an object after a statement.</summary>
        private bool Fills(IOperation statement) => Plain(statement) switch
        {
            ICoalesceAssignmentOperation assignment => IsFilling(assignment),
            IInvocationOperation invocation => IsExchange(invocation) || IsEnsured(invocation),
            IConditionalOperation { WhenFalse: null } test => IsTest(test.Condition) && FillsNull(test.WhenTrue),
            _ => false,
        };

        private bool FillsNull(IOperation statement) => statement switch
        {
            IBlockOperation block => block.Operations.Any(FillsNull),
            IReturnOperation { ReturnedValue: { } value } => IsNewInField(value) || Gives(value),
            _ => IsNewInField(statement) || Fills(statement),
        };

        private bool GivesNew(IOperation value) => IsNewInField(value) || Gives(value);

        private bool IsNewInField(IOperation value) => Plain(value) is ISimpleAssignmentOperation assignment && IsField(assignment.Target);

        private bool IsFilling(ICoalesceAssignmentOperation assignment) => IsField(assignment.Target);

        private bool IsExchange(IOperation operation) => Plain(operation) is IInvocationOperation { TargetMethod: { Name: "CompareExchange", Parameters.Length: 3 } method, Arguments: var arguments }
            && method.ContainingType is { Name: "Interlocked" } type && IsOfThreading(type)
            && arguments.All(argument => argument.Parameter!.Ordinal switch
            {
                0 => IsField(argument.Value),
                1 => IsObject(argument.Value),
                _ => IsNull(argument.Value),
            });

        private bool IsEnsured(IInvocationOperation invocation) => invocation.TargetMethod is { Name: "EnsureInitialized", ContainingType: { Name: "LazyInitializer" } type } && IsOfThreading(type)
            && invocation.Arguments.Any(argument => argument.Parameter!.Ordinal == 0 && IsField(argument.Value));

        private bool IsField(IOperation operation) => Plain(operation) switch
        {
            IFieldReferenceOperation reference => IsOwn(reference) && SymbolEqualityComparer.Default.Equals(reference.Field, _field),
            IInvocationOperation { TargetMethod: { Name: "Read", ContainingType: { Name: "Volatile" } type }, Arguments: [{ Value: var place }] } => IsOfThreading(type) && IsField(place),
            _ => false,
        };

        private bool IsTest(IOperation condition) => Plain(condition) switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals =>
                (IsField(equals.LeftOperand) && IsNull(equals.RightOperand)) || (IsNull(equals.LeftOperand) && IsField(equals.RightOperand)),
            IIsPatternOperation { Pattern: IConstantPatternOperation { Value: var constant } } pattern => IsField(pattern.Value) && IsNull(constant),
            _ => false,
        };

        private static bool IsOfFunction(IOperation operation)
        {
            while (operation is not null and not (IAnonymousFunctionOperation or ILocalFunctionOperation))
                operation = operation.Parent!;

            return operation is not null;
        }

        private bool IsWhereNull(IOperation write)
        {
            for (IOperation inner = write; inner.Parent is { } outer and not (IAnonymousFunctionOperation or ILocalFunctionOperation); inner = outer)
            {
                if ((outer is IConditionalOperation test && test.WhenTrue == inner && IsTest(test.Condition))
                    || (outer is ICoalesceOperation coalesce && coalesce.WhenNull == inner && IsField(coalesce.Value)))
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>Whether a value is never null: a new object, or a local that holds one from its declaration on.</summary>
        private bool IsObject(IOperation value) => Plain(value) switch
        {
            IObjectCreationOperation or IArrayCreationOperation => true,
            ILocalReferenceOperation { Local: var local } => _body.Descendants().OfType<IVariableDeclaratorOperation>()
                    .Any(declared => SymbolEqualityComparer.Default.Equals(declared.Symbol, local) && declared.Initializer is { Value: var initial } && Plain(initial) is IObjectCreationOperation or IArrayCreationOperation)
                && !_body.Descendants().OfType<ILocalReferenceOperation>().Any(reference => SymbolEqualityComparer.Default.Equals(reference.Local, local)
                    && (reference.Parent is IAssignmentOperation assignment && assignment.Target == reference || reference.Parent is IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out })),
            _ => false,
        };
    }
}
