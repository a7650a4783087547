using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Disciplines;

/// <summary>
/// KVM on x86 since commit b95234c84004: interrupts off, mode, barrier, PIR sync, exit check, run, and the fast re-entry loop.
/// </summary>
public sealed class KvmX86Tests
{
    private const string Types = """
        [EntryProtocol]
        public enum GuestEntry
        {
            [Scope(ProtocolScope.Thread)] DisablePreemption,
            [Scope(ProtocolScope.Thread)] DisableInterrupts,
            SetInGuestMode,
            FullBarrier,
            [Repeat] SyncPirToIrr,
            [Repeat] CheckExitRequests,
        }

        [EntryProtocol(Ordered = false)]
        public enum MemorySlots { Released }

        [EntryProtocol(Ordered = false)]
        public enum Injection { Pending }

        public enum VcpuMode { OutsideGuest, InGuest }
        public enum Exit { Handled, Reenter, Retry }

        public sealed class Processor
        {
            [Step(GuestEntry.DisablePreemption)] public void DisablePreemption() { }
            [Undo(GuestEntry.DisablePreemption)] public void EnablePreemption() { }
            [Step(GuestEntry.DisableInterrupts)] public void DisableInterrupts() { }
            [Undo(GuestEntry.DisableInterrupts)] public void EnableInterrupts() { }
        }

        public sealed class Vcpu
        {
            public bool ApicvActive { get; set; }

            [Forbids(GuestEntry.DisableInterrupts)] public void ServiceRequests() { }
            [Forbids(GuestEntry.DisableInterrupts), Step(Injection.Pending)] public void InjectEvents() { }
            [Undo(Injection.Pending)] public void CancelInjection() { }
            [Requires(GuestEntry.DisablePreemption)] public void PrepareGuestSwitch() { }

            [Step(GuestEntry.SetInGuestMode, Value = VcpuMode.InGuest)]
            [Undo(GuestEntry.SetInGuestMode, Value = VcpuMode.OutsideGuest)]
            public void SetMode(VcpuMode mode) { }

            [Step(MemorySlots.Released)] public void SrcuReadUnlock() { }
            [Undo(MemorySlots.Released)] public void SrcuReadLock() { }
            [Requires(MemorySlots.Released), Step(GuestEntry.FullBarrier)] public void BarrierAfterSrcuReadUnlock() { }
            [Step(GuestEntry.SyncPirToIrr)] public void SyncPirToIrr() { }
            [Step(GuestEntry.CheckExitRequests, When = false)] public bool ExitRequested() => true;
            [Commit(typeof(GuestEntry)), Undo(Injection.Pending, IfInEffect = true)] public Exit Run() => Exit.Handled;
            [Requires(GuestEntry.DisableInterrupts), Forbids(GuestEntry.SetInGuestMode)] public void HandleExitWithInterruptsOff() { }
            [Forbids(MemorySlots.Released)] public void HandleExit(Exit exit) { }
        }
        """;

    private static readonly EntryPathSource s_path = new(Types, """
        public static class RunLoop
        {
            public static Exit EnterGuest(Processor cpu, Vcpu vcpu)
            {
                vcpu.ServiceRequests(); // requests
                vcpu.InjectEvents(); // inject
                cpu.DisablePreemption(); // preemption off
                vcpu.PrepareGuestSwitch(); // prepare
                cpu.DisableInterrupts(); // interrupts off
                vcpu.SetMode(VcpuMode.InGuest); // mode in
                vcpu.SrcuReadUnlock(); // slots released
                vcpu.BarrierAfterSrcuReadUnlock(); // barrier
                vcpu.SyncPirToIrr(); // sync
                if (vcpu.ExitRequested()) // check
                {
                    vcpu.SetMode(VcpuMode.OutsideGuest); // cancel: mode out
                    cpu.EnableInterrupts(); // cancel: interrupts on
                    cpu.EnablePreemption(); // cancel: preemption on
                    vcpu.SrcuReadLock(); // cancel: slots held
                    vcpu.CancelInjection(); // cancel: injection
                    return Exit.Retry; // cancel: return
                }

                Exit exit;
                for (;;)
                {
                    exit = vcpu.Run(); // run
                    if (exit != Exit.Reenter)
                        break;
                    vcpu.SyncPirToIrr(); // sync again
                    if (vcpu.ExitRequested()) // check again
                    {
                        exit = Exit.Handled;
                        break;
                    }
                }

                vcpu.SetMode(VcpuMode.OutsideGuest); // mode out
                vcpu.HandleExitWithInterruptsOff(); // handle with interrupts off
                cpu.EnableInterrupts(); // interrupts on
                cpu.EnablePreemption(); // preemption on
                vcpu.SrcuReadLock(); // slots held
                vcpu.HandleExit(exit); // handle
                return exit; // return
            }
        }
        """);

    [Fact]
    public Task The_order_since_2016_is_accepted() => s_path.IsAccepted();

