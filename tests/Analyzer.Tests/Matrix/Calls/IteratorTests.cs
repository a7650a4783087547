using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>An iterator runs where it is enumerated, not where it is called.</summary>
public sealed class IteratorTests
{
    private const string Helpers = """
        private static IEnumerable<int> Numbers(Door door) { door.Use(); yield return 1; }
        private static void Keep(object items) { }

        """;

    [Fact]
    public Task Its_needs_are_asked_where_a_loop_goes_through_it() => Check.Members(Helpers + """
        public void Right(Door door)
        {
            door.Lock();
            foreach (var number in Numbers(door))
                Env.Work();
            door.Unlock();
        }

        public void RightLater(Door door)
        {
            var numbers = Numbers(door);
            door.Lock();
            foreach (var number in numbers)
                Env.Work();
            door.Unlock();
        }

        public void Wrong(Door door)
        {
            door.Lock();
            var numbers = Numbers(door);
            door.Unlock();
            foreach (var number in numbers) // EPO1001
                Env.Work();
        }
        """);

    [Fact]
    public Task Methods_that_go_through_a_sequence_run_it() => Check.Members(Helpers + """
        public void Right(Door door)
        {
            door.Lock();
            var list = System.Linq.Enumerable.ToList(Numbers(door));
            var other = new List<int>(Numbers(door));
            door.Unlock();
        }

        public void Wrong(Door door)
        {
            door.Lock();
            door.Unlock();
            var list = System.Linq.Enumerable.ToList(Numbers(door)); // EPO1001
        }
        """);

    /// <summary>What is in a collection expression has operations since the compilers that know C# 13.</summary>
    [LanguageFact(13)]
    public Task A_spread_runs_a_sequence() => Check.Members(Helpers + """
        public void Right(Door door)
        {
            door.Lock();
            int[] all = [.. Numbers(door)];
            door.Unlock();
        }

        public void Wrong(Door door)
        {
            door.Lock();
            door.Unlock();
            int[] all = [.. Numbers(door)]; // EPO1001
        }
        """);

    [Fact]
    public Task A_sequence_that_is_kept_must_need_nothing() => Check.Members(Helpers + """
        private static IEnumerable<int> Balanced(Door door)
        {
            door.Lock();
            door.Use();
            door.Unlock();
            yield return 1;
        }

        public void Right(Door door) => Keep(Balanced(door));

        public void RightUse(Door door)
        {
            door.Lock();
            foreach (var number in Numbers(door))
                Env.Work();
            door.Unlock();
        }

        public void Wrong(Door door)
        {
            door.Lock();
            Keep(Numbers(door)); // EPO1009
            door.Unlock();
        }
        """);

    [Fact]
    public Task An_asynchronous_one_as_well() => Check.Members("""
        private static async IAsyncEnumerable<int> Numbers(Door door) { door.Use(); await Task.Yield(); yield return 1; }

        public async Task Right(Door door)
        {
            door.Lock();
            await foreach (var number in Numbers(door).ConfigureAwait(false))
                Env.Work();
            door.Unlock();
        }

        public async Task Wrong(Door door)
        {
            await foreach (var number in Numbers(door)) // EPO1001
                Env.Work();
        }
        """);
}
