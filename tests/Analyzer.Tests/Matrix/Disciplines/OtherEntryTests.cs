using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Disciplines;

/// <summary>The same two windows closed in other ways: each path is accepted under its own protocol, and its mutants are not.</summary>
public sealed class OtherEntryTests
{
    private const string Cpu = """
        public enum Mode { Outside, Inside }

        public sealed class Processor
        {
            [Step(Entry.DisableInterrupts)] public void DisableInterrupts() { }
            [Undo(Entry.DisableInterrupts)] public void EnableInterrupts() { }
        }

        """;

    private static readonly EntryPathSource s_riscV = new(Cpu + """
        [EntryProtocol]
        public enum Entry
        {
            [Scope(ProtocolScope.Thread)] DisableInterrupts,
            SetMode,
            Barrier,
            FlushInterrupts,
            WritePendingRegister,
            CheckRequests,
        }

        public sealed class Vcpu
        {
            [Step(Entry.SetMode, Value = Mode.Inside), Undo(Entry.SetMode, Value = Mode.Outside)] public void SetMode(Mode mode) { }
            [Step(Entry.Barrier)] public void SrcuReadUnlockAndBarrier() { }
            [Step(Entry.FlushInterrupts)] public void FlushInterrupts() { }
            [Step(Entry.WritePendingRegister)] public void WriteHvip() { }
            [Step(Entry.CheckRequests, When = false)] public bool RequestPending() => true;
            [Commit(typeof(Entry))] public void Enter() { }
        }
        """, """
        public static class RunLoop
        {
            public static bool Run(Processor cpu, Vcpu vcpu)
            {
                cpu.DisableInterrupts(); // interrupts off
                vcpu.SetMode(Mode.Inside); // mode in
                vcpu.SrcuReadUnlockAndBarrier(); // barrier
                vcpu.FlushInterrupts(); // flush
                vcpu.WriteHvip(); // hvip
                if (vcpu.RequestPending()) // check
                {
                    vcpu.SetMode(Mode.Outside); // cancel: mode out
                    cpu.EnableInterrupts(); // cancel: interrupts on
                    return false; // cancel: return
                }

                vcpu.Enter(); // enter
                vcpu.SetMode(Mode.Outside); // mode out
                cpu.EnableInterrupts(); // interrupts on
                return true; // return
            }
        }
        """);

    // The injectors raise a request, so the state may be flushed before the mode is written: what counts is the request check after it.
    private static readonly EntryPathSource s_arm64 = new(Cpu + """
        [EntryProtocol]
        public enum Entry
        {
            [Scope(ProtocolScope.Thread)] DisableInterrupts,
            FlushVgic,
            SetMode,
            CheckRequests,
        }

        public sealed class Vcpu
        {
            [Step(Entry.FlushVgic)] public void FlushVgic() { }
            [Undo(Entry.FlushVgic)] public void SyncVgic() { }
            [Step(Entry.SetMode, Value = Mode.Inside), Undo(Entry.SetMode, Value = Mode.Outside)]
            public void StoreModeWithBarrier(Mode mode) { }
            [Step(Entry.CheckRequests, When = false)] public bool ExitRequested() => true;
            [Commit(typeof(Entry))] public void Enter() { }
        }
        """, """
        public static class RunLoop
        {
            public static void Run(Processor cpu, Vcpu vcpu, int wanted)
            {
                var result = 1;
                while (result > 0)
                {
                    cpu.DisableInterrupts(); // interrupts off
                    vcpu.FlushVgic(); // flush
                    vcpu.StoreModeWithBarrier(Mode.Inside); // mode in
                    if (result <= 0 || vcpu.ExitRequested()) // check
                    {
                        vcpu.StoreModeWithBarrier(Mode.Outside); // cancel: mode out
                        vcpu.SyncVgic(); // cancel: sync
                        cpu.EnableInterrupts(); // cancel: interrupts on
                        continue;
                    }

                    vcpu.Enter(); // enter
                    vcpu.StoreModeWithBarrier(Mode.Outside); // mode out
                    vcpu.SyncVgic(); // sync
                    cpu.EnableInterrupts(); // interrupts on
                    result = wanted;
                }
            }
        }
        """);

