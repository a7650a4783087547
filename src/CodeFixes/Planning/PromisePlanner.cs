using System.Collections.Immutable;
using System.Globalization;
using EntryPath.Analyzer.Protocols;
using EntryPath.Analyzer.Rules;
using EntryPath.CodeFixes.Judging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.CodeFixes.Planning;

/// <summary>A member promises a step, or its undo, and one of its exits is reached without: the call that keeps the promise comes before that exit.</summary>
internal static class PromisePlanner
{
    public static List<Edit> Find(Situation situation)
    {
        var edits = new List<Edit>();
        if (situation.ReportedStep is not { } step)
            return edits;

        bool performs = Report.Property(situation.Diagnostic, FixProperties.Promise) == EventKind.Ensures.ToString();
        string line = (StatementLines.LineOf(situation.Text, situation.Diagnostic.Location.SourceSpan.Start) + 1).ToString(CultureInfo.InvariantCulture);
        foreach (StepCall call in new StepCalls(situation).InReach(step, performs ? EventKind.Step : EventKind.Undo))
        {
            if (call.When is not null)
            {
                if (performs && Asked(situation, step, call) is { } asked)
                    edits.Add(asked);

                continue;
            }

            string statement = call.Text + ";";
            if (ExitText.Insert(situation.Text, situation.Model, situation.Diagnostic.Location.SourceSpan, ImmutableArray.Create(statement), situation.Cancellation) is { } text)
                edits.Add(situation.Edit("Insert '" + statement + "' before leaving (line " + line + ")", EditKind.Chosen, text));
        }

        return edits;
    }

    /// <summary>
    /// A promise that holds with one of two results: what is returned is that result only if the call, whose own result says whether it performed the step, says so
    /// too.
    /// </summary>
    private static Edit? Asked(Situation situation, ProtocolStep step, StepCall call)
    {
        if (situation.Model.GetEnclosingSymbol(situation.Place.SpanStart, situation.Cancellation) is not IMethodSymbol { ReturnType.SpecialType: SpecialType.System_Boolean } method
            || situation.Rules.For(method)?.Events.FirstOrDefault(promise => promise.Kind == EventKind.Ensures && promise.Step?.Name == step.Name && promise.Protocol.Name == situation.Protocol)
                is not { When: { } when }
            || call.Text.StartsWith(method.Name + "(", StringComparison.Ordinal)
            || situation.Place.AncestorsAndSelf().Select(static node => (node as ReturnStatementSyntax)?.Expression ?? (node as ArrowExpressionClauseSyntax)?.Expression
                ?? (node as BaseMethodDeclarationSyntax)?.ExpressionBody?.Expression).FirstOrDefault(static value => value is not null) is not { } result)
        {
            return null;
        }

        bool isLoose = result is ConditionalExpressionSyntax or AssignmentExpressionSyntax or AnonymousFunctionExpressionSyntax
            || result.IsKind(SyntaxKind.CoalesceExpression) || (when && result.IsKind(SyntaxKind.LogicalOrExpression));
        string rest = isLoose ? "(" + result + ")" : result.ToString();
        string written = when ? call.Succeeds + " && " + rest : call.Fails + " || " + rest;
        string title = "Ask '" + (when ? call.Succeeds : call.Fails) + "' too (line " + situation.Line(result).ToString(CultureInfo.InvariantCulture) + ")";
        return situation.Edit(title, EditKind.Chosen, situation.Text.Replace(result.Span, written));
    }
}
