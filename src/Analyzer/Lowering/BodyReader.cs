using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Analyzer.Lowering;

/// <summary>Reads a body: every block's operations into instructions, and its edges into an explicit graph.</summary>
internal sealed class BodyReader
{
    private readonly RuleSet _rules;
    private readonly IBodies _bodies;
    private readonly ThrowLevel _countedLevel;

    public BodyReader(RuleSet rules, IBodies bodies, ThrowLevel countedLevel)
    {
        _rules = rules;
        _bodies = bodies;
        _countedLevel = countedLevel;
    }

    /// <summary>Whether a variable is one of a member or function that the body of this graph is nested in.</summary>
    private static bool IsOuter(LocalId variable, ControlFlowGraph graph) =>
        graph.Parent is not null && variable.Symbol is { } symbol
        && symbol.DeclaringSyntaxReferences is { Length: > 0 } places
        && !graph.OriginalOperation.Syntax.Span.Contains(places[0].Span);

    /// <summary>Whether steps can be about what a member returns, or what its task comes back with.</summary>
    private static bool ReturnsSubject(ISymbol owner) => owner is IMethodSymbol { ReturnsVoid: false, ReturnType: var type }
        && (type is INamedTypeSymbol { Name: "Task" or "ValueTask" } task ? task.TypeArguments is [var given] && SubjectPlaces.CanBeSubject(given) : SubjectPlaces.CanBeSubject(type));

    /// <summary>
    /// What elements need is looked at where the body performs the step itself: nearly every body uses arrays, and nearly none has anything to do with what becomes of them.
    /// </summary>
    private static void DropElements(FlowGraph graph)
    {
        var performed = new HashSet<ProtocolStep>();
        bool hasElements = false;
        foreach (Instruction.Event happening in graph.Nodes.SelectMany(static node => node.Instructions).OfType<Instruction.Event>())
        {
            hasElements |= happening.IsOfElement;
            if (happening is { Kind: EventKind.Step, Step: { } step })
                performed.Add(step);
        }

        foreach (FlowNode node in hasElements ? graph.Nodes : ImmutableArray<FlowNode>.Empty)
            node.Instructions = node.Instructions.RemoveAll(instruction => instruction is Instruction.Event { IsOfElement: true, Step: { } step } && !performed.Contains(step));
    }

    /// <summary>A constructor without a body of its own: only what it runs all the same.</summary>
    public BodyCode ReadImplied(ISymbol owner, CancellationToken cancellation)
    {
        var context = new ReadingContext(
            _rules, _bodies, owner, null, new NestedBodies(_bodies), null, _countedLevel, ImmutableArray<TextSpan>.Empty, cancellation);
        ImmutableArray<BlockPart> parts = new OperationReader(context).ReadConstruction();
        FlowGraph graph = FlowGraphBuilder.Straight(parts, new Site(owner.Locations[0], "end"), _countedLevel);
        return new BodyCode(
            graph,
            context.Callees.ToImmutableArray(),
            context.Callees.ToImmutableHashSet(),
            ImmutableArray<BodyId>.Empty,
            ImmutableArray<DelegateConversion>.Empty,
            ImmutableArray<LambdaBody>.Empty,
            null);
    }

    public BodyCode Read(ControlFlowGraph graph, ISymbol owner, SyntaxNode body, CancellationToken cancellation)
    {
        try
        {
            return ReadOnStack(graph, owner, body, cancellation);
        }
        catch (InsufficientExecutionStackException)
        {
            return LargeStack.Run(() => ReadOrGiveUp(graph, owner, body, cancellation));
        }
    }

    private BodyCode ReadOrGiveUp(ControlFlowGraph graph, ISymbol owner, SyntaxNode body, CancellationToken cancellation)
    {
        try
        {
            return ReadOnStack(graph, owner, body, cancellation);
        }
        catch (InsufficientExecutionStackException)
        {
            return new BodyCode(
                null,
                ImmutableArray<BodyId>.Empty,
                ImmutableHashSet<BodyId>.Empty,
                ImmutableArray<BodyId>.Empty,
                ImmutableArray<DelegateConversion>.Empty,
                new NestedBodies(graph, _bodies).All,
                "GaveUpDepth");
        }
    }

    private BodyCode ReadOnStack(ControlFlowGraph graph, ISymbol owner, SyntaxNode body, CancellationToken cancellation)
    {
        var nested = new NestedBodies(graph, _bodies);
        var context = new ReadingContext(
            _rules, _bodies, owner, body, nested, graph.OriginalOperation.SemanticModel, _countedLevel, OmittedCalls.Of(graph, body.SyntaxTree), cancellation);
        var exits = new ExitSites(graph, body);
        var operations = new OperationReader(context);
        var builder = new FlowGraphBuilder(graph.Blocks, operations.Read, exits.Of, _countedLevel)
        {
            Around = graph.Parent is null && graph.OriginalOperation.SemanticModel is { } model && model.GetDeclaredSymbol(body, cancellation) is IMethodSymbol declared
                ? operations.ReadSynchronized(declared, model.Compilation)
                : null,
        };
        FlowGraph? built = builder.Build();
        foreach (FlowNode node in context.Postponed.Count == 0 || built is null ? ImmutableArray<FlowNode>.Empty : built.Nodes)
        {
            node.Instructions = node.Instructions.RemoveAll(instruction => context.Postponed.Exists(pending =>
                (pending.IsFollowed && pending.HandOn == instruction) || (!pending.HasLanded && pending.Starts.Contains(instruction))));
        }

        if (built is not null)
        {
            built.OfGiven = context.OfGiven.ToImmutable();
            DropElements(built);
        }

        if (built is not null)
            Liveness.Mark(built, nested.Captured, variable => IsOuter(variable, graph), ReturnsSubject(owner));

        foreach (PendingCall pending in context.Postponed.Where(static pending => !pending.HasLanded))
        {
            IMethodSymbol method = pending.Call.TargetMethod;
            context.Conversions.Add(new DelegateConversion(pending.Body, Sites.Call(pending.Call), ImmutableArray<MemberEvent>.Empty)
            {
                Hiding = method.ReturnsVoid ? Hiding.CannotBeAwaited : _bodies.IsIterator(method) ? Hiding.NotEnumerated : Hiding.NotAwaited,
                IsDropped = DroppedTask.Is(pending.Call.Syntax),
            });
        }

        return new BodyCode(
            built,
            context.Callees.Concat(context.Conversions.Select(static conversion => conversion.Body)).Distinct().ToImmutableArray(),
            context.Callees.ToImmutableHashSet(),
            context.Started.Except(context.Callees).ToImmutableArray(),
            context.Conversions.ToImmutable(),
            nested.All,
            built is null ? "GaveUpFinally" : context.GaveUp)
        {
            Trespasses = Trespass.In(graph, owner, _rules),
            Returned = context.ReturnedTypes.ToImmutableArray(),
            Dispatched = context.Dispatched.ToImmutableHashSet(),
        };
    }
}
