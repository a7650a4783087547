namespace EntryPath.CodeFixes.Tests;

/// <summary>The annotated types that the programs of the tests use; each is in a file of its own beside the program.</summary>
internal static class Rules
{
    public const string Text = """
        using System;
        using EntryPath;

        [EntryProtocol]
        public enum GuestEntry
        {
            [Scope(ProtocolScope.Thread)]
            DisableInterrupts,

            SetInGuestMode,
            FullBarrier,

            [Repeat]
            SyncPirToIrr,

            [Repeat]
            CheckExitRequests,
        }

        public enum VcpuMode { OutsideGuest, InGuest }

        public sealed class Processor
        {
            public int Loads;
            [Step(GuestEntry.DisableInterrupts)] public void DisableInterrupts() { }
            [Step(GuestEntry.DisableInterrupts)] public bool SaveInterrupts() => true;
            [Undo(GuestEntry.DisableInterrupts)] public void EnableInterrupts() { }
            [Requires(GuestEntry.DisableInterrupts)] public void ReadOwnState() { }
            [Step(GuestEntry.DisableInterrupts)] public Processor WithoutInterrupts(int reason) => this;
        }

        public sealed class Vcpu
        {
            public int Count;

            [Step(GuestEntry.SetInGuestMode, Value = VcpuMode.InGuest)]
            [Undo(GuestEntry.SetInGuestMode, Value = VcpuMode.OutsideGuest)]
            public void SetMode(VcpuMode mode) { }

            [Step(GuestEntry.FullBarrier)] public void FullBarrier() { }
            [Step(GuestEntry.SyncPirToIrr)] public void SyncPirToIrr() { }
            [Step(GuestEntry.SyncPirToIrr)] public int SyncUpTo(int limit) => limit;
            [Step(GuestEntry.CheckExitRequests, When = false)] public bool ExitRequested() => Count++ > 0;
            [Commit(typeof(GuestEntry))] public void Enter() { }
            public void Trace(string text) { }
        }

        [EntryProtocol]
        public enum Setup
        {
            [Optional, Strict] Configure,
            Open,
        }

        public sealed class Pump
        {
            [Step(Setup.Configure)] public void Configure(int limit) { }
            [Step(Setup.Open)] public void Open() { }
            [Undo(Setup.Open)] public void Close() { }
        }

        [EntryProtocol(Ordered = false)]
        public enum DoorLock { Held }

        public sealed class Door
        {
            public int Number { get; set; }
            [Step(DoorLock.Held)] public void Lock() { }
            [Step(DoorLock.Held)] public void LockFor(int reason) { }
            [Step(DoorLock.Held)] public int LockWithTicket() => 1;
            [Undo(DoorLock.Held)] public void Unlock() { }
            [Requires(DoorLock.Held)] public void Use() { }
            [Requires(DoorLock.Held)] public void UseFor(int reason) { }
            [Step(DoorLock.Held)] [Undo(GuestEntry.DisableInterrupts)] public void LockAndEnableInterrupts() { }
        }

        [EntryProtocol(Ordered = false)]
        public enum Masking { Masked }

        public readonly struct Flags { }

        public sealed class Mask : IDisposable
        {
            private readonly Lines _lines;
            internal Mask(Lines lines) => _lines = lines;
            public void Dispose() => _lines.IsMasked = false;
        }

        public sealed class Lines
        {
            [Step(Masking.Masked, Value = true)]
            [Undo(Masking.Masked, Value = false)]
            public bool IsMasked { get; set; }

            [Step(Masking.Masked)] [return: Token] public Flags Save() => default;
            [Undo(Masking.Masked)] public void Restore([Token] Flags flags) { }
            [Step(Masking.Masked)] [return: Guard] public Mask Hold() => new Mask(this);
            [Requires(Masking.Masked)] public int Read() => 1;
            public int Level;
        }

        public static class Latch
        {
            [Step(DoorLock.Held)] public static void Take([Subject] Door door, int reason = 0) { }
            [Undo(DoorLock.Held)] public static void Release([Subject] Door door) { }
        }

        public static class House
        {
            public static readonly Door Door = new();
        }

        """;
}
