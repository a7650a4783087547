using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using static EntryPath.CodeFixes.Planning.StatementLines;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// Puts what follows the statement that opens a bracket into <c>try</c>, and the statement that closes it into <c>finally</c>. The part
/// ends where the bracket is closed in the same sequence, or with the sequence; the undos before its other ways out go.
/// </summary>
internal static class FinallyText
{
    /// <summary>The text; null where statements share lines, or where preprocessor lines or broken code are in the way.</summary>
    public static SourceText? Wrap(SourceText text, SemanticModel model, ExpressionSyntax opening, string undo, CancellationToken cancellation)
    {
        if (opening.FirstAncestorOrSelf<StatementSyntax>() is not { } first
            || first is not (ExpressionStatementSyntax or LocalDeclarationStatementSyntax)
            || StatementSequence.Around(first) is not { } sequence)
        {
            return null;
        }

        List<StatementSyntax> rest = sequence.Statements.Skip(sequence.Statements.IndexOf(first) + 1).ToList();
        int end = rest.FindLastIndex(statement => IsUndo(statement, undo));
        StatementSyntax? closing = end < 0 ? null : rest[end];
        List<StatementSyntax> part = end < 0 ? rest : rest.Take(end).ToList();
        if (part.Exists(statement => ExitValues.OutliveBracket(statement, model, cancellation)))
            return null;

        if (part.Count == 0 || part.Append(closing).Any(statement => statement is not null && !CanMove(text, statement)))
        {
            return null;
        }

        string newLine = NewLine(text);
        int from = FirstLine(text, part[0]);
        int to = LastLine(text, part[part.Count - 1]);
        string outer = Indentation(text, LineOf(text, part[0].SpanStart));
        string unit = UnitOf(text, first, outer);
        if (Dropped(text, part, undo, model, cancellation) is not { } dropped)
            return null;

        IEnumerable<string> inside = Enumerable.Range(from, to - from + 1)
            .Where(line => !dropped.Contains(line))
            .Select(line => Indented(text, line, unit));
        IEnumerable<string> last = closing is null
            ? new[] { outer + unit + undo }
            : LinesOf(text, closing).Select(line => Indented(text, line, unit));
        string written = string.Join(newLine, new[] { outer + "try", outer + "{" }
            .Concat(inside)
            .Append(outer + "}").Append(outer + "finally").Append(outer + "{")
            .Concat(last)
            .Append(outer + "}"));
        int stop = closing is null ? to : LastLine(text, closing);
        return text.Replace(TextSpan.FromBounds(text.Lines[from].Start, text.Lines[stop].End), written);
    }

    /// <summary>Whether the sequence undoes a bracket itself, on its way to the end.</summary>
    public static bool IsClosedBehind(ExpressionSyntax opening, string undo) =>
        opening.FirstAncestorOrSelf<StatementSyntax>() is { } first && StatementSequence.Around(first) is { } sequence
        && sequence.Statements.Skip(sequence.Statements.IndexOf(first) + 1).Any(statement => IsUndo(statement, undo));

    /// <summary>
    /// The lines of the undos that <c>finally</c> takes over: those directly before a way out. Null where what is returned or thrown is computed
    /// after its undo: it would run inside the bracket.
    /// </summary>
    private static HashSet<int>? Dropped(
        SourceText text, List<StatementSyntax> part, string undo, SemanticModel model, CancellationToken cancellation)
    {
        var lines = new HashSet<int>();
        foreach (StatementSyntax statement in part
            .SelectMany(static statement => statement.DescendantNodesAndSelf(static node => !StatementSequence.IsFunction(node)))
            .OfType<StatementSyntax>())
        {
            if (!IsUndo(statement, undo) || StatementSequence.Around(statement) is not { } around)
                continue;

            StatementSyntax? next = around.Statements.ElementAtOrDefault(around.Statements.IndexOf(statement) + 1);
            ExpressionSyntax? value = (next as ReturnStatementSyntax)?.Expression ?? (next as ThrowStatementSyntax)?.Expression;
            if (value is not null && !ExitText.IsSettled(value, model, cancellation) && value is not BaseObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0 })
                return null;

            if (next is ReturnStatementSyntax or ThrowStatementSyntax && HasOwnLines(text, statement))
                lines.UnionWith(LinesOf(text, statement));
        }

        return lines;
    }

    private static IEnumerable<int> LinesOf(SourceText text, StatementSyntax statement)
    {
        int first = FirstLine(text, statement);
        return Enumerable.Range(first, LastLine(text, statement) - first + 1);
    }

    private static bool IsUndo(StatementSyntax statement, string undo) =>
        statement is ExpressionStatementSyntax && statement.ToString() == undo;

    private static bool CanMove(SourceText text, StatementSyntax statement) =>
        !statement.ContainsDirectives && !statement.ContainsDiagnostics && HasOwnLines(text, statement) && !HasLongText(text, statement);

    /// <summary>Whether white space at the start of a line is part of a value.</summary>
    public static bool HasLongText(SourceText text, StatementSyntax statement) => statement.DescendantTokens().Any(token =>
        token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken
        && LineOf(text, token.SpanStart) != LineOf(text, token.Span.End));

    private static string Indented(SourceText text, int line, string unit) =>
        text.Lines[line].Span.IsEmpty ? string.Empty : unit + text.Lines[line];

    private static string UnitOf(SourceText text, StatementSyntax statement, string inner) => statement.Parent is BlockSyntax block
        ? Unit(Indentation(text, LineOf(text, block.CloseBraceToken.SpanStart)), inner)
        : "    ";
}
