using System.Threading;
using EntryPath.CodeFixes.Dependence;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// Whether a statement may change places with others: whether it runs stays the same, and so does what it and they read and write.
/// </summary>
internal sealed class Crossing
{
    private readonly SemanticModel _model;
    private readonly CodeEffects _effects;
    private readonly Uses _uses;
    private readonly CancellationToken _cancellation;
    private readonly StatementSyntax _moved;
    private readonly bool _isGuard;
    private readonly bool _pauses;
    private readonly HashSet<ISymbol> _read;
    private readonly HashSet<ISymbol> _written;
    private readonly Storage _storage;

    private Crossing(
        SemanticModel model, CodeEffects effects, Uses uses, StatementSyntax moved, bool isGuard, DataFlowAnalysis flow, CancellationToken cancellation)
    {
        _model = model;
        _effects = effects;
        _uses = uses;
        _moved = moved;
        _isGuard = isGuard;
        _pauses = HasPause(moved);
        _cancellation = cancellation;
        _read = Symbols(flow.ReadInside);
        _written = Symbols(flow.WrittenInside);
        _written.UnionWith(flow.VariablesDeclared);
        _storage = Storage.Of(moved, model, cancellation);
    }

    /// <summary>The crossings of a statement; null where it cannot move at all.</summary>
    /// <param name="moved">The statement.</param>
    /// <param name="model">Its model.</param>
    /// <param name="effects">What code does.</param>
    /// <param name="uses">The operations of the protocol.</param>
    /// <param name="canPause">Whether it may wait for something: while it waits, other code runs, so that this is another program.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static Crossing? Of(StatementSyntax moved, SemanticModel model, CodeEffects effects, Uses uses, bool canPause, CancellationToken cancellation)
    {
        bool isGuard = IsGuard(moved, model, uses);
        if (moved is LocalFunctionStatementSyntax or LabeledStatementSyntax || (!isGuard && !RunsThrough(moved, model, canPause)))
            return null;

        if (model.AnalyzeDataFlow(moved) is not { Succeeded: true } flow)
            return null;

        var crossing = new Crossing(model, effects, uses, moved, isGuard, flow, cancellation);
        return crossing.IsSharedWithFunctions() ? null : crossing;
    }

    /// <summary>Whether the statement may pass another one.</summary>
    public Passing Pass(StatementSyntax other)
    {
        if (other is LocalFunctionStatementSyntax)
            return Passing.Keeps;

        bool isPastGuard = IsGuard(other, _model, _uses);
        if ((!isPastGuard && !RunsThrough(other, _model, canPause: false)) || (IsUsing(_moved) && IsUsing(other)))
            return Passing.No;

        if (_model.AnalyzeDataFlow(other) is not { Succeeded: true } flow)
            return Passing.No;

        HashSet<ISymbol> read = Symbols(flow.ReadInside);
        HashSet<ISymbol> written = Symbols(flow.WrittenInside);
        written.UnionWith(flow.VariablesDeclared);
        if (_written.Overlaps(read) || _written.Overlaps(written) || written.Overlaps(_read)
            || !_storage.IsIndependentOf(Storage.Of(other, _model, _cancellation)))
        {
            return Passing.No;
        }

        if (_isGuard || isPastGuard)
            return IsOfTheProtocol(_moved) && IsOfTheProtocol(other) ? Passing.Changes : Passing.No;

        return !_pauses && _effects.Of(_moved, _cancellation).IsIndependentOf(_effects.Of(other, _cancellation), _effects.Reach) ? Passing.Keeps : Passing.Changes;
    }

