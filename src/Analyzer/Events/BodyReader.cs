using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace EntryPath.Analyzer.Events;

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

    public BodyCode Read(ControlFlowGraph graph, SyntaxNode body, CancellationToken cancellation)
    {
        var nested = new NestedBodies(graph, _bodies);
        var context = new ReadingContext(_rules, _bodies, nested, graph.OriginalOperation.SemanticModel, _countedLevel, cancellation);
        var exits = new ExitSites(graph, body);
        var operations = new OperationReader(context);
        try
        {
            var builder = new FlowGraphBuilder(graph, operations.Read, exits.Of, ReadingContext.Returned, _countedLevel);
            FlowGraph? built = builder.Build();
            if (built is not null)
                Liveness.Mark(built, nested.Captured);

            return new BodyCode(
                built,
                context.Callees.ToImmutableArray(),
                context.Started.Except(context.Callees).ToImmutableArray(),
                context.Conversions.ToImmutable(),
                nested.All,
                built is null ? "its ways through nested finally blocks are too many" : context.GaveUp);
        }
        catch (InsufficientExecutionStackException)
        {
            return new BodyCode(
                null,
                ImmutableArray<object>.Empty,
                ImmutableArray<object>.Empty,
                ImmutableArray<DelegateConversion>.Empty,
                nested.All,
                "an expression in it is nested too deeply");
        }
    }
}
