using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>A body that can be analysed.</summary>
/// <param name="Key">What identifies it: a method symbol, a lambda, or the member whose initializer it is.</param>
/// <param name="Symbol">The symbol whose body it is.</param>
/// <param name="Syntax">Its declaration.</param>
/// <param name="Graph">Roslyn's graph of it; null for a constructor that has no code of its own.</param>
internal sealed record Body(BodyId Key, ISymbol Symbol, SyntaxNode Syntax, ControlFlowGraph? Graph)
{
    public IMethodSymbol? Method => Symbol as IMethodSymbol;
}
