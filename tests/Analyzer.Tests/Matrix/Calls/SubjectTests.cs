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
    public Task What_a_constructor_makes_can_be_a_part_of_its_first_argument() => Check.Program(Prelude.Usings + """
        public sealed class Handle : IDisposable
        {
            [PartOf] public Handle(Door door) { }

            [Undo(DoorUse.Open)] public void Dispose() { }
        }

        [EntryProtocol(Ordered = false)]
        public enum DoorUse { Open }

        public static class Code
        {
            [Step(DoorUse.Open)] private static void Open([Subject] Door door) { }
            [Forbids(DoorUse.Open)] private static void Lock([Subject] Door door) { }

            public static void Right(Door door)
            {
                Open(door);
                using (var handle = new Handle(door))
                {
                }

                Lock(door);
            }

            public static void Wrong(Door door, Door other)
            {
                Open(door);
                using var handle = new Handle(door);
                Lock(other);
                Lock(door); // EPO1003
            }
        }
        """, Prelude.Text);

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

    [Fact]
    public Task A_cast_that_may_fail_gives_the_same_object_or_null() => Check.Members("""
        public void Right(object something)
        {
            var door = something as Door;
            door?.Lock();
            if (something is Door again)
            {
                again.Use();
                ((Door)something).Unlock();
            }
        }

        public void Wrong(object something, object other)
        {
            var door = something as Door;
            if (door == null)
                return;
            door.Lock();
            (other as Door)?.Use(); // EPO1001
            door.Unlock();
        }
        """);

    [Fact]
    public Task Objects_that_share_a_primary_constructor_have_parameters_of_their_own() => Check.Program(Prelude.Usings + """
        public sealed class Keeper(Door door)
        {
            internal void Begin() => door.Lock();
            internal void Touch() => door.Use();
            internal void End() => door.Unlock();
            internal void Change(Door other) => door = other;
        }

        public static class Code
        {
            public static void Right(Keeper keeper)
            {
                keeper.Begin();
                keeper.Touch();
                keeper.End();
            }

            public static void Wrong(Keeper one, Keeper other)
            {
                one.Begin();
                other.Touch(); // EPO1001
                one.End();
            }

            public static void WrongChanged(Keeper keeper, Door other)
            {
                keeper.Begin();
                keeper.Change(other);
                keeper.Touch(); // EPO1001
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task An_object_holds_what_its_constructor_was_given() => Check.Program(Prelude.Usings + """
        public sealed class Plain
        {
            private readonly Door _door;
            public Plain(Door door) => _door = door ?? throw new ArgumentNullException(nameof(door));
            internal void Begin() => _door.Lock();
            internal void End() => _door.Unlock();
        }

        public sealed class Primary(Door door)
        {
            internal void Begin() => door.Lock();
            internal void End() => door.Unlock();
        }

        public static class Code
        {
            public static void Right(Door door)
            {
                var plain = new Plain(door);
                plain.Begin();
                door.Use();
                plain.End();

                var primary = new Primary(door);
                primary.Begin();
                door.Use();
                primary.End();
            }

            public static void Wrong(Door door, Door other)
            {
                var plain = new Plain(door);
                plain.Begin();
                other.Use(); // EPO1001
                plain.End();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task A_copied_struct_keeps_its_fields_when_the_original_is_written() => Check.Program(Prelude.Usings + """
        public struct Pair
        {
            public Door One;
            public Door Other;
        }

        public static class Code
        {
            public static void Right(Pair pair, Door door)
            {
                var copy = pair;
                pair.One.Lock();
                copy.One = door;
                pair.One.Use();
                pair.One.Unlock();
            }

            public static void Wrong(Pair pair, Door door)
            {
                var copy = pair;
                pair.One.Lock();
                copy.One = door;
                copy.One.Use(); // EPO1001
                pair.One.Unlock();
            }

            public static void WrongTuple(Door one, Door other)
            {
                var pair = (one, other);
                var copy = pair;
                pair.one = other;
                copy.one.Lock();
                pair.one.Use(); // EPO1001
                copy.one.Unlock();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task Records_are_taken_apart_into_their_properties() => Check.Program(Prelude.Usings + """
        public sealed record Pair(Door One, Door Other);

        public static class Code
        {
            public static void Right(Pair pair)
            {
                var (one, other) = pair;
                one.Lock();
                pair.One.Use();
                if (pair is (var same, _))
                    same.Use();
                one.Unlock();
            }

            public static void Wrong(Pair pair)
            {
                var (one, other) = pair;
                one.Lock();
                pair.Other.Use(); // EPO1001
                one.Unlock();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task A_method_that_returns_its_receiver_gives_the_same_object_wherever_it_is_called() => Check.Program(Prelude.Usings + """
        [EntryProtocol(Ordered = false)]
        public enum Build { Open }

        public sealed class Builder
        {
            [Step(Build.Open)] public Builder Open() => this;
            [Requires(Build.Open)] public Builder Add() => this;
            [Undo(Build.Open)] public Builder Close() => this;
            public Builder Other() => new();
        }

        public static class Code
        {
            public static void Right(Builder builder)
            {
                var opened = builder.Open();
                opened.Add();
                builder = builder.Close();
            }

            public static void Wrong(Builder builder)
            {
                builder.Open();
                var other = builder.Other();
                other.Add(); // EPO1001
                builder.Close();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task Elements_of_two_dimensions_are_told_apart_by_constant_indices() => Check.Members("""
        public void Right(Door[,] doors)
        {
            doors[0, 1].Mark();
            doors[0, 1].UseMark();
        }

        public void Wrong(Door[,] doors)
        {
            doors[0, 1].Mark();
            doors[1, 0].UseMark(); // EPO1001
        }
        """);

    [Fact]
    public Task A_helper_that_is_given_one_object_twice_leaves_either_effect() => Check.Members("""
        private void Swap(Door taken, Door given)
        {
            taken.Lock();
            taken.Use();
            given.Unlock();
        }

        public void Right(Door one, Door other)
        {
            other.Lock();
            Swap(one, other);
            one.Use();
            one.Unlock();
        }

        public void Wrong(Door door)
        {
            Swap(door, door);
            door.Use(); // EPO1001
        }
        """);

    [Fact]
    public Task What_a_field_holds_after_it_may_have_been_replaced_is_left_to_who_finds_it_there() => Check.Program(Prelude.Usings + """
        public interface INote { void Prepare(Enlistment e); }

        public sealed class Other : INote
        {
            public void Prepare(Enlistment e) => e.Replace(new Door());
        }

        public sealed class Enlistment(Door door, INote note)
        {
            private Door _door = door;
            public Door Door => _door;
            public INote Note => note;
            public void Replace(Door door) => _door = door;
        }

        public class State
        {
            public virtual void Right(Enlistment e)
            {
                e.Note.Prepare(e);
                e.Door.Lock();
            }

            public virtual void Wrong(Enlistment e)
            {
                e.Note.Prepare(e);
                var own = new Door();
                own.Lock();
            } // EPO1005
        }
        """, Prelude.Text);
}
