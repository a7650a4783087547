using System;
using System.Linq;
using System.Threading;
using EntryPath.Sample.Vmm.Exploration;
using EntryPath.Sample.Vmm.Exploration.Orders;
using EntryPath.Sample.Vmm.Vcpu;
using Xunit;

namespace EntryPath.Sample.Vmm.Tests;

public sealed class ExplorerTests
{
    [Fact]
    public void The_current_order_loses_nothing_under_any_schedule_of_the_standard_scenarios()
    {
        var result = Study.Of(EntryOrders.Current, Scenarios.All, MemoryModel.Tso);

        Assert.Null(result.Witness);
        Assert.True(result.IsComplete);
        Assert.True(result.States > 100_000, $"only {result.States} states: the scenarios have become trivial");
    }

    [Theory]
    [InlineData(1, "the host, whose handler does nothing")]
    [InlineData(2, "the host, whose handler does nothing")]
    public void A_race_of_2016_has_a_short_witness_that_ends_in_a_lost_interrupt(int race, string cause)
    {
        var (_, result) = Study.Race(race, MemoryModel.Tso);

        Assert.Equal(ViolationKind.LostInterrupt, result.Violation!.Kind);
        Assert.InRange(result.Schedule.Count(step => !step.IsMinor), 10, 15);
        Assert.Contains(result.Schedule, step => step.Text.Contains(cause, StringComparison.Ordinal));
        Assert.Equal("VM entry", result.Schedule[^1].Text);
    }

    [Fact]
    public void In_race_1_the_notification_comes_between_the_mode_write_and_interrupts_off()
    {
        var story = Story(1);

        Assert.True(story.IndexOf("mode = InGuest") < story.IndexOf("sends the Notification interrupt"));
        Assert.True(story.IndexOf("handler does nothing") < story.IndexOf("interrupts off"));
    }

    [Fact]
    public void In_race_2_the_post_comes_between_the_sync_and_the_mode_write()
    {
        var story = Story(2);

        Assert.True(story.IndexOf("reads the descriptor: ON=0") < story.IndexOf("sets vector 0x2a in the PIR"));
        Assert.True(story.IndexOf("handler does nothing") < story.IndexOf("mode = InGuest"));
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
        var result = Study.Of(EntryOrders.Find("no-full-barrier")!, Scenarios.All, MemoryModel.Tso);

        Assert.Equal(ViolationKind.LostInterrupt, result.Witness!.Violation!.Kind);
        var story = result.Witness.Schedule.Select(step => step.Text).ToList();
        Assert.True(
            story.FindIndex(text => text.StartsWith("mode = InGuest (in the store buffer)", StringComparison.Ordinal))
                < story.FindIndex(text => text.StartsWith("reads the descriptor", StringComparison.Ordinal)));
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
        var create = OrderSource.Load(IsHistoricBuild ? EntryOrders.Before2016 : EntryOrders.Current);
        foreach (var scenario in Scenarios.All)
        {
            var compiled = new Explorer(new CodeTree(create, scenario.Options), scenario, MemoryModel.Tso).Run();
            var own = new Explorer(
                new CodeTree((memory, guest, options) => new Machine(memory, guest, options), scenario.Options), scenario, MemoryModel.Tso).Run();
            Assert.Equal((own.States, own.Transitions), (compiled.States, compiled.Transitions));
        }
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
        // No sync at all: the vCPU needs reads of requests (2), interrupts off, mode, barrier, exit check (2), entry; the sender
        // needs PIR, ON, mode. Eleven accesses, of which the entry has to be last: nothing shorter loses an interrupt.
        var result = Study.Of(EntryOrders.Find("no-sync")!, Scenarios.All, MemoryModel.Sc);

        Assert.Equal(11, result.Witness!.Schedule.Count(step => !step.IsMinor && !step.Text.StartsWith("would wake", StringComparison.Ordinal)));
    }

    private static bool IsHistoricBuild =>
#if ENTRY_ORDER_BEFORE_2016
        true;
#else
        false;
#endif

    private static string Story(int race) => string.Join('\n', Study.Race(race, MemoryModel.Tso).Result.Schedule.Select(step => step.Text));

    private sealed class CountingProgress : IProgress<int>
    {
        public int Count { get; private set; }

        public int Last { get; private set; }

        public void Report(int value) => (Count, Last) = (Count + 1, value);
    }
}
