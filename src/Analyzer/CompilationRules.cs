using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Events;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Protocols;
using EntryPath.Analyzer.Rules;
using EntryPath.Analyzer.Summaries;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Text;

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

    /// <summary>
    /// What is wrong in the members of a file, asked one by one and without a driver of analyzers: what the settings or comments of a project suppress is
    /// still among it.
    /// </summary>
    /// <param name="model">The file.</param>
    /// <param name="within">Only members that this span touches; null: all.</param>
    /// <param name="cancellation">Stops the search.</param>
    public List<Diagnostic> Check(SemanticModel model, TextSpan? within, CancellationToken cancellation)
    {
        var found = new List<Diagnostic>();
        foreach (SyntaxNode declaration in model.SyntaxTree.GetRoot(cancellation).DescendantNodesAndSelf(static node =>
            node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax))
        {
            if (within is { } span && !span.IntersectsWith(declaration.Span))
                continue;

            switch (declaration)
            {
                case TypeDeclarationSyntax type when model.GetDeclaredSymbol(type, cancellation) is INamedTypeSymbol symbol:
                    Add(CheckImplied(symbol, cancellation), symbol);
                    break;

                case BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null } method:
                    if (model.GetDeclaredSymbol(method, cancellation) is IMethodSymbol @abstract)
                        Add(CheckAbstract(@abstract), @abstract);
                    break;

                case BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax:
                case CompilationUnitSyntax unit when unit.Members.Any(static member => member is GlobalStatementSyntax):
                    foreach (ISymbol member in _judge.Value.Bodies.KeysOf(declaration, cancellation).OfType<ISymbol>())
                    {
                        if (CanConcern(declaration, member, cancellation) && !Generated.IsWhollyGenerated(declaration, member))
                            Add(_judge.Value.Check((member as IMethodSymbol)?.PartialImplementationPart ?? member, cancellation), member);
                    }

                    break;
            }
        }

        return found;

        void Add(IEnumerable<Violation> violations, ISymbol owner) => found.AddRange(violations
            .Where(violation => violation.Location.SourceTree == model.SyntaxTree && !Generated.Contains(violation.Location, owner))
            .Select(static violation => violation.ToDiagnostic()));
    }

    /// <summary>An abstract member has no body to check, but may not weaken the contract that it inherits either.</summary>
    public IEnumerable<Violation> CheckAbstract(IMethodSymbol method) =>
        method is { IsAbstract: true, OverriddenMethod: not null } && Rules.For(method) is { Events.IsEmpty: false } own
            ? Contracts.CheckStrength(method, own, Rules.InheritedContracts(method))
            : Enumerable.Empty<Violation>();

    /// <summary>A constructor without code of its own has no blocks, but runs initializers and the base's constructor.</summary>
    public IEnumerable<Violation> CheckImplied(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || !type.DeclaringSyntaxReferences.Any(part => CanConcern(part.GetSyntax(cancellation), type, cancellation))
            ? Enumerable.Empty<Violation>()
            : type.InstanceConstructors.Where(Construction.IsImplied).SelectMany(constructor => Check(constructor, ImmutableArray<IOperation>.Empty, static _ => null!, cancellation)
                .Where(violation => !Generated.Contains(violation.Location, constructor)));

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
