using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

/// <summary>Members that are used without being named: the indexer and the length of <c>x[^1]</c>, the <c>Add</c> of a collection expression, an awaiter.</summary>
public sealed class ImpliedMemberTests
{
    private const string Shelf = """
        public sealed class Shelf : System.Collections.IEnumerable
        {
            [Step(DoorLock.Held)] public void Lock() { }
            [Undo(DoorLock.Held)] public void Unlock() { }
            [Requires(DoorLock.Held)] public int this[int i] { get => i; set { } }
            [Requires(DoorLock.Held)] public Shelf Slice(int start, int length) => this;
            [Requires(DoorLock.Held)] public void Add(int book) { }
            [Requires(DoorLock.Held)] public System.Runtime.CompilerServices.TaskAwaiter GetAwaiter() => default;
            public int Count => 1;
            public System.Collections.IEnumerator GetEnumerator() => throw new NotSupportedException();
        }

        public sealed class Counted
        {
            [Step(DoorLock.Held)] public void Lock() { }
            [Undo(DoorLock.Held)] public void Unlock() { }
            [Requires(DoorLock.Held)] public int Length => 1;
            public int this[int i] => i;
        }

        """;

    [Theory]
    [InlineData("int last = shelf[^1];")]
    [InlineData("Shelf some = shelf[1..2];")]
    [InlineData("shelf[^1] = 3;")]
    [InlineData("shelf[^1] += 3;")]
    [InlineData("int last = counted[^1];")]
    public Task What_an_index_from_the_end_uses_is_checked(string use) => Check.Program(Prelude.Usings + Shelf + $$"""
        public class Code
        {
            public void Right(Shelf shelf, Counted counted)
            {
                shelf.Lock();
                counted.Lock();
                {{use}}
                counted.Unlock();
                shelf.Unlock();
            }

            public void Wrong(Shelf shelf, Counted counted)
            {
                {{use}} // EPO1001
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task The_element_from_the_end_is_the_same_until_the_list_changes() => Check.Members("""
        public void Right(List<Door> doors, Door[] others)
        {
            doors[^1].Lock();
            doors[^1].Use();
            doors[^1].Unlock();
            others[^2].Lock();
            others[^2].Use();
            others[^2].Unlock();
        }

        public void Wrong(List<Door> doors)
        {
            doors[^1].Lock();
            doors[^1] = new Door();
            doors[^1].Use(); // EPO1001
        }

        public void WrongOther(List<Door> doors)
        {
            doors[^1].Lock();
            doors[^2].Use(); // EPO1001
            doors[^1].Unlock();
        }
        """);

    [Fact]
    public Task What_puts_an_element_into_a_new_collection_is_checked() => Check.Program(Prelude.Usings + Shelf + """
        public class Code
        {
            public Shelf Make() => [1, 2]; // EPO1001
        }
        """, Prelude.Text);

    [Fact]
    public Task An_awaiter_is_asked_for() => Check.Program(Prelude.Usings + Shelf + """
        public class Code
        {
            public async Task Right(Shelf shelf)
            {
                shelf.Lock();
                await shelf;
                shelf.Unlock();
            }

            public async Task Wrong(Shelf shelf)
            {
                await shelf; // EPO1001
            }
        }
        """, Prelude.Text);
}
