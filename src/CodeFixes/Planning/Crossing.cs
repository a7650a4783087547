using System.Threading;
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
    private readonly CancellationToken _cancellation;
    private readonly StatementSyntax _moved;
    private readonly HashSet<ISymbol> _read;
    private readonly HashSet<ISymbol> _written;
    private readonly Storage _storage;

    private Crossing(SemanticModel model, StatementSyntax moved, DataFlowAnalysis flow, CancellationToken cancellation)
    {
        _model = model;
        _moved = moved;
        _cancellation = cancellation;
        _read = Symbols(flow.ReadInside);
        _written = Symbols(flow.WrittenInside);
        _written.UnionWith(flow.VariablesDeclared);
        _storage = Storage.Of(moved, model, cancellation);
    }

    /// <summary>The crossings of a statement; null where it cannot move at all.</summary>
    public static Crossing? Of(StatementSyntax moved, SemanticModel model, CancellationToken cancellation)
    {
        if (moved is not (ExpressionStatementSyntax or LocalDeclarationStatementSyntax or IfStatementSyntax) || !RunsThrough(moved, model))
            return null;

        if (model.AnalyzeDataFlow(moved) is not { Succeeded: true } flow)
            return null;

        var crossing = new Crossing(model, moved, flow, cancellation);
        return crossing.IsSharedWithFunctions() ? null : crossing;
    }

    /// <summary>Whether the statement may pass another one.</summary>
    public bool MayPass(StatementSyntax other)
    {
        if (other is LocalFunctionStatementSyntax)
            return true;

        if (!RunsThrough(other, _model) || (IsUsing(_moved) && IsUsing(other)))
            return false;

        if (_model.AnalyzeDataFlow(other) is not { Succeeded: true } flow)
            return false;

        HashSet<ISymbol> read = Symbols(flow.ReadInside);
        HashSet<ISymbol> written = Symbols(flow.WrittenInside);
        written.UnionWith(flow.VariablesDeclared);
        return !_written.Overlaps(read) && !_written.Overlaps(written) && !written.Overlaps(_read)
            && _storage.IsIndependentOf(Storage.Of(other, _model, _cancellation));
    }

    /// <summary>Whether a statement is entered at its start, left at its end, and not suspended between.</summary>
    private static bool RunsThrough(StatementSyntax statement, SemanticModel model)
    {
        bool jumps = statement.DescendantNodesAndSelf(static node => !StatementSequence.IsFunction(node)).Any(static node => node
            is AwaitExpressionSyntax or YieldStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax
            or ForEachStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword }
            or UsingStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword }
            or LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword });
        return !jumps
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
