using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using static EntryPath.CodeFixes.Planning.StatementLines;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// Puts the call by which an exception leaves into <c>try</c>, and the undo of what is open there into <c>catch</c>, before the exception goes on: the other ways
/// out keep the bracket, as they did.
/// </summary>
internal static class CatchText
{
    /// <summary>The text; null where the call is no statement of its own, shares lines, or preprocessor lines or broken code are in the way.</summary>
    public static SourceText? Wrap(SourceText text, SemanticModel model, TextSpan exit, ImmutableArray<string> undos, CancellationToken cancellation)
    {
        if (model.SyntaxTree.GetRoot(cancellation).FindNode(exit, getInnermostNodeForTie: true).FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax statement
            || StatementSequence.Around(statement) is null || statement.ContainsDirectives || statement.ContainsDiagnostics
            || !HasOwnLines(text, statement) || FinallyText.HasLongText(text, statement))
        {
            return null;
        }

        int first = FirstLine(text, statement);
        int last = LastLine(text, statement);
        string outer = Indentation(text, LineOf(text, statement.SpanStart));
        string unit = statement.Parent is BlockSyntax block ? Unit(Indentation(text, LineOf(text, block.CloseBraceToken.SpanStart)), outer) : "    ";
        IEnumerable<string> inside = Enumerable.Range(first, last - first + 1).Select(line => text.Lines[line].Span.IsEmpty ? string.Empty : unit + text.Lines[line]);
        string written = string.Join(NewLine(text), new[] { outer + "try", outer + "{" }
            .Concat(inside)
            .Append(outer + "}").Append(outer + "catch").Append(outer + "{")
            .Concat(undos.Select(undo => outer + unit + undo))
            .Append(outer + unit + "throw;")
            .Append(outer + "}"));
        return text.Replace(TextSpan.FromBounds(text.Lines[first].Start, text.Lines[last].End), written);
    }
}