    // Interrupts are on while the PIR is read; the handler leaves a flag, and the flag is looked at once interrupts are off.
    private static readonly EntryPathSource s_xen = new(Cpu + """
        [EntryProtocol]
        public enum Entry
        {
            AssistInterrupts,
            [Scope(ProtocolScope.Thread)] DisableInterrupts,
            CheckSoftIrq,
        }

        public sealed class Vcpu
        {
            [Step(Entry.AssistInterrupts), Forbids(Entry.DisableInterrupts)] public void AssistInterrupts() { }
            [Step(Entry.CheckSoftIrq, When = false)] public bool SoftIrqPending() => true;
            [Forbids(Entry.DisableInterrupts)] public void DoSoftIrq() { }
            [Commit(typeof(Entry))] public void Enter() { }
        }
        """, """
        public static class RunLoop
        {
            public static void Run(Processor cpu, Vcpu vcpu)
            {
            restart:
                vcpu.AssistInterrupts(); // assist
                cpu.DisableInterrupts(); // interrupts off
                if (vcpu.SoftIrqPending()) // check
                {
                    cpu.EnableInterrupts(); // cancel: interrupts on
                    vcpu.DoSoftIrq(); // soft irq
                    goto restart; // restart
                }

                vcpu.Enter(); // enter
                cpu.EnableInterrupts(); // interrupts on
            }
        }
        """);

    // No mode: posters always notify, and the notification is held pending because interrupts are off before the PIR is drained.
    private static readonly EntryPathSource s_bhyve = new(Cpu + """
        [EntryProtocol]
        public enum Entry
        {
            [Scope(ProtocolScope.Thread)] DisableInterrupts,
            [Repeat] InjectInterrupts,
            [Repeat] CheckSuspend,
            [Repeat] CheckRendezvous,
        }

        public sealed class Vcpu
        {
            [Step(Entry.InjectInterrupts)] public void InjectInterrupts() { }
            [Step(Entry.CheckSuspend, When = false)] public bool IsSuspended() => true;
            [Step(Entry.CheckRendezvous, When = false)] public bool RendezvousRequested() => true;
            [Commit(typeof(Entry))] public bool Enter() => true;
        }
        """, """
        public static class RunLoop
        {
            public static void Run(Processor cpu, Vcpu vcpu)
            {
                bool handled;
                do
                {
                    cpu.DisableInterrupts(); // interrupts off
                    vcpu.InjectInterrupts(); // inject
                    if (vcpu.IsSuspended()) // suspend
                    {
                        cpu.EnableInterrupts(); // suspended: interrupts on
                        break;
                    }

                    if (vcpu.RendezvousRequested()) // rendezvous
                    {
                        cpu.EnableInterrupts(); // rendezvous: interrupts on
                        break;
                    }

                    handled = vcpu.Enter(); // enter
                    cpu.EnableInterrupts(); // interrupts on
                }
                while (handled); // loop
            } // end
        }
        """);

    // On a request, interrupts come on with the mode still set; all of it is done again since the latest disabling.
    private static readonly EntryPathSource s_powerPC = new(Cpu + """
        [EntryProtocol]
        public enum Entry
        {
            [Scope(ProtocolScope.Thread)] DisableInterrupts,
            CheckSignals,
            StoreMode,
            Barrier,
            CheckRequests,
        }

        public sealed class Vcpu
        {
            [Step(Entry.CheckSignals, When = false)] public bool SignalPending() => true;
            [Step(Entry.StoreMode, Value = Mode.Inside)] public void StoreMode(Mode mode) { }
            [Step(Entry.Barrier)] public void FullBarrier() { }
            [Step(Entry.CheckRequests, When = false)] public bool RequestPending() => true;
            [Forbids(Entry.DisableInterrupts)] public void ServiceRequests() { }
            [Commit(typeof(Entry))] public void Enter() { }
        }
        """, """
        public static class RunLoop
        {
            public static bool Run(Processor cpu, Vcpu vcpu)
            {
                cpu.DisableInterrupts(); // interrupts off
                while (true)
                {
                    if (vcpu.SignalPending()) // signal
                    {
                        cpu.EnableInterrupts(); // signal: interrupts on
                        return false; // signal: return
                    }

                    vcpu.StoreMode(Mode.Inside); // mode in
                    vcpu.FullBarrier(); // barrier
                    if (vcpu.RequestPending()) // check
                    {
                        cpu.EnableInterrupts(); // service: interrupts on
                        vcpu.ServiceRequests(); // service
                        cpu.DisableInterrupts(); // service: interrupts off
                        continue;
                    }

                    break;
                }

                vcpu.Enter(); // enter
                vcpu.StoreMode(Mode.Outside); // mode out
                cpu.EnableInterrupts(); // interrupts on
                return true; // return
            }
        }
        """);

