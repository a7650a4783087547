using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>Which expressions are the same object.</summary>
public sealed class SubjectTests
{
    [Fact]
    public Task Copies_casts_tuples_and_references_are_the_same_object() => Check.Members("""
        public void Right(Door door)
        {
            var copy = door;
            object boxed = copy;
            var (first, second) = (door, 1);
            ref var alias = ref copy;
            door.Lock();
            copy.Use();
            ((Door)boxed).Use();
            first.Use();
            alias.Use();
            door!.Use();
            door?.Use();
            copy.Unlock();
            _ = second;
        }
        """);

    [Fact]
    public Task Different_objects_never_satisfy_each_other() => Check.Members("""
        public void Wrong(Door one, Door other)
        {
            one.Lock();
            other.Use(); // EPO1001
            one.Unlock();
        }

        public void WrongAfterAssignment(Door one, Door other)
        {
            var door = one;
            door.Lock();
            door = other;
            door.Use(); // EPO1001
            one.Unlock();
        }
        """);

    [Fact]
    public Task Readonly_chains_keep_their_object_and_mutable_ones_until_a_write() => Check.Program(Prelude.Usings + """
        public sealed class Room
        {
            public readonly Door Fixed = new();
            public Door Loose = new();
            public Door Got { get; } = new();
        }

        public static class Code
        {
            public static void Right(Room room)
            {
                room.Fixed.Lock();
                Console.WriteLine();
                room.Fixed.Use();
                room.Fixed.Unlock();
                room.Got.Lock();
                Console.WriteLine();
                room.Got.Use();
                room.Got.Unlock();
                room.Loose.Lock();
                room.Loose.Use();
                room.Loose.Unlock();
            }

            public static void Wrong(Room room)
            {
                room.Loose.Lock();
                room.Loose = new Door();
                room.Loose.Use(); // EPO1001
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task Elements_at_constant_indices() => Check.Members("""
        public void Right(Door[] doors)
        {
            doors[0].Lock();
            doors[0].Use();
            doors[0].Unlock();
        }

        public void Wrong(Door[] doors)
        {
            doors[0].Lock();
            doors[1].Use(); // EPO1001
            doors[0].Unlock();
        }
        """);

    [Fact]
    public Task A_step_of_a_part_is_a_step_of_its_owner() => Check.Program(Prelude.Usings + """
        [EntryProtocol(Ordered = false)]
        public enum Power { On }

        public sealed class Apic
        {
            [Requires(Power.On)] public void Read() { }
        }

        public sealed class Board
        {
            [PartOf] public Apic Apic { get; } = new();
            [Step(Power.On)] public void TurnOn() { }
            [Undo(Power.On)] public void TurnOff() { }
        }

        public static class Code
        {
            public static void Right(Board board)
            {
                board.TurnOn();
                board.Apic.Read();
                board.TurnOff();
            }

            public static void Wrong(Board board, Board other)
            {
                board.TurnOn();
                other.Apic.Read(); // EPO1001
                board.TurnOff();
            }
        }
        """);
}
