using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using static EntryPath.CodeFixes.Planning.StatementLines;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// Writes a move as a change of the text. Where statements have lines of their own, whole lines move: the statement, the comments
/// directly above it and the one behind it. Blank lines part paragraphs and stay where they part them. Where several statements
/// share a line, they change places in it.
/// </summary>
internal static class MoveText
{
    /// <summary>The text after the move; null where preprocessor lines, broken code or a comment on a shared line are in the way.</summary>
    public static SourceText? Apply(SourceText text, StatementMove move)
    {
        List<StatementSyntax> touched = move.Sequence.Statements.Skip(move.First).Take(move.Last - move.First + 1).ToList();
        if (touched.Any(static statement => statement.ContainsDirectives || statement.ContainsDiagnostics))
            return null;

        if (touched.All(statement => HasOwnLines(text, statement)))
            return MoveLines(text, move);

        return touched.Any(static statement => HasComment(statement.GetLeadingTrivia()) || HasComment(statement.GetTrailingTrivia()))
            ? null
            : Permute(text, touched, move.IsUp);
    }

    /// <summary>The text after a statement has come before or behind one of another sequence; null where one of them shares lines, or is in the way otherwise.</summary>
    /// <param name="text">The text as it is.</param>
    /// <param name="moved">The statement.</param>
    /// <param name="target">What it comes before or behind.</param>
    /// <param name="isBehind">Whether it comes behind it.</param>
    /// <param name="split">For a declaration of which only the first value moves: its two parts.</param>
    public static SourceText? Apply(SourceText text, StatementSyntax moved, StatementSyntax target, bool isBehind, SplitDeclaration? split = null)
    {
        StatementSyntax[] touched = { moved, target };
        if (touched.Any(statement => statement.ContainsDirectives || statement.ContainsDiagnostics || !HasOwnLines(text, statement)) || FinallyText.HasLongText(text, moved))
            return null;

        string was = Indentation(text, LineOf(text, moved.SpanStart));
        string isNow = Indentation(text, LineOf(text, target.SpanStart));
        if (split is not null)
        {
            TextLine end = text.Lines[LastLine(text, target)];
            TextChange assigned = isBehind
                ? new TextChange(new TextSpan(end.End, 0), NewLine(text) + isNow + split.Assignment)
                : new TextChange(new TextSpan(text.Lines[FirstLine(text, target)].Start, 0), isNow + split.Assignment + NewLine(text));
            return text.WithChanges(new[] { assigned, new TextChange(moved.Span, split.Declaration) }.OrderBy(static change => change.Span.Start));
        }

        int first = FirstLine(text, moved);
        IEnumerable<string> lines = Enumerable.Range(first, LastLine(text, moved) - first + 1).Select(line => text.Lines[line].ToString())
            .Select(line => line.StartsWith(was, StringComparison.Ordinal) ? isNow + line.Substring(was.Length) : line);
        return Place(text, moved, target, isBehind, string.Join(NewLine(text), lines));
    }

    private static SourceText MoveLines(SourceText text, StatementMove move)
    {
        StatementSyntax moved = move.Sequence.Statements[move.From];
        string lines = text.ToString(TextSpan.FromBounds(text.Lines[FirstLine(text, moved)].Start, text.Lines[LastLine(text, moved)].End));
        return Place(text, moved, move.Sequence.Statements[move.To], !move.IsUp, lines);
    }

    private static SourceText Place(SourceText text, StatementSyntax moved, StatementSyntax passed, bool isBehind, string lines)
    {
        TextChange removal = Removal(text, moved);
        string newLine = NewLine(text);
        TextLine end = text.Lines[LastLine(text, passed)];
        TextChange insertion = isBehind
            ? new TextChange(new TextSpan(end.End, 0), newLine + lines)
            : new TextChange(new TextSpan(text.Lines[FirstLine(text, passed)].Start, 0), lines + newLine);
        return insertion.Span.Start <= removal.Span.Start ? text.WithChanges(insertion, removal) : text.WithChanges(removal, insertion);
    }

    /// <summary>The lines of a statement go, with the blank lines that part nothing then.</summary>
    private static TextChange Removal(SourceText text, StatementSyntax moved)
    {
        int first = FirstLine(text, moved);
        int last = LastLine(text, moved);
        int above = Blank(text, first, -1);
        int below = Blank(text, last, 1);
        if (EndsSequence(moved.GetLastToken().GetNextToken()))
            first -= above;
        else
            last += StartsSequence(moved.GetFirstToken().GetPreviousToken()) ? below : Math.Min(above, below);

        int start = text.Lines[first].Start;
        int end = text.Lines[last].EndIncludingLineBreak;
        bool wasUnended = text.Lines[last].End == end && first > 0;
        if (wasUnended)
            (start, end) = (text.Lines[first - 1].End, text.Lines[last].End);

        return new TextChange(TextSpan.FromBounds(start, end), string.Empty);
    }

    private static SourceText Permute(SourceText text, List<StatementSyntax> touched, bool isUp)
    {
        var order = new List<StatementSyntax>(touched);
        StatementSyntax moved = isUp ? order[order.Count - 1] : order[0];
        order.Remove(moved);
        order.Insert(isUp ? 0 : order.Count, moved);
        return text.WithChanges(touched.Select((place, index) => new TextChange(place.Span, text.ToString(order[index].Span))));
    }

    private static bool EndsSequence(SyntaxToken next) => !IsPresent(next) || next.IsKind(SyntaxKind.CloseBraceToken);

    private static bool StartsSequence(SyntaxToken previous) =>
        previous.IsKind(SyntaxKind.None) || previous.IsKind(SyntaxKind.OpenBraceToken) || previous.IsKind(SyntaxKind.ColonToken);
}
