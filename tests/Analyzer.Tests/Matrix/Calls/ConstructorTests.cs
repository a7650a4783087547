using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>Making an object runs more than the body of a constructor: initializers in text order, and the base's constructor.</summary>
public sealed class ConstructorTests
{
    private const string Shared = Prelude.Usings + """
        public static class Shared
        {
            public static readonly Door Door = new();
            public static int Lock() { Door.Lock(); return 1; }
            public static int Unlock() { Door.Unlock(); return 1; }
        }

        """;

    /// <summary>Callers that meet, and do not meet, the need of making a <c>Made</c>.</summary>
    private const string Callers = """

        public static class Code
        {
            public static void Right()
            {
                Shared.Door.Lock();
                var made = new Made();
                Shared.Door.Unlock();
            }

            public static void Wrong()
            {
                var made = new Made(); // EPO1001
            }
        }
        """;

    [Theory]
    [InlineData("public class Base { public Base() { Shared.Door.Use(); } } public class Made : Base { public Made() { } }")]
    [InlineData("public class Base { public Base() { Shared.Door.Use(); } } public class Made : Base { }")]
    [InlineData("public class Base { public Base() { Shared.Door.Use(); } } public class Made() : Base { }")]
    [InlineData("public class Base { public Base() { Shared.Door.Use(); } } public class Middle : Base { } public class Made : Middle { }")]
    [InlineData("public class Base<T> { public Base() { Shared.Door.Use(); } } public class Made : Base<int> { public Made() { } }")]
    [InlineData("public class Base { public Base(int a = 1, params string[] rest) { Shared.Door.Use(); } } public class Made : Base { }")]
    [InlineData("public class Base { private readonly int _x = Shared.Door.Count(); } public class Made : Base { }")]
    [InlineData("public class Made { private readonly int _x = Shared.Door.Count(); public Made() { } }")]
    [InlineData("public class Made { private readonly int _x = Shared.Door.Count(); }")]
    [InlineData("public class Made { public int X { get; } = Shared.Door.Count(); }")]
    [InlineData("public partial class Made { public Made() { } } public partial class Made { private int _x = Shared.Door.Count(); }")]
    [InlineData("public record Made { public int X { get; init; } = Shared.Door.Count(); }")]
    [InlineData("public struct Made { private readonly int _x = Shared.Door.Count(); public Made() { } }")]
    [InlineData("public class Made { private readonly int _x = Shared.Door.Count(); public Made() : this(1) { } public Made(int y) { } }")]
    public Task Who_makes_an_object_meets_what_that_needs(string types) => Check.Program(Shared + types + Callers, Prelude.Text);

