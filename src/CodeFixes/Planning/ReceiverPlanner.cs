using System.Collections.Immutable;
using System.Globalization;
using EntryPath.Analyzer.Protocols;
using EntryPath.Analyzer.Rules;
using EntryPath.CodeFixes.Judging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// A bracket is left open while another object is undone that was never opened: the undo may have been meant for the one that is open. Which of the two a
/// person knows.
/// </summary>
internal static class ReceiverPlanner
{
    /// <summary>So many replacements are tried.</summary>
    private const int MaxEdits = 6;

    public static IEnumerable<Edit> Find(Situation situation, SyntaxNode body, ImmutableArray<Opening> openings)
    {
        List<Use> uses = situation.Uses.In(body);
        string protocol = Report.Property(situation.Diagnostic, FixProperties.ProtocolId);
        HashSet<string> objects = new(StringComparer.Ordinal);
        foreach (Opening opening in openings)
        {
            if (OpenedObject.Of(opening.Expression, opening.Step, protocol, situation.Model.Compilation, situation.Rules, situation.Cancellation) is { Receiver: { } opened })
                objects.Add(opened);
        }

        HashSet<string> steps = new(openings.Select(static opening => opening.Step).Append(situation.Step), StringComparer.Ordinal);
        if (objects.Count == 0)
            objects.UnionWith(uses.Where(static use => use.IsDirect && use.Receiver.Length > 0).Select(static use => use.Receiver));

        return uses
            .Where(use => use is { IsDirect: true, Event.Kind: EventKind.Undo, Event.Step: { } step } && steps.Contains(step.Name) && use.Receiver.Length > 0)
            .OrderBy(use => Math.Abs(use.Expression.SpanStart - situation.Diagnostic.Location.SourceSpan.Start))
            .SelectMany(use => objects.Where(other => other != use.Receiver).Select(other => Replace(situation, use, other)))
            .OfType<Edit>()
            .Take(MaxEdits);
    }

    private static Edit? Replace(Situation situation, Use use, string other)
    {
        if (use.Expression.DescendantNodes().OfType<ExpressionSyntax>().FirstOrDefault(node => node.ToString() == use.Receiver) is not { } receiver
            || use.Expression.ContainsDirectives)
        {
            return null;
        }

        string title = "Undo '" + use.Event.Step!.Name + "' of '" + other + "', not of '" + use.Receiver + "', by '" + CodeQuote.Of(use.Expression) + "' (line "
            + situation.Line(use.Expression).ToString(CultureInfo.InvariantCulture) + ")";
        return situation.Edit(title, EditKind.Chosen, situation.Text.Replace(receiver.Span, other));
    }
}
