using System;
using System.Linq;
using System.Threading;
using EntryPath.Sample.Vmm.Exploration;
using EntryPath.Sample.Vmm.Exploration.Orders;
using EntryPath.Sample.Vmm.Vcpu;
using Xunit;

namespace EntryPath.Sample.Vmm.Tests;

[Collection(AgreementCollection.Name)]
public sealed class ExplorerTests(AgreementRows table)
{
    [Fact]
    public void The_current_order_loses_nothing_under_any_schedule_of_the_standard_scenarios()
    {
        var result = table["current"].Explored;

        Assert.Null(result.Witness);
        Assert.True(result.IsComplete);
        Assert.True(result.States > 100_000, $"only {result.States} states: the scenarios have become trivial");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_race_of_2016_has_a_witness_of_a_dozen_steps_that_ends_in_a_lost_interrupt(int race)
    {
        var (_, result) = Study.Race(race, MemoryModel.Tso);

        Assert.Equal(ViolationKind.LostInterrupt, result.Violation!.Kind);
        Assert.Equal(12, result.Schedule.Count(step => !step.IsMinor));
        Assert.Contains(result.Schedule, step => step.Role == StepRole.Swallowed);
        Assert.Equal("VM entry", result.Schedule[^1].Text);
    }

    [Fact]
    public void In_race_1_the_notification_comes_between_the_mode_write_and_interrupts_off()
    {
        var story = Story(1);

        Assert.True(story.IndexOf("mode = InGuest") < story.IndexOf("sends Notification"));
        Assert.True(story.IndexOf("the handler does nothing") < story.IndexOf("interrupts off"));
    }

    [Fact]
    public void In_race_2_the_post_comes_between_the_sync_and_the_mode_write()
    {
        var story = Story(2);

        Assert.True(story.IndexOf("reads ON=0") < story.IndexOf("sets 0x2a in the PIR"));
        Assert.True(story.IndexOf("the handler does nothing") < story.IndexOf("mode = InGuest"));
    }

    [Fact]
    public void A_missing_barrier_is_harmless_where_stores_are_visible_at_once()
    {
        var result = Study.Of(EntryOrders.Find("no-full-barrier")!, Scenarios.All, MemoryModel.Sc);

        Assert.Null(result.Witness);
        Assert.True(result.IsComplete);
    }

    [Fact]
    public void A_missing_barrier_loses_an_interrupt_where_a_store_can_be_visible_later_than_the_next_load()
    {
        var result = table["no-full-barrier"].Explored;

        Assert.Equal(ViolationKind.LostInterrupt, result.Witness!.Violation!.Kind);
        var story = result.Witness.Schedule.Select(step => step.Text).ToList();
        Assert.True(
            story.FindIndex(text => text.StartsWith("mode = InGuest, buffered", StringComparison.Ordinal))
                < story.FindIndex(text => text.StartsWith("reads ON=", StringComparison.Ordinal)));
        Assert.Contains("reads mode: OutsideGuest", story);
    }

    [Fact]
    public void Two_explorations_of_the_same_thing_are_the_same()
    {
        var first = Study.Of(EntryOrders.Before2016, Scenarios.All, MemoryModel.Tso);
        var second = Study.Of(EntryOrders.Before2016, Scenarios.All, MemoryModel.Tso);

        Assert.Equal((first.States, first.Transitions, first.Scenario), (second.States, second.Transitions, second.Scenario));
        Assert.Equal(first.Witness!.Schedule, second.Witness!.Schedule);
    }

    [Fact]
    public void The_machine_that_is_compiled_from_the_sources_in_the_program_behaves_as_the_program_s_own()
    {
        var compiled = table[IsHistoricBuild ? "before-2016" : "current"].Explored;
        var (states, transitions) = (0L, 0L);
        foreach (var scenario in Scenarios.All)
        {
            var tree = new CodeTree((memory, guest, options) => new Machine(memory, guest, options), scenario.Options);
            var own = new Explorer(tree, scenario, MemoryModel.Tso).Run();
            (states, transitions) = (states + own.States, transitions + own.Transitions);
            if (own.Violation is not null)
                break;
        }

        Assert.Equal((states, transitions), (compiled.States, compiled.Transitions));
    }

    [Fact]
    public void An_exploration_that_reaches_its_limit_says_that_it_is_not_complete()
    {
        var scenario = Scenarios.All.Single(s => s.Name == "sender+requester");
        var tree = new CodeTree(OrderSource.Load(EntryOrders.Current), scenario.Options);

        var result = new Explorer(tree, scenario, MemoryModel.Tso).Run(limit: 1000);

        Assert.False(result.IsComplete);
        Assert.Null(result.Violation);
    }

    [Fact]
    public void An_exploration_can_be_cancelled()
    {
        var scenario = Scenarios.All.Single(s => s.Name == "sender+requester");
        var tree = new CodeTree(OrderSource.Load(EntryOrders.Current), scenario.Options);

        Assert.Throws<OperationCanceledException>(() =>
            new Explorer(tree, scenario, MemoryModel.Tso).Run(cancellation: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void An_exploration_tells_how_far_it_is()
    {
        var scenario = Scenarios.All.Single(s => s.Name == "sender+requester");
        var tree = new CodeTree(OrderSource.Load(EntryOrders.Current), scenario.Options);
        var reports = new CountingProgress();

        var result = new Explorer(tree, scenario, MemoryModel.Tso).Run(progress: reports);

        Assert.True(reports.Count >= result.States / 8192);
        Assert.InRange(reports.Last, 1, result.States);
    }

    [Fact]
    public void The_witness_of_a_violation_has_no_shorter_one()
    {
        // No sync at all: the vCPU needs a look at the requests, interrupts off, mode, barrier, exit check, entry; the sender needs PIR, ON,
        // mode. Nine steps, of which the entry has to be last: nothing shorter loses an interrupt.
        var result = Study.Of(EntryOrders.Find("no-sync")!, Scenarios.All, MemoryModel.Sc);

        Assert.Equal(9, result.Witness!.Schedule.Count(step => !step.IsMinor && !step.Text.StartsWith("would wake", StringComparison.Ordinal)));
    }

    [Fact]
    public void Loads_of_mode_and_requests_are_one_step_only_where_nothing_comes_between()
    {
        var first = new ScheduleStep(Lane.Vcpu, "reads mode: InGuest", StepRole.Look);
        var second = new ScheduleStep(Lane.Vcpu, "reads requests: None", StepRole.Look);

        Assert.True(first.ContinuesWith(second));
        Assert.Equal("reads mode: InGuest, requests: None", first.Join(second).Text);
        Assert.Equal(second, second.Join(second));
        Assert.False(first.ContinuesWith(second with { Lane = Lane.Sender }));
        Assert.False((first with { Role = StepRole.Access }).ContinuesWith(second));
    }

    [Fact]
    public void A_vector_that_the_guest_handles_twice_is_a_violation()
    {
        const string Handle = "            guest.HandleInterrupt(vector);\n";
        Assert.Equal(ViolationKind.DeliveredTwice, Broken("Hardware/Processor.cs", Handle, Handle + Handle));
    }

    [Fact]
    public void A_vector_that_a_merge_overwrites_is_lost()
    {
        Assert.Equal(ViolationKind.LostInterrupt, Broken(
            "Hardware/VirtualApic.cs", "memory.Write(irr[index], memory.Read(irr[index]) | bits)", "memory.Write(irr[index], bits)"));
    }

    [Fact]
    public void A_second_post_of_a_vector_that_was_delivered_is_owed_a_delivery_of_its_own()
    {
        // The first delivery alone would satisfy an oracle that only asks whether the vector was delivered at all.
        Assert.Equal(ViolationKind.LostInterrupt, Broken(
            "Hardware/VirtualApic.cs",
            "        Clear(irr, vector);\n        Set(isr, vector);",
            "        Clear(irr, vector);\n        if ((memory.Read(isr[0]) & 1) != 0)\n            return false;\n        memory.Write(isr[0], 1);\n        Set(isr, vector);",
            "same-vector"));
    }

    private static bool IsHistoricBuild =>
#if ENTRY_ORDER_BEFORE_2016
        true;
#else
        false;
#endif

    /// <summary>What the explorer says of a change of the machine itself.</summary>
    private static ViolationKind? Broken(string file, string old, string replacement, string? scenario = null) => Study.Of(
        EntryOrder.Mutant("broken", "a broken machine", new SourceEdit(file, old, replacement)),
        [.. Scenarios.All.Where(s => scenario is null || s.Name == scenario)],
        MemoryModel.Tso).Witness?.Violation!.Kind;

    private static string Story(int race) => string.Join('\n', Study.Race(race, MemoryModel.Tso).Result.Schedule.Select(step => step.Text));

    private sealed class CountingProgress : IProgress<int>
    {
        public int Count { get; private set; }

        public int Last { get; private set; }

        public void Report(int value) => (Count, Last) = (Count + 1, value);
    }
}
