namespace EntryPath.Cli.Tests.Tools;

/// <summary>Programs that several tests check.</summary>
internal static class Programs
{
    public const string Protocol = """
        using EntryPath;

        [EntryProtocol]
        public enum GuestEntry
        {
            [Because("a notification that the host takes after the mode write is lost")]
            DisableInterrupts,

            SetInGuestMode,

            [Because("a sender that still saw the vCPU outside the guest sends no notification")]
            SyncPendingInterrupts,
        }

        public class Vcpu
        {
            [Step(GuestEntry.DisableInterrupts)] public void DisableInterrupts() { }
            [Undo(GuestEntry.DisableInterrupts)] public void EnableInterrupts() { }

            [Step(GuestEntry.SetInGuestMode)] public void SetInGuestMode() { }
            [Undo(GuestEntry.SetInGuestMode)] public void SetOutsideGuestMode() { }

            [Step(GuestEntry.SyncPendingInterrupts)] public void SyncPendingInterrupts() { }

            [Commit(typeof(GuestEntry))] public void EnterGuest() { }
        }

        """;

    /// <summary>The order before 2016: two races.</summary>
    public const string Wrong = """
        public static class Loop
        {
            public static void Run(Vcpu vcpu)
            {
                vcpu.SyncPendingInterrupts();
                vcpu.SetInGuestMode();
                vcpu.DisableInterrupts();
                vcpu.EnterGuest();
                vcpu.SetOutsideGuestMode();
                vcpu.EnableInterrupts();
            }
        }

        """;

    public const string Right = """
        public static class Loop
        {
            public static void Run(Vcpu vcpu)
            {
                vcpu.DisableInterrupts();
                vcpu.SetInGuestMode();
                vcpu.SyncPendingInterrupts();
                vcpu.EnterGuest();
                vcpu.SetOutsideGuestMode();
                vcpu.EnableInterrupts();
            }
        }

        """;
}