    [Fact]
    public Task The_first_race_interrupts_off_after_the_mode_write() =>
        s_path.Swap("interrupts off", "mode in").Reports("EPO1001 mode in");

    [Fact]
    public Task The_second_race_sync_before_the_mode_write() =>
        s_path.MoveBefore("sync", "mode in").Reports("EPO1002 run");

    [Fact]
    public Task Both_races_as_before_2016() => s_path.MoveAfter("interrupts off", "barrier").MoveBefore("sync", "inject")
        .Reports("EPO1001 mode in", "EPO1002 run");

    [Fact]
    public Task The_barrier_is_left_out() => s_path.Without("barrier").Reports("EPO1001 run");

    [Fact]
    public Task The_barrier_comes_after_the_sync() => s_path.Swap("barrier", "sync").Reports("EPO1002 run");

    [Fact]
    public Task The_sync_is_left_out() => s_path.Without("sync").Reports("EPO1001 run");

    [Fact]
    public Task The_sync_hangs_on_whether_the_virtual_apic_is_active() =>
        s_path.Replace("sync", "if (vcpu.ApicvActive) vcpu.SyncPirToIrr(); // sync").Reports("EPO1001 run");

    [Fact]
    public Task The_sync_comes_after_the_check() => s_path.MoveBefore("sync", "Exit exit;").Reports("EPO1002 run");

    [Fact]
    public Task The_sync_is_left_out_on_the_way_back() => s_path.Without("sync again").Reports("EPO1001 run");

    [Fact]
    public Task The_check_is_left_out_on_the_way_back() =>
        s_path.Replace("check again", "if (vcpu.ApicvActive) // check again").Reports("EPO1001 run");

    [Fact]
    public Task The_check_is_left_out() => s_path.Replace("check", "if (vcpu.ApicvActive) // check").Reports("EPO1001 run");

    [Fact]
    public Task The_check_comes_before_interrupts_are_off() => s_path
        .InsertBefore("interrupts off", "var stop = vcpu.ExitRequested(); // early check").Replace("check", "if (stop) // check")
        .Reports("EPO1002 run");

    [Fact]
    public Task Interrupts_come_on_between_the_mode_write_and_the_run() => s_path
        .InsertBefore("sync", "cpu.EnableInterrupts(); // window")
        .Reports("EPO1004 window", "EPO1004 cancel: interrupts on", "EPO1001 run");

    [Fact]
    public Task Preemption_comes_on_between_the_mode_write_and_the_run() => s_path
        .InsertBefore("sync", "cpu.EnablePreemption(); // window")
        .Reports("EPO1004 window", "EPO1004 cancel: preemption on", "EPO1001 run");

    [Fact]
    public Task The_cancel_path_stays_in_guest_mode() =>
        s_path.Without("cancel: mode out").Reports("EPO1004 cancel: interrupts on");

    [Fact]
    public Task The_cancel_path_turns_interrupts_on_before_it_leaves_guest_mode() =>
        s_path.Swap("cancel: mode out", "cancel: interrupts on").Reports("EPO1004 cancel: interrupts on");

    [Fact]
    public Task The_cancel_path_leaves_interrupts_off() =>
        s_path.Without("cancel: interrupts on").Reports("EPO1004 cancel: preemption on");

    [Fact]
    public Task The_cancel_path_leaves_preemption_off() =>
        s_path.Without("cancel: preemption on").Reports("EPO1005 cancel: return");

    [Fact]
    public Task The_cancel_path_forgets_the_memory_slots() =>
        s_path.Without("cancel: slots held").Reports("EPO1005 cancel: return");

    [Fact]
    public Task The_cancel_path_forgets_the_injected_event() =>
        s_path.Without("cancel: injection").Reports("EPO1005 cancel: return");

    [Fact]
    public Task The_exit_turns_interrupts_on_before_it_leaves_guest_mode() => s_path
        .Without("handle with interrupts off").Swap("mode out", "interrupts on").Reports("EPO1004 interrupts on");

    [Fact]
    public Task The_exit_is_handled_after_interrupts_are_on() =>
        s_path.Swap("handle with interrupts off", "interrupts on").Reports("EPO1001 handle with interrupts off");

    [Fact]
    public Task The_exit_is_handled_in_guest_mode() =>
        s_path.Swap("mode out", "handle with interrupts off").Reports("EPO1003 handle with interrupts off");

    [Fact]
    public Task The_exit_is_handled_without_the_memory_slots() =>
        s_path.Swap("slots held", "handle").Reports("EPO1003 handle");

    [Fact]
    public Task Requests_are_serviced_with_interrupts_off() =>
        s_path.MoveAfter("requests", "interrupts off").Reports("EPO1003 requests");

    [Fact]
    public Task The_switch_is_prepared_with_preemption_on() =>
        s_path.Swap("preemption off", "prepare").Reports("EPO1001 prepare");

    [Fact]
    public Task The_barrier_comes_before_the_slots_are_released() =>
        s_path.Swap("slots released", "barrier").Reports("EPO1001 barrier");
}
