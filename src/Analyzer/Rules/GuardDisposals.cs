using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Lowering;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace EntryPath.Analyzer.Rules;

/// <summary>EPO1007: the disposal of a guard does not end the step that the guard stands for.</summary>
internal static class GuardDisposals
{
    public static IEnumerable<Violation> Check(BodySolution solution, RuleSet rules, Analysis analysis, CancellationToken cancellation)
    {
        if (!rules.MakesGuards || solution.Body.Method is not { } disposal || !IsDisposal(disposal))
            yield break;

        var seen = new HashSet<ProtocolStep>();
        foreach (IMethodSymbol maker in rules.Members.OfType<IMethodSymbol>().Where(member => SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, disposal.ContainingAssembly)))
        {
            if (rules.For(maker) is not { Guard: { } guard } made || !Makes(maker, guard, disposal.ContainingType, analysis, cancellation))
                continue;

            foreach (ProtocolStep step in made.Events.Where(static happening => happening.Kind == EventKind.Step).Select(static happening => happening.Step!))
            {
                if ((solution.Protocol is null || ReferenceEquals(solution.Protocol, step.Protocol)) && Wrong(solution, step, maker, analysis, cancellation) is { } wrong && seen.Add(step))
                {
                    yield return new Violation(
                        Descriptors.BrokenContract,
                        disposal.Locations[0],
                        Texts.Say(wrong, disposal.Name, disposal.ContainingType.Name, MemberName.Of(maker), Wording.Of(step)) + Wording.Because(step));
                }
            }
        }
    }

    /// <summary>Whether a method disposes its object.</summary>
    public static bool IsDisposal(IMethodSymbol method) => method is { IsStatic: false, Parameters.IsEmpty: true }
        && method.ExplicitInterfaceImplementations.Insert(0, method).Any(static member => member.Name is "Dispose" or "DisposeAsync");

    /// <summary>Whether a member gives guards of a type: its result says so, or what it returns.</summary>
    private static bool Makes(IMethodSymbol maker, GuardRule guard, INamedTypeSymbol type, Analysis analysis, CancellationToken cancellation)
    {
        if (GuardTypes.Of(maker, guard) is not { } declared)
            return false;

        if (SymbolEqualityComparer.Default.Equals(declared.OriginalDefinition, type.OriginalDefinition))
            return true;

        return (analysis.Code(BodyId.Of(maker.PartialImplementationPart ?? maker), cancellation)?.Returned ?? ImmutableArray<ITypeSymbol>.Empty)
            .Any(returned => SymbolEqualityComparer.Default.Equals(returned.OriginalDefinition, type.OriginalDefinition));
    }

    /// <summary>The text that says what is wrong with the disposal; null where nothing is, or where it runs code that is not looked into.</summary>
    private static string? Wrong(BodySolution solution, ProtocolStep step, IMethodSymbol maker, Analysis analysis, CancellationToken cancellation)
    {
        List<StepState> states = solution.Exits.Where(static exit => exit.Node.Exit!.Kind == ExitKind.Return).SelectMany(static exit => exit.Cells)
            .SelectMany(cell => StatesOf(solution, step, cell)).ToList();
        if (states.Exists(static state => state.IsLeftOpen))
            return "GuardLeaves";

        if (states.Exists(static state => state.Has(Possibility.NotInEffect)) || RunsUnknown(solution, analysis.Bodies))
            return null;

        // The guard of a primitive, which performs its step by itself, may end it by itself as well.
        bool isPrimitive = !analysis.Solve(BodyId.Of(maker.PartialImplementationPart ?? maker), cancellation).Any(part =>
            part.Exits is { IsDefault: false } exits && exits.SelectMany(static exit => exit.Cells).Any(cell => StatesOf(part, step, cell).Any(static state => state.IsLeftOpen)));
        return isPrimitive ? null : "GuardKeeps";
    }

    private static IEnumerable<StepState> StatesOf(BodySolution solution, ProtocolStep step, Cell cell)
    {
        for (int i = 0; i < cell.Slots.Count; i++)
        {
            if (ReferenceEquals(solution.Universe.Slot(cell.Slots.KeyAt(i)).Step, step))
                yield return cell.StateAt(i);
        }
    }

    /// <summary>Whether a body calls what could end a step unseen: a delegate, what is dispatched, or a helper.</summary>
    private static bool RunsUnknown(BodySolution solution, Bodies bodies) => solution.Body.Graph is not { } graph || NestedBodies.OperationsOf(graph).OfType<IInvocationOperation>().Any(call =>
        call.TargetMethod is { MethodKind: MethodKind.DelegateInvoke } or { IsVirtual: true } or { IsAbstract: true } or { IsOverride: true } or { ContainingType.TypeKind: TypeKind.Interface or TypeKind.TypeParameter }
        || bodies.IsDeclaredHere(call.TargetMethod));
}
