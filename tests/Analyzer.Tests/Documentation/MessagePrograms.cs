using System.Collections.Immutable;

namespace EntryPath.Analyzer.Tests.Documentation;

/// <summary>Small programs that are wrong, one for each kind of message that the rules' own pages do not show.</summary>
internal static class MessagePrograms
{
    /// <summary>What the programs below use, beside the declarations of the rules' pages.</summary>
    public const string Preamble = """
        [EntryProtocol]
        public enum Exchange
        {
            [Because("the peer drops what comes before the line is open")]
            Open,

            [Because("the peer answers nobody that it does not know")]
            Greeted,
        }

        public enum Level
        {
            Guest,
            Full,
        }

        public class Line
        {
            [Step(Exchange.Open)] public void Open() { }
            [Step(Exchange.Open)] public Task OpenAsync() => Task.CompletedTask;
            [Step(Exchange.Open, When = true)] public bool TryOpen() => true;
            [Undo(Exchange.Open)] public void Close() { }
            [Step(Exchange.Greeted)] public void Greet() { }
            [Step(Exchange.Greeted, Value = Level.Full)] public void GreetAs(Level level) { }
            [Requires(Exchange.Open)] public void Read() { }
            [Forbids(Exchange.Open)] public void Configure() { }
            [Commit(typeof(Exchange))] public void Send() { }
        }

        [EntryProtocol(Ordered = false)]
        public enum Store
        {
            [Scope(ProtocolScope.Thread), Nestable]
            [Because("two writers tear the file")]
            Locked,
        }

        public class Shelf
        {
            [Step(Store.Locked)] public void Lock() { }
            [Undo(Store.Locked)] public void Unlock() { }
        }

        """;

