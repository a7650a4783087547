using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using static EntryPath.CodeFixes.Planning.StatementLines;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// A bracket is open at an exit on some ways only: its undo belongs to where those ways end. That is the end of a block or of a round of a loop, a statement that
/// leaves one, or the other branch of a condition whose one branch undoes it.
/// </summary>
internal static class BranchUndoPlanner
{
    /// <summary>So many places are tried; each takes a run of the analysis.</summary>
    private const int MaxPlaces = 8;

    /// <summary>So many statements before the exit are tried.</summary>
    private const int MaxEarlier = 4;

    public static IEnumerable<Edit> Find(Situation situation, SyntaxNode body, ImmutableArray<Opening> openings, ImmutableArray<string> undos)
    {
        int from = openings.Max(static opening => opening.Expression.SpanStart);
        int exit = situation.Diagnostic.Location.SourceSpan.Start;
        return Places(body, from)
            .OrderBy(place => Math.Min(Math.Abs(place.Node.Span.End - exit), Math.Abs(place.Node.Span.End - from)))
            .Take(MaxPlaces)
            .Concat(Earlier(situation, from))
            .Select(place => Write(situation, place, undos))
            .OfType<Edit>();
    }

    /// <summary>
    /// The statement that leaves and those before it: the undo may have to come before something else, and before what is returned is computed.
    /// </summary>
    private static IEnumerable<Place> Earlier(Situation situation, int from)
    {
        SyntaxNode exit = situation.Root.FindNode(situation.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        StatementSequence? sequence = exit is BlockSyntax { Statements: [var any, ..] } ? StatementSequence.Around(any)
            : exit.FirstAncestorOrSelf<StatementSyntax>() is { } way ? StatementSequence.Around(way) : null;
        return sequence is null
            ? Enumerable.Empty<Place>()
            : sequence.Statements
                .Where(statement => statement.SpanStart > from && statement.SpanStart <= situation.Diagnostic.Location.SourceSpan.Start
                    && statement is ReturnStatementSyntax or ThrowStatementSyntax or ExpressionStatementSyntax)
                .Reverse()
                .Take(MaxEarlier)
                .Select(static statement => new Place(statement, PlaceKind.Before));
    }

    private static IEnumerable<Place> Places(SyntaxNode body, int from)
    {
        foreach (SyntaxNode node in body.DescendantNodes(node => node == body || !StatementSequence.IsFunction(node)))
        {
            if (node.Span.End <= from)
                continue;

            switch (node)
            {
                case BlockSyntax { Parent: IfStatementSyntax or ElseClauseSyntax or CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax
                    or TryStatementSyntax or CatchClauseSyntax } block when block.Statements.LastOrDefault() is not (ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax):
                    yield return new Place(block, PlaceKind.End);
                    break;
                case BreakStatementSyntax or ContinueStatementSyntax when node.SpanStart > from:
                    yield return new Place(node, PlaceKind.Before);
                    break;
                case IfStatementSyntax { Else: null } condition when condition.SpanStart > from:
                    yield return new Place(condition, PlaceKind.Else);
                    break;
            }
        }
    }

    private static Edit? Write(Situation situation, Place place, ImmutableArray<string> undos)
    {
        SourceText text = situation.Text;
        string line = (LineOf(text, place.Kind == PlaceKind.Before ? place.Node.SpanStart : place.Node.Span.End - 1) + 1).ToString(CultureInfo.InvariantCulture);
        string quoted = "'" + string.Join(" ", undos) + "'";
        switch (place.Kind)
        {
            case PlaceKind.Before:
                return InsertedText.Before(text, (StatementSyntax)place.Node, undos, null) is { } before
                    ? situation.Edit("Undo before '" + CodeQuote.Of(place.Node) + "' (line " + line + "): " + quoted, EditKind.Chosen, before)
                    : null;

            case PlaceKind.End:
                return ExitText.AtEnd(text, (BlockSyntax)place.Node, undos) is { } end
                    ? situation.Edit("Undo at the end of the block (line " + line + "): " + quoted, EditKind.Chosen, end)
                    : null;

            default:
                var condition = (IfStatementSyntax)place.Node;
                int last = LastLine(text, condition);
                if (condition.ContainsDirectives || condition.ContainsDiagnostics || !HasOwnLines(text, condition) || HasComment(condition.GetTrailingTrivia()))
                    return null;

                string outer = Indentation(text, LineOf(text, condition.SpanStart));
                string inner = condition.Statement is BlockSyntax { Statements: [var first, ..] } ? Indentation(text, LineOf(text, first.SpanStart)) : outer + "    ";
                string newLine = NewLine(text);
                string written = newLine + outer + "else" + newLine + outer + "{" + newLine + string.Concat(undos.Select(undo => inner + undo + newLine)) + outer + "}";
                return situation.Edit(
                    "Undo where '" + CodeQuote.Of(condition.Condition) + "' (line " + situation.Line(condition).ToString(CultureInfo.InvariantCulture) + ") does not hold: " + quoted,
                    EditKind.Chosen,
                    text.Replace(text.Lines[last].End, 0, written));
        }
    }

    private enum PlaceKind
    {
        Before,
        End,
        Else,
    }

    private sealed record Place(SyntaxNode Node, PlaceKind Kind);
}
