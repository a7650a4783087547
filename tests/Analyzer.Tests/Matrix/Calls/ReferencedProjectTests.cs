using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>
/// A project that is referenced is metadata in a build and code in an editor, which sees its bodies. The verdict is that of the build in both, and code that
/// is not compiled here is never read.
/// </summary>
public sealed class ReferencedProjectTests
{
    private const string Library = """
        public class Room
        {
            private readonly Door _door;
            private Door? _spare;
            private int _size;
            public static readonly bool IsLarge = true;
            public Room(Door door) => _door = door;
            public Door Own => _door;
            public Door Made { get; } = new();
            public Door Spare => _spare ??= new Door();
            public Door GetSpare() { _spare ??= new Door(); return _spare; }
            public int Size { get => _size; set => _size = value; }
            public bool IsFull => _size > 3;
            public Room Grown() { _size++; return this; }
            public static bool Both(bool one, bool other) => one && other;
            public static bool Never() => false;
            public static Door First(Door one, Door other) => one;
            public static Task Soon() => Task.CompletedTask;
            public static bool operator ==(Room one, Room other) => ReferenceEquals(one, other);
            public static bool operator !=(Room one, Room other) => !(one == other);
            public override bool Equals(object? other) => other is Room room && room == this;
            public override int GetHashCode() => 1;
            public Door this[int i] => _door;
            public IEnumerable<Door> Doors() { yield return _door; }
            public event Action? Grew { add { value?.Invoke(); } remove { } }
        }

        public record Pair(Door One, Door Other);
        public readonly record struct Key(Door One, int Number);
        public struct Cell { public Door Held { get; set; } }
        public class Floor { public Door Door = new(); public List<Door> Doors { get; } = []; }
        public class Corridor(Door door) : Room(door) { public Door Given { get; init; } = door; }
        public sealed class Broken(string text) : Exception(text);
        public sealed class DoorList : List<Door> { public new DoorList GetEnumerator() => this; public bool MoveNext() => Count > 0; public Door Current => this[0]; }
        """;

    [Theory]
    [InlineData("public void Run(Room room) { room.Own.Lock(); room.Own.Use(); room.Own.Unlock(); }")]
    [InlineData("public void Run(Room room) { room.Made.Lock(); room.Made.Use(); room.Made.Unlock(); }")]
    [InlineData("public void Run(Room room) { room.Spare.Lock(); room.Spare.Use(); room.Spare.Unlock(); }")]
    [InlineData("public void Run(Room room) { room.Spare.Lock(); room.Grown(); room.Spare.Unlock(); }")]
    [InlineData("public void Run(Room room, Door door) { if (room.IsFull) door.Lock(); if (room.IsFull) { door.Use(); door.Unlock(); } }")]
    [InlineData("public void Run(Room room, Door door) { if (room.IsFull) door.Lock(); room.Size = 9; if (room.IsFull) { door.Use(); door.Unlock(); } }")]
    [InlineData("public void Run(Door door, bool a, bool b) { if (Room.Both(a, b)) door.Lock(); if (a && b) { door.Use(); door.Unlock(); } }")]
    [InlineData("public void Run(Door door) { door.Lock(); if (Room.Never()) return; door.Unlock(); }")]
    [InlineData("public void Run(Door door) { door.Lock(); if (!Room.IsLarge) return; door.Unlock(); }")]
    [InlineData("public void Run(Door door, Door other) { Room.First(door, other).Lock(); door.Use(); door.Unlock(); }")]
    [InlineData("public void Run(Room room, Room other) { if (room == other) room.Own.Lock(); if (room == other) room.Own.Unlock(); }")]
    [InlineData("public void Run(Room room) { foreach (Door door in room.Doors()) { door.Lock(); door.Use(); door.Unlock(); } }")]
    [InlineData("public void Run(Room room) { room[1].Lock(); room[1].Use(); room[1].Unlock(); }")]
    [InlineData("public void Run(Door door) { Room room = new(door); room.Own.Lock(); door.Use(); door.Unlock(); }")]
    [InlineData("public void Run(Door door) { Room room = new Room(door).Grown(); room.Made.Lock(); room.Made.Use(); room.Made.Unlock(); }")]
    [InlineData("public void Run(Door door) { door.Lock(); new Room(door).Grew += () => door.Unlock(); }")]
    [InlineData("public void Run(Pair pair) { (Door one, Door other) = pair; one.Lock(); pair.One.Use(); pair.One.Unlock(); }")]
    [InlineData("public void Run(Pair pair) { if (pair is ({ } one, _)) { one.Lock(); pair.One.Use(); one.Unlock(); } }")]
    [InlineData("public void Run(Key key) { key.One.Lock(); if (key.Number > 1) key.One.Use(); key.One.Unlock(); }")]
    [InlineData("public void Run(Cell cell) { cell.Held.Lock(); Env.Work(); cell.Held.Use(); cell.Held.Unlock(); }")]
    [InlineData("public void Run() { Floor floor = new(); floor.Door.Lock(); floor.Door.Use(); floor.Door.Unlock(); }")]
    [InlineData("public void Run() { Floor floor = new() { Door = new() }; foreach (var door in floor.Doors) door.Lock(); foreach (var door in floor.Doors) door.Unlock(); }")]
    [InlineData("public void Run(Door door) { Corridor corridor = new(door); corridor.Given.Lock(); door.Use(); corridor.Own.Unlock(); }")]
    [InlineData("public void Run(Door door) { door.Lock(); try { throw new Broken(\"x\"); } finally { door.Unlock(); } }")]
    [InlineData("public void Run(Door door) { door.Lock(); var broken = new Broken(\"x\"); door.Unlock(); throw broken; }")]
    [InlineData("public void Run(DoorList doors) { foreach (Door door in doors) { door.Lock(); door.Use(); door.Unlock(); } }")]
    [InlineData("public void Run(DoorList doors) { foreach (Door door in doors) door.Lock(); foreach (Door door in doors) { door.Use(); door.Unlock(); } }")]
    [InlineData("public async Task Run(Door door) { door.Lock(); await Room.Soon(); door.Use(); door.Unlock(); }")]
    [InlineData("public void Run(Door door, Room room) { door.Lock(); Action grow = () => room.Grown(); grow(); door.Unlock(); }")]
    [InlineData("private sealed class Attic : Room { public Attic(Door door) : base(door) { } public void Run() { Own.Lock(); Own.Use(); Own.Unlock(); } }")]
    [InlineData("private sealed class Attic : Floor { public void Run() { Door.Lock(); Env.Work(); Door.Use(); Door.Unlock(); } }")]
    public Task It_is_judged_as_in_a_build(string members) => Check.LibraryAsItIsBuilt(Library, $"public class Code {{ {members} }}");

    [Fact]
    public Task A_condition_that_the_other_project_computes_is_not_read() => Check.Library(Library, """
        public class Code
        {
            public void Run(Door door, bool a, bool b)
            {
                door.Lock();
                if (Room.Both(a, b))
                    return; // EPO1005
                door.Unlock();
            }
        }
        """);
}