    [Fact]
    public Task RiscV_is_accepted() => s_riscV.IsAccepted();

    [Fact]
    public Task RiscV_mode_before_interrupts_are_off() => s_riscV.Swap("interrupts off", "mode in").Reports("EPO1001 mode in");

    [Fact]
    public Task RiscV_flush_before_the_mode() => s_riscV.MoveBefore("flush", "mode in").Reports("EPO1002 enter");

    [Fact]
    public Task RiscV_register_before_the_flush() => s_riscV.Swap("flush", "hvip").Reports("EPO1002 enter");

    [Fact]
    public Task RiscV_cancel_without_mode_out() => s_riscV.Without("cancel: mode out").Reports("EPO1004 cancel: interrupts on");

    [Fact]
    public Task RiscV_cancel_with_interrupts_off() => s_riscV.Without("cancel: interrupts on").Reports("EPO1005 cancel: return");

    [Fact]
    public Task Arm64_is_accepted() => s_arm64.IsAccepted();

    [Fact]
    public Task Arm64_without_the_request_check() =>
        s_arm64.Replace("check", "if (result == 5) // check").Reports("EPO1001 enter");

    [Fact]
    public Task Arm64_flush_after_the_mode() => s_arm64.Swap("flush", "mode in").Reports("EPO1001 mode in");

    [Fact]
    public Task Arm64_cancel_without_sync() => s_arm64.Without("cancel: sync").Reports("EPO1004 cancel: interrupts on");

    [Fact]
    public Task Arm64_exit_out_of_order() => s_arm64.Swap("mode out", "sync").Reports("EPO1004 sync");

    [Fact]
    public Task Xen_is_accepted() => s_xen.IsAccepted();

    [Fact]
    public Task Xen_without_the_flag_check() => s_xen.Replace("check", "if (Environment.TickCount == 0) // check").Reports("EPO1001 enter");

    [Fact]
    public Task Xen_check_with_interrupts_on() =>
        s_xen.MoveBefore("interrupts off", "enter").Without("cancel: interrupts on").Reports("EPO1002 enter");

    [Fact]
    public Task Xen_restart_without_interrupts_on() => s_xen.Without("cancel: interrupts on").Reports("EPO1003 assist", "EPO1003 soft irq");

    [Fact]
    public Task Bhyve_is_accepted() => s_bhyve.IsAccepted();

    [Fact]
    public Task Bhyve_drain_with_interrupts_on() => s_bhyve.Swap("interrupts off", "inject").Reports("EPO1002 enter");

    [Fact]
    public Task Bhyve_check_leaves_with_interrupts_off() =>
        s_bhyve.Without("rendezvous: interrupts on").Reports("EPO1005 end");

    [Fact]
    public Task PowerPC_is_accepted() => s_powerPC.IsAccepted();

    [Fact]
    public Task PowerPC_does_not_arm_again() => s_powerPC.Replace("check", "while (vcpu.RequestPending()) // check")
        .Replace("continue;", "").Reports("EPO1001 enter");

    [Fact]
    public Task PowerPC_requests_with_interrupts_off() => s_powerPC.Without("service: interrupts on").Reports("EPO1003 service");

    [Fact]
    public Task PowerPC_check_before_the_barrier() => s_powerPC.MoveBefore("barrier", "enter").Reports("EPO1002 enter");
}
