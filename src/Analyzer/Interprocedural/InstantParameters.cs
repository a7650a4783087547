using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Interprocedural;

/// <summary>
/// Tells which delegates a method runs before it returns: once, on every way that comes back, and for nothing that has events of its own. It looks at the places where a parameter is
/// named, and solves nothing.
/// </summary>
internal sealed class InstantParameters
{
    /// <summary>A delegate is followed through so many methods.</summary>
    private const int MaxDepth = 4;

    private readonly Func<IMethodSymbol, SyntaxNode?> _codeOf;
    private readonly Func<SyntaxTree, SemanticModel> _modelOf;
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<int>?> _known = new(SymbolEqualityComparer.Default);

    /// <param name="codeOf">The declaration with the body that a call runs, where that is known and has no events; null otherwise.</param>
    /// <param name="modelOf">The semantic model of a tree.</param>
    public InstantParameters(Func<IMethodSymbol, SyntaxNode?> codeOf, Func<SyntaxTree, SemanticModel> modelOf)
    {
        _codeOf = codeOf;
        _modelOf = modelOf;
    }

    /// <summary>The ordinals of the method's parameters that the delegate is given, for each of the delegate's; null where it is not known to be run.</summary>
    public ImmutableArray<int>? Of(IParameterSymbol parameter) => Of(parameter, 0);

    private ImmutableArray<int>? Of(IParameterSymbol parameter, int depth)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method || parameter.Type is not INamedTypeSymbol { DelegateInvokeMethod: not null } || parameter.RefKind != RefKind.None)
            return null;

        method = (method.ReducedFrom ?? method).OriginalDefinition;
        int ordinal = parameter.ContainingSymbol is IMethodSymbol { ReducedFrom: not null } ? parameter.Ordinal + 1 : parameter.Ordinal;
        IParameterSymbol own = method.Parameters[ordinal];
        if (_known.TryGetValue(own, out ImmutableArray<int>? known))
            return known;

        ImmutableArray<int>? found = depth < MaxDepth ? Find(method, own, depth) : null;
        return depth == 0 ? _known.GetOrAdd(own, found) : found;
    }

    private ImmutableArray<int>? Find(IMethodSymbol method, IParameterSymbol parameter, int depth)
    {
        if (_codeOf(method) is not { } code || method.IsAsync || code.DescendantNodes().Any(static node => node is YieldStatementSyntax))
            return null;

        List<IdentifierNameSyntax> names = code.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == parameter.Name && !IsTest(name) && name.Parent is not NameColonSyntax).ToList();
        if (names.Count != 1 || !IsOnEveryWay(names[0], code))
            return null;

        ExpressionSyntax name = names[0];
        if (CallOf(name) is { } run)
            return OrdinalsOf(run.ArgumentList.Arguments, method, code);

        if (name.Parent is not ArgumentSyntax { RefKindKeyword.RawKind: 0, Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } list } passed
            || _modelOf(code.SyntaxTree).GetSymbolInfo(call).Symbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary } callee || callee.Parameters.Length != list.Arguments.Count
            || list.Arguments.Any(static argument => argument.NameColon is not null) || Of(callee.Parameters[list.Arguments.IndexOf(passed)], depth + 1) is not { } given)
        {
            return null;
        }

        int shift = callee.ReducedFrom is null ? 0 : 1;
        return given.IsEmpty ? given : shift > 0 ? null : OrdinalsOf(given.Select(ordinal => list.Arguments[ordinal]), method, code);
    }

    /// <summary>The call that a delegate's name stands in: <c>run()</c>, <c>run.Invoke()</c> or <c>run?.Invoke()</c>.</summary>
    private static InvocationExpressionSyntax? CallOf(ExpressionSyntax name) => name.Parent switch
    {
        InvocationExpressionSyntax call when call.Expression == name => call,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Invoke", Parent: InvocationExpressionSyntax call } => call,
        ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Invoke" } } call } => call,
        _ => null,
    };

    private static ImmutableArray<int>? OrdinalsOf(IEnumerable<ArgumentSyntax> arguments, IMethodSymbol method, SyntaxNode code)
    {
        var ordinals = ImmutableArray.CreateBuilder<int>();
        foreach (ArgumentSyntax argument in arguments)
        {
            if (argument is not { RefKindKeyword.RawKind: 0, NameColon: null, Expression: IdentifierNameSyntax { Identifier.ValueText: var name } }
                || method.Parameters.FirstOrDefault(one => one.Name == name) is not { RefKind: RefKind.None } given
                || code.DescendantNodes().Any(node => node is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var written } } && written == name))
            {
                return null;
            }

            ordinals.Add(given.Ordinal);
        }

        return ordinals.ToImmutable();
    }

    /// <summary>Whether a delegate's name only asks whether there is one, so that there is none where something is thrown.</summary>
    private static bool IsTest(IdentifierNameSyntax name) => name.Parent switch
    {
        ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ThrowIfNull" } } } } => true,
        IsPatternExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } => name.FirstAncestorOrSelf<IfStatementSyntax>() is { Else: null, Statement: var then }
            && (then is ThrowStatementSyntax or BlockSyntax { Statements: [ThrowStatementSyntax] }),
        _ => name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } },
    };

    /// <summary>Whether a body that comes back has come through an expression, once.</summary>
    private static bool IsOnEveryWay(ExpressionSyntax expression, SyntaxNode code)
    {
        for (SyntaxNode node = expression; node != code; node = node.Parent!)
        {
            bool isPlain = node.Parent switch
            {
                BlockSyntax or ExpressionStatementSyntax or ReturnStatementSyntax or LocalDeclarationStatementSyntax or VariableDeclarationSyntax or VariableDeclaratorSyntax or EqualsValueClauseSyntax
                    or ArrowExpressionClauseSyntax or UsingStatementSyntax or LockStatementSyntax or ParenthesizedExpressionSyntax or InvocationExpressionSyntax or ArgumentListSyntax or ArgumentSyntax
                    or MemberAccessExpressionSyntax or CastExpressionSyntax or FinallyClauseSyntax or MethodDeclarationSyntax => true,
                AssignmentExpressionSyntax assignment => assignment.Right == node && !assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression),
                ConditionalAccessExpressionSyntax access => access.Expression == node && node == expression,
                TryStatementSyntax attempt => attempt.Finally == node || (attempt.Block == node && attempt.Catches.All(static handler => handler.Block.Statements.LastOrDefault() is ThrowStatementSyntax)),
                _ => false,
            };
            if (!isPlain)
                return false;
        }

        return !code.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Any(node => node is ReturnStatementSyntax or GotoStatementSyntax && node.SpanStart < expression.SpanStart && !node.Span.Contains(expression.Span));
    }
}
