using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

/// <summary>Collections that are made of objects with names, and single elements of collections that a loop went over.</summary>
public sealed class KnownElementTests
{
    [Theory]
    [InlineData("Door[] both = { first, second };")]
    [InlineData("var both = new[] { first, second };")]
    [InlineData("var both = new List<Door> { first, second };")]
    [InlineData("List<Door> both = [first, second];")]
    [InlineData("var both = new List<Door>(); both.Add(first); both.Add(second);")]
    [InlineData("var both = new Queue<Door>(); both.Enqueue(first); both.Enqueue(second);")]
    public Task What_a_loop_does_to_each_it_does_to_the_objects_that_have_names(string made) => Check.Members($$"""
        public void Right(Door first, Door second)
        {
            {{made}}
            foreach (Door door in both)
                door.Lock();

            first.Use();
            second.Use();
            first.Unlock();
            second.Unlock();
        }

        public void RightToo(Door first, Door second)
        {
            first.Lock();
            second.Lock();
            {{made}}
            foreach (Door door in both)
            {
                door.Use();
                door.Unlock();
            }
        }

        public void Wrong(Door first, Door second, Door third)
        {
            {{made}}
            foreach (Door door in both)
                door.Lock();

            third.Use(); // EPO1001
            foreach (Door door in both)
                door.Unlock();

            second.Use(); // EPO1001
        }
        """);

    [Fact]
    public Task An_index_tells_which_of_them_it_is() => Check.Members("""
        public void Right(Door first, Door second)
        {
            var both = new[] { first, second };
            both[0].Lock();
            first.Use();
            for (int i = 0; i < both.Length; i++)
            {
                if (i == 0)
                    both[i].Unlock();
            }
        }

        public void Wrong(Door first, Door second)
        {
            var both = new[] { first, second };
            both[1].Lock();
            first.Use(); // EPO1001
            second.Use();
            second.Unlock();
        }
        """);

    [Fact]
    public Task Rounds_that_leave_the_same_behind_are_all_made() => Check.Members("""
        public void Twice(Door door)
        {
            foreach (Door same in new[] { door, door })
            {
                same.Lock();
                same.Unlock();
            }

            door.Use(); // EPO1001
        }

        public void Inside(Door first, Door second)
        {
            var both = new[] { first, second };
            foreach (Door door in both)
            {
                door.Lock();
                foreach (Door other in both)
                    other.Use(); // EPO1001

                door.Unlock();
            }
        }

        public void Instead(Door first, Door second)
        {
            var both = new[] { first, second };
            both[0] = second;
            foreach (Door door in both)
                door.Use(); // EPO1001

            first.Use(); // EPO1001
        }
        """);

    [Fact]
    public Task A_helper_does_to_each_what_it_does_to_the_elements() => Check.Members("""
        private static void LockAll(List<Door> doors)
        {
            foreach (Door door in doors)
                door.Lock();
        }

        public void Right(Door first, Door second)
        {
            List<Door> both = [first, second];
            LockAll(both);
            first.Use();
            second.Use();
            first.Unlock();
            second.Unlock();
        }

        public void Wrong(Door first, Door second)
        {
            List<Door> one = [first];
            LockAll(one);
            first.Unlock();
            second.Use(); // EPO1001
        }
        """);

    [Theory]
    [InlineData("doors[at]")]
    [InlineData("doors[0]")]
    [InlineData("doors[^1]")]
    [InlineData("doors[doors.Count - 1]")]
    [InlineData("System.Linq.Enumerable.First(doors)")]
    [InlineData("System.Linq.Enumerable.Last(doors)")]
    [InlineData("System.Linq.Enumerable.ElementAt(doors, at)")]
    public Task An_element_of_a_collection_that_a_loop_went_over_is_as_each_of_them(string element) => Check.Members($$"""
        public void Right(List<Door> doors, int at)
        {
            foreach (Door door in doors)
                door.Lock();

            {{element}}.Use();
            foreach (Door door in doors)
                door.Unlock();
        }

        public void Wrong(List<Door> doors, int at)
        {
            foreach (Door door in doors)
                door.Lock();

            foreach (Door door in doors)
                door.Unlock();

            {{element}}.Use(); // EPO1001
        }
        """);

    [Theory]
    [InlineData("System.Linq.Enumerable.First(doors)", "doors[0]")]
    [InlineData("System.Linq.Enumerable.Last(doors)", "doors[^1]")]
    [InlineData("doors[^1]", "doors[doors.Count - 1]")]
    [InlineData("System.Linq.Enumerable.ElementAt(doors, at)", "doors[at]")]
    public Task One_element_has_several_names(string one, string other) => Check.Members($$"""
        public void Right(List<Door> doors, int at)
        {
            {{one}}.Lock();
            {{other}}.Use();
            {{one}}.Unlock();
        }
        """);

    [Fact]
    public Task What_is_left_of_the_elements_of_a_collection_that_is_dropped_is_left_for_nobody() => Check.Members("""
        public void Wrong(int n)
        {
            Queue<Door> doors = new();
            for (int i = 0; i < n; i++)
            {
                Door door = new();
                door.Lock();
                doors.Enqueue(door);
            }

            foreach (Door door in doors)
                door.Use();
        } // EPO1005

        public void Right(int n)
        {
            Queue<Door> doors = new();
            for (int i = 0; i < n; i++)
            {
                Door door = new();
                door.Lock();
                doors.Enqueue(door);
            }

            while (doors.Count > 0)
                doors.Dequeue().Unlock();
        }

        public List<Door> Given(int n)
        {
            List<Door> doors = new();
            for (int i = 0; i < n; i++)
            {
                Door door = new();
                door.Lock();
                doors.Add(door);
            }

            return doors;
        }

        private List<Door> _kept = new();

        public void Kept(int n)
        {
            List<Door> doors = new();
            for (int i = 0; i < n; i++)
            {
                Door door = new();
                door.Lock();
                doors.Add(door);
            }

            _kept = doors;
        }
        """);
}
