using System.Collections.Immutable;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>
/// EPO3002: what a public member always needs, leaves in effect or undoes is inferred here, but callers elsewhere need it declared. A
/// declaration takes the place of what is inferred, so all that a contract can say is offered at once.
/// </summary>
internal static class Declarable
{
    public static Violation? Check(BodySolution solution, MemberRules? rules, List<Slot> handedOver)
    {
        if (solution.Body.Key.Method is not { } method || rules is { Events.IsEmpty: false } || !OutsideCode.Names(method)
            || method.MethodKind is MethodKind.Constructor or MethodKind.PropertyGet or MethodKind.PropertySet)
        {
            return null;
        }

        List<SlotEffect> needed = solution.Needs
            .Where(static entry => entry.Need.Kind is FindingKind.Missing or FindingKind.NotInEffect)
            .SelectMany(static entry => entry.Need.Slots)
            .ToList();
        List<SlotEffect> left = AtEveryReturn(
            solution, static possibility => (possibility & ~Possibility.InEffect) == 0 && (possibility & Possibility.Gained) != 0);
        List<SlotEffect> undone = AtEveryReturn(solution, static possibility => (possibility & ~Possibility.NotInEffect) == 0);
        var paths = new Paths(solution.Universe);
        left.RemoveAll(effect => effect.Step.IsBracket
            && !handedOver.Any(slot => ReferenceEquals(slot.Step, effect.Step) && effect.Subject.Equals(paths.Of(slot.Subject))));

        // What was done and undone here, or voided on the way, is nothing that callers have to know.
        undone.RemoveAll(effect => !effect.Value.Has(Possibility.Taken) && !needed.Exists(need => IsSame(need, effect)));

        // A contract speaks of one object: the receiver, or one parameter.
        Path? subject = needed.Concat(left).Concat(undone).Select(static effect => effect.Subject)
            .Where(path => IsObject(path) && CanName(path, method))
            .OrderBy(static path => path.Root == PathRoot.This ? 0 : 1)
            .FirstOrDefault();
        bool IsSaid(SlotEffect effect) => CanName(effect.Subject, method) && (!IsObject(effect.Subject) || effect.Subject.Equals(subject));
        List<ProtocolStep> requires = Steps(needed.Where(IsSaid));
        List<ProtocolStep> ensures = Steps(left.Where(IsSaid));
        List<ProtocolStep> ensuresUndone = Steps(undone.Where(IsSaid));
        return requires.Count + ensures.Count + ensuresUndone.Count == 0
            ? null
            : Report(method, requires, ensures, ensuresUndone, subject?.Symbol as IParameterSymbol);
    }

    private static List<SlotEffect> AtEveryReturn(BodySolution solution, Func<Possibility, bool> isSo)
    {
        List<SummaryExit> returns = solution.Summary.Exits.Where(static exit => exit.Kind == ExitKind.Return).ToList();
        return returns.SelectMany(static exit => exit.Effects)
            .Where(effect => returns.TrueForAll(exit => exit.Effects.Any(other => IsSame(other, effect) && isSo(other.Value.Possibility))))
            .ToList();
    }

    private static bool IsSame(SlotEffect effect, SlotEffect other) =>
        ReferenceEquals(effect.Step, other.Step) && effect.Subject.Equals(other.Subject);

    private static List<ProtocolStep> Steps(IEnumerable<SlotEffect> effects) => effects.Select(static effect => effect.Step).Distinct()
        .OrderBy(static step => step.Protocol.Name, StringComparer.Ordinal).ThenBy(static step => step.Index).ToList();

    private static bool IsObject(Path path) => path.Root is not (PathRoot.Thread or PathRoot.Program);

    private static bool CanName(Path path, IMethodSymbol method) => path.Root switch
    {
        PathRoot.Thread or PathRoot.Program => true,
        PathRoot.This => path.Fields.IsEmpty,
        PathRoot.Entry => path.Fields.IsEmpty && path.Symbol is IParameterSymbol parameter
            && method.Parameters.Contains(parameter, SymbolEqualityComparer.Default),
        _ => false,
    };

    private static Violation Report(
        IMethodSymbol method, List<ProtocolStep> requires, List<ProtocolStep> ensures, List<ProtocolStep> ensuresUndone, IParameterSymbol? subject)
    {
        var says = new List<string>();
        if (requires.Count > 0)
            says.Add(Texts.Say("DeclareNeeds", Named(requires)));

        if (ensures.Count > 0)
            says.Add(Texts.Say("DeclareLeaves", Named(ensures)));

        if (ensuresUndone.Count > 0)
            says.Add(Texts.Say("DeclareUndoes", Named(ensuresUndone)));

        List<(string Attribute, ProtocolStep Step)> contract = requires.Select(static step => ("Requires", step))
            .Concat(ensures.Select(static step => ("Ensures", step)))
            .Concat(ensuresUndone.Select(static step => ("EnsuresUndone", step)))
            .ToList();
        string attributes = string.Join(" ", contract.Select(static part => "[" + part.Attribute + "(" + part.Step + ")]"));
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty
            .Add(FixProperties.Protocol, contract[0].Step.Protocol.Name)
            .Add(FixProperties.Contract, string.Join(";", contract.Select(static part =>
                part.Attribute + "," + part.Step.Protocol.DocumentationId + "," + part.Step.Name)));
        return new Violation(
            Descriptors.CanDeclare,
            method.Locations[0],
            Texts.Say("Declare", method.Name, string.Join(Texts.Say("And"), says), attributes))
        {
            Properties = subject is null || (method.IsExtensionMethod && subject.Ordinal == 0)
                ? properties
                : properties.Add(FixProperties.Subject, subject.Name),
        };
    }

    /// <summary>The steps, with the protocol of each run of them.</summary>
    private static string Named(List<ProtocolStep> steps) => string.Join(Texts.Say("And"), steps
        .GroupBy(static step => step.Protocol)
        .Select(static group => Wording.Steps(group) + " of '" + group.Key.Name + "'"));
}
