using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

/// <summary>Patterns read properties and take values apart, in order and only as far as they match.</summary>
public sealed class PatternTests
{
    private const string Gate = Prelude.Usings + """
        public sealed class Gate
        {
            [Tells(DoorLock.Held)] public bool IsHeld => Env.Flip();
            [Step(DoorLock.Held)] public void Lock() { }
            [Undo(DoorLock.Held)] public void Unlock() { }
            [Requires(DoorLock.Held)] public void Use() { }
            [Requires(DoorLock.Held)] public int Level => 1;
            [Requires(DoorLock.Held)] public void Deconstruct(out int first, out int second) => first = second = 1;
            public Gate? Next { get; }
        }

        """;

    [Fact]
    public Task A_property_read_by_a_pattern_is_an_event() => Check.Program(Gate + """
        public static class Code
        {
            public static void Right(Gate gate)
            {
                gate.Lock();
                if (gate is { Level: > 1 and < 5 } or { Level: 9 })
                    Env.Work();
                gate.Unlock();
            }

            public static bool Wrong(Gate gate) => gate is { Level: 1 }; // EPO1001

            public static int WrongInSwitch(Gate gate) => gate switch
            {
                { Level: 1 } => 2, // EPO1001
                _ => 3,
            };

            public static void WrongNested(Gate gate)
            {
                gate.Lock();
                if (gate is { Next.Level: 1 }) // EPO1001
                    Env.Work();
                gate.Unlock();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task A_property_that_tells_does_so_in_a_pattern() => Check.Program(Gate + """
        public static class Code
        {
            public static void Right(Gate gate)
            {
                if (gate is { IsHeld: true })
                    gate.Use();
            }

            public static void RightNegated(Gate? gate)
            {
                if (gate is not { IsHeld: true })
                    return;
                gate.Use();
            }

            public static void RightSwitch(Gate gate)
            {
                switch (gate)
                {
                    case { IsHeld: true }:
                        gate.Use();
                        break;
                    default:
                        gate.Lock();
                        gate.Use();
                        gate.Unlock();
                        break;
                }
            }

            public static void Wrong(Gate gate)
            {
                if (gate is { IsHeld: false })
                    gate.Use(); // EPO1001
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task What_follows_in_a_pattern_runs_only_where_the_rest_matched() => Check.Program(Gate + """
        public static class Code
        {
            public static bool Right(Gate gate) => gate is { IsHeld: true, Level: 1 };
            public static bool RightAnd(Gate gate) => gate is { IsHeld: true } and { Level: 1 };
            public static bool RightOr(Gate gate) => gate is { IsHeld: false } or { Level: 1 };
            public static bool WrongOrder(Gate gate) => gate is { Level: 1, IsHeld: true }; // EPO1001
            public static bool WrongOr(Gate gate) => gate is { IsHeld: true } or { Level: 1 }; // EPO1001
        }
        """, Prelude.Text);

    [Fact]
    public Task A_value_is_taken_apart_by_its_method() => Check.Program(Gate + """
        public static class Code
        {
            public static void Right(Gate gate)
            {
                gate.Lock();
                var (first, second) = gate;
                if (gate is (1, _))
                    Env.Work();
                gate.Unlock();
            }

            public static bool WrongPattern(Gate gate) => gate is (1, 2); // EPO1001

            public static int Wrong(Gate gate)
            {
                var (first, second) = gate; // EPO1001
                return first + second;
            }

            public static void WrongLoop(List<Gate> gates)
            {
                foreach (var (first, second) in gates) // EPO1001
                    Env.Work();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task A_list_pattern_uses_length_and_indexer() => Check.Program(Prelude.Usings + """
        public sealed class Shelf
        {
            [Step(DoorLock.Held)] public void Lock() { }
            [Undo(DoorLock.Held)] public void Unlock() { }
            public int Length => 1;
            [Requires(DoorLock.Held)] public int this[int index] => index;
        }

        public static class Code
        {
            public static bool Right(Shelf shelf)
            {
                shelf.Lock();
                var found = shelf is [1, 2];
                shelf.Unlock();
                return found;
            }

            public static bool RightEmpty(Shelf shelf) => shelf is [];
            public static bool Wrong(Shelf shelf) => shelf is [1, 2]; // EPO1001
        }
        """, Prelude.Text);

    [Fact]
    public Task A_list_pattern_asks_for_the_same_length_and_elements_each_time() => Check.Members("""
        public void Right(Door[] doors)
        {
            if (doors is [var first, ..])
                first.Lock();
            Env.Work();
            if (doors is [var same, ..])
                same.Unlock();
        }

        public void RightByIndex(Door[] doors)
        {
            if (doors is not [var only])
                return;
            only.Lock();
            if (doors.Length == 1)
                doors[0].Unlock();
        }

        public void RightOfTwo(Door[] doors)
        {
            if (doors is not [var first, var second])
                return;
            first.Lock();
            second.Lock();
            doors[1].Unlock();
            doors[0].Unlock();
        }

        public void Wrong(Door[] doors)
        {
            if (doors is [var first, ..])
            {
                first.Lock();
                first.Unlock();
            }

            if (doors is [var same, ..])
                same.Unlock(); // EPO1004
        }

        public void RightFromTheEnd(Door[] doors)
        {
            if (doors is [.., var last])
                last.Lock();
            Env.Work();
            if (doors is [.., var same])
                same.Unlock();
        }

        public void WrongFromTheEnd(Door[] doors)
        {
            if (doors is [_, .., var last])
            {
                last.Lock();
                last.Unlock();
                doors[^1].Unlock(); // EPO1004
            }
        }

        public void WrongElement(Door[] doors)
        {
            if (doors is not [var first, var second])
                return;
            first.Lock();
            second.Use(); // EPO1001
            first.Unlock();
        }
        """);

    [Fact]
    public Task A_test_for_the_type_that_an_object_had_before_a_cast_is_one_for_null() => Check.Members("""
        public void Right(Door? given)
        {
            if ((object?)given is not Door door)
                return;
            door.Lock();
        }

        public void Wrong(object given)
        {
            if (given is not Door door)
                return;
            door.Lock();
            if (Env.Flip())
                return; // EPO1005
            door.Unlock();
        }
        """);

    [Fact]
    public Task Where_a_positional_pattern_finds_no_object_there_is_none_whose_exits_could_differ() => Check.Program(Prelude.Usings + """
        public sealed record Pair(Door One, Door Other);

        public static class Code
        {
            public static void Right(Pair? pair)
            {
                if (pair is ({ } door, _))
                {
                    door.Lock();
                    door.Use();
                }
            }

            public static void Ended(Pair? pair)
            {
                if (pair is not ({ } door, _))
                    return;
                door.Unlock();
            }

            public static void Wrong(Pair? pair)
            {
                if (pair is ({ } door, _))
                {
                    door.Lock();
                    if (Env.Flip())
                        return; // EPO1005
                    door.Unlock();
                }
            }

            public static void OfBoth(Pair? pair)
            {
                if (pair is ({ } door, { Number: 1 }))
                    door.Lock();
            } // EPO1005
        }
        """, Prelude.Text);
}
