using System.Collections.Immutable;
using System.Linq;
using EntryPath.Sample.Vmm.Exploration;
using EntryPath.Sample.Vmm.Exploration.Orders;
using Microsoft.CodeAnalysis;

namespace EntryPath.Sample.Vmm.Agreement;

/// <summary>Both verdicts on one order.</summary>
/// <param name="Explored">What the explorer found in the standard scenarios, under total store order.</param>
/// <param name="Reported">What the analyzer reports.</param>
internal sealed record AgreementRow(StudyResult Explored, ImmutableArray<Diagnostic> Reported)
{
    /// <summary>The order.</summary>
    public EntryOrder Order => Explored.Order;

    /// <summary>Whether the analyzer accepts the order.</summary>
    public bool IsAccepted => Reported.IsEmpty;

    /// <summary>Whether no schedule violates anything.</summary>
    public bool IsSafe => Explored.Witness is null && Explored.IsComplete;

    /// <summary>Whether the two agree, or differ where it is stated that the analyzer's rule is stricter than the model.</summary>
    public bool Agrees => IsAccepted == IsSafe ? Order.SafeBecause is null : IsSafe && Order.SafeBecause is not null;

    /// <summary>The ids that are reported, each once.</summary>
    public string Ids => string.Join(", ", Reported.Select(d => d.Id).Distinct().Order());
}
