using System.Globalization;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using static EntryPath.CodeFixes.Planning.StatementLines;

namespace EntryPath.CodeFixes.Planning;

/// <summary>An undo that is one too many: it goes, or the one before it on the path does.</summary>
internal static class RemovePlanner
{
    public static List<Edit> Find(Situation situation)
    {
        var edits = new List<Edit>();
        IEnumerable<StatementSyntax> statements = situation.Path.Reverse().Prepend(situation.Place)
            .Select(static place => place.FirstAncestorOrSelf<StatementSyntax>())
            .OfType<ExpressionStatementSyntax>()
            .Distinct();
        foreach (StatementSyntax statement in statements)
        {
            List<Use> uses = situation.Uses.In(statement);
            bool isUndo = uses.Count > 0 && uses.TrueForAll(static use => use is { IsDirect: true, Event.Kind: EventKind.Undo or EventKind.EnsuresUndone });
            if (isUndo && Without(situation.Text, statement) is { } text)
            {
                string line = situation.Line(statement).ToString(CultureInfo.InvariantCulture);
                edits.Add(situation.Edit("Remove '" + CodeQuote.Of(statement) + "' (line " + line + ")", EditKind.Chosen, text));
            }
        }

        return edits;
    }

    /// <summary>An operation that must not run while its own step is in effect, and that has run already: the second one goes.</summary>
    public static IEnumerable<Edit> OfRepeated(Situation situation) =>
        situation.Place.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax statement
        && situation.Uses.Of(statement.Expression).Exists(use => use is { IsDirect: true, Event.Kind: EventKind.Step } && use.Event.Step?.Name == situation.Step)
        && Without(situation.Text, statement) is { } text
            ? new[] { situation.Edit("Remove '" + CodeQuote.Of(statement) + "' (line " + situation.Line(statement).ToString(CultureInfo.InvariantCulture) + ")", EditKind.Chosen, text) }
            : Array.Empty<Edit>();

    /// <summary>A step that misses an earlier one, and that nothing relies on: it goes.</summary>
    public static IEnumerable<Edit> OfUnused(Situation situation) =>
        situation.Place.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax statement
        && situation.Uses.In(statement) is { Count: > 0 } uses && uses.TrueForAll(static use => use is { IsDirect: true, Event.Kind: EventKind.Step })
        && Without(situation.Text, statement) is { } text
            ? new[]
            {
                situation.Edit(
                    "Remove '" + CodeQuote.Of(statement) + "' (line " + situation.Line(statement).ToString(CultureInfo.InvariantCulture) + "), on which nothing relies", EditKind.Chosen, text)
                    with { IsLastResort = true },
            }
            : Array.Empty<Edit>();

    /// <summary>Whether what is undone is performed again behind it: then it was in effect on purpose, and the undo makes a gap.</summary>
    public static bool IsGap(Situation situation)
    {
        if (situation.Place.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax undo || StatementSequence.Around(undo) is not { } sequence)
            return false;

        HashSet<string> undone = new(situation.Uses.In(undo).FindAll(static use => use.Event.Kind == EventKind.Undo).Select(static use => use.Event.Step!.Name), StringComparer.Ordinal);
        return sequence.Statements.Skip(sequence.Statements.IndexOf(undo) + 1).Any(later => situation.Uses.In(later).Exists(use =>
            use.Event.Kind == EventKind.Step && undone.Contains(use.Event.Step!.Name)));
    }

    private static SourceText? Without(SourceText text, StatementSyntax statement)
    {
        if (statement.ContainsDirectives || statement.ContainsDiagnostics || StatementSequence.Around(statement) is null)
            return null;

        if (!HasOwnLines(text, statement))
            return text.Replace(TextSpan.FromBounds(statement.SpanStart, statement.FullSpan.End), string.Empty);

        // Comments above it may speak of more than of it: only its own line goes.
        TextSpan lines = TextSpan.FromBounds(
            text.Lines[LineOf(text, statement.SpanStart)].Start, text.Lines[LastLine(text, statement)].EndIncludingLineBreak);
        return text.Replace(lines, string.Empty);
    }
}