    /// <summary>
    /// Whether a statement asks something of the protocol and then perhaps leaves: <c>if (vcpu.ExitRequested()) return Cancel();</c>.
    /// </summary>
    private static bool IsGuard(StatementSyntax statement, SemanticModel model, Uses uses) =>
        statement is IfStatementSyntax { Else: null, Condition: var condition, Statement: var then }
        && !HasPause(statement)
        && uses.In(condition).Count > 0
        && model.AnalyzeControlFlow(statement) is { Succeeded: true, EndPointIsReachable: true, EntryPoints.IsEmpty: true }
        && model.AnalyzeControlFlow(then) is { Succeeded: true, EndPointIsReachable: false };

    /// <summary>Whether all that a statement does is of the protocol: a call that performs a step, or a question and the way out that follows it.</summary>
    private bool IsOfTheProtocol(StatementSyntax statement)
    {
        SyntaxNode does = statement is IfStatementSyntax { Else: null } guard && IsGuard(statement, _model, _uses) ? guard.Condition : statement;
        if (_uses.In(does).Count == 0)
            return false;

        return does.DescendantNodesAndSelf(static node => !StatementSequence.IsFunction(node)).All(node => node switch
        {
            InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax => _uses.Of((ExpressionSyntax)node).Count > 0,
            AssignmentExpressionSyntax write => _uses.Of(write).Count > 0 || _model.GetSymbolInfo(write.Left, _cancellation).Symbol is ILocalSymbol,
            PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax => node.Kind() is not (SyntaxKind.PreIncrementExpression
                or SyntaxKind.PreDecrementExpression or SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression),
            _ => true,
        });
    }

    private static bool HasPause(StatementSyntax statement) => statement.DescendantNodesAndSelf(static node => !StatementSequence.IsFunction(node)).Any(static node => node
        is AwaitExpressionSyntax or YieldStatementSyntax or GotoStatementSyntax or LabeledStatementSyntax
        or ForEachStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword }
        or UsingStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword }
        or LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword });

    /// <summary>Whether a statement is entered at its start, left at its end, and not suspended between.</summary>
    private static bool RunsThrough(StatementSyntax statement, SemanticModel model, bool canPause)
    {
        bool throws = statement.DescendantNodesAndSelf(static node => !StatementSequence.IsFunction(node))
            .Any(static node => node is ThrowStatementSyntax or ThrowExpressionSyntax);
        bool stays = canPause
            ? !statement.DescendantNodesAndSelf().Any(static node => node is YieldStatementSyntax or GotoStatementSyntax or LabeledStatementSyntax)
            : !HasPause(statement);
        return !throws && stays
            && model.AnalyzeControlFlow(statement) is { Succeeded: true, EndPointIsReachable: true } flow
            && flow.ExitPoints.IsEmpty && flow.EntryPoints.IsEmpty && flow.ReturnStatements.IsEmpty;
    }

    /// <summary>Whether a lambda or local function writes what the statement uses: then any call between could.</summary>
    private bool IsSharedWithFunctions()
    {
        SyntaxNode? member = _moved.FirstAncestorOrSelf<MemberDeclarationSyntax>(static node => node is not GlobalStatementSyntax) ?? _moved.SyntaxTree.GetRoot(_cancellation);
        foreach (SyntaxNode function in member.DescendantNodes().Where(StatementSequence.IsFunction))
        {
            SyntaxNode? body = function switch
            {
                AnonymousFunctionExpressionSyntax lambda => lambda,
                LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody?.Expression,
                _ => null,
            };
            if (body is null || body.Span.Contains(_moved.Span) || _model.AnalyzeDataFlow(body) is not { Succeeded: true } flow)
                continue;

            HashSet<ISymbol> written = Symbols(flow.WrittenInside);
            written.ExceptWith(flow.VariablesDeclared);
            if (written.Overlaps(_read) || written.Overlaps(_written))
                return true;
        }

        return false;
    }

    private static bool IsUsing(StatementSyntax statement) => statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: (int)SyntaxKind.UsingKeyword };

    private static HashSet<ISymbol> Symbols(IEnumerable<ISymbol> symbols) => new(symbols, SymbolEqualityComparer.Default);
}
