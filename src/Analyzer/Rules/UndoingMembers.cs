using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Interprocedural;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Rules;

/// <summary>The other members of a body's class that undo a bracket of the same object.</summary>
internal sealed class UndoingMembers
{
    private readonly BodySolution _solution;
    private readonly Analysis _analysis;
    private readonly CancellationToken _cancellation;

    public UndoingMembers(BodySolution solution, Analysis analysis, CancellationToken cancellation)
    {
        _solution = solution;
        _analysis = analysis;
        _cancellation = cancellation;
    }

    /// <summary>
    /// Whether another member of the class gives back what anyone may undo, of the same object in a field, without having taken it: a semaphore that counts, and is taken
    /// by one side and given by another.
    /// </summary>
    public bool IsCounted(Slot slot) => slot.Step.IsUndoneByAnyone && Find(slot, static _ => true) is not null;

    /// <summary>
    /// A member of the class that undoes a bracket of the same object in a field, without having performed it, on some ways back and not on others: the class knows by its state how
    /// it holds the bracket.
    /// </summary>
    public ISymbol? OnSomeWays(Slot slot) => Find(slot, returns => returns.Any(exit => Undoes(exit, slot.Step)) && !returns.All(exit => Undoes(exit, slot.Step)));

    /// <summary>Whether a member of a class undoes a bracket that it did not perform itself.</summary>
    public bool IsUndoneBy(INamedTypeSymbol type, ProtocolStep step) => type.OriginalDefinition.GetMembers().OfType<IMethodSymbol>()
        .Any(method => _analysis.Solve(BodyId.Of(method), _cancellation).Any(part => part.Summary.Exits.Any(exit => Undoes(exit, step))));

    private ISymbol? Find(Slot slot, Func<ImmutableArray<SummaryExit>, bool> isSo)
    {
        if (_solution.Body.Symbol.ContainingType is not { } type || new Paths(_solution.Universe).Of(slot.Subject) is not { Root: PathRoot.This or PathRoot.Static } subject)
            return null;

        return type.OriginalDefinition.GetMembers().OfType<IMethodSymbol>()
            .Where(method => method.DeclaredAccessibility != Accessibility.Private && !SymbolEqualityComparer.Default.Equals(method, _solution.Body.Symbol))
            .FirstOrDefault(method => _analysis.Solve(BodyId.Of(method), _cancellation).Any(part => part.Summary.Exits.Any(exit => Undoes(exit, slot.Step, subject))
                && !Takes(part, slot.Step, subject) && isSo(part.Summary.Exits.RemoveAll(static exit => exit.Kind != ExitKind.Return))));
    }

    private static bool Undoes(SummaryExit exit, ProtocolStep step, Path? subject = null) => exit.Effects.Any(effect => ReferenceEquals(effect.Step, step)
        && (subject is null || effect.Subject.Equals(subject)) && effect.Value.Has(Possibility.Dropped | Possibility.Taken));

    private static bool Takes(BodySolution part, ProtocolStep step, Path subject) => part.Changes.Any(changed => changed.Key.Change == SlotChange.Performed
        && changed.Value.Any(slot => ReferenceEquals(slot.Step, step) && subject.Equals(new Paths(part.Universe).Of(slot.Subject))));
}
