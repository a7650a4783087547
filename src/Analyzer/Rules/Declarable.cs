using System.Collections.Immutable;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Protocols;
using EntryPath.Analyzer.Summaries;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>EPO3002: what a public member always leaves in effect or needs is inferred here, but callers elsewhere need it declared.</summary>
internal static class Declarable
{
    public static Violation? Check(BodySolution solution, MemberRules? rules, List<Slot> handedOver)
    {
        if (solution.Body.Key is not IMethodSymbol method || rules is { Events.IsEmpty: false } || !IsPublic(method)
            || method.MethodKind is MethodKind.Constructor or MethodKind.PropertyGet or MethodKind.PropertySet)
        {
            return null;
        }

        var paths = new Paths(solution.Universe);
        foreach (Slot slot in handedOver)
        {
            if (paths.Of(slot.Subject) is { } path && CanName(path))
                return Report(method, slot.Step, "Ensures", "always leaves " + Wording.Of(slot.Step) + " in effect");
        }

        foreach ((Need need, _) in solution.Needs)
        {
            SlotEffect slot = need.Slots[0];
            if (need.Kind == FindingKind.Missing && CanName(slot.Subject))
                return Report(method, slot.Step, "Requires", "needs " + Wording.Of(slot.Step) + " to be in effect");
        }

        return null;
    }

    private static bool CanName(Path path) =>
        path.Root is PathRoot.Thread or PathRoot.Program || (path.Root is PathRoot.This or PathRoot.Entry && path.Fields.IsEmpty);

    private static bool IsPublic(ISymbol symbol)
    {
        for (ISymbol? current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            if (current.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
                return false;
        }

        return true;
    }

    private static Violation Report(IMethodSymbol method, ProtocolStep step, string attribute, string what) => new(
        Descriptors.CanDeclare,
        method.Locations[0],
        "'" + method.Name + "' " + what + "; [" + attribute + "(" + step.Protocol.Name + "." + step.Name + ")] would say so to callers in other assemblies")
    {
        Properties = ImmutableDictionary<string, string?>.Empty
            .Add(FixProperties.Protocol, step.Protocol.Name)
            .Add(FixProperties.ProtocolId, step.Protocol.DocumentationId)
            .Add(FixProperties.Step, step.Name)
            .Add(FixProperties.Attribute, attribute),
    };
}
