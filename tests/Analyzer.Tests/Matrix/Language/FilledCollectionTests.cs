using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

/// <summary>Collections that one loop fills with new objects, and another one goes over: what was done to each as it was put in is in effect for each.</summary>
public sealed class FilledCollectionTests
{
    [Theory]
    [InlineData("Door[] doors = new Door[n];", "doors[i] = new Door(); doors[i].Lock();", "for (int i = 0; i < n; i++) { doors[i].Use(); doors[i].Unlock(); }")]
    [InlineData("Door[] doors = new Door[n];", "doors[i] = new Door(); doors[i].Lock();", "foreach (Door door in doors) { door.Use(); door.Unlock(); }")]
    [InlineData("Door[] doors = new Door[n];", "Door door = new(); door.Lock(); doors[i] = door;", "for (int i = n - 1; i >= 0; i--) { doors[i].Use(); doors[i].Unlock(); }")]
    [InlineData("List<Door> doors = new();", "Door door = new(); door.Lock(); doors.Add(door);", "foreach (Door door in doors) { door.Use(); door.Unlock(); }")]
    [InlineData("List<Door> doors = [];", "Door door = new(); doors.Add(door); door.Lock();", "foreach (Door door in doors) { door.Use(); door.Unlock(); }")]
    [InlineData("List<Door> doors = new(n);", "Door door = new(); if (door.TryLock()) doors.Add(door);", "foreach (Door door in doors) { door.Use(); door.Unlock(); }")]
    [InlineData("Stack<Door> doors = new();", "Door door = Make(); door.Lock(); doors.Push(door);", "foreach (Door door in doors) { door.Use(); door.Unlock(); }")]
    [InlineData("List<Door> doors = [];", "Door door = new(); door.Lock(); doors.Add(door);", "for (int i = 0; i < doors.Count; i++) { doors[i].Use(); doors[i].Unlock(); }")]
    public Task What_was_done_to_each_is_in_effect_for_each(string made, string fill, string use) => Check.Members($$"""
        private static Door Make() => new();

        public void Right(int n)
        {
            {{made}}
            for (int i = 0; i < n; i++)
            {
                {{fill}}
            }

            {{use}}
        }
        """);

    [Fact]
    public Task Elements_of_one_collection_that_are_put_into_another_are_known_there() => Check.Members("""
        public void Right(List<Door> all)
        {
            List<Door> locked = new();
            foreach (Door door in all)
            {
                if (door.Number > 3)
                {
                    door.Lock();
                    locked.Add(door);
                }
            }

            foreach (Door door in locked)
            {
                door.Use();
                door.Unlock();
            }
        }
        """);

    [Theory]
    [InlineData("List<Door> doors = new();", "doors.Add(new Door());", "foreach (Door door in doors)\n{\n door.Use(); // EPO1001\n}")]
    [InlineData("List<Door> doors = new();", "Door door = new(); door.Lock(); doors.Add(door); door.Unlock();", "foreach (Door door in doors)\n{\n door.Use(); // EPO1001\n}")]
    [InlineData("List<Door> doors = new();", "Door door = new(); if (Env.Flip()) door.Lock(); doors.Add(door);", "foreach (Door door in doors)\n{\n door.Use(); // EPO1001\n door.Reset();\n}")]
    [InlineData("Door[] doors = new Door[n];", "doors[i] = new Door();", "for (int i = 0; i < n; i++)\n{\n doors[i].Use(); // EPO1001\n}")]
    [InlineData("List<Door> doors = new();", "Door door = new(); door.Lock(); doors.Add(door);", "Change(doors);\nforeach (Door door in doors)\n{\n door.Use(); // EPO1001\n}")]
    public Task What_was_not_done_to_each_is_told(string made, string fill, string use) => Check.Members($$"""
        private static void Change(List<Door> doors) => doors.Add(new Door());

        public void Wrong(int n)
        {
            {{made}}
            for (int i = 0; i < n; i++)
            {
                {{fill}}
            }

            {{use}}
        }
        """);
}
