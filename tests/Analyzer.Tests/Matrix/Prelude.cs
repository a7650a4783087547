namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>The annotated types that the programs of the matrix use.</summary>
internal static class Prelude
{
    public const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using EntryPath;

        """;

    public const string Text = Usings + """
        [EntryProtocol]
        public enum GuestEntry
        {
            [Scope(ProtocolScope.Thread)]
            [Because("a notification taken by the host after the mode write is swallowed by its handler")]
            DisableInterrupts,

            SetInGuestMode,
            FullBarrier,

            [Repeat]
            [Because("a poster that still saw OutsideGuest sends no notification")]
            SyncPirToIrr,

            [Repeat]
            CheckExitRequests,
        }

        public enum VcpuMode { OutsideGuest, InGuest }

        public sealed class Processor
        {
            [Step(GuestEntry.DisableInterrupts)] public void DisableInterrupts() { }
            [Undo(GuestEntry.DisableInterrupts)] public void EnableInterrupts() { }
            [Requires(GuestEntry.DisableInterrupts)] public void ReadPerProcessorState() { }
            [Forbids(GuestEntry.DisableInterrupts)] public void Sleep() { }
            [Step(GuestEntry.DisableInterrupts)] [return: Guard] public Guard InterruptsOff() => new(this);
        }

        public sealed class Guard(Processor cpu) : IDisposable
        {
            public void Dispose() => cpu.EnableInterrupts();
        }

        public sealed class Vcpu
        {
            [Step(GuestEntry.SetInGuestMode, Value = VcpuMode.InGuest)]
            [Undo(GuestEntry.SetInGuestMode, Value = VcpuMode.OutsideGuest)]
            public void SetMode(VcpuMode mode) { }

            [Step(GuestEntry.FullBarrier)] public void FullBarrier() { }
            [Step(GuestEntry.SyncPirToIrr)] public void SyncPirToIrr() { }
            [Step(GuestEntry.CheckExitRequests, When = false)] public bool ExitRequested() => Env.Flip();
            [Commit(typeof(GuestEntry))] public void Enter() { }
        }

        [EntryProtocol(Ordered = false)]
        public enum DoorLock { Held, Marked }

        public sealed class Door
        {
            [Step(DoorLock.Held)] public void Lock() { }
            [Step(DoorLock.Held, When = true)] public bool TryLock() => Env.Flip();
            [Step(DoorLock.Held, When = true, Out = "taken")] public void Lock(ref bool taken) => taken = Env.Flip();
            [Undo(DoorLock.Held)] public void Unlock() { }
            [Undo(DoorLock.Held, IfInEffect = true)] public void Reset() { }
            [Requires(DoorLock.Held)] public void Use() { }
            [Requires(DoorLock.Held)] public int Count() => 1;
            [Forbids(DoorLock.Held)] public void Wait() { }
            [Tells(DoorLock.Held)] public bool IsHeld => Env.Flip();
            [Asserts(DoorLock.Held)] public void AssertHeld() { }
            [Requires(DoorLock.Held)] public Task UseAsync() => Task.CompletedTask;
            [Step(DoorLock.Marked)] public void Mark() { }
            [Step(DoorLock.Marked, When = true)] public bool TryMark() => Env.Flip();
            [Requires(DoorLock.Marked)] public void UseMark() { }
            [Requires(DoorLock.Marked)] public int CountMark() => 1;
            public int Number { get; set; }
        }

        [EntryProtocol]
        public enum Setup
        {
            [Optional, Strict] Configure,
            Open,
            [Strict] Prime,
        }

        public sealed class Pump
        {
            [Step(Setup.Configure)] public void Configure() { }
            [Step(Setup.Open)] public void Open() { }
            [Undo(Setup.Open)] public void Close() { }
            [Step(Setup.Prime)] public void Prime() { }
            [Commit(typeof(Setup))] public void Start() { }
        }

        public static class Env
        {
            private static int s_calls;
            public static bool Flip() => (s_calls++ & 1) == 0;
            public static void Work() { }
            public static IEnumerable<int> Items() => new int[s_calls];
        }

        """;
}
