using System;
using Xunit;

namespace EntryPath.Package.Tests;

/// <summary>Small user programs that the end-to-end tests build.</summary>
internal static class Programs
{
    /// <summary>The protocol and its primitives, as a user writes them.</summary>
    public const string Vcpu = """
        using EntryPath;

        namespace Guest;

        [EntryProtocol]
        public enum GuestEntry
        {
            [Scope(ProtocolScope.Thread)]
            [Because("a notification taken by the host after the mode write is swallowed by its handler")]
            DisableInterrupts,

            SetInGuestMode,

            [Because("a poster that still saw OutsideGuest sends no notification")]
            SyncPirToIrr,
        }

        public enum VcpuMode
        {
            OutsideGuest,
            InGuest,
        }

        public sealed class Processor
        {
            [Step(GuestEntry.DisableInterrupts)]
            public void DisableInterrupts()
            {
            }

            [Undo(GuestEntry.DisableInterrupts)]
            public void EnableInterrupts()
            {
            }
        }

        public sealed class Vcpu
        {
            [Step(GuestEntry.SetInGuestMode, Value = VcpuMode.InGuest)]
            [Undo(GuestEntry.SetInGuestMode, Value = VcpuMode.OutsideGuest)]
            public void SetMode(VcpuMode mode)
            {
            }

            [Step(GuestEntry.SyncPirToIrr)]
            public void SyncPirToIrr()
            {
            }

            [Commit(typeof(GuestEntry))]
            public void Enter()
            {
            }
        }
        """;

    /// <summary>The order that KVM had before commit b95234c84004: it has both races.</summary>
    public const string HistoricRunLoop = """
        namespace Guest;

        public static class RunLoop
        {
            public static void Run(Processor cpu, Vcpu vcpu)
            {
                vcpu.SyncPirToIrr();

                vcpu.SetMode(VcpuMode.InGuest);

                // Notifications wait from here on.
                cpu.DisableInterrupts();
                vcpu.Enter();
                vcpu.SetMode(VcpuMode.OutsideGuest);
                cpu.EnableInterrupts();
            }
        }

        """;

    /// <summary>The same statements in the order that the commit gave them; the blank line still parts what it parted.</summary>
    public const string FixedRunLoop = """
        namespace Guest;

        public static class RunLoop
        {
            public static void Run(Processor cpu, Vcpu vcpu)
            {
                // Notifications wait from here on.
                cpu.DisableInterrupts();
                vcpu.SetMode(VcpuMode.InGuest);
                vcpu.SyncPirToIrr();

                vcpu.Enter();
                vcpu.SetMode(VcpuMode.OutsideGuest);
                cpu.EnableInterrupts();
            }
        }

        """;

    /// <summary>The text after the two moves that sort the historic order by one.</summary>
    /// <remarks>
    /// dotnet format takes the rules in an order that differs from run to run (by the hashes of their ids). Which move comes first decides on
    /// which side of the last moved call the blank line stays, and on nothing else.
    /// </remarks>
    public static void MustBeFixed(string text)
    {
        const string Sync = "        vcpu.SyncPirToIrr();\n";
        text = text.ReplaceLineEndings("\n");

        Assert.Contains(text, new[] { FixedRunLoop, FixedRunLoop.Replace(Sync + "\n", "\n" + Sync, StringComparison.Ordinal) });
    }
}
