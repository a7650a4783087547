using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

/// <summary>What a record holds, and what its copies hold.</summary>
public sealed class RecordTests
{
    private const string Types = Prelude.Usings + """
        public sealed record Room(Door Door, int Number);
        public record struct Box(Door Door);

        """;

    [Fact]
    public Task A_positional_property_is_the_same_object_each_time() => Check.Program(Types + """
        public static class Code
        {
            public static void Right(Room room)
            {
                room.Door.Lock();
                room.Door.Use();
                room.Door.Unlock();
            }

            public static void RightBox(Box box)
            {
                box.Door.Lock();
                var copy = box;
                copy.Door.Use();
                box.Door.Unlock();
            }

            public static void Wrong(Room room)
            {
                room.Door.Use(); // EPO1001
                room.Door.Lock();
                room.Door.Unlock();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task A_copy_holds_what_the_original_holds_but_for_what_it_is_given() => Check.Program(Types + """
        public static class Code
        {
            public static void Right(Room room)
            {
                room.Door.Lock();
                var copy = room with { Number = 2 };
                copy.Door.Use();
                room.Door.Unlock();
            }

            public static void Wrong(Room room, Door other)
            {
                room.Door.Lock();
                var copy = room with { Door = other };
                copy.Door.Use(); // EPO1001
                room.Door.Unlock();
            }

            public static void RightBox(Box box, Door other)
            {
                box.Door.Lock();
                var copy = box with { Door = other };
                box.Door.Use();
                box.Door.Unlock();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task What_a_copy_is_given_comes_back_with_it() => Check.Members("""
        public sealed record Place(Door Door, int Number)
        {
            public Place With(int number) => this with { Number = number };
            public Place With(Door door) => this with { Door = door };
        }

        public void Right(Place place, Door door)
        {
            place.Door.Lock();
            door.Lock();
            place.With(3).Door.Use();
            Place other = place.With(door);
            other.Door.Use();
            other.Door.Unlock();
            place.Door.Unlock();
        }

        public void Wrong(Place place, Door door)
        {
            place.Door.Lock();
            place.With(door).Door.Use(); // EPO1001
            place.Door.Unlock();
        }
        """);
}
