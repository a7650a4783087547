using System;
using System.Collections.Immutable;
using System.Linq;

namespace EntryPath.Sample.Vmm.Exploration.Orders;

/// <summary>Every way to write the run loop that is explored and analysed.</summary>
internal static class EntryOrders
{
    /// <summary>The order of KVM today.</summary>
    public static EntryOrder Current { get; } = new("current", OrderKind.Production, "the order of KVM since commit b95234c84004", []);

    /// <summary>The order before that commit.</summary>
    public static EntryOrder Before2016 { get; } = new(
        "before-2016", OrderKind.Production, "the order of KVM before that commit", [], IsHistoric: true);

    /// <summary>The known ways to get posted interrupts wrong, as changes of the production sources.</summary>
    public static ImmutableArray<EntryOrder> Mutants { get; } =
    [
        .. EntryMutants.All(), .. ExitMutants.All(), .. ProducerMutants.All(), .. SyncMutants.All(), .. BlockMutants.All(),
    ];

    /// <summary>All of them: production code, permutations, mutants, variants.</summary>
    public static ImmutableArray<EntryOrder> All { get; } = [Current, Before2016, .. Permutations.All(), .. Mutants, .. Variants.All()];

    /// <summary>Finds an order by its name, or returns null.</summary>
    public static EntryOrder? Find(string name) =>
        All.FirstOrDefault(order => string.Equals(order.Name, name, StringComparison.OrdinalIgnoreCase));
}
