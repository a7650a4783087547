using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Edits;

/// <summary>
/// What a solved body is for others, as text that is the same in each version of a project in which it is the same. Places in source are left out: they are told in messages,
/// and what has one is looked at anew.
/// </summary>
internal static class SummaryText
{
    /// <summary>The text of a solution; null where others ask for more than it could hold.</summary>
    public static string? Of(BodySolution solution, RuleSet rules)
    {
        if (solution.IsInert)
            return string.Empty;

        // Of a need its callers' paths are looked for, of a guard the states in which it is made; under a contract a body is solved once more.
        if (solution.GaveUp is not null || rules.MakesGuards || rules.HasDelegateContracts || !solution.Summary.Needs.IsEmpty || !solution.Needs.IsEmpty || !solution.Met.IsEmpty || !solution.Excused.IsEmpty
            || solution.Findings.Any(static finding => finding.Need is not null) || solution.Code.Graph is not { } graph)
        {
            return null;
        }

        IEnumerable<string> events = graph.Nodes.SelectMany(static node => node.Instructions).OfType<Instruction.Event>()
            .Select(static happening => happening.Kind + " " + happening.Step + " " + happening.Protocol.DocumentationId + (happening.IfInEffect ? "?" : string.Empty))
            .OrderBy(static happening => happening, StringComparer.Ordinal);
        return solution.Protocol?.DocumentationId + solution.Summary.IsNeutral + "\n"
            + string.Join("\n", solution.Summary.Exits.Select(Of).OrderBy(static exit => exit, StringComparer.Ordinal))
            + "\n" + string.Join("\n", events)
            + "\n" + List(solution.Touched.Select(static touched => touched.Change + touched.Step.ToString() + "@" + (touched.Subject is { } subject ? Of(subject) : "?")))
            + "\n" + List(solution.Known.Select(Of))
            + "\n" + List(solution.Calls.Select(static call => call.Callee).Where(static callee => callee.Names is not null).Distinct().Select(Of));
    }

    /// <summary>A body.</summary>
    public static string Of(BodyId body) => body switch
    {
        { Member: { } member } => Of(member),
        { Part: { } part } => "part of " + Of(part.Body) + part.From + part.IsLeft,
        _ => "function",
    };

    private static string Of(EnteredBody body) => Of(body.Body) + (body.Names is { } names ? List(names.Names.Select(static pair => Of(pair.Name) + "=" + Of(pair.Same))) : string.Empty);

    /// <summary>A symbol, variable or constant.</summary>
    public static string Of(object? value) => value switch
    {
        null => "null",
        IParameterSymbol parameter => "parameter " + parameter.Ordinal + " of " + Of(parameter.ContainingSymbol),
        ISymbol symbol => symbol.OriginalDefinition.GetDocumentationCommentId() ?? symbol.ToDisplayString(),
        _ => value.GetType().Name + " " + value,
    };

    private static string Of(SummaryExit exit) => string.Join(
        " ",
        exit.Kind + " " + exit.Level + " " + Of(exit.Thrown?.Type) + exit.Thrown?.IsAfterFailure,
        List(exit.Effects.Select(static effect => effect.Step + "@" + Of(effect.Subject) + "=" + effect.Value)),
        List(exit.Closed.Select(static closed => closed.Step + "@" + Of(closed.Subject))),
        List(exit.Unnamed.Select(static step => step.ToString())),
        List(exit.Told.Select(static told => told.Step + "@" + Of(told.Subject) + told.InEffect)),
        List(exit.Facts.Select(static fact => string.Join("|", fact.Literals.Select(Of)))),
        exit.Result is { } result ? Of(result) : "?",
        List(exit.Guards.Select(static guard => Of(guard.Guard) + guard.Step + "@" + Of(guard.Subject) + guard.Former)),
        List(exit.Tokens.Select(static token => Of(token.Token) + token.Step + "@" + Of(token.Subject) + token.Former)),
        List(exit.Restores.Select(static restore => restore.Step + "@" + Of(restore.Subject) + Of(restore.Token))),
        List(exit.Disposed.Select(Of)) + exit.IsDisposalFirst,
        List(exit.Stored.Select(Of)),
        List(exit.Outputs.Select(static output => Of(output.Place) + ":=" + Of(output.Value))));

    private static string Of(PathFact fact) => Of(fact.Value) + (fact.Negated ? "!" : "=") + (fact.IsOrder ? "<" : string.Empty) + (fact.Other is { } other ? Of(other) : Of(fact.Constant));

    private static string Of(Path path) => path.Root + ":" + Of(path.Symbol) + string.Concat(path.Fields.Select(static field => (field.Part ? "/" : ".") + field.Name + (field.Member is { } member ? Of(member) : string.Empty)));

    private static string List(IEnumerable<string> texts) => "[" + string.Join(",", texts.OrderBy(static text => text, StringComparer.Ordinal)) + "]";
}
