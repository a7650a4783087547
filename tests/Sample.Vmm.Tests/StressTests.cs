using System;
using EntryPath.Sample.Vmm.Hardware;
using EntryPath.Sample.Vmm.Running;
using Xunit;

namespace EntryPath.Sample.Vmm.Tests;

public sealed class StressTests
{
    [Fact]
    public void Real_threads_lose_none_of_millions_of_posts_to_a_guest_that_only_idles()
    {
        var result = Stress.Run(2_000_000, TimeSpan.FromSeconds(20), []);

        Assert.Equal(0, result.Lost);
        Assert.Equal(2_000_000, result.Posts);
        Assert.InRange(result.Deliveries, 2, result.Posts);
    }

    [Fact]
    public void Real_threads_lose_none_of_millions_of_posts_to_a_guest_that_exits_halts_and_is_preempted()
    {
        var result = Stress.Run(
            2_000_000,
            TimeSpan.FromSeconds(20),
            [ExitReason.Instruction, ExitReason.TimerDeadline, ExitReason.Halt, ExitReason.SelfKick, ExitReason.Preempted]);

        Assert.Equal(0, result.Lost);
        Assert.Equal(2_000_000, result.Posts);
    }

    [Fact]
    public void The_route_with_an_event_request_makes_more_accesses_than_the_direct_one()
    {
        var direct = Count(requestsEvent: false);
        var request = Count(requestsEvent: true);

        Assert.Equal(direct.Interlocked + 2, request.Interlocked);
        Assert.True(request.Plain > direct.Plain);
        Assert.True(request.Registers > direct.Registers);
    }

    private static (long Plain, long Interlocked, long Registers) Count(bool requestsEvent)
    {
        var memory = new CountingMemory();
        var model = new SelfIpi(memory, requestsEvent);
        var before = (memory.Plain, memory.Interlocked, memory.Registers);
        model.Once();
        Assert.Equal(1, model.Delivered);
        return (memory.Plain - before.Plain, memory.Interlocked - before.Interlocked, memory.Registers - before.Registers);
    }
}
