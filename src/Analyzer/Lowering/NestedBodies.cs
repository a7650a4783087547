using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>The lambdas and local functions of a body: which locals hold them, and which variables they mention.</summary>
internal sealed class NestedBodies
{
    private readonly ControlFlowGraph? _graph;
    private readonly IBodies _bodies;
    private readonly Dictionary<SyntaxNode, LambdaBody> _lambdas = new();
    private ImmutableArray<LocalId>? _writtenElsewhere;
    private readonly Dictionary<LambdaBody, ControlFlowGraph> _graphs = new();
    private readonly Dictionary<ISymbol, LambdaBody> _localFunctions = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _escaping = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, HeldDelegate?> _heldBy = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, int> _assignments = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<IParameterSymbol?>> _handedTo = new(SymbolEqualityComparer.Default);

    /// <summary>Those of a body that has no code of its own: none.</summary>
    public NestedBodies(IBodies bodies) => _bodies = bodies;

    public NestedBodies(ControlFlowGraph graph, IBodies bodies)
        : this(bodies)
    {
        _graph = graph;
        if (graph.Parent is not null)
            Captured.UnionWith(OutsideOf(graph));

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
            ISymbol? assigned = operation switch
            {
                ILocalReferenceOperation local when IsTarget(local) => local.Local,
                IParameterReferenceOperation parameter when IsTarget(parameter) => parameter.Parameter,
                _ => null,
            };
            if (assigned is not null)
                _assignments[assigned] = IsReassigned(assigned) || _assignments.ContainsKey(assigned) ? 2 : 1;

            switch (operation)
            {
                case ILocalReferenceOperation { Type.TypeKind: TypeKind.Delegate } reference when !IsCalledOrAssigned(reference):
                    NoteEscape(reference);
                    break;
                case IFlowAnonymousFunctionOperation lambda when !IsQuoted(lambda):
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

        foreach (KeyValuePair<ISymbol, HeldDelegate?> held in _heldBy)
        {
            if (held.Value is { Lambda: { } lambda })
                bodies.Hold((ILocalSymbol)held.Key, lambda);
        }
    }

    /// <summary>The locals and parameters that a nested body reads or writes.</summary>
    public HashSet<LocalId> Captured { get; } = new();

    /// <summary>Those of them that a nested body assigns: any call may change them.</summary>
    public HashSet<LocalId> Written { get; } = new();

    /// <summary>Those of them that one nested body can assign: its own, or any where it runs another nested body.</summary>
    /// <param name="body">The nested body.</param>
    /// <param name="isCut">Whether what it is given to run is no part of it.</param>
    public ImmutableArray<LocalId> WrittenBy(LambdaBody body, bool isCut = false) =>
        _graphs.TryGetValue(body, out ControlFlowGraph? graph) && OwnWrites(graph, isCut) is { } own ? Written.Where(own.Contains).ToImmutableArray() : Written.ToImmutableArray();

    /// <summary>Those of them that code which is not seen can change: what is assigned by nested bodies that are handed on, rather than called here or run at once.</summary>
    public ImmutableArray<LocalId> WrittenElsewhere => _writtenElsewhere ??= Written.Count == 0 ? ImmutableArray<LocalId>.Empty : FindWrittenElsewhere();

    private ImmutableArray<LocalId> FindWrittenElsewhere()
    {
        if (_graph is null)
            return Written.ToImmutableArray();

        var written = new HashSet<LocalId>();
        foreach (IDelegateCreationOperation creation in OperationsOf(_graph).OfType<IDelegateCreationOperation>())
        {
            if (DelegateBody(creation) is not { Lambda: { } body } || IsRunHere(creation))
                continue;

            if (!_graphs.TryGetValue(body, out ControlFlowGraph? graph) || OwnWrites(graph, isCut: false) is not { } own)
                return Written.ToImmutableArray();

            written.UnionWith(own);
        }

        // What a nested body hands on in turn is not looked for.
        return _graph.Parent is not null || _graphs.Values.Any(static graph => OperationsOf(graph).Any(static operation => operation is IDelegateCreationOperation)) ? Written.ToImmutableArray() : Written.Where(written.Contains).ToImmutableArray();
    }

    /// <summary>Whether a delegate is run at once by what it is given to.</summary>
    private bool IsRunHere(IDelegateCreationOperation creation)
    {
        IOperation? parent = creation.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;

        return parent is IArgumentOperation argument && IsInstant(argument);
    }

    /// <summary>The variables that a graph assigns; null where it can run another nested body.</summary>
    private static HashSet<LocalId>? OwnWrites(ControlFlowGraph graph, bool isCut)
    {
        var own = new HashSet<LocalId>();
        foreach (IOperation operation in OperationsOf(graph))
        {
            switch (operation)
            {
                case IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: IParameterReferenceOperation or IFlowCaptureReferenceOperation } when isCut:
                    break;
                case IFlowAnonymousFunctionOperation or IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction or MethodKind.DelegateInvoke } or IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction }:
                    return null;
                case ILocalReferenceOperation local when IsTarget(local):
                    own.Add(LocalId.Of(local.Local));
                    break;
                case IParameterReferenceOperation parameter when IsTarget(parameter):
                    own.Add(LocalId.Of(parameter.Parameter));
                    break;
            }
        }

        return own;
    }

    public ImmutableArray<LambdaBody> All => _lambdas.Values.Concat(_localFunctions.Values).ToImmutableArray();

    public LambdaBody? LocalFunction(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        if (_localFunctions.TryGetValue(method, out LambdaBody found))
            return found;

        return method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } syntax && IsAround(syntax) ? new LambdaBody(method, syntax) : null;
    }

    /// <summary>
    /// Whether a function is of the member that this body is of. In code that does not compile a type may name functions of the main program: whether their bodies have been read by then,
    /// depends on who asks first.
    /// </summary>
    private bool IsAround(SyntaxNode function)
    {
        ControlFlowGraph? outermost = _graph;
        while (outermost?.Parent is { } parent)
            outermost = parent;

        return outermost?.OriginalOperation.Syntax is { } member && member.SyntaxTree == function.SyntaxTree && member.Span.Contains(function.Span);
    }

    public LambdaBody Lambda(IFlowAnonymousFunctionOperation lambda)
    {
        if (!_lambdas.TryGetValue(lambda.Syntax, out LambdaBody body))
        {
            body = new LambdaBody(lambda.Symbol, lambda.Syntax);
            _lambdas.Add(lambda.Syntax, body);
            Add(body, _graph!.GetAnonymousFunctionControlFlowGraph(lambda));
        }

        return body;
    }

    /// <summary>The lambda, or the reference to a method, that a local holds throughout, being assigned once.</summary>
    public HeldDelegate? HeldBy(ILocalSymbol local) =>
        _heldBy.TryGetValue(local, out HeldDelegate? held) ? held
        : _bodies.HeldBy(local) is { } lambda && IsAround(lambda.Syntax) ? HeldDelegate.Of(lambda)
        : null;

    /// <summary>Whether a local that holds a delegate is used otherwise than by a call.</summary>
    public bool Escapes(ILocalSymbol local) => _escaping.Contains(local);

    /// <summary>Whether a parameter is assigned, or a local more than once.</summary>
    public bool IsReassigned(ISymbol variable) =>
        Written.Contains(LocalId.Declared(variable)) || (_assignments.TryGetValue(variable, out int times) && times >= (variable is IParameterSymbol ? 1 : 2));

    /// <summary>The parameters that a local's delegate is passed to, where it is used for nothing else but calls; empty otherwise.</summary>
    public IEnumerable<IParameterSymbol> HandedTo(ILocalSymbol local) =>
        _handedTo.TryGetValue(local, out List<IParameterSymbol?>? parameters) && parameters.TrueForAll(static parameter => parameter is not null)
            ? parameters!
            : Enumerable.Empty<IParameterSymbol>();

    /// <summary>Whether a delegate runs during the call that it is given to, or before anything that follows the call.</summary>
    public bool IsInstant(IArgumentOperation argument) => argument.Parameter is { } parameter && (IsInstant(parameter) || RunDelegates.Runs(argument));

    /// <summary>Whether a parameter says that a delegate runs during the call.</summary>
    private bool IsInstant(IParameterSymbol parameter) => SaysInstant(parameter) || _bodies.RunsAtOnce(parameter) is not null || IsGiven(parameter);

    /// <summary>Whether a method is cut where it runs the delegate in a parameter.</summary>
    public bool IsGiven(IParameterSymbol parameter) => !SaysInstant(parameter) && parameter.Type.TypeKind == TypeKind.Delegate && parameter.ContainingSymbol is IMethodSymbol method
        && _bodies.GivenCallsIn(method).Any(call => call.Parameter == (method.ReducedFrom is null ? parameter.Ordinal : parameter.Ordinal + 1));

    private static bool SaysInstant(IParameterSymbol parameter) =>
        parameter.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name is "InstantHandleAttribute" or "InstantHandle");

    /// <summary>What a delegate is given that runs during a call, as far as it is known: by the arguments of the call.</summary>
    public ImmutableArray<int> ArgumentsOf(IParameterSymbol parameter, ImmutableArray<int> arguments) =>
        _bodies.RunsAtOnce(parameter) is { } ordinals && ordinals.All(ordinal => ordinal < arguments.Length) ? ordinals.Select(ordinal => arguments[ordinal]).ToImmutableArray() : ImmutableArray<int>.Empty;

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

    public HeldDelegate? DelegateBody(IOperation value)
    {
        while (value is IConversionOperation { Operand: var operand })
            value = operand;

        return value switch
        {
            IDelegateCreationOperation { Target: IFlowAnonymousFunctionOperation lambda } => HeldDelegate.Of(Lambda(lambda)),
            IDelegateCreationOperation { Target: IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } method } } =>
                HeldDelegate.Of(LocalFunction(method)),
            IDelegateCreationOperation { Target: IMethodReferenceOperation reference } => HeldDelegate.Of(reference),
            _ => null,
        };
    }

    private void Add(LambdaBody body, ControlFlowGraph graph)
    {
        _graphs[body] = graph;
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
                    Captured.Add(LocalId.Of(local.Local));
                    if (local.Type?.TypeKind == TypeKind.Delegate)
                    {
                        if (IsTarget(local))
                            _heldBy[local.Local] = null;
                        else if (!IsCalledOrAssigned(local))
                            NoteEscape(local);
                    }

                    if (IsTarget(local))
                        Written.Add(LocalId.Of(local.Local));

                    break;
                case IParameterReferenceOperation parameter:
                    Captured.Add(LocalId.Of(parameter.Parameter));
                    if (IsTarget(parameter))
                        Written.Add(LocalId.Of(parameter.Parameter));

                    break;
                case IFlowAnonymousFunctionOperation lambda:
                    Note(graph.GetAnonymousFunctionControlFlowGraph(lambda));
                    break;
            }
        }

        foreach (IMethodSymbol local in graph.LocalFunctions)
            Note(graph.GetLocalFunctionControlFlowGraph(local));
    }

    private void NoteEscape(ILocalReferenceOperation reference)
    {
        _escaping.Add(reference.Local);
        if (!_handedTo.TryGetValue(reference.Local, out List<IParameterSymbol?>? parameters))
            _handedTo.Add(reference.Local, parameters = new List<IParameterSymbol?>());

        parameters.Add((reference.Parent as IArgumentOperation)?.Parameter);
    }

    private bool IsCalledOrAssigned(ILocalReferenceOperation reference)
    {
        IOperation? parent = reference.Parent;
        return parent is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke }
            || (parent is ISimpleAssignmentOperation assignment && ReferenceEquals(assignment.Target, reference))
            || (parent is IArgumentOperation argument && IsInstant(argument))
            || (parent is IFlowCaptureOperation && IsInvokedIfThere(reference.Syntax));
    }

    /// <summary><c>x?.Invoke()</c>.</summary>
    private static bool IsInvokedIfThere(SyntaxNode syntax) => syntax.Parent is ConditionalAccessExpressionSyntax
    {
        WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Invoke" } },
    };

    /// <summary>Whether a lambda becomes an expression tree, which is data.</summary>
    private static bool IsQuoted(IFlowAnonymousFunctionOperation lambda)
    {
        for (IOperation? parent = lambda.Parent; parent is IConversionOperation or IDelegateCreationOperation; parent = parent.Parent)
        {
            if (parent.Type is INamedTypeSymbol { Name: "Expression", IsGenericType: true, ContainingNamespace: { Name: "Expressions", ContainingNamespace.Name: "Linq" } })
                return true;
        }

        return false;
    }

    /// <summary>The variables of surrounding bodies that a nested one uses: they are there when it has ended.</summary>
    private static IEnumerable<LocalId> OutsideOf(ControlFlowGraph graph)
    {
        var own = new HashSet<ISymbol>(LocalsOf(graph.Root), SymbolEqualityComparer.Default);
        return OperationsOf(graph).OfType<ILocalReferenceOperation>().Select(static reference => reference.Local).Where(local => !own.Contains(local)).Select(LocalId.Of);
    }

    private static IEnumerable<ILocalSymbol> LocalsOf(ControlFlowRegion region) => region.Locals.Concat(region.NestedRegions.SelectMany(LocalsOf));

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
