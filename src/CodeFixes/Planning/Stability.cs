using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.CodeFixes.Planning;

/// <summary>Whether an expression still means what it meant at an earlier place: nothing in the body writes what it reads in between.</summary>
internal sealed class Stability
{
    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellation;
    private readonly List<(ISymbol Symbol, SyntaxNode Place)> _writes = new();

    public Stability(SyntaxNode body, SemanticModel model, CancellationToken cancellation)
    {
        _model = model;
        _cancellation = cancellation;
        foreach (SyntaxNode node in body.DescendantNodes())
        {
            switch (node)
            {
                case AssignmentExpressionSyntax { Left: var target }:
                    AddWrites(target);
                    break;
                case PrefixUnaryExpressionSyntax prefix
                    when prefix.IsKind(SyntaxKind.PreIncrementExpression) || prefix.IsKind(SyntaxKind.PreDecrementExpression):
                    AddWrites(prefix.Operand);
                    break;
                case PostfixUnaryExpressionSyntax postfix when !postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression):
                    AddWrites(postfix.Operand);
                    break;
                case ArgumentSyntax argument
                    when argument.RefKindKeyword.IsKind(SyntaxKind.RefKeyword) || argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword):
                    AddWrites(argument.Expression);
                    break;
                case RefExpressionSyntax reference:
                    AddWrites(reference.Expression);
                    break;
            }
        }
    }

    /// <summary>Whether an operation of the body would have the same receiver and arguments as when another one was run.</summary>
    public bool Holds(ExpressionSyntax operation, SyntaxNode since)
    {
        IEnumerable<ExpressionSyntax> parts = operation switch
        {
            InvocationExpressionSyntax call => Arguments(call).Concat(Receiver(call.Expression)),
            AssignmentExpressionSyntax write => Receiver(write.Left).Append(write.Right),
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax call } access => Arguments(call).Append(access.Expression),
            AwaitExpressionSyntax { Expression: InvocationExpressionSyntax call } => Arguments(call).Concat(Receiver(call.Expression)),
            _ => new[] { operation },
        };
        return parts.All(part => IsStable(part, since));
    }

    /// <summary>Whether a value is read from variables that nothing writes after a place.</summary>
    public bool IsStable(ExpressionSyntax value, SyntaxNode since)
    {
        foreach (SyntaxNode node in value.DescendantNodesAndSelf())
        {
            if (node is not (SimpleNameSyntax or MemberAccessExpressionSyntax or LiteralExpressionSyntax or ThisExpressionSyntax
                or BaseExpressionSyntax or QualifiedNameSyntax or AliasQualifiedNameSyntax or PredefinedTypeSyntax or TypeArgumentListSyntax
                or ParenthesizedExpressionSyntax or PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax or DefaultExpressionSyntax
                or CastExpressionSyntax))
            {
                return false;
            }

            if (node is SimpleNameSyntax && _model.GetSymbolInfo(node, _cancellation).Symbol is { } symbol
                && _writes.Exists(write => IsBetween(write, symbol, since)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsBetween((ISymbol Symbol, SyntaxNode Place) write, ISymbol symbol, SyntaxNode since)
    {
        if (!SymbolEqualityComparer.Default.Equals(write.Symbol, symbol))
            return false;

        // A loop comes back to what stands above, unless the variable is a new one each time.
        return write.Place.SpanStart > since.Span.End || since.Ancestors().Any(loop =>
            loop is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax
            && loop.Span.Contains(write.Place.Span)
            && !(symbol is ILocalSymbol && symbol.DeclaringSyntaxReferences.Any(declared => loop.Span.Contains(declared.Span))));
    }

    private static IEnumerable<ExpressionSyntax> Arguments(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments.Select(static argument => argument.Expression);

    private static IEnumerable<ExpressionSyntax> Receiver(ExpressionSyntax operation) =>
        operation is MemberAccessExpressionSyntax access ? new[] { access.Expression }
        : operation is IdentifierNameSyntax ? Array.Empty<ExpressionSyntax>()
        : new[] { operation };

    private void AddWrites(ExpressionSyntax target)
    {
        if (target is TupleExpressionSyntax tuple)
        {
            foreach (ArgumentSyntax element in tuple.Arguments)
                AddWrites(element.Expression);
        }
        else if (target is not DeclarationExpressionSyntax && _model.GetSymbolInfo(target, _cancellation).Symbol is { } symbol)
        {
            _writes.Add((symbol, target));
        }
    }
}
