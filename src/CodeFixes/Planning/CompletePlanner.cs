using System.Collections.Immutable;
using System.Globalization;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// What could make a body complete that leaves a bracket in effect without the steps after it: those steps in another order, the ones that
/// are missing before its exit, or the undo of the bracket there.
/// </summary>
internal static class CompletePlanner
{
    public static List<Edit> Find(Situation situation)
    {
        var edits = MovePlanner.Around(situation, Body(situation));
        if (situation.ReportedStep is not { Protocol: var protocol } bracket)
            return edits;

        List<Use> uses = situation.Uses.In(Body(situation));
        HashSet<string> receivers = new(uses.Where(static use => use.IsDirect && use.Receiver.Length > 0).Select(static use => use.Receiver), StringComparer.Ordinal);
        foreach (string receiver in receivers)
        {
            var all = ImmutableArray.CreateBuilder<string>();
            foreach (ProtocolStep step in protocol.Steps.Where(step => step.Index > bracket.Index && !step.Optional))
            {
                if (new StepCalls(situation).OfReceiver(step, receiver, uses).FirstOrDefault(static call => call.When is null) is { } call)
                {
                    all.Add(call.Text + ";");
                    Add("Insert '", ImmutableArray.Create(call.Text + ";"));
                }
            }

            if (all.Count > 1)
                Add("Insert '", all.ToImmutable());
        }

        foreach (string undo in UndoPlanner.Of(situation, bracket.Name))
            Add("Undo before leaving: '", ImmutableArray.Create(undo));

        return edits;

        void Add(string verb, ImmutableArray<string> statements)
        {
            if (ExitText.Insert(situation.Text, situation.Model, situation.Diagnostic.Location.SourceSpan, statements, situation.Cancellation) is { } text)
            {
                string line = (StatementLines.LineOf(situation.Text, situation.Diagnostic.Location.SourceSpan.Start) + 1).ToString(CultureInfo.InvariantCulture);
                edits.Add(situation.Edit(verb + string.Join(" ", statements) + "' (line " + line + ")", EditKind.Chosen, text));
            }
        }
    }

    private static SyntaxNode Body(Situation situation) => situation.Place.AncestorsAndSelf().FirstOrDefault(static outer =>
        StatementSequence.IsFunction(outer) || outer is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax) ?? situation.Root;
}
