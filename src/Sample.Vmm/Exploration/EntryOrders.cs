using System;
using System.Collections.Immutable;
using System.Linq;

namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>Every way to write the run loop that is explored and analysed.</summary>
internal static class EntryOrders
{
    /// <summary>The order of KVM today.</summary>
    public static EntryOrder Current { get; } = new("current", OrderKind.Production, "the order of KVM since commit b95234c84004", []);

    /// <summary>The order before that commit.</summary>
    public static EntryOrder Before2016 { get; } = new(
        "before-2016", OrderKind.Production, "the order of KVM before that commit", [], IsHistoric: true);

    /// <summary>All of them: production code, permutations, mutants.</summary>
    public static ImmutableArray<EntryOrder> All { get; } = [Current, Before2016, .. Permutations.All(), .. Mutants.All()];

    /// <summary>Finds an order by its name, or returns null.</summary>
    public static EntryOrder? Find(string name) =>
        All.FirstOrDefault(order => string.Equals(order.Name, name, StringComparison.OrdinalIgnoreCase));
}
