using System.Collections.Immutable;
using System.Reflection;
using System.Threading;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>
/// What a body and the functions nested in it use, by the symbols that are bound in its graph: a look that follows no value and costs a fraction of reading it.
/// </summary>
/// <param name="Concerns">Whether something is declared about it or about a member that it uses; also where this look cannot tell.</param>
/// <param name="Callees">The bodies that it can run, or that become delegates in it.</param>
internal sealed record BodyUses(bool Concerns, ImmutableArray<BodyId> Callees)
{
    /// <summary>Nothing: what has no code.</summary>
    public static readonly BodyUses None = new(false, ImmutableArray<BodyId>.Empty);

    /// <summary>Looks at a body.</summary>
    /// <param name="owner">The member.</param>
    /// <param name="graph">Its graph; null for a constructor that has no code of its own.</param>
    /// <param name="rules">What is declared.</param>
    /// <param name="bodies">The bodies of the compilation.</param>
    /// <param name="cancellation">Stops the look.</param>
    public static BodyUses Of(ISymbol owner, ControlFlowGraph? graph, RuleSet rules, IBodies bodies, CancellationToken cancellation)
    {
        var look = new Look(rules, bodies, cancellation);
        return look.ConcernsOwner(owner) || !look.Construction(owner) || (graph is not null && !look.Graph(graph))
            ? new BodyUses(true, ImmutableArray<BodyId>.Empty)
            : look.Callees.Count == 0 ? None : new BodyUses(false, look.Callees.ToImmutableArray());
    }

    /// <summary>Each look goes on as long as nothing is found that rules are about, and says whether it came to its end.</summary>
    private sealed class Look
    {
        private readonly RuleSet _rules;
        private readonly IBodies _bodies;
        private readonly CancellationToken _cancellation;
        private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);
        private readonly Stack<IOperation> _work = new();

        public Look(RuleSet rules, IBodies bodies, CancellationToken cancellation)
        {
            _rules = rules;
            _bodies = bodies;
            _cancellation = cancellation;
        }

        public HashSet<BodyId> Callees { get; } = new();

        public bool ConcernsOwner(ISymbol owner) => _rules.Concerns(owner)
            || (owner is IMethodSymbol method && ((method.AssociatedSymbol is { } associated && _rules.Concerns(associated))
                || (method.MethodImplementationFlags & MethodImplAttributes.Synchronized) != 0
                || (_rules.MakesGuards && (method.Name is "Dispose" or "DisposeAsync" || !method.ExplicitInterfaceImplementations.IsEmpty))));

        public bool Construction(ISymbol owner)
        {
            if (owner is not IMethodSymbol constructor || !Lowering.Construction.RunsInitializers(constructor))
                return true;

            foreach (ISymbol member in Lowering.Construction.Initialized(constructor.ContainingType))
            {
                if (_bodies.Initializer(member) is { } body)
                    Callees.Add(body);
            }

            return Lowering.Construction.ImplicitBase(constructor) is not { } @base || Use(@base);
        }

        public bool Graph(ControlFlowGraph graph)
        {
            foreach (BasicBlock block in graph.Blocks)
            {
                _cancellation.ThrowIfCancellationRequested();
                foreach (IOperation operation in block.Operations)
                {
                    if (!All(operation, graph))
                        return false;
                }

                if (block.BranchValue is { } value && !All(value, graph))
                    return false;
            }

            foreach (IMethodSymbol local in graph.LocalFunctions)
            {
                if (_rules.Concerns(local) || !Graph(graph.GetLocalFunctionControlFlowGraph(local)))
                    return false;
            }

            return true;
        }

        private bool All(IOperation root, ControlFlowGraph graph)
        {
            int floor = _work.Count;
            _work.Push(root);
            while (_work.Count > floor)
            {
                IOperation operation = _work.Pop();
                if (!One(operation, graph))
                {
                    _work.Clear();
                    return false;
                }

                foreach (IOperation child in operation.ChildOperations)
                    _work.Push(child);
            }

            return true;
        }

