using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

/// <summary>What constructors give to several parts of an object is one object in all its members.</summary>
public sealed class SharedObjectTests
{
    private const string Port = """
        public sealed class Port
        {
            private readonly Door _door;

            public Port(Door door) => _door = door;

            internal void Open() => _door.Lock();

            internal void Close() => _door.Unlock();
        }

        """;

    [Theory]
    [InlineData("private readonly Door _door; private readonly Port _port; public Client(Door door) { _door = door; _port = new Port(door); }")]
    [InlineData("private readonly Door _door; private readonly Port _port; public Client(Door door) { _door = door; _port = new(_door); }")]
    [InlineData("private readonly Door _door; private readonly Port _port; public Client(Door door) { _door = door; _port = new Port(door: door); } public Client(Door door, int more) : this(door) { }")]
    public Task A_part_has_what_the_whole_has(string members) => Check.Program(Prelude.Usings + Port + $$"""
        public sealed class Client
        {
            {{members}}

            public void Right()
            {
                _port.Open();
                _door.Use();
                _port.Close();
            }

            public void Wrong()
            {
                _port.Open();
                _door.Wait(); // EPO1003
                _port.Close();
            }
        }
        """, Prelude.Text);

    [Theory]
    [InlineData("public Client(Door door, Door other) { _door = door; _port = new Port(other); }")]
    [InlineData("public Client(Door door) { _door = door; _port = new Port(door); } public Client(Door door, Door other) { _door = door; _port = new Port(other); }")]
    public Task Where_a_constructor_gives_another_object_they_are_two(string constructors) => Check.Program(Prelude.Usings + Port + $$"""
        public sealed class Client
        {
            private readonly Door _door;
            private readonly Port _port;

            {{constructors}}

            public void Wrong()
            {
                _port.Open();
                _door.Use(); // EPO1001
                _port.Close();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task A_part_that_can_be_exchanged_may_have_another_one() => Check.Program(Prelude.Usings + Port + """
        public sealed class Client
        {
            private readonly Door _door;
            private Port _port;

            public Client(Door door) { _door = door; _port = new Port(door); }

            internal void Exchange(Door other) => _port = new Port(other);

            public void Wrong()
            {
                _port.Open();
                _door.Use(); // EPO1001
                _port.Close();
            }
        }
        """, Prelude.Text);

    [Theory]
    [InlineData("private Door Take(List<Door> doors) { var door = doors[0]; doors.RemoveAt(0); door.Lock(); return door; }", "Door taken = Take(doors);")]
    [InlineData("private bool Take(List<Door> doors, out Door taken) { taken = doors[0]; doors.RemoveAt(0); taken.Lock(); return true; }", "Take(doors, out Door taken);")]
    public Task What_a_helper_takes_out_of_a_collection_is_what_comes_back(string take, string call) => Check.Members($$"""
        {{take}}

        public void Right(List<Door> doors)
        {
            if (doors.Count == 0)
                return;

            {{call}}
            taken.Use();
            taken.Unlock();
        }

        public void Wrong(List<Door> doors)
        {
            if (doors.Count == 0)
                return;

            {{call}}
            taken.Unlock();
            taken.Use(); // EPO1001
        }
        """);
}
