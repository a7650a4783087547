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

    [Fact]
    public Task The_body_of_a_loop_finds_what_the_iterator_holds_at_a_yield() => Check.Members("""
        private static IEnumerable<int> Held(Door door) { door.Lock(); yield return 1; yield return 2; door.Unlock(); }
        private static IEnumerable<int> HeldForOne(Door door) { door.Lock(); yield return 1; door.Unlock(); yield return 2; }
        private static IEnumerable<Door> HeldEach(Door[] doors)
        {
            foreach (var door in doors)
            {
                door.Lock();
                yield return door;
                door.Unlock();
            }
        }

        public void Right(Door door)
        {
            foreach (var number in Held(door))
                door.Use();

            door.Wait();
        }

        public void RightLater(Door door)
        {
            var numbers = Held(door);
            foreach (var number in numbers)
                door.Use();
        }

        public void RightEach(Door[] doors)
        {
            foreach (var door in HeldEach(doors))
                door.Use();
        }

        public void RightNested(Door door, Door other)
        {
            foreach (var number in Held(door))
            {
                foreach (var inner in Held(other))
                {
                    door.Use();
                    other.Use();
                }
            }
        }

        public void WrongNested(Door door, Door other)
        {
            foreach (var number in Held(door))
            {
                foreach (var inner in Held(other))
                    Env.Work();

                other.Use(); // EPO1001
            }
        }

        public void WrongAfter(Door door)
        {
            foreach (var number in Held(door))
                Env.Work();

            door.Use(); // EPO1001
        }

        public void WrongSecond(Door door)
        {
            foreach (var number in HeldForOne(door))
                door.Use(); // EPO1001
        }

        public void WrongForbidden(Door door)
        {
            foreach (var number in Held(door))
                door.Wait(); // EPO1003
        }
        """);

    [Fact]
    public Task An_iterator_goes_on_with_what_the_body_left() => Check.Members("""
        private static IEnumerable<int> Held(Door door) { door.Lock(); yield return 1; door.Unlock(); }
        private static IEnumerable<int> Users(Door door) { yield return 1; door.Use(); }

        public void Right(Door door)
        {
            foreach (var number in Users(door))
                door.Lock();

            door.Unlock();
        }

        public void Wrong(Door door)
        {
            foreach (var number in Held(door)) // EPO1004
                door.Unlock();
        }

        public void WrongNeed(Door door)
        {
            door.Lock();
            foreach (var number in Users(door)) // EPO1001
                door.Unlock();
        }
        """);

    [Fact]
    public Task Leaving_a_loop_runs_the_finally_blocks_of_its_iterator_and_nothing_else() => Check.Members("""
        private static IEnumerable<int> Bare(Door door) { door.Lock(); yield return 1; yield return 2; door.Unlock(); } // EPO1005
        private static IEnumerable<int> Guarded(Door door)
        {
            door.Lock();
            try
            {
                yield return 1;
                if (Env.Flip())
                    yield break;

                yield return 2;
            }
            finally
            {
                door.Unlock();
            }
        }

        public void Right(Door door)
        {
            foreach (var number in Guarded(door))
            {
                door.Use();
                if (Env.Flip())
                    break;
            }

            door.Wait();
        }

        public int RightReturn(Door door)
        {
            foreach (var number in Guarded(door))
                return number;

            return 0;
        }

        public int RightThrow(Door door)
        {
            foreach (var number in Guarded(door))
            {
                if (number == 2)
                    throw new InvalidOperationException();
            }

            return 0;
        }

        public int Wrong(Door door)
        {
            foreach (var number in Bare(door))
            {
                if (Env.Flip())
                    return 1; // EPO1005
            }

            return 0;
        }

        public void WrongBreak(Door door)
        {
            foreach (var number in Bare(door))
            {
                if (Env.Flip())
                    break;
            }

            door.Wait(); // EPO1003
            door.Reset();
        }
        """);

    [Fact]
    public Task What_an_iterator_knows_it_knows_when_it_goes_on() => Check.Members("""
        private static IEnumerable<int> Perhaps(Door door, bool locks)
        {
            if (locks)
                door.Lock();

            yield return 1;
            if (locks)
                door.Unlock();
        }

        private static IEnumerable<int> Tried(Door door)
        {
            var locked = door.TryLock();
            yield return 1;
            if (locked)
                door.Unlock();
        }

        private static IEnumerable<int> Forwarded(Door door)
        {
            foreach (var number in Perhaps(door, true))
                yield return number;
        }

        public void Right(Door door)
        {
            foreach (var number in Perhaps(door, true))
                door.Use();

            foreach (var number in Forwarded(door))
                door.Use();

            foreach (var number in Tried(door))
                Env.Work();
        }

        public void RightFlag(Door door, bool locks)
        {
            foreach (var number in Perhaps(door, locks))
            {
                if (locks)
                    door.Use();
            }
        }

        public void Wrong(Door door, bool locks)
        {
            foreach (var number in Perhaps(door, locks))
                door.Use(); // EPO1001
        }

        public void WrongForwarded(Door door)
        {
            foreach (var number in Forwarded(door)) // EPO1004
                door.Unlock();
        }
        """);

    [Fact]
    public Task Local_and_asynchronous_iterators_too() => Check.Members("""
        private static async IAsyncEnumerable<int> Held(Door door) { door.Lock(); yield return 1; await Task.Yield(); door.Unlock(); }

        public void RightLocal(Door door)
        {
            foreach (var number in Items())
                door.Use();

            IEnumerable<int> Items() { door.Lock(); yield return 1; door.Unlock(); }
        }

        public void WrongLocal(Door door)
        {
            foreach (var number in Items()) // EPO1004
                door.Unlock();

            IEnumerable<int> Items() { door.Lock(); yield return 1; door.Unlock(); }
        }

        public async Task Right(Door door)
        {
            await foreach (var number in Held(door))
                door.Use();
        }

        public async Task Wrong(Door door)
        {
            await foreach (var number in Held(door)) // EPO1004
                door.Unlock();
        }
        """);

    /// <summary>A loop that is left early runs the <c>finally</c> blocks around the <c>yield</c> and nothing else: what the iterator leaves in effect there, it leaves as its end does not.</summary>
    [Fact]
    public Task Where_a_loop_leaves_it_an_iterator_has_to_end_what_its_end_ends() => Check.Members("""
        private static IEnumerable<int> Right(Door door)
        {
            door.Lock();
            try
            {
                yield return 1;
                door.Use();
            }
            finally
            {
                door.Unlock();
            }
            yield return 2;
        }

        private static IEnumerable<int> Wrong(Door door)
        {
            door.Lock();
            yield return 1; // EPO1005
            door.Unlock();
        }

        private static IEnumerable<int> WrongBefore(Door door)
        {
            try
            {
                yield return 1; // EPO1005
                door.Lock();
                yield return 2;
            }
            finally
            {
                door.Unlock();
            }
        }

        private static IEnumerable<int> RightToTheEnd(Door door)
        {
            door.Lock();
            yield return 1;
            door.Unlock();
        }

        public void Leave(Door door)
        {
            foreach (var number in Right(door))
            {
                if (Env.Flip())
                    return;
            }
        }

        public void LeaveWrong(Door door)
        {
            foreach (var number in Wrong(door))
            {
                if (Env.Flip())
                    break;
            }
        } // EPO1005

        public void LeaveBefore(Door door)
        {
            foreach (var number in WrongBefore(door))
            {
                if (Env.Flip())
                    break;
            }
        } // EPO1005

        public void GoThrough(Door door, List<int> others)
        {
            foreach (var number in RightToTheEnd(door))
            {
                Env.Work();
                foreach (var other in others)
                {
                    if (Env.Flip())
                        break;
                }

                switch (number)
                {
                    case 1:
                        break;
                }

                try
                {
                    if (Env.Flip())
                        throw new System.InvalidOperationException();
                }
                catch (System.InvalidOperationException)
                {
                }
            }
        }
        """);

    /// <summary>What an iterator gives is followed where it is a constant, also where that is the number of the <c>yield</c>.</summary>
    [Fact]
    public Task A_constant_that_it_gives_is_known_to_the_loop() => Check.Members("""
        private static IEnumerable<int> Numbered(Door door)
        {
            yield return 1;
            door.Lock();
            yield return 2;
        }

        private static bool TryLock(Door door, out bool taken)
        {
            door.Lock();
            taken = true;
            return true;
        }

        public void Right(Door door)
        {
            foreach (var number in Numbered(door))
            {
                if (number > 1)
                    door.Unlock();
            }
        }

        public void Wrong(Door door)
        {
            foreach (var number in Numbered(door))
            {
                if (number == 1)
                    door.Wait();
                else
                    door.Wait(); // EPO1003
                if (number == 2)
                    door.Unlock();
            }
        }

        public void RightOut(Door door)
        {
            TryLock(door, out var taken);
            if (taken)
                door.Unlock();
        }
        """);

    [Fact]
    public Task A_new_object_that_it_keeps_is_there_where_it_goes_on() => Check.Members("""
        private static IEnumerable<int> Held(Door door)
        {
            object? made = new();
            yield return 1;
            if (made != null)
                door.Lock();
            door.Use();
            door.Unlock();
        }

        public void Right(Door door)
        {
            foreach (var number in Held(door))
                Env.Work();
        }
        """);

    private const string Guarded = """
        private static IEnumerable<int> Guarded(Door door)
        {
            door.Lock();
            try { yield return 1; yield return 2; }
            finally { door.Unlock(); }
        }

        """;

    [Fact]
    public Task A_loop_that_is_written_out_goes_through_it_step_by_step() => Check.Members(Guarded + """
        public void Right(Door door)
        {
            using var all = Guarded(door).GetEnumerator();
            while (all.MoveNext())
                door.Use();
            door.Wait();
        }

        public void RightOnce(Door door)
        {
            using (var all = Guarded(door).GetEnumerator())
            {
                if (all.MoveNext())
                    door.Use();
            }

            door.Wait();
        }

        public void Wrong(Door door)
        {
            var all = Guarded(door).GetEnumerator();
            try
            {
                while (all.MoveNext())
                    Keep(all.Current);
            }
            finally
            {
                all.Dispose();
            }

            door.Use(); // EPO1001
        }

        private static void Keep(int number) { }
        """);

    [Fact]
    public Task A_method_that_asks_for_the_first_element_leaves_it_there() => Check.Members(Guarded + """
        private static IEnumerable<int> Bare(Door door)
        {
            door.Lock();
            yield return 1;
            door.Unlock();
        }

        public void Right(Door door)
        {
            var first = System.Linq.Enumerable.First(Guarded(door));
            door.Wait();
        }

        public void Wrong(Door door)
        {
            if (System.Linq.Enumerable.Any(Bare(door)))
                door.Wait(); // EPO1003
        }
        """);

    [Fact]
    public Task One_that_hands_on_the_elements_of_another_one_leaves_it_where_it_is_left() => Check.Members(Guarded + """
        private static IEnumerable<int> Outer(Door door)
        {
            foreach (var number in Guarded(door))
                yield return number;
            door.Wait();
        }

        public void Right(Door door)
        {
            foreach (var number in Outer(door))
                door.Use();
            door.Wait();
        }

        public void RightLeft(Door door)
        {
            foreach (var number in Outer(door))
            {
                if (Env.Flip())
                    break;
                door.Use();
            }

            door.Wait();
        }

        public void Wrong(Door door)
        {
            foreach (var number in Outer(door))
                door.Wait(); // EPO1003
        }
        """);
}
