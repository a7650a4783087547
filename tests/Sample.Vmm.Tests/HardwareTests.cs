using System.Collections.Generic;
using EntryPath.Sample.Vmm.Hardware;
using EntryPath.Sample.Vmm.Vcpu;
using Xunit;

namespace EntryPath.Sample.Vmm.Tests;

public sealed class HardwareTests
{
    private readonly DirectMemory memory = new();
    private readonly List<int> handled = [];
    private readonly ScriptedGuest guest;
    private readonly Machine machine;

    public HardwareTests()
    {
        guest = new ScriptedGuest(handled);
        machine = new Machine(memory, guest, new MachineOptions());
    }

    [Fact]
    public void A_vector_that_is_posted_twice_before_it_is_delivered_is_delivered_once()
    {
        machine.Post(0x31);
        machine.Post(0x31);
        machine.RunVcpuOnce();

        Assert.Equal([0x31], handled);
    }

    [Theory]
    [InlineData(0x10)]
    [InlineData(0x3f)]
    [InlineData(0x40)]
    [InlineData(0x7f)]
    [InlineData(0x80)]
    [InlineData(0xff)]
    public void Every_word_of_the_PIR_reaches_the_guest(int vector)
    {
        machine.Post(vector);
        machine.RunVcpuOnce();

        Assert.Equal([vector], handled);
    }

    [Fact]
    public void Vectors_are_delivered_in_the_order_of_their_priority()
    {
        machine.Post(0x31);
        machine.Post(0xe0);
        machine.Post(0x22);
        machine.RunVcpuOnce();

        Assert.Equal([0xe0, 0x31, 0x22], handled);
    }

    [Fact]
    public void A_vector_of_the_class_in_service_waits_for_its_end()
    {
        var layout = new MemoryLayout();
        var apic = new VirtualApic(memory, layout);
        apic.Merge(0, (1ul << 0x31) | (1ul << 0x32) | (1ul << 0x22));

        Assert.True(apic.TryBeginService(0x31));
        Assert.False(apic.TryBeginService(0x32));
        Assert.False(apic.TryBeginService(0x22));
        apic.EndOfInterrupt();
        Assert.True(apic.TryBeginService(0x32));
    }

    [Fact]
    public void A_notification_in_guest_mode_is_handled_by_the_processor_without_an_exit()
    {
        guest.OnFirstLook = () =>
        {
            machine.Post(0x31);
            Assert.Equal(HostVector.Notification, machine.Processor.Apic.Peek());
        };
        machine.RunVcpuOnce();

        Assert.Equal([0x31], handled);
        Assert.False(machine.Vcpu.Descriptor.IsOnSet());
        Assert.True(machine.Vcpu.Descriptor.IsPirEmpty());
        Assert.Null(machine.Processor.Apic.Peek());
    }

    [Fact]
    public void A_notification_in_host_mode_with_interrupts_on_is_swallowed_and_leaves_ON_set()
    {
        machine.RaiseDevice(0x31);
        memory.InstructionBoundary(machine.Processor);

        Assert.Null(machine.Processor.Apic.Peek());
        Assert.True(machine.Vcpu.Descriptor.IsOnSet());
    }

    [Fact]
    public void A_notification_in_host_mode_with_interrupts_off_stays_pending()
    {
        machine.Processor.DisableInterrupts();
        machine.RaiseDevice(0x31);
        memory.InstructionBoundary(machine.Processor);

        Assert.Equal(HostVector.Notification, machine.Processor.Apic.Peek());
    }

    [Fact]
    public void A_device_sets_PIR_but_not_ON_while_notifications_are_suppressed()
    {
        machine.Vcpu.Descriptor.SuppressNotifications();
        machine.RaiseDevice(0x31);

        Assert.False(machine.Vcpu.Descriptor.IsOnSet());
        Assert.False(machine.Vcpu.Descriptor.IsPirEmpty());
        Assert.Null(machine.Processor.Apic.Peek());
    }

