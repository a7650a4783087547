using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Disciplines;

/// <summary>
/// What KVM's entry asks for beside the order of the entry itself: the write barrier between leaving guest mode and turning interrupts on,
/// and that an exit is forced only behind the check that such a request would fail.
/// </summary>
public sealed class KvmX86ExitTests
{
    private static readonly EntryPathSource s_path = new("""
        [EntryProtocol]
        public enum GuestExit
        {
            LeaveGuestMode,
            WriteBarrier,
        }

        [EntryProtocol(Ordered = false)]
        public enum GuestEntry { CheckExitRequests }

        public sealed class Vcpu
        {
            public bool HasMoreToInject { get; set; }

            [Step(GuestEntry.CheckExitRequests, When = false)] public bool ExitRequested() => true;
            [Requires(GuestEntry.CheckExitRequests)] public void ForceExit() { }
            [Commit(typeof(GuestEntry))] public void Run() { }
            [Step(GuestExit.LeaveGuestMode)] public void LeaveGuestMode() { }
            [Step(GuestExit.WriteBarrier)] public void WriteBarrier() { }
            [Commit(typeof(GuestExit))] public void EnableInterrupts() { }
        }
        """, """
        public static class RunLoop
        {
            public static void EnterGuest(Vcpu vcpu)
            {
                if (vcpu.ExitRequested()) // check
                {
                    vcpu.LeaveGuestMode(); // cancel: mode out
                    vcpu.WriteBarrier(); // cancel: write barrier
                    vcpu.EnableInterrupts(); // cancel: interrupts on
                    return;
                }

                vcpu.ForceExit(); // force exit
                vcpu.Run(); // run
                vcpu.LeaveGuestMode(); // mode out
                vcpu.WriteBarrier(); // write barrier
                vcpu.EnableInterrupts(); // interrupts on
            }
        }
        """);

    [Fact]
    public Task The_order_of_KVM_is_accepted() => s_path.IsAccepted();

    [Fact]
    public Task An_exit_is_forced_before_the_check() => s_path.MoveBefore("force exit", "check").Reports("EPO1001 force exit");

    [Fact]
    public Task The_write_barrier_is_left_out() => s_path.Without("write barrier").Reports("EPO1001 interrupts on");

    [Fact]
    public Task The_write_barrier_comes_before_the_mode() => s_path.Swap("write barrier", "mode out").Reports("EPO1002 interrupts on");

    [Fact]
    public Task The_cancel_path_forgets_the_write_barrier() => s_path.Without("cancel: write barrier").Reports("EPO1001 cancel: interrupts on");
}