    [Fact]
    public Task Primary_constructors_hand_their_parameters_on() => Check.Program(Prelude.Usings + """
        public class Base { public Base(Door door) { door.Use(); } }
        public class Derived(Door door) : Base(door) { }
        public record Start { public Start(Door door) { door.Use(); } }
        public record Row(Door Door) : Start(Door);
        public class Direct(Door door) { private readonly int _count = door.Count(); }

        public static class Code
        {
            public static void Right(Door door)
            {
                door.Lock();
                object made = new Derived(door);
                made = new Row(door);
                made = new Direct(door);
                door.Unlock();
            }

            public static void Wrong(Door door)
            {
                object made = new Derived(door); // EPO1001
            }

            public static void WrongRow(Door door)
            {
                object made = new Row(door); // EPO1001
            }

            public static void WrongDirect(Door door)
            {
                object made = new Direct(door); // EPO1001
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task Initializers_run_in_text_order_then_the_base_then_the_body() => Check.Program(Shared + """
        public class Base { protected Base() { Shared.Door.Use(); } }

        public class Right : Base
        {
            private readonly int _first = Shared.Lock();
            private readonly int _second = Shared.Door.Count();
            public Right() { Shared.Door.Use(); Shared.Unlock(); }
        }

        public class RightImplicit
        {
            private readonly int _first = Shared.Lock();
            private readonly int _second = Shared.Door.Count();
            private readonly int _third = Shared.Unlock();
        }

        public class WrongBody : Base
        {
            private readonly int _first = Shared.Lock();
            private readonly int _second = Shared.Unlock();
            public WrongBody() : base() { } // EPO1001
        }

        public class WrongOrder
        {
            private readonly int _first = Shared.Lock();
            private readonly int _second = Shared.Unlock();
            private readonly int _third = Shared.Unlock(); // EPO1004
        }
        """, Prelude.Text);

    [Fact]
    public Task Handing_over_to_another_constructor_runs_them_once() => Check.Program(Shared + """
        public class Made
        {
            private readonly int _first = Shared.Lock();
            private readonly int _second = Shared.Unlock();
            public Made() : this(1) { }
            public Made(int number) { }
            public Made(Made other) : this() { }
        }

        public record Copied(int Number)
        {
            private readonly int _first = Shared.Lock();
            protected Copied(Copied other) { } // copies run no initializers
        }

        public static class Code
        {
            public static void Right() { var made = new Made(new Made()); }
            public static void RightCopy(Copied copied) { var other = copied with { Number = 2 }; Shared.Door.Wait(); }
        }
        """, Prelude.Text);

    [Fact]
    public Task A_static_initializer_is_no_part_of_a_constructor() => Check.Program(Shared + """
        public class Made
        {
            private static readonly int s_x = Shared.Lock();
            private static readonly int s_y = Shared.Unlock();
            private readonly int _z = Shared.Lock();
            static Made() { }
            public Made() { Shared.Unlock(); }
        }
        """, Prelude.Text);

    /// <summary>The state that a new object is given has nothing to undo; a change of state later does.</summary>
    [Fact]
    public Task A_new_object_is_given_its_first_state() => Check.Program(Prelude.Usings + """
        [EntryProtocol]
        public enum Entry { SetIn, Sync }

        public class Machine
        {
            [Step(Entry.SetIn, Value = VcpuMode.InGuest)]
            [Undo(Entry.SetIn, Value = VcpuMode.OutsideGuest)]
            public VcpuMode Mode = VcpuMode.OutsideGuest;

            [Step(Entry.Sync)] public void Sync() { }
            [Commit(typeof(Entry))] public void Enter() { }
            public Machine() { }
            public Machine(int number) => Mode = VcpuMode.OutsideGuest;
        }

        public static class Code
        {
            public static Machine Right() => new Machine();
            public static Machine RightAssigned() => new Machine(1);
            public static Machine RightInitialized() => new Machine { Mode = VcpuMode.OutsideGuest };

            public static void RightRun()
            {
                var machine = new Machine { Mode = VcpuMode.InGuest };
                machine.Sync();
                machine.Enter();
                machine.Mode = VcpuMode.OutsideGuest;
            }

            public static void Wrong()
            {
                var machine = new Machine();
                machine.Mode = VcpuMode.OutsideGuest; // EPO1004
            }
        }
        """, Prelude.Text);

    /// <summary>What an object of the program's own holds from its constructor to its disposal is left where that object is dropped, and not where it is given on.</summary>
    [Fact]
    public Task An_object_that_holds_a_step_and_is_dropped_leaves_it() => Check.Members("""
        private sealed class Owner : System.IDisposable
        {
            private readonly Door _door;
            public Owner(Door door) { _door = door; door.Lock(); }
            public void Work() => _door.Use();
            public void Dispose() => _door.Unlock();
        }

        private sealed class Finalized
        {
            private readonly Door _door;
            public Finalized(Door door) { _door = door; door.Lock(); }
            ~Finalized() => _door.Unlock();
        }

        private Owner? _kept;

        public void Wrong(Door door, bool early)
        {
            if (early)
                return;
            var owner = new Owner(door);
            owner.Work();
        } // EPO1005

        public void Right(Door door, bool early)
        {
            if (early)
                return;
            using var owner = new Owner(door);
            owner.Work();
        }

        public void RightKept(Door door, bool early)
        {
            if (early)
                return;
            _kept = new Owner(door);
        }

        public void RightLater(Door door, bool early)
        {
            if (early)
                return;
            var finalized = new Finalized(door);
        }
        """);
}
