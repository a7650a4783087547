using System;
using System.Threading;
using EntryPath.Sample.Vmm.Exploration;
using EntryPath.Sample.Vmm.Exploration.Orders;
using EntryPath.Sample.Vmm.Hardware;
using Microsoft.Coyote.Actors;
using Microsoft.Coyote.Specifications;

namespace EntryPath.Benchmarks.Vmm;

/// <summary>One of the races of 2016 as a Coyote test: the same code as the explorer runs, in the order before 2016.</summary>
internal static class CoyoteRace
{
    /// <summary>The test of a race.</summary>
    /// <param name="race">1: a sender posts. 2: a device posts.</param>
    /// <param name="order">The order to test.</param>
    public static Action<IActorRuntime> Test(int race, EntryOrder order)
    {
        var create = OrderSource.Load(order);
        return runtime => Set(runtime, race, create);
    }

    private static void Set(IActorRuntime runtime, int race, Func<IMemory, IGuest, MachineOptions, IMachine> create)
    {
        var scenario = race == 1 ? Scenarios.SenderAlone : Scenarios.DeviceAlone;
        var memory = new CoyoteMemory(runtime);
        var world = new World(race, memory, scenario.Activities[0]);
        world.Machine = create(memory, world, scenario.Options);
        runtime.CreateActor(typeof(VcpuActor), new Setup(world));
        runtime.CreateActor(typeof(ProducerActor), new Setup(world));
    }

    /// <summary>What the two actors share.</summary>
    internal sealed class World(int race, CoyoteMemory memory, Activity producer) : IGuest
    {
        private readonly DirectMemory direct = new();
        private bool isProducerDone;
        private bool isDelivered;
        private bool isTakingInterrupt;
        private int vcpuThread;
        private bool wasSwallowedInGuest;
        private bool wasSwallowedOutside;

        public IMachine Machine { get; set; } = null!;

        public void RunVcpu()
        {
            vcpuThread = Environment.CurrentManagedThreadId;
            var map = new MachineMap(Machine.Layout);
            memory.IsVcpu = () => !isTakingInterrupt && Environment.CurrentManagedThreadId == vcpuThread;
            memory.TakeInterrupt = () =>
            {
                if (Value(map.InterruptFlag) == 0 || Value(map.GuestRuns) != 0 || Value(map.Pending) == 0)
                    return;
                isTakingInterrupt = true;
                Machine.TakeInterrupt();
                isTakingInterrupt = false;
                if (Value(map.Mode) == 0)
                    wasSwallowedOutside = true;
                else
                    wasSwallowedInGuest = true;
            };
            Machine.RunVcpuOnce();
        }

        public void RunProducer()
        {
            producer.Run(Machine);
            isProducerDone = true;
        }

        public ExitReason? Execute(LocalApic apic)
        {
            Microsoft.Coyote.Runtime.Operation.PauseUntil(() => direct.Read(apic.Pending) != 0 || isProducerDone);
            if (direct.Read(apic.Pending) != 0)
                return null;
            Specification.Assert(isDelivered || !(race == 1 ? wasSwallowedInGuest : wasSwallowedOutside), "lost");
            return ExitReason.Instruction;
        }

        public void HandleInterrupt(int vector) => isDelivered = true;

        public void RequestServed(ulong request)
        {
        }

        private ulong Value(int index) => Volatile.Read(ref Machine.Layout.Words[index].Value);
    }

    private sealed class Setup(World world) : Event
    {
        public World World { get; } = world;
    }

    private sealed class VcpuActor : Actor
    {
        protected override System.Threading.Tasks.Task OnInitializeAsync(Event initialEvent)
        {
            ((Setup)initialEvent).World.RunVcpu();
            return System.Threading.Tasks.Task.CompletedTask;
        }
    }

    private sealed class ProducerActor : Actor
    {
        protected override System.Threading.Tasks.Task OnInitializeAsync(Event initialEvent)
        {
            ((Setup)initialEvent).World.RunProducer();
            return System.Threading.Tasks.Task.CompletedTask;
        }
    }
}
