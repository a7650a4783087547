using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Ir;

/// <summary>
/// An iterator that a loop goes through. As a variable it holds the position; the iterator's own variables are kept beside those of the body
/// with the loop, as a local function's captured ones are.
/// </summary>
internal sealed class Enumeration
{
    private readonly IMethodSymbol _method;

    /// <param name="body">The iterator's body.</param>
    /// <param name="method">The iterator.</param>
    /// <param name="positions">The number of positions at which it can stop.</param>
    public Enumeration(BodyId body, IMethodSymbol method, int positions)
    {
        Body = body;
        _method = method;
        Positions = positions;
    }

    public BodyId Body { get; }

    public int Positions { get; }

    /// <summary>The variable that keeps a variable of the iterator; null for one of an iterator that this one goes through in turn, and so on.</summary>
    public LocalId? VariableOf(LocalId variable)
    {
        bool isOuter = Body.Lambda is not null && variable.Symbol is { } symbol && !SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, _method);
        return isOuter ? variable
            : variable.OfEnumeration?.Variable.OfEnumeration?.Variable.OfEnumeration is not null ? (LocalId?)null
            : new EnumerationVariable(this, variable);
    }
}

/// <summary>A variable of an iterator that a loop goes through.</summary>
internal sealed record EnumerationVariable(Enumeration Enumeration, LocalId Variable);
