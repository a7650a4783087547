using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.CodeFixes.Planning;

/// <summary>The lines of a text that belong to a statement: its own, those of the comments directly above it, and how they are indented.</summary>
internal static class StatementLines
{
    public static bool HasOwnLines(SourceText text, StatementSyntax statement)
    {
        SyntaxToken before = statement.GetFirstToken().GetPreviousToken();
        SyntaxToken after = statement.GetLastToken().GetNextToken(includeZeroWidth: true);
        return (before.IsKind(SyntaxKind.None) || LineOf(text, TrailingEnd(before)) < LineOf(text, statement.SpanStart))
            && (!IsPresent(after) || LineOf(text, after.SpanStart) > LastLine(text, statement))
            && !LeadingComments(statement).Any(comment => !before.IsKind(SyntaxKind.None) && LineOf(text, comment.SpanStart) == LineOf(text, before.Span.End));
    }

    public static bool IsPresent(SyntaxToken token) => !token.IsKind(SyntaxKind.None) && !token.IsKind(SyntaxKind.EndOfFileToken);

    /// <summary>The line of the statement, or of the first of the comments that stand directly above it.</summary>
    public static int FirstLine(SourceText text, StatementSyntax statement)
    {
        int line = LineOf(text, statement.SpanStart);
        foreach (SyntaxTrivia comment in LeadingComments(statement).Reverse())
        {
            int end = LineOf(text, Math.Max(comment.SpanStart, comment.Span.End - 1));
            if (end < line - 1)
                break;

            line = Math.Min(line, LineOf(text, comment.SpanStart));
        }

        return line;
    }

    public static int LastLine(SourceText text, StatementSyntax statement) => LineOf(text, TrailingEnd(statement.GetLastToken()));

    /// <summary>Where a token's own text and the comments behind it end, without the line break.</summary>
    public static int TrailingEnd(SyntaxToken token)
    {
        int end = token.Span.End;
        foreach (SyntaxTrivia trivia in token.TrailingTrivia)
        {
            if (IsComment(trivia))
                end = trivia.Span.End;
        }

        return end;
    }

    public static IEnumerable<SyntaxTrivia> LeadingComments(StatementSyntax statement) => statement.GetLeadingTrivia().Where(IsComment);

    public static bool HasComment(SyntaxTriviaList trivia) => trivia.Any(IsComment);

    public static bool IsComment(SyntaxTrivia trivia) =>
        !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia);

    public static int LineOf(SourceText text, int position) => text.Lines.GetLineFromPosition(position).LineNumber;

    /// <summary>How many blank lines follow a line in a direction.</summary>
    public static int Blank(SourceText text, int line, int direction)
    {
        int count = 0;
        for (int at = line + direction; at >= 0 && at < text.Lines.Count && IsBlank(text, text.Lines[at]); at += direction)
            count++;

        return count;
    }

    public static bool IsBlank(SourceText text, TextLine line)
    {
        for (int i = line.Start; i < line.End; i++)
        {
            if (!char.IsWhiteSpace(text[i]))
                return false;
        }

        return true;
    }

    public static string NewLine(SourceText text)
    {
        foreach (TextLine line in text.Lines)
        {
            if (line.EndIncludingLineBreak > line.End)
                return text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
        }

        return "\n";
    }

    /// <summary>The white space at the start of a line.</summary>
    public static string Indentation(SourceText text, int line)
    {
        TextLine start = text.Lines[line];
        int end = start.Start;
        while (end < start.End && char.IsWhiteSpace(text[end]))
            end++;

        return text.ToString(TextSpan.FromBounds(start.Start, end));
    }

    /// <summary>What one level of indentation adds here: that of a statement over the brace or line that it stands in.</summary>
    public static string Unit(string outer, string inner) =>
        inner.Length > outer.Length && inner.StartsWith(outer, StringComparison.Ordinal) ? inner.Substring(outer.Length) : "    ";
}
