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

    private static SourceText MoveLines(SourceText text, StatementMove move)
    {
        StatementSyntax moved = move.Sequence.Statements[move.From];
        StatementSyntax passed = move.Sequence.Statements[move.To];
        int first = FirstLine(text, moved);
        int last = LastLine(text, moved);
        string newLine = NewLine(text);
        string lines = text.ToString(TextSpan.FromBounds(text.Lines[first].Start, text.Lines[last].End));

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

        var removal = new TextChange(TextSpan.FromBounds(start, end), string.Empty);
        if (move.IsUp)
            return text.WithChanges(new TextChange(new TextSpan(text.Lines[FirstLine(text, passed)].Start, 0), lines + newLine), removal);

        TextLine before = text.Lines[LastLine(text, passed)];
        return text.WithChanges(removal, new TextChange(new TextSpan(before.End, 0), newLine + lines));
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
