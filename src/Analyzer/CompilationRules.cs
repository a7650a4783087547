using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Protocols;
using EntryPath.Analyzer.Rules;
using EntryPath.Analyzer.Summaries;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace EntryPath.Analyzer;

/// <summary>The analysis of one compilation: made when the first body asks, since a build may look at rules only.</summary>
internal sealed class CompilationRules
{
    private readonly Compilation _compilation;
    private readonly AnalyzerOptions _options;
    private readonly Lazy<Judge> _judge;
    private MentionIndex? _index;

    public CompilationRules(Compilation compilation, AnalyzerOptions options, RuleSet rules)
    {
        _compilation = compilation;
        _options = options;
        Rules = rules;
        Generated = new GeneratedCode(options.AnalyzerConfigOptionsProvider.GetOptions);
        _judge = new Lazy<Judge>(CreateJudge);
    }

    public RuleSet Rules { get; }

    public GeneratedCode Generated { get; }

    /// <summary>Whether a declaration can reach an event or has a promise to keep.</summary>
    public bool CanConcern(SyntaxNode declaration, ISymbol symbol, CancellationToken cancellation) =>
        Index(cancellation).IsInteresting(declaration) || Rules.For(symbol) is { Events.IsEmpty: false }
        || (Rules.MakesGuards && symbol is IMethodSymbol method && GuardDisposals.IsDisposal(method));

    /// <summary>The reports about protocols declared in a file whose commit nothing calls.</summary>
    /// <param name="isHere">Whether a place is in the file.</param>
    /// <param name="cancellation">Stops the search.</param>
    public IEnumerable<Diagnostic> CheckCommits(Func<Location, bool> isHere, CancellationToken cancellation)
    {
        foreach (ClosedProtocol closed in Rules.Closed)
        {
            if (closed.Protocol.Location is { } location && isHere(location)
                && new UncalledCommits(_compilation, Rules, Index(cancellation)).Check(closed, cancellation) is { } report)
            {
                yield return report;
            }
        }
    }

    /// <summary>What is wrong in a member, whose blocks the compiler has bound.</summary>
    public List<Violation> Check(ISymbol body, ImmutableArray<IOperation> blocks, Func<IOperation, ControlFlowGraph> graphOf, CancellationToken cancellation)
    {
        _judge.Value.Bodies.Offer(body, blocks, graphOf, cancellation);
        return _judge.Value.Check(body, cancellation);
    }

    private MentionIndex Index(CancellationToken cancellation)
    {
        if (_index is null)
            Interlocked.CompareExchange(ref _index, new MentionIndex(_compilation, Rules.MemberNames, cancellation), null);

        return _index!;
    }

    private Judge CreateJudge()
    {
        ThrowLevel counted = ThrowLevel.Explicit;
        foreach (SyntaxTree tree in _compilation.SyntaxTrees)
        {
            ThrowLevel level = Policy(tree).Highest(Rules.Protocols);
            if (level > counted)
                counted = level;
        }

        var bodies = new Bodies(_compilation, Rules, Index(CancellationToken.None), counted);
        return new Judge(Rules, new Analysis(Rules, bodies, counted), Policy, Certainty, Generated);
    }

    private CertaintyPolicy Certainty(SyntaxTree tree) => new(_options.AnalyzerConfigOptionsProvider.GetOptions(tree));

    private ExceptionPolicy Policy(SyntaxTree tree) => new(_options.AnalyzerConfigOptionsProvider.GetOptions(tree));
}
