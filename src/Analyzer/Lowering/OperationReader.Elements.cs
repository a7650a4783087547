using System.Collections.Immutable;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Lowering;

/// <summary>The part that reads what methods of the framework tell of a collection without changing it.</summary>
internal sealed partial class OperationReader
{
    /// <summary>Whether a method of the framework leaves a collection and its elements as they are, and is given no code to run.</summary>
    private bool OnlyLooks(IMethodSymbol method) => method.Name is "First" or "FirstOrDefault" or "Last" or "LastOrDefault" or "Single" or "SingleOrDefault" or "ElementAt" or "ElementAtOrDefault"
            or "Any" or "Count"
        && !method.Parameters.Any(static parameter => parameter.Type.TypeKind == TypeKind.Delegate) && IsOfFramework(method)
        && ((method.ReducedFrom ?? method) is { IsExtensionMethod: true, ContainingType.Name: "Enumerable" } || (!method.IsStatic && IsCollection(method.ContainingType)));

    /// <summary>
    /// Whether a method of the framework gives the elements of a collection once more, perhaps in another order: those that are known, because they stand where the collection is made, are known
    /// behind it, and are taken in the order in which they stand there.
    /// </summary>
    private bool GivesSameElements(IInvocationOperation invocation, IMethodSymbol method) => _context.GoesOverCollections && IsReordering(method)
        && invocation.Arguments.Skip(1).All(static argument => IsPlainKey(Unconverted(argument.Value))) && Unconverted(invocation.Arguments[0].Value) switch
        {
            IArrayCreationOperation { Initializer: not null } or IObjectCreationOperation { Initializer: not null } => true,
            IInvocationOperation { TargetMethod: var inner } before => GivesSameElements(before, inner),
            ILocalReferenceOperation => !IsCopy(method),
            _ => false,
        };

    private bool IsReordering(IMethodSymbol method) => method.Name is "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" or "Order" or "OrderDescending" or "Reverse" or "AsEnumerable" or "ToList" or "ToArray"
        && (method.ReducedFrom ?? method) is { IsExtensionMethod: true, ContainingType.Name: "Enumerable" } && IsOfFramework(method);

    /// <summary>Whether a method gives a collection of its own, which changes apart from the one before it.</summary>
    private static bool IsCopy(IMethodSymbol method) => method.Name is "ToList" or "ToArray";

    /// <summary>Whether a function calls nothing and changes nothing, so that it does not matter when it runs.</summary>
    private static bool IsPlainKey(IOperation argument) => argument is IDelegateCreationOperation { Target: var target } ? IsPlainKey(target)
        : argument.ConstantValue.HasValue || (argument is IFlowAnonymousFunctionOperation or IAnonymousFunctionOperation
            && !argument.Syntax.DescendantNodes().Any(static node => node is InvocationExpressionSyntax or AssignmentExpressionSyntax or BaseObjectCreationExpressionSyntax or AwaitExpressionSyntax));

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
