using System.Collections.Immutable;
using EntryPath.Analyzer.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Events;

/// <summary>The lambdas and local functions of a body: which locals hold them, and which variables they mention.</summary>
internal sealed class NestedBodies
{
    private readonly ControlFlowGraph _graph;
    private readonly IBodies _bodies;
    private readonly Dictionary<SyntaxNode, LambdaBody> _lambdas = new();
    private readonly Dictionary<ISymbol, LambdaBody> _localFunctions = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _escaping = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, object?> _heldBy = new(SymbolEqualityComparer.Default);

    public NestedBodies(ControlFlowGraph graph, IBodies bodies)
    {
        _graph = graph;
        _bodies = bodies;
        foreach (IMethodSymbol local in graph.LocalFunctions)
        {
            if (local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } syntax)
                continue;

            var body = new LambdaBody(local, syntax);
            _localFunctions[local] = body;
            Add(body, graph.GetLocalFunctionControlFlowGraph(local));
        }

        foreach (IOperation operation in OperationsOf(graph))
        {
            switch (operation)
            {
                case ILocalReferenceOperation { Type.TypeKind: TypeKind.Delegate } reference when !IsCalledOrAssigned(reference):
                    _escaping.Add(reference.Local);
                    break;
                case IFlowAnonymousFunctionOperation lambda:
                    Lambda(lambda);
                    break;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local }, Value: var value }:
                    _heldBy[local] = _heldBy.ContainsKey(local) ? null : DelegateBody(value);
                    break;
                case IAssignmentOperation { Target: ILocalReferenceOperation { Local: var other } }:
                    _heldBy[other] = null;
                    break;
            }
        }
    }

    /// <summary>The locals and parameters that a nested body reads or writes.</summary>
    public HashSet<object> Captured { get; } = new();

    /// <summary>Those of them that a nested body assigns: any call may change them.</summary>
    public HashSet<object> Written { get; } = new();

    public ImmutableArray<LambdaBody> All => _lambdas.Values.Concat(_localFunctions.Values).ToImmutableArray();

    public LambdaBody? LocalFunction(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        if (_localFunctions.TryGetValue(method, out LambdaBody found))
            return found;

        return method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } syntax ? new LambdaBody(method, syntax) : null;
    }

    public LambdaBody Lambda(IFlowAnonymousFunctionOperation lambda)
    {
        if (!_lambdas.TryGetValue(lambda.Syntax, out LambdaBody body))
        {
            body = new LambdaBody(lambda.Symbol, lambda.Syntax);
            _lambdas.Add(lambda.Syntax, body);
            Add(body, _graph.GetAnonymousFunctionControlFlowGraph(lambda));
        }

        return body;
    }

    /// <summary>The lambda that a local holds throughout, being assigned once.</summary>
    public object? HeldBy(ILocalSymbol local) => _heldBy.TryGetValue(local, out object? body) ? body : null;

    /// <summary>Whether a local that holds a delegate is used otherwise than by a call.</summary>
    public bool Escapes(ILocalSymbol local) => _escaping.Contains(local);

    /// <summary>All operations of a graph, each block's in order.</summary>
    public static IEnumerable<IOperation> OperationsOf(ControlFlowGraph graph)
    {
        foreach (BasicBlock block in graph.Blocks)
        {
            foreach (IOperation operation in block.Operations)
            {
                foreach (IOperation descendant in operation.DescendantsAndSelf())
                    yield return descendant;
            }

            if (block.BranchValue is not { } value)
                continue;

            foreach (IOperation descendant in value.DescendantsAndSelf())
                yield return descendant;
        }
    }

    public object? DelegateBody(IOperation value)
    {
        while (value is IConversionOperation { Operand: var operand })
            value = operand;

        return value switch
        {
            IDelegateCreationOperation { Target: IFlowAnonymousFunctionOperation lambda } => Lambda(lambda),
            IDelegateCreationOperation { Target: IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } method } } =>
                LocalFunction(method),
            _ => null,
        };
    }

    private void Add(LambdaBody body, ControlFlowGraph graph)
    {
        _bodies.Add(body, graph);
        Note(graph);
    }

    /// <summary>Notes the variables that a nested body mentions; its own among them do no harm.</summary>
    private void Note(ControlFlowGraph graph)
    {
        foreach (IOperation operation in OperationsOf(graph))
        {
            switch (operation)
            {
                case ILocalReferenceOperation local:
                    Captured.Add(local.Local);
                    if (IsTarget(local))
                        Written.Add(local.Local);

                    break;
                case IParameterReferenceOperation parameter:
                    Captured.Add(parameter.Parameter);
                    if (IsTarget(parameter))
                        Written.Add(parameter.Parameter);

                    break;
                case IFlowAnonymousFunctionOperation lambda:
                    Note(graph.GetAnonymousFunctionControlFlowGraph(lambda));
                    break;
            }
        }

        foreach (IMethodSymbol local in graph.LocalFunctions)
            Note(graph.GetLocalFunctionControlFlowGraph(local));
    }

    private static bool IsCalledOrAssigned(ILocalReferenceOperation reference)
    {
        IOperation? parent = reference.Parent;
        return parent is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke }
            || (parent is ISimpleAssignmentOperation assignment && ReferenceEquals(assignment.Target, reference))
            || (parent is IArgumentOperation { Parameter: { } parameter }
                && parameter.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "InstantHandleAttribute"));
    }

    private static bool IsTarget(IOperation operation) => operation.Parent switch
    {
        IAssignmentOperation assignment => ReferenceEquals(assignment.Target, operation),
        IIncrementOrDecrementOperation => true,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        ITupleOperation => true,
        IFlowCaptureOperation => true,
        _ => false,
    };
}
