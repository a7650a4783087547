using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>Events that are calls through a field or property, with filters about what is called.</summary>
public sealed class CallFilterTests
{
    private const string Types = Prelude.Usings + """
        [EntryProtocol]
        public enum Exchange { [Repeat] Registered }

        public sealed class Wire
        {
            [Step(Exchange.Registered, Call = "TryAdd", When = true)]
            public Dictionary<int, string> Waiting { get; } = new();

            [Commit(typeof(Exchange))] public void Send() { }
        }

        [EntryProtocol(Ordered = false)]
        public enum Gate { Open }

        public sealed class Valve
        {
            public bool TryOpen(out bool opened) { opened = DateTime.Now.Second > 30; return true; }
            public void Set(int position, bool quiet) { }
            public void Set(bool quiet, string reason, int position) { }
        }

        public sealed class Pipe
        {
            [Step(Gate.Open, Call = "TryOpen", When = true, Out = "opened")]
            [Step(Gate.Open, Call = "Set", Value = 1), Undo(Gate.Open, Call = "Set", NotValue = 1, IfInEffect = true)]
            public Valve? Valve;

            [Requires(Gate.Open)] public void Flow() { }
        }

        """;

    [Fact]
    public Task The_result_of_the_call_tells() => Check.Program(Types + """
        public sealed class Code
        {
            public void Asked(Wire wire, int number)
            {
                while (!wire.Waiting.TryAdd(number, ""))
                    number++;
                wire.Send();
            }

            public void NotAsked(Wire wire, int number)
            {
                wire.Waiting.TryAdd(number, "");
                wire.Send(); // EPO1001
            }

            public void Other(Wire wire, int number)
            {
                if (wire.Waiting.TryAdd(number, ""))
                    return;
                wire.Send(); // EPO1001
            }
        }
        """);

    [Fact]
    public Task An_out_parameter_of_the_call_tells() => Check.Program(Types + """
        public sealed class Code
        {
            public void Right(Pipe pipe)
            {
                pipe.Valve!.TryOpen(out var opened);
                if (opened)
                {
                    pipe.Flow();
                    pipe.Valve.Set(0, true);
                }
            }

            public void Wrong(Pipe pipe)
            {
                if (pipe.Valve!.TryOpen(out _))
                {
                    pipe.Flow(); // EPO1001
                    pipe.Valve.Set(0, true);
                }
            }
        }
        """);

    [Fact]
    public Task An_argument_of_the_call_tells_wherever_an_overload_has_it() => Check.Program(Types + """
        public sealed class Code
        {
            public void Right(Pipe pipe)
            {
                pipe.Valve!.Set(1, true);
                pipe.Flow();
                pipe.Valve.Set(true, "done", 0);
            }

            public void Wrong(Pipe pipe)
            {
                pipe.Valve!.Set(true, "begin", 2);
                pipe.Flow(); // EPO1001
            }

            public void IfThere(Pipe pipe)
            {
                pipe.Valve?.Set(1, true);
                if (pipe.Valve != null)
                {
                    pipe.Flow();
                    pipe.Valve.Set(0, false);
                }
            }
        }
        """);
}
