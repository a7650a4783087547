using System.Collections.Immutable;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Lowering;

/// <summary>The part that reads what methods of the framework tell of a collection without changing it.</summary>
internal sealed partial class OperationReader
{
    /// <summary>Whether a method of the framework leaves a collection and its elements as they are, and is given no code to run.</summary>
    private bool OnlyLooks(IMethodSymbol method) => method.Name is "First" or "FirstOrDefault" or "Last" or "LastOrDefault" or "Single" or "SingleOrDefault" or "ElementAt" or "ElementAtOrDefault"
            or "Any" or "Count"
        && !method.Parameters.Any(static parameter => parameter.Type.TypeKind == TypeKind.Delegate) && IsOfFramework(method)
        && ((method.ReducedFrom ?? method) is { IsExtensionMethod: true, ContainingType.Name: "Enumerable" } || (!method.IsStatic && IsCollection(method.ContainingType)));

    /// <summary>The index of the element that a method gives; -1 for a method that gives none.</summary>
    private int IndexTakenBy(IMethodSymbol method, ImmutableArray<int> values) => SubjectPlaces.CanBeSubject(method.ReturnType) ? method.Name switch
    {
        "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" => Constant(0L),
        "Last" or "LastOrDefault" => Define(new Expression.Binary("Hat", Constant(1L), Constant(1L))),
        "ElementAt" or "ElementAtOrDefault" => values[^1],
        _ => -1,
    }
    : -1;
}
