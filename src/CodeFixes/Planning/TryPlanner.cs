using System.Globalization;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using static EntryPath.CodeFixes.Planning.StatementLines;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// A call that performs a step or not, and says so, of which nobody listens to the answer: what relies on it is put into an <c>if</c>, up to
/// what undoes the step.
/// </summary>
internal static class TryPlanner
{
    public static List<Edit> Find(Situation situation)
    {
        var edits = new List<Edit>();
        foreach ((StatementSequence sequence, int own) in Situation.Levels(situation.Place))
        {
            for (int at = own - 1; at >= 0; at--)
            {
                if (sequence.Statements[at] is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax asked } statement
                    && situation.Uses.Of(asked).Find(static use => use is { IsDirect: true, Event: { Kind: EventKind.Step, When: not null, WhenParameter: MemberEvent.Result } }) is { } use)
                {
                    Add(situation, edits, sequence, at, own, statement, use);
                }
            }
        }

        return edits;
    }

    private static void Add(Situation situation, List<Edit> edits, StatementSequence sequence, int asked, int own, ExpressionStatementSyntax statement, Use use)
    {
        // As far as the step's undo, and no further than something declared inside is used.
        int last = Enumerable.Range(own, sequence.Statements.Length - own)
            .Where(index => situation.Uses.In(sequence.Statements[index]).Exists(later => later.Event.Kind == EventKind.Undo && later.Event.Step?.Name == use.Event.Step!.Name))
            .DefaultIfEmpty(own)
            .Last();
        List<StatementSyntax> inside = sequence.Statements.Skip(asked + 1).Take(last - asked).ToList();
        if (inside.Concat(new[] { statement }).Any(part => part.ContainsDirectives || part.ContainsDiagnostics || !HasOwnLines(situation.Text, part)
            || FinallyText.HasLongText(situation.Text, part)))
        {
            return;
        }

        SourceText text = situation.Text;
        string newLine = NewLine(text);
        string outer = Indentation(text, LineOf(text, statement.SpanStart));
        string condition = new StepCall(use.Expression.ToString(), use.Event.When).Succeeds;
        int first = FirstLine(text, inside[0]);
        int end = LastLine(text, inside[inside.Count - 1]);
        IEnumerable<string> lines = Enumerable.Range(first, end - first + 1)
            .Select(line => text.Lines[line].Span.IsEmpty ? string.Empty : "    " + text.Lines[line]);
        string written = string.Join(newLine, new[] { "if (" + condition + ")", outer + "{" }.Concat(lines).Append(outer + "}"));
        string title = "Go on to '" + CodeQuote.Of(inside[inside.Count - 1]) + "' (line " + (end + 1).ToString(CultureInfo.InvariantCulture) + ") only if '" + condition + "'";
        edits.Add(situation.Edit(title, EditKind.Chosen, text.Replace(TextSpan.FromBounds(statement.SpanStart, text.Lines[end].End), written)));
    }
}
