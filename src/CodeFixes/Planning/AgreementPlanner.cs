using System.Collections.Immutable;
using System.Globalization;
using EntryPath.Analyzer.Protocols;
using EntryPath.Analyzer.Rules;
using EntryPath.CodeFixes.Judging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// The exits of a body disagree about a bracket that it did not open: what was undone on the way to the one is undone before another one, or what is in effect at
/// others is performed before this one.
/// </summary>
internal static class AgreementPlanner
{
    /// <summary>So many other exits are tried.</summary>
    private const int MaxExits = 4;

    public static IEnumerable<Edit> Find(Situation situation, SyntaxNode body)
    {
        TextSpan own = situation.Diagnostic.Location.SourceSpan;
        foreach (string undo in situation.Path.Reverse().Select(static place => place.FirstAncestorOrSelf<StatementSyntax>()).OfType<ExpressionStatementSyntax>().Distinct()
            .Where(statement => situation.Uses.In(statement).Exists(use => use is { IsDirect: true, Event.Kind: EventKind.Undo } && use.Event.Step?.Name == situation.Step))
            .Select(static statement => statement.ToString())
            .Take(1))
        {
            List<TextSpan> others = Exits(body).Where(exit => exit != own).Take(MaxExits).ToList();
            foreach (TextSpan exit in others)
            {
                if (Insert(situation, exit, "Undo before leaving in line ", undo) is { } edit)
                    yield return edit;
            }

            if (others.Count > 1 && InsertAll(situation, others, undo) is { } all)
                yield return all;
        }

        foreach (Edit both in Together(situation, own))
            yield return both;

        foreach (Edit undone in AtOthers(situation, body, own))
            yield return undone;

        // At the end of a body the ways meet: what is in effect on some of them would be performed twice.
        if (situation.Place.FirstAncestorOrSelf<StatementSyntax>() is ReturnStatementSyntax && situation.ReportedStep is { } missing)
        {
            foreach (StepCall call in new StepCalls(situation).InReach(missing, EventKind.Step).Where(static call => call.When is null))
            {
                if (Insert(situation, own, "Perform '" + missing.Name + "' before leaving in line ", call.Text + ";") is { } edit)
                    yield return edit;
            }
        }
    }

    /// <summary>What this exit does not have in effect is undone at the others, or at the end of the helper that leaves it so.</summary>
    private static IEnumerable<Edit> AtOthers(Situation situation, SyntaxNode body, TextSpan own)
    {
        if (situation.ReportedStep is not { } step)
            yield break;

        List<BlockSyntax> helpers = situation.Uses.In(body)
            .Where(use => use is { IsDirect: false, Event.Kind: EventKind.Step } && use.Event.Step?.Name == step.Name)
            .Select(use => situation.Model.GetSymbolInfo(use.Expression, situation.Cancellation).Symbol)
            .OfType<IMethodSymbol>()
            .SelectMany(static method => method.DeclaringSyntaxReferences)
            .Where(reference => reference.SyntaxTree == situation.Root.SyntaxTree)
            .Select(reference => (reference.GetSyntax(situation.Cancellation) as MethodDeclarationSyntax)?.Body)
            .OfType<BlockSyntax>()
            .Distinct()
            .ToList();
        foreach (StepCall call in new StepCalls(situation).InReach(step, EventKind.Undo).Where(static call => call.When is null))
        {
            foreach (TextSpan exit in Exits(body).Where(exit => exit != own).Take(MaxExits).Concat(helpers.Select(static helper => helper.CloseBraceToken.Span)))
            {
                if (Insert(situation, exit, "Undo before leaving in line ", call.Text + ";") is { } edit)
                    yield return edit;
            }
        }
    }

    /// <summary>What this exit is told to have in effect is undone there, in reverse order, or what it lacks is performed, for one object.</summary>
    private static IEnumerable<Edit> Together(Situation situation, TextSpan own)
    {
        string[] names = Report.Property(situation.Diagnostic, FixProperties.Together).Split(new[] { ',' }, StringSplitOptions.RemoveEmptyEntries).Prepend(situation.Step).ToArray();
        List<ProtocolStep> steps = situation.ReportedStep?.Protocol.Steps.Where(step => names.Contains(step.Name)).ToList() ?? new List<ProtocolStep>();
        string line = (StatementLines.LineOf(situation.Text, own.Start) + 1).ToString(CultureInfo.InvariantCulture);
        var calls = new StepCalls(situation);
        foreach (EventKind kind in new[] { EventKind.Undo, EventKind.Step })
        {
            if (kind == EventKind.Step && steps.Count < 2)
                yield break;

            List<List<string>> each = (kind == EventKind.Undo ? Enumerable.Reverse(steps) : steps)
                .Select(step => calls.InReach(step, kind).Where(static call => call.When is null).Select(static call => call.Text + ";").ToList()).ToList();
            if (each.Count == 0 || each.Exists(static some => some.Count == 0))
                continue;

            foreach (string first in each[0])
            {
                ImmutableArray<string> statements = each.Skip(1).Select(some => some.Find(other => ObjectOf(other) == ObjectOf(first)) ?? some[0]).Prepend(first).Distinct().ToImmutableArray();
                if (ExitText.Insert(situation.Text, situation.Model, own, statements, situation.Cancellation) is { } text)
                    yield return situation.Edit((kind == EventKind.Undo ? "Undo" : "Perform") + " before leaving in line " + line + ": '" + string.Join(" ", statements) + "'", EditKind.Chosen, text);
            }
        }

        static string ObjectOf(string call) => call.LastIndexOf('.', call.IndexOfAny(new[] { '(', '=', ';' })) is var dot and >= 0 ? call.Substring(0, dot) : string.Empty;
    }

    /// <summary>A statement before several ways out.</summary>
    private static Edit? InsertAll(Situation situation, List<TextSpan> exits, string statement)
    {
        List<SourceText?> texts = exits.ConvertAll(exit => ExitText.Insert(situation.Text, situation.Model, exit, ImmutableArray.Create(statement), situation.Cancellation));
        if (!texts.TrueForAll(static text => text is not null))
            return null;

        string lines = string.Join(", ", exits.Select(exit => (StatementLines.LineOf(situation.Text, exit.Start) + 1).ToString(CultureInfo.InvariantCulture)));
        return situation.Edit("Undo before leaving in lines " + lines + ": '" + statement + "'", EditKind.Chosen,
            situation.Text.WithChanges(texts.SelectMany(text => text!.GetTextChanges(situation.Text)).OrderBy(static change => change.Span.Start)));
    }

    private static Edit? Insert(Situation situation, TextSpan exit, string verb, string statement) =>
        ExitText.Insert(situation.Text, situation.Model, exit, ImmutableArray.Create(statement), situation.Cancellation) is { } text
            ? situation.Edit(
                verb + (StatementLines.LineOf(situation.Text, exit.Start) + 1).ToString(CultureInfo.InvariantCulture) + ": '" + statement + "'", EditKind.Chosen, text)
            : null;

    private static IEnumerable<TextSpan> Exits(SyntaxNode body)
    {
        BlockSyntax? block = body as BlockSyntax ?? body.ChildNodes().OfType<BlockSyntax>().FirstOrDefault();
        if (block is null)
            yield break;

        foreach (ReturnStatementSyntax exit in block.DescendantNodes(static node => !StatementSequence.IsFunction(node)).OfType<ReturnStatementSyntax>())
            yield return exit.Span;

        yield return block.CloseBraceToken.Span;
    }
}