        private bool One(IOperation operation, ControlFlowGraph graph)
        {
            switch (operation)
            {
                case IInvocationOperation { TargetMethod: var method, Instance: var instance }:
                    // A copy of a record, and the contract of a delegate type.
                    return method.Name.Length > 0 && method.Name[0] != '<'
                        && (method.MethodKind != MethodKind.DelegateInvoke || !_rules.HasDelegateContracts || instance?.Type is not INamedTypeSymbol called || !_rules.Concerns(called))
                        && Use(method, instance);

                case IObjectCreationOperation { Constructor: { } constructor }:
                    return Use(constructor);

                case IPropertyReferenceOperation { Property: var property, Instance: var instance }:
                    return Use(property, instance);

                case IEventReferenceOperation { Event: var handled, Instance: var instance }:
                    return Use(handled, instance);

                case IFieldReferenceOperation { Field: var field }:
                    return Use(field);

                case IMethodReferenceOperation { Method: var method, Instance: var instance }:
                    return Use(method, instance);

                case IImplicitIndexerReferenceOperation implied:
                    return (implied.IndexerSymbol is not { } indexer || Use(indexer, implied.Instance)) && (implied.LengthSymbol is not { } length || Use(length, implied.Instance));

                case IAwaitOperation { Operation.Type: var awaited }:
                    return ImpliedMembers.Awaiter(awaited) is not { } awaiter || Use(awaiter);

                case { Kind: ImpliedMembers.CollectionExpression, Type: var collection }:
                    return ImpliedMembers.Add(collection) is not { } add || Use(add);

                case IDelegateCreationOperation { Type: INamedTypeSymbol made }:
                    return !_rules.HasDelegateContracts || !_rules.Concerns(made);

                case IFlowAnonymousFunctionOperation lambda:
                    return !_rules.Concerns(lambda.Symbol) && Graph(graph.GetAnonymousFunctionControlFlowGraph(lambda));

                case IConversionOperation { OperatorMethod: { } @operator }:
                    return Use(@operator);

                case IUnaryOperation { OperatorMethod: { } @operator }:
                    return Use(@operator);

                case IBinaryOperation binary:
                    return binary.OperatorMethod is not { } used || Use(used);

                case ICompoundAssignmentOperation compound:
                    return (compound.OperatorMethod is not { } combined || Use(combined))
                        && (compound.InConversion.MethodSymbol is not { } before || Use(before))
                        && (compound.OutConversion.MethodSymbol is not { } after || Use(after));

                case IIncrementOrDecrementOperation { OperatorMethod: { } @operator }:
                    return Use(@operator);

                case IRecursivePatternOperation { DeconstructSymbol: { } deconstruct }:
                    return Use(deconstruct);

                // What these call is found by their syntax, as they are read.
                case IDeconstructionAssignmentOperation or IListPatternOperation or IWithOperation:
                    return false;

                default:
                    return true;
            }
        }

        /// <summary>What a use of the base's own member can run.</summary>
        private void UseOfBase(ISymbol member)
        {
            foreach (IMethodSymbol? used in member is IPropertySymbol property ? new[] { property.GetMethod, property.SetMethod } : new[] { member as IMethodSymbol })
            {
                if (used is { MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet } && _bodies.CalleeOfBase(used) is { } body)
                    Callees.Add(body);
            }
        }

        private bool Use(ISymbol member, IOperation? instance = null)
        {
            if (instance is not null && member.ContainingType?.TypeKind == TypeKind.Interface && OperationReader.Unconverted(instance).Type is { TypeKind: TypeKind.Class or TypeKind.Struct } type
                && type.FindImplementationForInterfaceMember(member) is { } implementation && !Use(implementation))
            {
                return false;
            }

            if (instance is IInstanceReferenceOperation { Syntax: BaseExpressionSyntax })
                UseOfBase(member);

            if (!_seen.Add(member))
                return true;

            if (_rules.Concerns(member))
                return false;

            switch (member)
            {
                case IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction or MethodKind.DelegateInvoke or MethodKind.BuiltinOperator }:
                    return true;

                case IMethodSymbol method:
                    if (_bodies.Callee(method) is { } body)
                        Callees.Add(body);

                    if (_bodies.DispatchOf(method, null) is { } dispatch)
                        Callees.UnionWith(dispatch.Bodies);

                    return true;

                case IPropertySymbol property:
                    return (property.GetMethod is not { } getter || Use(getter)) && (property.SetMethod is not { } setter || Use(setter));

                case IEventSymbol { AddMethod: var adder, RemoveMethod: var remover }:
                    return (adder is null || Use(adder)) && (remover is null || Use(remover));

                default:
                    return true;
            }
        }
    }
}
