using System.Collections.Immutable;
using System.Globalization;
using EntryPath.Analyzer.Protocols;
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
            foreach (TextSpan exit in Exits(body).Where(exit => exit != own).Take(MaxExits))
            {
                if (Insert(situation, exit, "Undo before leaving in line ", undo) is { } edit)
                    yield return edit;
            }
        }

        foreach (Edit undone in AtOthers(situation, body, own))
            yield return undone;

        // At the end of a body the ways meet: what is in effect on some of them would be performed twice.
        if (situation.Place.FirstAncestorOrSelf<StatementSyntax>() is ReturnStatementSyntax && situation.Rules.Protocols.FirstOrDefault(protocol => protocol.Name == situation.Protocol)?.Steps.FirstOrDefault(step => step.Name == situation.Step) is { } missing)
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
        if (situation.Rules.Protocols.FirstOrDefault(protocol => protocol.Name == situation.Protocol)?.Steps.FirstOrDefault(step => step.Name == situation.Step) is not { } step)
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
