using System.Collections.Concurrent;
using System.Collections.Immutable;
using EntryPath.Analyzer.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>
/// Tells which of its arguments a body keeps where others find them: in a field or an element, in a new object, in a function of its own, or through a member that keeps them.
/// It looks at the places where a parameter is named, and solves nothing.
/// </summary>
internal sealed class KeptArguments
{
    /// <summary>An argument is followed through so many bodies.</summary>
    private const int MaxDepth = 4;

    private readonly Func<IMethodSymbol, SyntaxNode?> _codeOf;
    private readonly Func<SyntaxTree, SemanticModel> _modelOf;
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<int>> _known = new(SymbolEqualityComparer.Default);

    /// <param name="codeOf">The declaration with the body that a call runs; null where that is not known.</param>
    /// <param name="modelOf">The semantic model of a tree.</param>
    public KeptArguments(Func<IMethodSymbol, SyntaxNode?> codeOf, Func<SyntaxTree, SemanticModel> modelOf)
    {
        _codeOf = codeOf;
        _modelOf = modelOf;
    }

    /// <summary>The ordinals of the parameters.</summary>
    public ImmutableArray<int> Of(IMethodSymbol method) => Of(method, 0);

    private ImmutableArray<int> Of(IMethodSymbol method, int depth)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        if (_known.TryGetValue(method, out ImmutableArray<int> known))
            return known;

        if (depth >= MaxDepth || method.Parameters.All(static parameter => !CanBeKept(parameter)) || _codeOf(method) is not { } code)
            return ImmutableArray<int>.Empty;

        SemanticModel? model = null;
        var kept = new SortedSet<int>();
        foreach (IdentifierNameSyntax name in code.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            IParameterSymbol? parameter = method.Parameters.FirstOrDefault(one => CanBeKept(one) && one.Name == name.Identifier.ValueText);
            if (parameter is null || kept.Contains(parameter.Ordinal) || name.Parent is MemberAccessExpressionSyntax { Name: var member } && member == name)
                continue;

            model ??= _modelOf(code.SyntaxTree);
            if (IsKept(name, code, model, depth) && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, parameter))
                kept.Add(parameter.Ordinal);
        }

        ImmutableArray<int> found = kept.ToImmutableArray();
        return depth == 0 ? _known.GetOrAdd(method, found) : found;
    }

    /// <summary>Whether somebody may have to see to what is passed: an object, an array, or an address.</summary>
    private static bool CanBeKept(IParameterSymbol parameter) => parameter is
    {
        RefKind: not RefKind.Out,
        Type: { TypeKind: not (TypeKind.Enum or TypeKind.Delegate), IsRefLikeType: false, SpecialType: SpecialType.None or SpecialType.System_Object or SpecialType.System_IntPtr or SpecialType.System_UIntPtr or SpecialType.System_IDisposable },
    };

    private bool IsKept(ExpressionSyntax name, SyntaxNode code, SemanticModel model, int depth)
    {
        // A function that has it may see to it whenever it runs.
        for (SyntaxNode? around = name.Parent; around is not null && around != code; around = around.Parent)
        {
            if (around is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
                return true;
        }

        SyntaxNode value = name;
        while (value.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression }
            or ConditionalExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression or (int)SyntaxKind.AsExpression } or ThrowExpressionSyntax)
        {
            value = value.Parent;
        }

        switch (value.Parent)
        {
            case AssignmentExpressionSyntax { Left: var target, Right: var written } when written == value:
                return target is not IdentifierNameSyntax || model.GetSymbolInfo(target).Symbol is IFieldSymbol or IPropertySymbol or IEventSymbol;
            case InitializerExpressionSyntax:
                return true;
            case ArgumentSyntax { Parent: { Parent: BaseObjectCreationExpressionSyntax creation } }:
                return model.GetTypeInfo(creation).Type is { IsReferenceType: true, SpecialType: not SpecialType.System_String };
            case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } arguments } argument:
                return model.GetSymbolInfo(call).Symbol is IMethodSymbol callee
                    && (OperationReader.IsStoring(callee) || Ordinal(callee, arguments, argument) is var ordinal and >= 0 && Of(callee, depth + 1).Contains(ordinal));
            default:
                return false;
        }
    }

    private static int Ordinal(IMethodSymbol method, ArgumentListSyntax arguments, ArgumentSyntax argument)
    {
        int shift = method.ReducedFrom is null ? 0 : 1;
        return argument.NameColon is { Name.Identifier.ValueText: var name }
            ? (method.ReducedFrom ?? method).Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Ordinal ?? -1
            : arguments.Arguments.IndexOf(argument) + shift;
    }
}
