using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Edits;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Lowering;
using EntryPath.Analyzer.Program;
using EntryPath.Analyzer.Protocols;
using EntryPath.Analyzer.Rules;
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
    private readonly ProjectMemory? _memory;
    private readonly object _gate = new();
    private ProjectVersion? _version;
    private Judge? _judge;

    /// <summary>The analysis of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">What the host passes beside it.</param>
    /// <param name="rules">Its rules.</param>
    /// <param name="memory">What is kept of earlier versions of the project; null: nothing, nor of this one.</param>
    public CompilationRules(Compilation compilation, AnalyzerOptions options, RuleSet rules, ProjectMemory? memory = null)
    {
        _compilation = compilation;
        _options = options;
        _memory = memory;
        Rules = rules;
        Generated = new GeneratedCode(options.AnalyzerConfigOptionsProvider.GetOptions);
    }

    public RuleSet Rules { get; }

    public GeneratedCode Generated { get; }

    /// <summary>Whether it is known that there is nothing to report in some code, since there was nothing before an edit elsewhere.</summary>
    public bool IsKnownClean(SyntaxNode code, CancellationToken cancellation)
    {
        ProjectVersion version = Version(cancellation);
        if (!version.IsEdited)
            return false;

        if (version.Inherits)
            Settle(version, cancellation);

        return version.IsClean(code);
    }

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
        ProjectVersion version = Version(cancellation);
        Judge judge = Settle(version, cancellation);
        judge.Analysis.Bodies.Offer(body, blocks, graphOf, cancellation);
        List<Violation> violations = Judged(version, judge, body, cancellation);
        if (version.IsEdited && !blocks.IsEmpty)
        {
            Remember(blocks[0].Syntax, cancellation);
            if (violations.Count == 0)
                version.NoteClean(blocks[0].Syntax);
        }

        return violations;
    }

    /// <summary>
    /// What is wrong in the members of a file, asked one by one and without a driver of analyzers: what the settings or comments of a project suppress is
    /// still among it.
    /// </summary>
    /// <param name="model">The file.</param>
    /// <param name="within">Only members that this span touches; null: all.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <param name="namesCallers">Whether messages name a call of a helper; who only counts reports need not wait for it.</param>
    public List<Diagnostic> Check(SemanticModel model, TextSpan? within, CancellationToken cancellation, bool namesCallers = true)
    {
        var found = new List<Diagnostic>();
        ProjectVersion version = Version(cancellation);
        Judge judge = Settle(version, cancellation);
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
                    foreach (ISymbol member in judge.Analysis.Bodies.KeysOf(declaration, cancellation).Select(static body => body.Member!))
                    {
                        if (CanConcern(declaration, member, cancellation) && !Generated.IsWhollyGenerated(declaration, member))
                            Add(Judged(version, judge, (member as IMethodSymbol)?.PartialImplementationPart ?? member, cancellation, namesCallers), member);
                    }

                    break;
            }
        }

        return found;

        void Add(IEnumerable<Violation> violations, ISymbol owner) => found.AddRange(violations
            .Where(violation => violation.Location.SourceTree == model.SyntaxTree && !Generated.Contains(violation.Location, owner))
            .Select(static violation => violation.ToDiagnostic()));
    }

    /// <summary>What is wrong in a body; nothing where it reaches nothing that rules are about.</summary>
    private static List<Violation> Judged(ProjectVersion version, Judge judge, ISymbol member, CancellationToken cancellation, bool namesCallers = true)
    {
        BodyId body = BodyId.Of(member);
        // Over edits it is known already of most of what a body can run that it reaches nothing: there only what was found is asked about.
        if (!version.IsEdited && !judge.Analysis.Reach.Of(body, cancellation))
            return new List<Violation>();

        List<Violation> violations = judge.Check(body, cancellation, namesCallers);
        return violations.Count == 0 || judge.Analysis.Reach.Of(body, cancellation) ? violations : new List<Violation>();
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

    /// <summary>What others can see of a member, as text that is the same where that is the same; null where it cannot be told.</summary>
    public string? FaceOf(SyntaxNode member, CancellationToken cancellation) =>
        Index(cancellation).IsInteresting(member) ? MemberFace.Of(member, Settle(Version(cancellation), cancellation).Analysis, cancellation) : null;

    /// <summary>Keeps what others can see of some code, so that after an edit in it there is something to compare with.</summary>
    public void Remember(SyntaxNode code, CancellationToken cancellation)
    {
        ProjectVersion version = Version(cancellation);
        if (version.IsEdited)
            version.NoteFace(code, member => MemberFace.Of(member, Settle(version, cancellation).Analysis, cancellation));
    }

    private MentionIndex Index(CancellationToken cancellation) => Version(cancellation).Index;

    private ProjectVersion Version(CancellationToken cancellation)
    {
        if (Volatile.Read(ref _version) is { } known)
            return known;

        lock (_gate)
        {
            if (_version is { } other)
                return other;

            // Every setting that a verdict can rest on; what is missing here would be told as it was before it was set.
            ImmutableArray<string> keys = ExceptionPolicy.KeysFor(Rules.Protocols).Concat(CertaintyPolicy.KeysFor(Rules.Protocols)).Append(GeneratedCode.Key).ToImmutableArray();
            Surroundings surroundings = Surroundings.Of(_compilation, _options, keys, cancellation);
            ProjectVersion version = ProjectVersion.Of(_compilation, surroundings, _memory?.Latest(_compilation.AssemblyName ?? string.Empty), Rules.MemberNames, cancellation);
            Volatile.Write(ref _version, version);
            return version;
        }
    }

    /// <summary>The judge of all bodies, once it is clear what holds as it did before.</summary>
    private Judge Settle(ProjectVersion version, CancellationToken cancellation)
    {
        if (Volatile.Read(ref _judge) is { } known)
            return known;

        lock (_gate)
        {
            if (_judge is { } other)
                return other;

            // A judge that relied on what turned out to be wrong is of no use any more.
            Judge judge = CreateJudge(version);
            if (!version.Prove(member => MemberFace.Of(member, judge.Analysis, cancellation)))
                judge = CreateJudge(version);

            _memory?.Keep(version);
            Volatile.Write(ref _judge, judge);
            return judge;
        }
    }

    private Judge CreateJudge(ProjectVersion version)
    {
        ThrowLevel counted = ThrowLevel.Explicit;
        foreach (SyntaxTree tree in _compilation.SyntaxTrees)
        {
            ThrowLevel level = Policy(tree).Highest(Rules.Protocols);
            if (level > counted)
                counted = level;
        }

        var bodies = new Bodies(_compilation, Rules, version.Index, counted);
        return new Judge(Rules, new Analysis(Rules, bodies, counted, version), Policy, Certainty, Generated);
    }

    private CertaintyPolicy Certainty(SyntaxTree tree) => new(_options.AnalyzerConfigOptionsProvider.GetOptions(tree));

    private ExceptionPolicy Policy(SyntaxTree tree) => new(_options.AnalyzerConfigOptionsProvider.GetOptions(tree));
}
