using System.Threading;
using EntryPath.Analyzer.Program;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Rules;

/// <summary>EPO2011, second part: a protocol that has a commit, which nothing in the compilation calls. Only names that can be it are bound.</summary>
internal sealed class UncalledCommits
{
    private readonly Compilation _compilation;
    private readonly RuleSet _rules;
    private readonly MentionIndex _index;

    public UncalledCommits(Compilation compilation, RuleSet rules, MentionIndex index)
    {
        _compilation = compilation;
        _rules = rules;
        _index = index;
    }

    /// <summary>The report about a protocol; null where something calls its commit.</summary>
    public Diagnostic? Check(ClosedProtocol protocol, CancellationToken cancellation) =>
        protocol.Commits.Any(commit => IsCalled(commit, protocol.Protocol, cancellation))
            ? null
            : Diagnostic.Create(
                RuleProblems.NoCommit, protocol.Protocol.Location, Texts.Say("NothingCalls", MemberName.Of(protocol.Commits[0])), protocol.Protocol.Name);

    private bool IsCalled(ISymbol commit, Protocol protocol, CancellationToken cancellation)
    {
        // What is run without its name, or by one that says nothing, is taken to be run.
        ISymbol named = (commit as IMethodSymbol)?.AssociatedSymbol ?? commit;
        string name = BaseMembers.Explicit(named) is [var implemented, ..] ? implemented.Name : named.Name;
        if (named is not (IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } or IPropertySymbol { IsIndexer: false } or IFieldSymbol or IEventSymbol))
            return true;

        HashSet<ISymbol> bases = new(BaseMembers.Of(commit, static _ => true), SymbolEqualityComparer.Default);
        foreach (SyntaxNode declaration in _index.MentionersOf(name))
        {
            SemanticModel? model = null;
            foreach (SimpleNameSyntax mention in declaration.DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (mention.Identifier.ValueText != name)
                    continue;

                cancellation.ThrowIfCancellationRequested();
#pragma warning disable RS1030 // Few names are bound, and only until the first that is the commit.
                model ??= _compilation.GetSemanticModel(declaration.SyntaxTree);
#pragma warning restore RS1030
                if (model.GetSymbolInfo(mention, cancellation).Symbol is not { } symbol
                    || bases.Contains(symbol.OriginalDefinition)
                    || IsCommit(symbol, protocol)
                    || (symbol is IPropertySymbol property && (IsCommit(property.GetMethod, protocol) || IsCommit(property.SetMethod, protocol)))
                    || (symbol is IEventSymbol @event && (IsCommit(@event.AddMethod, protocol) || IsCommit(@event.RemoveMethod, protocol)))
                    || SymbolEqualityComparer.Default.Equals(symbol.OriginalDefinition, commit))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool IsCommit(ISymbol? symbol, Protocol protocol) =>
        symbol is not null && _rules.For(symbol)?.Events.Any(happening => happening.Kind == EventKind.Commit && happening.Protocol == protocol) == true;
}
