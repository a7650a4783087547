using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Ir;

/// <summary>A lambda as a body: its symbol, and its syntax, by which it is the same in every graph.</summary>
internal sealed record LambdaBody(IMethodSymbol Symbol, SyntaxNode Syntax)
{
    public bool Equals(LambdaBody? other) => ReferenceEquals(Syntax, other?.Syntax);

    public override int GetHashCode() => Syntax.GetHashCode();
}
