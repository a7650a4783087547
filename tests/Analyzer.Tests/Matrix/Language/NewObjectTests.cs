using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

/// <summary>Objects that a new object makes for itself, beside those that it was given.</summary>
public sealed class NewObjectTests
{
    private const string Owner = Prelude.Usings + """
        public sealed class Owner(Door given)
        {
            public Door Made { get; } = new();
            public Door Given { get; } = given;
        }

        public sealed class Other
        {
            public readonly Door Door = new();
            public Other(Door given) => Door = given;
        }

        """;

    [Fact]
    public Task Nothing_is_in_effect_yet_for_what_a_new_object_makes_for_itself() => Check.Program(Owner + """
        public static class Code
        {
            public static void Wrong(Door door)
            {
                var owner = new Owner(door);
                owner.Made.Unlock(); // EPO1004
                owner.Given.Unlock();
            }

            public static void Right(Door door)
            {
                var owner = new Owner(door);
                owner.Made.Lock();
                owner.Made.Use();
                owner.Made.Unlock();
                owner.Given.Lock();
                door.Use();
                door.Unlock();
            }

            public static void Replaced(Door door)
            {
                var other = new Other(door);
                other.Door.Unlock();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task Nothing_is_in_effect_yet_for_it_where_its_constructor_is_read_as_a_body() => Check.Program(Prelude.Usings + """
        public class Base(Door given)
        {
            public Door Inherited { get; } = new();
            public Door Given { get; } = given;
        }

        public sealed class Owner : Base
        {
            public Door Made { get; } = new();

            public Owner(Door given) : base(given)
            {
                Made.Lock();
                given.Unlock();
            }
        }

        public static class Code
        {
            public static void Wrong(Door door)
            {
                door.Lock();
                var owner = new Owner(door);
                owner.Made.Unlock();
                owner.Inherited.Unlock(); // EPO1004
            }

            public static void Twice(Door door)
            {
                door.Lock();
                var owner = new Owner(door);
                owner.Made.Unlock();
                owner.Made.Unlock(); // EPO1004
            }

            public static void Right(Door door)
            {
                door.Lock();
                var owner = new Owner(door);
                owner.Made.Unlock();
                owner.Inherited.Lock();
                owner.Inherited.Unlock();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task What_a_member_promises_its_callers_need_not_have_left() => Check.Members("""
        [Ensures(DoorLock.Held)]
        public void Again([Subject] Door door)
        {
            door.Unlock(); // EPO1004
            door.Lock();
        }

        [Requires(DoorLock.Held), Ensures(DoorLock.Held)]
        public void Cycle([Subject] Door door)
        {
            door.Unlock();
            door.Lock();
        }

        [Ensures(DoorLock.Held)]
        public void Both([Subject] Door door, Door other)
        {
            other.Unlock();
            door.Lock();
        }
        """);

    [Fact]
    public Task What_its_constructor_leaves_in_effect_is_missed_at_a_call_once_somebody_else_has_ended_it() => Check.Program(Prelude.Usings + """
        public sealed class Owner : IDisposable
        {
            private readonly Door _door;

            public Owner(Door door)
            {
                _door = door;
                door.Lock();
            }

            public void Use() => _door.Use();

            public void Dispose() => _door.Unlock();
        }

        public sealed class Hold(Door door) : IDisposable
        {
            public void Dispose() => door.Unlock();
        }

        public static class Code
        {
            [Step(DoorLock.Held)] [return: Guard] public static Hold Hold([Subject] this Door door)
            {
                door.Lock();
                return new Hold(door);
            }

            public static void Ended(Door door)
            {
                var guard = door.Hold();
                door.Use();
                var owner = new Owner(door);
                guard.Dispose();
                owner.Use(); // EPO1001
                owner.Dispose();
            }

            public static void Given(Owner owner) => owner.Use();
        }
        """, Prelude.Text);

    /// <summary>A write of a field of one new object is none of another new one's.</summary>
    [Fact]
    public Task What_a_new_object_holds_is_there_when_another_one_is_given_something() => Check.Program(Prelude.Usings + """
        public sealed record Job(Door Item, Door Other);

        public sealed class Cart
        {
            public Door Item;
            public Cart(Door door) { Item = door; }
        }

        public static class Code
        {
            public static void Right(Door first, Door second)
            {
                var one = new Cart(first);
                var other = new Cart(second);
                one.Item.Lock();
                other.Item = new Door();
                one.Item.Use();
                first.Unlock();
            }

            public static void RightCopy(Door first, Door second)
            {
                var job = new Job(first, second);
                var copy = job with { Other = first };
                copy.Item.Lock();
                job.Item.Use();
                first.Unlock();
            }

            public static void Wrong(Door first, Door second)
            {
                var one = new Cart(first);
                var other = one;
                one.Item.Lock();
                other.Item = second;
                one.Item.Use(); // EPO1001
                first.Unlock();
            }
        }
        """, Prelude.Text);
}
