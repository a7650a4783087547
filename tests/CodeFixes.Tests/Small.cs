namespace EntryPath.CodeFixes.Tests;

/// <summary>Small programs: a device that is prepared, a gate that is held, a session with two ways to end.</summary>
internal static class Small
{
    private const string Rules = """
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using EntryPath;

        [EntryProtocol(Ordered = false)]
        public enum GateUse { Held }

        public sealed class Gate
        {
            [Step(GateUse.Held)] public void Enter() { }
            [Undo(GateUse.Held)] public void Exit() { }
            [Requires(GateUse.Held)] public void Bump() { }
            [Forbids(GateUse.Held)] public void Wait() { }
        }

        [EntryProtocol]
        public enum Dev { Power, Configure, [Repeat] Drain, [Repeat] Check }

        public sealed class Device
        {
            [Step(Dev.Power)] public void PowerOn() { }
            [Undo(Dev.Power)] public void PowerOff() { }
            [Step(Dev.Configure)] public void Configure(int size) { }
            [Step(Dev.Drain)] public int Drain() => 1;
            [Step(Dev.Check, When = false)] public bool IsCancelled() => Environment.TickCount > 3;
            [Commit(typeof(Dev))] public void Start() { }
            public void Log(string text) { }
        }

        [EntryProtocol]
        public enum Two { Outer, Inner }

        public sealed class Thing
        {
            [Step(Two.Outer)] public void BeginOuter() { }
            [Undo(Two.Outer)] public void EndOuter() { }
            [Step(Two.Inner)] public void BeginInner() { }
            [Undo(Two.Inner)] public void EndInner() { }
        }

        [EntryProtocol(Ordered = false)]
        public enum Editing { Open }

        public sealed class Session
        {
            [Step(Editing.Open)] public void Open() { }
            [Undo(Editing.Open)] public void Abort() { }
            [Undo(Editing.Open)] public void SaveAndClose() { }
        }

        [EntryProtocol(Ordered = false)]
        public enum Slot { Taken }

        public sealed class Pool
        {
            [Step(Slot.Taken, When = true)] public bool TryTake() => Environment.TickCount > 3;
            [Undo(Slot.Taken)] public void Return() { }
            [Requires(Slot.Taken)] public void Fill() { }
        }

        [EntryProtocol] public enum Buffering { [Strict] Prepared, Filled }

        public class Message { public Dictionary<string, int>? Headers { get; set; } public int Retries; }

        public class Buffer
        {
            [Step(Buffering.Prepared)] public void Prepare() { }
            [Step(Buffering.Filled)] public void Fill(int value) { }
            [Step(Buffering.Filled)] public void FillFrom(Message message) { }
            [Commit(typeof(Buffering))] public void Go() { }
        }


        """;

    /// <summary>The members of a class beside the rules.</summary>
    public static string Program(string members) => Rules + "public class Use\n{\n" + members + "\n}\n";

    /// <summary>Statements as the body of a method.</summary>
    public static string Method(string statements, string head = "public void Run(Device device, Gate gate, Thing thing, Session session, Pool pool, Buffer b, bool a)") =>
        Program("    " + head + "\n    {\n" + string.Concat(statements.Split('\n').Select(line => (line.Length == 0 || line[0] == '#' ? line : "        " + line) + "\n")) + "    }");
}