    [Fact]
    public void A_device_notifies_with_the_vector_that_the_descriptor_names()
    {
        machine.Vcpu.Descriptor.SetNotificationVector(HostVector.Wakeup);
        machine.RaiseDevice(0x31);

        Assert.Equal(HostVector.Wakeup, machine.Processor.Apic.Peek());
    }

    [Fact]
    public void A_sender_notifies_once_until_ON_is_cleared()
    {
        machine.Vcpu.SetMode(VcpuMode.InGuest);
        machine.Post(0x31);
        machine.Processor.Apic.Acknowledge(HostVector.Notification);
        machine.Post(0x32);

        Assert.Null(machine.Processor.Apic.Peek());
    }

    [Theory]
    [InlineData(VcpuMode.OutsideGuest, VcpuMode.OutsideGuest)]
    [InlineData(VcpuMode.InGuest, VcpuMode.ExitingGuest)]
    [InlineData(VcpuMode.ExitingGuest, VcpuMode.ExitingGuest)]
    [InlineData(VcpuMode.ReadingShadowPageTables, VcpuMode.ReadingShadowPageTables)]
    public void Others_change_the_mode_only_from_InGuest_to_ExitingGuest(VcpuMode from, VcpuMode to)
    {
        machine.Vcpu.SetMode(from);

        Assert.Equal(from, machine.Vcpu.MarkExiting());
        Assert.Equal(to, machine.Vcpu.ReadMode());
    }

    [Fact]
    public void A_second_kick_of_an_exiting_vCPU_sends_no_interrupt()
    {
        machine.Vcpu.SetMode(VcpuMode.InGuest);
        machine.Ask((int)Request.FlushTlb);
        machine.Processor.Apic.Acknowledge(HostVector.Reschedule);
        machine.Ask((int)Request.FlushTlb);

        Assert.Null(machine.Processor.Apic.Peek());
    }

    [Fact]
    public void A_page_table_is_freed_at_once_if_the_vCPU_is_outside_guest_mode()
    {
        guest.Exits.Enqueue(ExitReason.PageFault);
        machine.FreePageTable();
        machine.RunVcpuOnce();

        Assert.Contains((ulong)Request.FlushTlb, guest.Served);
    }

    [Fact]
    public void A_request_is_served_before_the_guest_runs()
    {
        machine.Ask((int)Request.FlushTlb);
        machine.RunVcpuOnce();

        Assert.Equal([(ulong)Request.FlushTlb], guest.Served);
        Assert.Equal(1, guest.Looks);
    }

    [Fact]
    public void Without_APICv_the_host_injects_what_was_posted()
    {
        var hostInjects = new Machine(memory, guest, new MachineOptions(IsApicvActive: false));
        hostInjects.Post(0x31);
        for (var round = 0; round < 3; round++)
            hostInjects.RunVcpuOnce();

        Assert.Equal([0x31], handled);
    }

    [Fact]
    public void The_timer_of_the_fast_path_is_delivered_without_a_slow_exit()
    {
        guest.Exits.Enqueue(ExitReason.TimerDeadline);
        machine.RunVcpuOnce();

        Assert.Equal([FastPath.TimerVector], handled);
        Assert.Equal(2, guest.Looks);
    }

    /// <summary>Executes what it is told, then an instruction that exits; interrupts come first.</summary>
    private sealed class ScriptedGuest(List<int> handled) : IGuest
    {
        public Queue<ExitReason> Exits { get; } = [];

        public List<ulong> Served { get; } = [];

        public int Looks { get; private set; }

        public System.Action? OnFirstLook { get; set; }

        public ExitReason? Execute(LocalApic apic)
        {
            if (Looks++ == 0)
                OnFirstLook?.Invoke();
            if (apic.Peek() is not null)
                return null;
            return Exits.TryDequeue(out var reason) ? reason : ExitReason.Instruction;
        }

        public void HandleInterrupt(int vector) => handled.Add(vector);

        public void RequestServed(ulong request) => Served.Add(request);
    }
}
