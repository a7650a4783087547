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
    /// <summary>The text, with the whole statement around the call in <c>try</c>; null where that declares something, shares lines, or preprocessor lines or broken code are in the way.</summary>
    public static SourceText? Wrap(SourceText text, SemanticModel model, TextSpan exit, ImmutableArray<string> undos, CancellationToken cancellation)
    {
        if (model.SyntaxTree.GetRoot(cancellation).FindNode(exit, getInnermostNodeForTie: true).FirstAncestorOrSelf<StatementSyntax>(
            static node => node is not BlockSyntax && StatementSequence.Around(node) is not null) is not { } statement
            || statement is LocalDeclarationStatementSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax or ThrowStatementSyntax || statement.ContainsDirectives || statement.ContainsDiagnostics
            || !HasOwnLines(text, statement) || FinallyText.HasLongText(text, statement))
        {
            return null;
        }

        return Write(text, statement, statement, undos);
    }

    /// <summary>
    /// The text with all that follows an opening in its sequence, as far as the sequence closes it again, in such a <c>try</c>; null where the opening is no statement of its own, nothing
    /// follows it, or the text is in the way.
    /// </summary>
    public static SourceText? WrapBehind(SourceText text, StatementSyntax opening, ImmutableArray<string> undos)
    {
        if (opening is not (ExpressionStatementSyntax or LocalDeclarationStatementSyntax) || StatementSequence.Around(opening) is not { } sequence)
            return null;

        List<StatementSyntax> part = sequence.Statements.Skip(sequence.Statements.IndexOf(opening) + 1).TakeWhile(statement => !undos.Contains(statement.ToString())).ToList();
        return part.Count == 0 || part.Exists(statement => statement.ContainsDirectives || statement.ContainsDiagnostics || !HasOwnLines(text, statement) || FinallyText.HasLongText(text, statement))
            ? null
            : Write(text, part[0], part[part.Count - 1], undos);
    }

    private static SourceText Write(SourceText text, StatementSyntax from, StatementSyntax to, ImmutableArray<string> undos)
    {
        int first = FirstLine(text, from);
        int last = LastLine(text, to);
        string outer = Indentation(text, LineOf(text, from.SpanStart));
        string unit = from.Parent is BlockSyntax block ? Unit(Indentation(text, LineOf(text, block.CloseBraceToken.SpanStart)), outer) : "    ";
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
