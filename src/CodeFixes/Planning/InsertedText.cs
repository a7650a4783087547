using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using static EntryPath.CodeFixes.Planning.StatementLines;

namespace EntryPath.CodeFixes.Planning;

/// <summary>Writes statements before another one, which gets braces where it stands by itself.</summary>
internal static class InsertedText
{
    /// <summary>The text; null where preprocessor lines, broken code or comments on a shared line are in the way.</summary>
    /// <param name="text">The text as it is.</param>
    /// <param name="place">The statement.</param>
    /// <param name="statements">What comes before it.</param>
    /// <param name="replaced">What the statement becomes; null: it stays as it is.</param>
    public static SourceText? Before(SourceText text, StatementSyntax place, ImmutableArray<string> statements, string? replaced)
    {
        if (place.ContainsDiagnostics || place.GetLeadingTrivia().Any(static trivia => trivia.IsDirective))
            return null;

        TextChange[] replacement = replaced is null ? Array.Empty<TextChange>() : new[] { new TextChange(place.Span, replaced) };
        string newLine = NewLine(text);
        int line = LineOf(text, place.SpanStart);
        bool ownLines = HasOwnLines(text, place);
        if (StatementSequence.Around(place) is not null)
        {
            // A comment that explains the statement stays with it.
            string inserted = ownLines
                ? string.Concat(statements.Select(statement => Indentation(text, line) + statement + newLine))
                : string.Concat(statements.Select(static statement => statement + " "));
            int position = ownLines ? text.Lines[FirstLine(text, place)].Start : place.SpanStart;
            return text.WithChanges(replacement.Prepend(new TextChange(new TextSpan(position, 0), inserted)));
        }

        if (place.Parent is not (IfStatementSyntax or ElseClauseSyntax or WhileStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or DoStatementSyntax))
            return null;

        string outer = Indentation(text, LineOf(text, place.Parent.SpanStart));
        string inner = ownLines ? Indentation(text, line) : outer + "    ";
        string head = outer + "{" + newLine + string.Concat(statements.Select(statement => inner + statement + newLine));
        string tail = newLine + outer + "}";
        if (ownLines)
        {
            return text.WithChanges(replacement
                .Prepend(new TextChange(new TextSpan(text.Lines[FirstLine(text, place)].Start, 0), head))
                .Append(new TextChange(new TextSpan(text.Lines[LastLine(text, place)].End, 0), tail)));
        }

        SyntaxToken before = place.GetFirstToken().GetPreviousToken();
        if (HasComment(before.TrailingTrivia) || HasComment(place.GetLeadingTrivia()) || HasComment(place.GetTrailingTrivia())
            || text.Lines[line].End > place.Span.End)
        {
            return null;
        }

        return text.Replace(TextSpan.FromBounds(before.Span.End, place.Span.End), newLine + head + inner + (replaced ?? place.ToString()) + tail);
    }
}
