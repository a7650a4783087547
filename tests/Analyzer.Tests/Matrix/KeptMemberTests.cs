using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>Members that only some code may use.</summary>
public sealed class KeptMemberTests
{
    private const string Types = Prelude.Usings + """
        [EntryProtocol(Ordered = false)]
        public enum Line { Up }

        public sealed class Port
        {
            [Step(Line.Up), Only(typeof(Bus))] public void Raise() { }
            [Undo(Line.Up), Only(typeof(Bus)), Only(typeof(Panic), nameof(Panic.Halt))] public void Lower() { }
            [Only(typeof(Bus))] public int Register { get; set; }
            [Only(typeof(Bus), nameof(Bus))] public Port() { }
        }

        """;

    [Fact]
    public Task The_code_of_the_type_may_use_it_with_all_that_is_in_it() => Check.Program(Types + """
        public class Bus
        {
            private readonly Port _port;

            public Bus() => _port = new Port();

            public void Use()
            {
                _port.Raise();
                _port.Register++;
                Local();
                void Local() => _port.Lower();
            }

            public int Value => _port.Register;

            private sealed class Inner
            {
                public int Read(Port port) => port.Register;
            }
        }

        public static class Panic
        {
            public static void Halt(Port port) => port.Lower();
        }
        """);

    [Fact]
    public Task Other_code_may_not() => Check.Program(Types + """
        public class Bus
        {
            public Port Make() => new Port(); // EPO1003
        }

        public sealed class Derived : Bus
        {
            public int Read(Port port) => port.Register; // EPO1003
        }

        public static class Panic
        {
            public static void Halt(Port port) => port.Lower();

            public static void Other(Port port) => port.Lower(); // EPO1003

            public static string Named() => nameof(Port.Register);

            public static Action Handed(Port port) => port.Lower; // EPO1003, EPO1009

            public static void Write(Port port)
            {
                port.Register = 1; // EPO1003
                Action later = () => port.Register = 2; // EPO1003
                later();
            }
        }
        """);
}
