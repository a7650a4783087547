using System.Collections.Immutable;
using System.Globalization;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// A bracket is closed while a later one is open: the undo of the later one, as the type writes it elsewhere, comes before it, here or in the
/// helper that is called.
/// </summary>
internal static class UndoPlanner
{
    /// <summary>So many undos are tried.</summary>
    private const int MaxUndos = 3;

    public static List<Edit> Find(Situation situation)
    {
        var edits = new List<Edit>();
        foreach (string undo in Of(situation, situation.Step))
        {
            foreach (StatementSyntax place in Places(situation).Distinct())
            {
                if (InsertedText.Before(situation.Text, place, ImmutableArray.Create(undo), null) is { } text)
                {
                    string line = situation.Line(place).ToString(CultureInfo.InvariantCulture);
                    edits.Add(situation.Edit("Insert '" + undo + "' before '" + CodeQuote.Of(place) + "' (line " + line + ")", EditKind.Chosen, text));
                }
            }
        }

        return edits;
    }

    /// <summary>What must not run in a bracket runs behind its undo, which comes in before it: here, or in the helper that is called.</summary>
    public static IEnumerable<Edit> BeforeForbidden(Situation situation)
    {
        if (situation.ReportedStep is not { } step)
            yield break;

        IEnumerable<StatementSyntax> inside = Called(situation)
            .SelectMany(static helper => helper.DescendantNodes(static node => !StatementSequence.IsFunction(node)).OfType<ExpressionStatementSyntax>())
            .Where(statement => situation.Uses.In(statement).Exists(use => use.Event.Kind == EventKind.Forbids && use.Event.Step?.Name == step.Name));
        List<StatementSyntax> places = inside.Concat(situation.Place.AncestorsAndSelf().OfType<StatementSyntax>().Where(static own => own is not BlockSyntax).Take(1)).Distinct().ToList();
        IEnumerable<string> undos = Of(situation, step.Name)
            .Concat(new StepCalls(situation).InReach(step, EventKind.Undo).Where(static call => call.When is null).Select(static call => call.Text + ";"))
            .Distinct()
            .Take(MaxUndos);
        foreach (string undo in undos)
        {
            foreach (StatementSyntax place in places)
            {
                if (InsertedText.Before(situation.Text, place, ImmutableArray.Create(undo), null) is { } text)
                {
                    string line = situation.Line(place).ToString(CultureInfo.InvariantCulture);
                    yield return situation.Edit("Insert '" + undo + "' before '" + CodeQuote.Of(place) + "' (line " + line + ")", EditKind.Chosen, text);
                }
            }
        }
    }

    /// <summary>How the type undoes a step elsewhere.</summary>
    public static IEnumerable<string> Of(Situation situation, string step) =>
        (situation.Place.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? situation.Root).DescendantNodes().OfType<ExpressionStatementSyntax>()
            .Where(statement => situation.Uses.Of(statement.Expression).Exists(use => use is { IsDirect: true, Event.Kind: EventKind.Undo } && use.Event.Step?.Name == step))
            .Select(static statement => statement.ToString())
            .Where(static text => text.IndexOf('\n') < 0)
            .Distinct()
            .Take(MaxUndos);

    private static IEnumerable<StatementSyntax> Places(Situation situation)
    {
        foreach (SyntaxNode called in Called(situation))
        {
            foreach (StatementSyntax statement in called.DescendantNodes(static node => !StatementSequence.IsFunction(node)).OfType<ExpressionStatementSyntax>())
            {
                if (situation.Uses.In(statement).Exists(static use => use.Event.Kind == EventKind.Undo))
                    yield return statement;
            }
        }

        if (situation.Place.FirstAncestorOrSelf<StatementSyntax>() is { } own and not BlockSyntax)
            yield return own;
    }

    /// <summary>The body of the helper that is reported, where it is in this file.</summary>
    public static IEnumerable<SyntaxNode> Called(Situation situation) => situation.Place.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().Take(1)
        .Select(call => situation.Model.GetSymbolInfo(call, situation.Cancellation).Symbol)
        .OfType<IMethodSymbol>()
        .SelectMany(static method => method.DeclaringSyntaxReferences)
        .Where(reference => reference.SyntaxTree == situation.Root.SyntaxTree)
        .Select(reference => reference.GetSyntax(situation.Cancellation));
}