    /// <summary>The kind of message and the program, by rule.</summary>
    public static ImmutableArray<MessageProgram> All { get; } =
    [
        new("EPO1001", "Nothing performs it", """
            public class Caller
            {
                public void Run(Line line) => line.Read();
            }
            """),
        new("EPO1001", "It is performed on another path", """
            public class Caller
            {
                public void Run(Line line, bool fast, bool loud)
                {
                    if (loud)
                        Console.WriteLine("reading");

                    if (!fast)
                        line.Open();

                    line.Read();
                    if (!fast)
                        line.Close();
                }
            }
            """),
        new("EPO1001", "It was undone", """
            public class Caller
            {
                public void Run(Line line)
                {
                    line.Open();
                    line.Close();
                    line.Read();
                }
            }
            """),
        new("EPO1001", "It was performed for another object", """
            public class Caller
            {
                public void Run(Line first, Line second)
                {
                    first.Open();
                    second.Read();
                    first.Close();
                }
            }
            """),
        new("EPO1001", "The member was written in between", """
            public class Caller
            {
                private Line line = new Line();

                public void Run()
                {
                    this.line.Open();
                    Renew();
                    this.line.Read();
                }

                private void Renew() => this.line = new Line();
            }
            """),
        new("EPO1001", "The local was written in between", """
            public class Caller
            {
                public void Run(Line line, Line spare)
                {
                    line.Open();
                    line = spare;
                    line.Read();
                }
            }
            """),
        new("EPO1001", "It is not awaited", """
            public class Caller
            {
                public async Task RunAsync(Line line)
                {
                    Task opening = line.OpenAsync();
                    line.Read();
                    await opening;
                    line.Close();
                }
            }
            """),
        new("EPO1001", "Its result is not tested", """
            public class Caller
            {
                public void Run(Line line)
                {
                    line.TryOpen();
                    line.Read();
                }
            }
            """),
        new("EPO1001", "Its result was the other one", """
            public class Caller
            {
                public void Run(Line line)
                {
                    if (!line.TryOpen())
                        Console.WriteLine("busy");

                    line.Read();
                }
            }
            """),
        new("EPO1001", "Its value is not constant", """
            public class Caller
            {
                public void Run(Line line, Level level)
                {
                    line.Open();
                    line.GreetAs(level);
                    line.Send();
                    line.Close();
                }
            }
            """),
        new("EPO1001", "It is in a delegate that is not followed", """
            public class Caller
            {
                public void Run(Line line)
                {
                    Task.Run(() => line.Open());
                    line.Read();
                }
            }
            """),
        new("EPO1001", "It comes later in the same round of the loop", """
            public class Caller
            {
                public void Run(Line line, int rounds)
                {
                    for (int i = 0; i < rounds; i++)
                    {
                        line.Read();
                        line.Open();
                    }
                }
            }
            """),
        new("EPO1001", "[PartOf] is missing", """
            public class Session
            {
                public Line Line { get; } = new Line();

                [Step(Exchange.Open)] public void Begin() { }
            }

            public class Caller
            {
                public void Run(Session session)
                {
                    session.Begin();
                    session.Line.Read();
                }
            }
            """),
        new("EPO1001", "[Subject] is missing", """
            public class Office
            {
                [Step(Exchange.Open)] public void OpenFor(Line line) { }
            }

            public class Caller
            {
                public void Run(Office office, Line line)
                {
                    office.OpenFor(line);
                    line.Read();
                }
            }
            """),
        new("EPO1001", "It is in another assembly that declares nothing", """
            public class Caller
            {
                public void Run(Line line)
                {
                    Lines.Prepare(line);
                    line.Read();
                }
            }
            """)
        {
            Library = """
                public static class Lines
                {
                    public static void Prepare(Line line) => line.Open();
                }
                """,
        },
        new("EPO1001", "The first of several is missing", """
            public class Caller
            {
                public void Run(Line line)
                {
                    line.Greet();
                    line.Send();
                }
            }
            """),
        new("EPO1001", "An undo took it along", """
            public class Caller
            {
                public void Run(Line line)
                {
                    line.Open();
                    line.Greet();
                    line.Close();
                    line.Open();
                    line.Send();
                    line.Close();
                }
            }
            """),
        new("EPO1001", "It is entered again", """
            public static class RunLoop
            {
                public static void Run(Processor cpu, Vcpu vcpu)
                {
                    cpu.DisableInterrupts();
                    vcpu.SetMode(VcpuMode.InGuest);
                    vcpu.SyncPirToIrr();
                    vcpu.Enter();
                    vcpu.SetMode(VcpuMode.OutsideGuest);
                    vcpu.SetMode(VcpuMode.InGuest);
                    vcpu.Enter();
                    vcpu.SetMode(VcpuMode.OutsideGuest);
                    cpu.EnableInterrupts();
                }
            }
            """),
        new("EPO1001", "A caller comes without it", """
            public class Caller
            {
                public void Run(Line line)
                {
                    Ask(line);
                }

                private void Ask(Line line)
                {
                    line.Read();
                }
            }
            """),
        new("EPO1001", "One of two callers has it", """
            public class Caller
            {
                public void First(Line line)
                {
                    line.Open();
                    Ask(line);
                    line.Close();
                }

                public void Second(Line line)
                {
                    Ask(line);
                }

                private void Ask(Line line)
                {
                    line.Read();
                }
            }
            """),
        new("EPO1001", "One path misses one step, another path another", """
            public class Caller
            {
                [Requires(Exchange.Open)]
                public void Run([Subject] Line line, bool stop)
                {
                    if (stop)
                        line.Close();

                    line.Send();
                }
            }
            """),
        new("EPO1001", "One of several objects", """
            public class Caller
            {
                public void Run(Line first, Line second, bool spare)
                {
                    Line line = spare ? second : first;
                    line.Read();
                }
            }
            """),
        new("EPO1001", "Both arguments of a call", """
            public class Caller
            {
                public void First(Line left, Line right)
                {
                    left.Open();
                    right.Open();
                    Copy(left, right);
                    right.Close();
                    left.Close();
                }

                public void Second(Line left, Line right)
                {
                    Copy(left, right);
                }

                private void Copy(Line source, Line target)
                {
                    source.Read();
                    target.Read();
                }
            }
            """),
        new("EPO1002", "In a helper", """
            public static class RunLoop
            {
                public static void Run(Processor cpu, Vcpu vcpu)
                {
                    cpu.DisableInterrupts();
                    Prepare(vcpu);
                    vcpu.SetMode(VcpuMode.InGuest);
                    vcpu.Enter();
                    vcpu.SetMode(VcpuMode.OutsideGuest);
                    cpu.EnableInterrupts();
                }

                private static void Prepare(Vcpu vcpu) => vcpu.SyncPirToIrr();
            }
            """),
        new("EPO1003", "On one path", """
            public class Caller
            {
                public void Run(Line line, bool early)
                {
                    if (early)
                        line.Open();

                    line.Configure();
                    if (!early)
                        line.Open();

                    line.Close();
                }
            }
            """),
        new("EPO1003", "Through a helper", """
            public class Caller
            {
                public void First(Line line)
                {
                    line.Open();
                    Set(line);
                    line.Close();
                }

                private void Set(Line line) => line.Configure();
            }
            """),
        new("EPO1003", "A member that is kept to other code", """
            public class Owner
            {
                [Only(typeof(Owner))] public void Reset() { }
            }

            public class Caller
            {
                public void Run(Owner owner) => owner.Reset();
            }
            """),
        new("EPO1004", "Undone twice", """
            public class Caller
            {
                public void Run(Line line)
                {
                    line.Open();
                    line.Close();
                    line.Close();
                }
            }
            """),
        new("EPO1004", "On a path where it was not performed", """
            public class Caller
            {
                public void Run(Line line, bool fast)
                {
                    if (!fast)
                        line.Open();

                    line.Close();
                }
            }
            """),
        new("EPO1005", "An exception leaves", """
            public class Caller
            {
                public void Run(Line line, int count)
                {
                    line.Open();
                    if (count < 0)
                        throw new ArgumentOutOfRangeException(nameof(count));

                    line.Close();
                }
            }
            """),
        new("EPO1005", "For an object that nobody has", """
            public class Caller
            {
                public void Run()
                {
                    Line line = new Line();
                    line.Open();
                    line.Read();
                }
            }
            """),
        new("EPO1005", "At several exits", """
            public class Caller
            {
                public void Run(Line line, int kind)
                {
                    line.Open();
                    if (kind == 0)
                        return;

                    line.Read();
                    if (kind == 1)
                        return;

                    line.Close();
                }
            }
            """),
        new("EPO1005", "For two objects", """
            public class Caller
            {
                public void Run(Line first, Line second, bool cancelled)
                {
                    first.Open();
                    second.Open();
                    if (cancelled)
                        return;

                    second.Close();
                    first.Close();
                }
            }
            """),
        new("EPO1005", "Performed on some ways only", """
            public class Caller
            {
                public bool Run(Line line, bool fast)
                {
                    if (fast)
                        return false;

                    line.Open();
                    return false;
                }
            }
            """),
        new("EPO1005", "Undone on some ways only", """
            public class Caller
            {
                public void Stop(Line line, bool fast)
                {
                    if (fast)
                        return;

                    line.Close();
                }
            }
            """),
        new("EPO1005", "Open more often", """
            public class Caller
            {
                public void Run(Shelf shelf, bool twice)
                {
                    shelf.Lock();
                    if (twice)
                        shelf.Lock();
                }
            }
            """),
        new("EPO1005", "A guard that is dropped", """
            public sealed class Held : IDisposable
            {
                public void Dispose() { }
            }

            public class Locker
            {
                [Step(Store.Locked)]
                [return: Guard]
                public Held Take() => new Held();
            }

            public class Caller
            {
                public void Run(Locker locker)
                {
                    locker.Take();
                    Console.WriteLine("written");
                }
            }
            """),
        new("EPO1006", "On one path", """
            public static class RunLoop
            {
                public static void Arm(Processor cpu, Vcpu vcpu, bool quick)
                {
                    cpu.DisableInterrupts();
                    vcpu.SetMode(VcpuMode.InGuest);
                    if (!quick)
                        vcpu.SyncPirToIrr();
                }
            }
            """),
        new("EPO1007", "A step that should be over is in effect", """
            public class Caller
            {
                [EnsuresUndone(Exchange.Open)]
                public static void Stop([Subject] Line line, bool soft)
                {
                    if (!soft)
                        line.Close();
                }
            }
            """),
        new("EPO1007", "A promised step was undone", """
            public class Caller
            {
                [Ensures(Exchange.Open)]
                public static void Start([Subject] Line line, bool check)
                {
                    line.Open();
                    if (check)
                        line.Close();
                }
            }
            """),
        new("EPO1007", "An override asks more", """
            public class Reader
            {
                public virtual void Read([Subject] Line line) { }
            }

            public class Strict : Reader
            {
                [Requires(Exchange.Open)]
                public override void Read([Subject] Line line) { }
            }
            """),
        new("EPO1007", "An override promises less", """
            public abstract class Opener
            {
                [Ensures(Exchange.Open)]
                public abstract bool Open([Subject] Line line);
            }

            public class Trying : Opener
            {
                [Ensures(Exchange.Open, When = true)]
                public override bool Open([Subject] Line line) => line.TryOpen();
            }
            """),
        new("EPO1007", "The disposal of a guard does not end its step", """
            public class Locker
            {
                [Step(Store.Locked)] public void Enter() { }
                [Undo(Store.Locked)] public void Exit() { }

                [Step(Store.Locked)]
                [return: Guard]
                public Held Take()
                {
                    Enter();
                    return new Held();
                }
            }

            public sealed class Held : IDisposable
            {
                public void Dispose() => Console.WriteLine("done");
            }
            """),
        new("EPO1008", "At a yield", """
            public class Caller
            {
                public System.Collections.Generic.IEnumerable<int> Run(Shelf shelf)
                {
                    shelf.Lock();
                    yield return 1;
                    shelf.Unlock();
                }
            }
            """),
        new("EPO1009", "A parameter of this code", """
            public class Caller
            {
                public void Run(Line line) => Later(() => line.Close());

                private void Later(Action action) => Saved = action;

                public Action Saved { get; set; }
            }
            """),
        new("EPO1009", "A parameter of the framework", """
            public class Caller
            {
                public void Run(Line line) => System.Threading.ThreadPool.QueueUserWorkItem(_ => line.Close());
            }
            """),
        new("EPO1009", "A task that nobody awaits", """
            public class Caller
            {
                public void Run(Line line)
                {
                    Task stopping = StopAsync(line);
                    Console.WriteLine(stopping.Id);
                }

                private async Task StopAsync(Line line)
                {
                    await Task.Yield();
                    line.Close();
                }
            }
            """),
        new("EPO1009", "A task that nobody can await", """
            public class Caller
            {
                public void Run(Line line) => Stop(line);

                private async void Stop(Line line)
                {
                    await Task.Yield();
                    line.Close();
                }
            }
            """),
        new("EPO1009", "A sequence that nobody goes through", """
            public class Caller
            {
                public void Run(Line line)
                {
                    line.Open();
                    Keep(Numbers(line));
                    line.Close();
                }

                private static System.Collections.Generic.IEnumerable<int> Numbers(Line line)
                {
                    line.Read();
                    yield return 1;
                }

                private static void Keep(object kept) => Console.WriteLine(kept);
            }
            """),
        new("EPO2001", "A commit of something that is no protocol", """
            public class Posted
            {
                [Commit(typeof(Level))] public void Write() { }
            }
            """),
        new("EPO2002", "No such parameter", """
            public class Gate
            {
                [Step(Store.Locked, Value = true, Parameter = "opened")] public void Set(bool open) { }
            }
            """),
        new("EPO2004", "An enum of flags", """
            [Flags, EntryProtocol]
            public enum Bits
            {
                One = 1,
                Two = 2,
            }
            """),
        new("EPO2006", "Required and forbidden", """
            public class Gate
            {
                [Requires(Store.Locked), Forbids(Store.Locked)] public void Enter() { }
            }
            """),
        new("EPO2007", "A result that says nothing", """
            public class Gate
            {
                [Step(Store.Locked, When = true)] public void Enter() { }
            }
            """),
        new("EPO2011", "Nothing calls the commit", """
            [EntryProtocol]
            internal enum Launch
            {
                Fuelled,
                Armed,
            }

            internal class Rocket
            {
                [Step(Launch.Fuelled)] public void Fuel() { }
                [Step(Launch.Armed)] public void Arm() { }
                [Commit(typeof(Launch))] public void Ignite() { }
            }
            """),
        new("EPO3001", "A recursion without an end", """
            public class Branch
            {
                private readonly Line line = new Line();
                private readonly Branch left, right;

                public void Walk()
                {
                    this.left?.Walk();
                    this.line.Open();
                    this.line.Close();
                    this.right?.Walk();
                }
            }
            """),
        new("EPO3002", "A contract that can be declared", """
            public class Caller
            {
                public void Prepare(Line line)
                {
                    line.Open();
                    line.Greet();
                }
            }
            """),
    ];
}

/// <summary>A program that is wrong.</summary>
/// <param name="Id">The rule that says so.</param>
/// <param name="Kind">What kind of message it shows.</param>
/// <param name="Program">The program.</param>
internal sealed record MessageProgram(string Id, string Kind, string Program)
{
    /// <summary>What another assembly has, with the declarations that both use; empty: there is none.</summary>
    public string Library { get; init; } = string.Empty;
}
