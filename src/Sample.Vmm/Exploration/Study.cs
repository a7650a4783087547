using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using EntryPath.Sample.Vmm.Exploration.Orders;
using EntryPath.Sample.Vmm.Hardware;

namespace EntryPath.Sample.Vmm.Exploration;

/// <summary>Explores one order in several scenarios, up to the first violation.</summary>
internal static class Study
{
    /// <summary>Explores.</summary>
    /// <param name="order">The order.</param>
    /// <param name="scenarios">Where to look, in this order.</param>
    /// <param name="memoryModel">When stores become visible.</param>
    /// <param name="progress">Told the number of states of the present scenario from time to time.</param>
    /// <param name="cancellation">Ends the exploration with an <see cref="OperationCanceledException"/>.</param>
    public static StudyResult Of(
        EntryOrder order,
        ImmutableArray<Scenario> scenarios,
        MemoryModel memoryModel,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        var create = OrderSource.Load(order);
        var trees = new Dictionary<MachineOptions, CodeTree>();
        var states = 0L;
        var transitions = 0L;
        var isComplete = true;
        foreach (var scenario in scenarios)
        {
            if (!trees.TryGetValue(scenario.Options, out var tree))
                trees.Add(scenario.Options, tree = new CodeTree(create, scenario.Options));
            var result = new Explorer(tree, scenario, memoryModel).Run(progress: progress, cancellation: cancellation);
            states += result.States;
            transitions += result.Transitions;
            isComplete &= result.IsComplete;
            if (result.Violation is not null)
                return new StudyResult(order, states, transitions, isComplete, scenario, result);
        }

        return new StudyResult(order, states, transitions, isComplete, null, null);
    }

    /// <summary>The shortest schedule of one of the races of 2016, in the order before 2016.</summary>
    /// <param name="race">1: the notification is between the mode write and interrupts off. 2: it is between the sync and the mode write.</param>
    /// <param name="memoryModel">When stores become visible.</param>
    public static (Scenario Scenario, ExplorationResult Result) Race(int race, MemoryModel memoryModel) =>
        Race(race, memoryModel, OrderSource.Load(EntryOrders.Before2016));

    /// <summary>The same, with the order before 2016 compiled already.</summary>
    public static (Scenario Scenario, ExplorationResult Result) Race(
        int race, MemoryModel memoryModel, Func<IMemory, IGuest, MachineOptions, IMachine> create)
    {
        var (scenario, filter) = race == 1
            ? (Scenarios.SenderAlone, RaceFilter.SwallowedInGuest)
            : (Scenarios.DeviceAlone, RaceFilter.PostedOutsideGuest);
        var tree = new CodeTree(create, scenario.Options);
        return (scenario, new Explorer(tree, scenario, memoryModel, filter).Run());
    }
}

/// <summary>What an order does in a list of scenarios.</summary>
/// <param name="Order">The order.</param>
/// <param name="States">The states of all scenarios that were explored.</param>
/// <param name="Transitions">The transitions of all scenarios that were explored.</param>
/// <param name="IsComplete">Whether no limit was reached.</param>
/// <param name="Scenario">The scenario with the violation, if there is one.</param>
/// <param name="Witness">The violation and its schedule, if there is one.</param>
internal sealed record StudyResult(
    EntryOrder Order,
    long States,
    long Transitions,
    bool IsComplete,
    Scenario? Scenario,
    ExplorationResult? Witness);
