using System.Collections.Immutable;

namespace EntryPath.Sample.Vmm.Exploration.Orders;

/// <summary>What kind of change an order is.</summary>
internal enum OrderKind
{
    /// <summary>The production code as it is.</summary>
    Production,

    /// <summary>The five entry steps in another order.</summary>
    Permutation,

    /// <summary>A known way to get it wrong.</summary>
    Mutant,

    /// <summary>Another way to get it right.</summary>
    Variant,
}

/// <summary>One way to write the run loop: the production sources with some changes.</summary>
/// <param name="Name">How the command line names it.</param>
/// <param name="Kind">What kind of change it is.</param>
/// <param name="Summary">What is different, in a few words.</param>
/// <param name="Edits">The changes.</param>
/// <param name="IsHistoric">Whether <c>ENTRY_ORDER_BEFORE_2016</c> is defined.</param>
/// <param name="SafeBecause">
/// Why nothing can be lost in the model although the analyzer rejects the order: which rule is stricter than the model. Null where a
/// rejected order has a witness, and for orders that are accepted.
/// </param>
internal sealed record EntryOrder(
    string Name,
    OrderKind Kind,
    string Summary,
    ImmutableArray<SourceEdit> Edits,
    bool IsHistoric = false,
    string? SafeBecause = null)
{
    /// <summary>A known way to get it wrong.</summary>
    public static EntryOrder Mutant(string name, string summary, params ImmutableArray<SourceEdit> edits) =>
        new(name, OrderKind.Mutant, summary, edits);

    /// <summary>The same, where the model loses nothing if a reason is given.</summary>
    public static EntryOrder Mutant(string name, string summary, string? safeBecause, params ImmutableArray<SourceEdit> edits) =>
        new(name, OrderKind.Mutant, summary, edits, SafeBecause: safeBecause);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
