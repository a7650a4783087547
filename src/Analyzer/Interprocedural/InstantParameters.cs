using System.Collections.Concurrent;
using System.Collections.Immutable;
using EntryPath.Analyzer.Lowering;
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
    private readonly Func<IMethodSymbol, SyntaxNode?> _codeWithEventsOf;
    private readonly Func<SyntaxTree, SemanticModel> _modelOf;
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<int>?> _known = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<GivenCall>> _calls = new(SymbolEqualityComparer.Default);

    /// <param name="codeOf">The declaration with the body that a call runs, where that is known and has no events; null otherwise.</param>
    /// <param name="codeWithEventsOf">The same for a body that has events; null otherwise.</param>
    /// <param name="modelOf">The semantic model of a tree.</param>
    public InstantParameters(Func<IMethodSymbol, SyntaxNode?> codeOf, Func<IMethodSymbol, SyntaxNode?> codeWithEventsOf, Func<SyntaxTree, SemanticModel> modelOf)
    {
        _codeOf = codeOf;
        _codeWithEventsOf = codeWithEventsOf;
        _modelOf = modelOf;
    }

    /// <summary>The ordinals of the method's parameters that the delegate is given, for each of the delegate's; null where it is not known to be run.</summary>
    public ImmutableArray<int>? Of(IParameterSymbol parameter) => Of(parameter, 0);

    /// <summary>
    /// The calls, in text order, by which a method that has events of its own runs delegates that it is given: each once at the most, with nothing around it that catches what the delegate throws.
    /// </summary>
    public ImmutableArray<GivenCall> CallsIn(IMethodSymbol method) => _calls.GetOrAdd((method.ReducedFrom ?? method).OriginalDefinition, key => FindCalls((IMethodSymbol)key).ToImmutableArray());

    private IEnumerable<GivenCall> FindCalls(IMethodSymbol method)
    {
        if (method.Parameters.All(static parameter => parameter.Type.TypeKind != TypeKind.Delegate) || method.Parameters.Any(static parameter => parameter.RefKind != RefKind.None)
            || _codeWithEventsOf(method) is not { } code || code.DescendantNodes().Any(static node => node is YieldStatementSyntax))
        {
            yield break;
        }

        var calls = new List<GivenCall>();
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } && NameOf(parameter, code) is { } name && CallOf(name) is { } call
                && (Awaited(call) is { } awaited ? IsStatement(awaited) : IsStatement(call) && !IsTask(invoke.ReturnType))
                && call.ArgumentList.Arguments.All(static argument => argument.RefKindKeyword.RawKind == 0 && IsPlain(argument.Expression))
                && !call.Ancestors().TakeWhile(node => node != code).Any(CanRunAgain))
            {
                calls.Add(new GivenCall(parameter.Ordinal, call));
            }
        }

        foreach (GivenCall call in calls.OrderBy(static call => call.Call.SpanStart))
            yield return call;
    }

    /// <summary>The <c>await</c> of what a call gives; null where it is not awaited at once.</summary>
    private static AwaitExpressionSyntax? Awaited(ExpressionSyntax call) => call.Parent switch
    {
        AwaitExpressionSyntax awaited => awaited,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax { Parent: AwaitExpressionSyntax awaited } } => awaited,
        _ => null,
    };

    private static bool IsTask(ITypeSymbol type) => type.Name is "Task" or "ValueTask";

    /// <summary>Whether what stands in a statement may run several times, elsewhere, or again after it threw.</summary>
    private static bool CanRunAgain(SyntaxNode statement) => statement is TryStatementSyntax { Catches.Count: > 0 } or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax
        or ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax or LabeledStatementSyntax;

    /// <summary>Whether all that an operation of its body does is a call, or to keep or return what the call gives.</summary>
    private static bool IsStatement(ExpressionSyntax call) => call.Parent is ConditionalAccessExpressionSyntax { Parent: ExpressionStatementSyntax } or ExpressionStatementSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax
        or EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Parent: LocalDeclarationStatementSyntax } } }
        or AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax, Parent: ExpressionStatementSyntax };

    /// <summary>Whether to evaluate an expression twice does no more than to do it once.</summary>
    private static bool IsPlain(ExpressionSyntax expression) => expression is IdentifierNameSyntax or ThisExpressionSyntax or LiteralExpressionSyntax
        || (expression is MemberAccessExpressionSyntax { Expression: var inner } && IsPlain(inner));

    /// <summary>The one place where a body names a parameter other than for a test; null where there are several or none.</summary>
    private static ExpressionSyntax? NameOf(IParameterSymbol parameter, SyntaxNode code)
    {
        List<IdentifierNameSyntax> names = code.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == parameter.Name && !IsTest(name) && name.Parent is not NameColonSyntax).ToList();
        return names.Count == 1 ? names[0] : null;
    }

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

        if (NameOf(parameter, code) is not { } name || !IsOnEveryWay(name, code))
            return null;

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
