using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>
/// What a call into another assembly can write: that was compiled without this one, and changes its members only by what it can call here.
/// </summary>
public sealed class CalledElsewhereTests
{
    [Theory]
    [InlineData("Console.WriteLine(\"{0}\", room);")]
    [InlineData("rooms.Add(room);")]
    [InlineData("var more = new List<Room>(rooms);")]
    [InlineData("ArgumentNullException.ThrowIfNull(room);")]
    [InlineData("if (room.Equals(null)) Env.Work();")]
    [InlineData("lock (room) Env.Work();")]
    [InlineData("GC.KeepAlive(this);")]
    [InlineData("log.Write(room);")]
    [InlineData("rooms.Sort((one, other) => one.Number - other.Number);")]
    public Task It_cannot_name_a_member_that_is_declared_here(string call) => Check.Members($$"""
        public interface ILog { void Write(Room room); }

        public sealed class Room
        {
            public Door Door = new();
            public Door Other { get; set; } = new();
            public int Number;
        }

        public void Right(Room room, List<Room> rooms, ILog log)
        {
            room.Door.Lock();
            room.Other.Lock();
            {{call}}
            room.Door.Use();
            room.Other.Use();
            room.Other.Unlock();
            room.Door.Unlock();
        }
        """);

    [Theory]
    [InlineData("public override string ToString() { Door = new(); return \"\"; }", "Console.WriteLine(\"{0}\", room);")]
    [InlineData("public override bool Equals(object? other) { Change(); return true; } private void Change() => Door = new();", "bool has = rooms.Contains(room);")]
    [InlineData("void IDisposable.Dispose() => Door = new();", "Console.WriteLine(\"{0}\", room);")]
    public Task It_can_call_what_overrides_or_implements_a_member_of_its_own(string member, string call) => Check.Members($$"""
        public class Room : IDisposable
        {
            public Door Door { get; set; } = new();
            {{member}}
            public override int GetHashCode() => 1;
            public virtual void Dispose() { }
        }

        public void Wrong(Room room, List<Room> rooms)
        {
            room.Door.Lock();
            {{call}}
            room.Door.Use(); // EPO1001
        }
        """);

    [Fact]
    public Task It_can_set_a_property_by_an_interface_of_its_own() => Check.Library(
        "public interface IHolder { Door Door { get; set; } } public static class Filler { public static void Fill(IHolder holder) => holder.Door = new(); }",
        """
        public sealed class Room : IHolder
        {
            public Door Door { get; set; } = new();
        }

        public class Code
        {
            public void Wrong(Room room)
            {
                room.Door.Lock();
                Filler.Fill(room);
                room.Door.Use(); // EPO1001
            }
        }
        """);

    [Fact]
    public Task It_writes_members_that_it_declares() => Check.Library(
        "public class Room { public Door Door { get; set; } = new(); } public static class Filler { public static void Fill(Room room) => room.Door = new(); }",
        """
        public sealed class Hall : Room;

        public class Code
        {
            public void Wrong(Hall hall)
            {
                hall.Door.Lock();
                Filler.Fill(hall);
                hall.Door.Use(); // EPO1001
            }
        }
        """);

    [Fact]
    public Task A_delegate_from_elsewhere_may_know_this_assembly() => Check.Members("""
        public Door Door { get; set; } = new();

        public void Wrong(Action<Code> change)
        {
            Door.Lock();
            change(this);
            Door.Use(); // EPO1001
        }
        """);
}
