using EntryPath.Analyzer.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace EntryPath.Analyzer.Events;

/// <summary>What the reader of operations asks about other bodies.</summary>
internal interface IBodies
{
    /// <summary>The body that a call of the method runs, if it is known and can reach an event; null otherwise.</summary>
    object? Callee(IMethodSymbol method);

    /// <summary>Whether the method's body is in the compilation, so that what it writes is known.</summary>
    bool IsKnown(IMethodSymbol method);

    /// <summary>The names of the fields that the method, and all that it calls in the compilation, assigns.</summary>
    NameSet WritesOf(IMethodSymbol method);

    /// <summary>The truth value that every return of a method gives, told by its syntax; null where it is none or not always the same.</summary>
    bool? ConstantResult(IMethodSymbol method);

    /// <summary>Whether nothing assigns the field or property after construction.</summary>
    bool IsStable(ISymbol member);

    /// <summary>Makes a lambda or local function of a graph known.</summary>
    void Add(LambdaBody body, ControlFlowGraph graph);
}
