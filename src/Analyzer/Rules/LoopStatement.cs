using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Rules;

/// <summary>What the text of a <c>foreach</c> says of how it ends.</summary>
internal static class LoopStatement
{
    /// <summary>Whether a statement in a <c>foreach</c> ends the loop before its sequence does. That a call in it may throw does not count.</summary>
    /// <param name="sequence">Where the sequence stands that it goes through.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static bool IsLeftEarly(Location sequence, CancellationToken cancellation) =>
        sequence.SourceTree?.GetRoot(cancellation).FindNode(sequence.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<CommonForEachStatementSyntax>() is { } loop
        && loop.Statement.DescendantNodesAndSelf(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Any(node => node switch
        {
            ReturnStatementSyntax => true,
            YieldStatementSyntax ending => ending.IsKind(SyntaxKind.YieldBreakStatement),
            BreakStatementSyntax => ReferenceEquals(node.Ancestors().First(static outer => outer is SwitchStatementSyntax or CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax), loop),
            GotoStatementSyntax { Expression: IdentifierNameSyntax label } => !loop.Statement.DescendantNodes().OfType<LabeledStatementSyntax>().Any(inner => inner.Identifier.ValueText == label.Identifier.ValueText),
            ThrowStatementSyntax or ThrowExpressionSyntax => !node.Ancestors().TakeWhile(outer => !ReferenceEquals(outer, loop)).Any(static outer => outer is TryStatementSyntax { Catches.Count: > 0 }),
            _ => false,
        });
}
