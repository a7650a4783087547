using System.Collections.Concurrent;
using EntryPath.Analyzer.Lowering;
using EntryPath.Analyzer.Program;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>What getters and short methods compute from what is there already, and the fields that they fill.</summary>
internal sealed class Formulas
{
    /// <summary>So many nodes of syntax, and an expression is no formula any more.</summary>
    private const int MaxFormula = 40;

    private readonly Declarations _declarations;
    private readonly MentionIndex _index;
    private readonly ConcurrentDictionary<ISymbol, object?> _formulas = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, object?> _baseFormulas = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, LazyField?> _lazyFields = new(SymbolEqualityComparer.Default);

    public Formulas(Declarations declarations, MentionIndex index)
    {
        _declarations = declarations;
        _index = index;
    }

    /// <inheritdoc cref="IBodies.Formula"/>
    public IOperation? Of(IMethodSymbol method, bool isOfBase = false)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        return (isOfBase && Declarations.IsDispatched(method) && !method.IsAbstract
            ? _baseFormulas.GetOrAdd(method, key => FindFormulaHere((IMethodSymbol)key))
            : _formulas.GetOrAdd(method, key => FindFormula((IMethodSymbol)key))) as IOperation;
    }

    /// <inheritdoc cref="IBodies.LazyField"/>
    public LazyField? LazyField(IMethodSymbol method) => _lazyFields.GetOrAdd(method.OriginalDefinition, key => FindLazyField((IMethodSymbol)key));

    private IOperation? FindFormula(IMethodSymbol method) => Declarations.IsDispatched(method) ? null : FindFormulaHere(method);

    private IOperation? FindFormulaHere(IMethodSymbol method)
    {
        if (method.ReturnsVoid || method.RefKind != RefKind.None
            || method.MethodKind is not (MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.ReducedExtension or MethodKind.ExplicitInterfaceImplementation
                or MethodKind.UserDefinedOperator or MethodKind.Conversion))
        {
            return null;
        }

        (BlockSyntax? body, ArrowExpressionClauseSyntax? arrow) = PartsOf(method);
        ExpressionSyntax? expression = arrow?.Expression ?? (body is { Statements: [ReturnStatementSyntax { Expression: { } only }] } ? only : null);
        return expression is not null && IsPlain(expression) ? _declarations.Model(expression.SyntaxTree).GetOperation(expression) : null;
    }

    private (BlockSyntax? Body, ArrowExpressionClauseSyntax? Arrow) PartsOf(IMethodSymbol method) => _declarations.CodeOf(method) switch
    {
        BaseMethodDeclarationSyntax declared => (declared.Body, declared.ExpressionBody),
        AccessorDeclarationSyntax declared => (declared.Body, declared.ExpressionBody),
        ArrowExpressionClauseSyntax declared => (null, declared),
        _ => (null, null),
    };

    private LazyField? FindLazyField(IMethodSymbol method)
    {
        if (method.ReturnsVoid || method.RefKind != RefKind.None || method.IsAsync || !method.Parameters.IsEmpty || Declarations.IsDispatched(method))
            return null;

        (BlockSyntax? body, ArrowExpressionClauseSyntax? arrow) = PartsOf(method);
        return (body ?? (SyntaxNode?)arrow?.Expression) is { } code && _declarations.Model(code.SyntaxTree).GetOperation(code) is { } operation && LazyMembers.FieldOf(operation) is { } lazy
            ? lazy with { IsQuiet = lazy.MakesObject || (_declarations.CodeOf(method) is { } declaration && !_index.IsInteresting(declaration)) }
            : null;
    }

    /// <summary>Whether an expression only looks at values: it is short, and neither assigns, makes nor binds anything.</summary>
    private static bool IsPlain(ExpressionSyntax expression)
    {
        int count = 0;
        return expression.DescendantNodesAndSelf().All(node => ++count <= MaxFormula && node is IdentifierNameSyntax or QualifiedNameSyntax or ThisExpressionSyntax or LiteralExpressionSyntax
            or MemberAccessExpressionSyntax or ParenthesizedExpressionSyntax or PrefixUnaryExpressionSyntax
            {
                RawKind: (int)SyntaxKind.LogicalNotExpression or (int)SyntaxKind.UnaryMinusExpression
            }
            or BinaryExpressionSyntax
            {
                RawKind: not ((int)SyntaxKind.CoalesceExpression or (int)SyntaxKind.AsExpression)
            }
            or IsPatternExpressionSyntax or ConstantPatternSyntax or UnaryPatternSyntax or BinaryPatternSyntax or RelationalPatternSyntax or ParenthesizedPatternSyntax
            or TypePatternSyntax or PredefinedTypeSyntax or InvocationExpressionSyntax or ArgumentListSyntax or ArgumentSyntax { RefOrOutKeyword.RawKind: 0 });
    }
}
