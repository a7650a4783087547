using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>A nested bracket that a helper opens and closes again is as its caller left it, before and after.</summary>
public sealed class NestedHelperTests
{
    private const string Room = """
        [EntryProtocol(Ordered = false)]
        public enum RoomSteps { [Nestable] Entered }

        public sealed class Room
        {
            [Step(RoomSteps.Entered)] public void Come() { }
            [Undo(RoomSteps.Entered)] public void Go() { }
            [Undo(RoomSteps.Entered, IfInEffect = true)] public void LeaveIfInside() { }
            [Requires(RoomSteps.Entered)] public void Look() { }
        }

        """;

    [Theory]
    [InlineData("room.Come(); room.Go(); room.Look();")]
    [InlineData("room.Look(); room.Come(); room.Go();")]
    [InlineData("Pair(room); room.Look();")]
    public Task What_a_helper_needs_beside_its_own_pair_its_caller_can_see_to(string helper) => Check.Program(Prelude.Usings + Room + $$"""
        public class Code
        {
            private void Pair(Room room) { room.Come(); room.Go(); }
            private void Helper(Room room) { {{helper}} }
            public void Run(Room room) { room.Come(); Helper(room); room.Look(); room.Go(); }
        }
        """);

    [Fact]
    public Task Where_no_caller_does_it_is_missing() => Check.Program(Prelude.Usings + Room + """
        public class Code
        {
            private void Helper(Room room)
            {
                room.Come();
                room.Go();
                room.Look(); // EPO1001
            }

            public void Run(Room room) { Helper(room); }

            public void Alone(Room room)
            {
                room.Come();
                room.Go();
                room.Look(); // EPO1001
            }

            public void New()
            {
                var room = new Room();
                room.Come();
                room.Go();
                room.Look(); // EPO1001
            }
        }
        """);

    [Fact]
    public Task A_helper_that_undoes_once_more_than_it_performed_undoes_its_callers() => Check.Program(Prelude.Usings + Room + """
        public class Code
        {
            private void Leaves(Room room)
            {
                room.Come();
                room.Go();
                room.Go();
            }

            public void Right(Room room)
            {
                room.Come();
                Leaves(room);
            }

            public void Wrong(Room room)
            {
                room.Come();
                Leaves(room);
                room.Look(); // EPO1001
            }
        }
        """);

    [Fact]
    public Task Where_no_caller_has_it_in_effect_it_undoes_too_often() => Check.Program(Prelude.Usings + Room + """
        public class Code
        {
            private void Leaves(Room room)
            {
                room.Come();
                room.Go();
                room.Go(); // EPO1004
            }

            public void Run(Room room) { Leaves(room); }

            public void Alone(Room room)
            {
                room.Come();
                room.Go();
                room.Go(); // EPO1004
            }
        }
        """);

    [Theory]
    [InlineData("room.Come();")]
    [InlineData("Come(room);")]
    public Task What_a_harmless_undo_may_have_taken_a_helper_gives_back(string again) => Check.Program(Prelude.Usings + Room + $$"""
        public class Code
        {
            private void Come(Room room) => room.Come();
            private void Renew(Room room) { room.LeaveIfInside(); {{again}} }
            private void Twice(Room room) { Come(room); {{again}} }
            public void Run(Room room) { room.Come(); Renew(room); room.Look(); room.Go(); }

            public void More(Room room, bool early)
            {
                room.Come();
                Twice(room);
                room.Go();
                if (early)
                    return; // EPO1005
                room.Go();
                room.Go();
            }
        }
        """);

    /// <summary>However often it was ended for the caller, it was in effect as often at least, and is in effect once it is performed again.</summary>
    [Theory]
    [InlineData("room.Go(); room.Go(); room.Come(); room.Look(); room.Come(); room.Look();")]
    [InlineData("room.Go(); room.Go(); room.Come(); room.Come(); room.Go(); room.Look(); room.Come();")]
    [InlineData("Take(room); room.Come(); room.Look(); room.Come();")]
    [InlineData("room.Go(); room.Go(); Give(room); room.Look(); room.Come();")]
    public Task What_was_taken_from_the_caller_is_in_effect_once_it_is_performed_again(string body) => Check.Program(Prelude.Usings + Room + $$"""
        public class Code
        {
            private void Take(Room room) { room.Go(); room.Go(); }
            private void Give(Room room) { room.Come(); room.Look(); }
            private void Run(Room room) { {{body}} }
            public void Right(Room room) { room.Come(); room.Come(); Run(room); room.Go(); room.Go(); }
        }
        """);

    [Fact]
    public Task What_a_loop_ends_for_the_caller_makes_exits_disagree_and_no_later_operation_wrong() => Check.Program(Prelude.Usings + Room + """
        public class Code
        {
            public void Run(Room room, System.Collections.Generic.List<int> numbers)
            {
                foreach (var number in numbers)
                    room.Go();
                room.Come();
                room.Look();
                room.Come();
                room.Look();
                room.Go();
            } // EPO1005
        }
        """);
}
