using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>Disposable objects that end a step: the step ends with them, and is owed by whoever has them.</summary>
public sealed class GuardTests
{
    private const string Types = Prelude.Usings + """
        [EntryProtocol(Ordered = false)]
        public enum Reading { Held }

        public sealed class Page : IDisposable
        {
            public void Dispose() { }
        }

        public sealed class Book
        {
            [Step(Reading.Held)] public void Enter() { }
            [Undo(Reading.Held)] public void Exit() { }
            [Requires(Reading.Held)] public void Use() { }
            [Step(Reading.Held)] [return: Guard] public Page Read() => new();
            [Step(Reading.Held)] [return: Guard(IfInEffect = true)] public Page Peek() => new();
            [Step(Reading.Held)] [return: Guard] public async Task<Page> ReadAsync() { await Task.Yield(); return new Page(); }
            [Step(Reading.Held)] [return: Guard(MayBeNull = true)] public Page? TryRead() => null;
            [Step(Reading.Held, When = true)] public bool TryRead([Guard] out Page? page) { page = null; return false; }
            [Step(Reading.Held)] [return: Guard(Flag = nameof(Lease.IsHeld))] public Lease Ask() => new();
            [Step(Reading.Held)] [return: Guard(Flag = nameof(Lease.TimedOut), When = false)] public Lease AskInTime() => new();
        }

        public sealed class Lease : IDisposable
        {
            private int _state;
            public bool IsHeld => _state > 0;
            public bool TimedOut => _state < 0;
            public void Dispose() { }
        }

        [EntryProtocol(Ordered = false, Scope = ProtocolScope.Thread)]
        public enum Irq { Off }

        public static class Chip
        {
            [Step(Irq.Off)] [return: Guard] public static Page Quiet() => new();
            [Requires(Irq.Off)] public static void Touch() { }
            [Undo(Irq.Off)] public static void On() { }
            [Step(Irq.Off)] public static void Off() { }
        }

        [EntryProtocol(Ordered = false)]
        public enum Slots { [Nestable] Taken }

        public sealed class Pool
        {
            [Step(Slots.Taken)] [return: Guard] public Page Take() => new();
            [Forbids(Slots.Taken)] public void Drain() { }
            [Requires(Slots.Taken)] public void Use() { }
        }

        """;

    [Fact]
    public Task A_guard_that_nobody_can_dispose_is_reported_where_it_is_made() => Check.Program(Types + """
        public class Code
        {
            public void Dropped(Book book) => book.Read(); // EPO1005

            public void Discarded(Book book)
            {
                _ = book.Read(); // EPO1005
                book.Use();
            }

            public void InLocal(Book book, bool early)
            {
                var page = book.Read(); // EPO1005
                if (early)
                    return;
                book.Use();
            }

            public void InLoop(Book[] books)
            {
                foreach (var book in books)
                    book.Read(); // EPO1005
            }

            public void InLambda(Book book)
            {
                Action read = () => book.Read(); // EPO1005
                read();
            }

            public static void OfThread()
            {
                Chip.Quiet(); // EPO1005
                Chip.Touch();
            }

            public void Counted(Pool pool)
            {
                pool.Take(); // EPO1005
                pool.Use();
            }
        }
        """);

    [Fact]
    public Task A_guard_that_some_way_out_forgets_is_reported_there() => Check.Program(Types + """
        public class Code
        {
            public int Forgets(Book book, int count)
            {
                var page = book.Read();
                if (count > 3)
                    return 1; // EPO1005
                page.Dispose();
                return 0;
            }

            public Page? Returns(Book book, bool wanted)
            {
                var page = book.Read();
                if (wanted)
                    return page;
                return null; // EPO1005
            }

            public void Throws(Book book, bool fail)
            {
                var page = book.Read();
                if (fail)
                    throw new InvalidOperationException(); // EPO1005
                page.Dispose();
            }

            public void ThrowsInside(Book book, bool fail)
            {
                using var page = book.Read();
                if (fail)
                    throw new InvalidOperationException();
            }
        }
        """);

    [Fact]
    public Task A_guard_that_goes_on_takes_the_step_with_it() => Check.Program(Types + """
        public class Code : IDisposable
        {
            private readonly List<IDisposable> _kept = new();
            private IDisposable? _page;

            public Page Returned(Book book) => book.Read();
            public IDisposable AsInterface(Book book) => book.Read();
            public void Stored(Book book) => _page = book.Read();
            public void Collected(Book book) => _kept.Add(book.Read());
            public void Given(Book book, Action<IDisposable> take) => take(book.Read());
            public void GivenOut(Book book, out IDisposable page) => page = book.Read();
            public (Page, int) InTuple(Book book) => (book.Read(), 1);
            public Page[] InArray(Book book) => new[] { book.Read() };
            public IEnumerable<Page> Yielded(Book book) { yield return book.Read(); }
            public void ToHelper(Book book) => Keep(book.Read());
            public Action Captured(Book book)
            {
                var page = book.Read();
                return () => page.Dispose();
            }

            public void Dispose() => _page?.Dispose();

            private void Keep(IDisposable page) => _kept.Add(page);
        }
        """);

    [Fact]
    public Task A_helper_may_dispose_a_guard_or_give_one() => Check.Program(Types + """
        public class Code
        {
            private static void End(IDisposable page) => page.Dispose();

            private static Page Begin(Book book)
            {
                var page = book.Read();
                book.Use();
                return page;
            }

            public void Right(Book book)
            {
                var page = Begin(book);
                book.Use();
                End(page);
            }

            public void Used(Book book)
            {
                using (Begin(book))
                    book.Use();
            }

            public void Lost(Book book)
            {
                Begin(book); // EPO1005
            }
        }
        """);

    [Fact]
    public Task Disposing_a_guard_twice_is_an_undo_too_many() => Check.Program(Types + """
        public class Code
        {
            public void Twice(Book book)
            {
                var page = book.Read();
                page.Dispose();
                page.Dispose(); // EPO1004
            }

            public void InUsing(Book book, bool early)
            {
                using var page = book.Read(); // EPO1004
                if (early)
                    page.Dispose();
            }

            public void Harmless(Book book, bool early)
            {
                using var page = book.Peek();
                if (early)
                    page.Dispose();
            }

            public void Again(Book book)
            {
                for (int i = 0; i < 3; i++)
                {
                    var page = book.Read();
                    page.Dispose();
                }
            }
        }
        """);

    [Fact]
    public Task A_task_of_a_guard_is_no_guard() => Check.Program(Types + """
        public class Code
        {
            private Task<Page>? _pending;

            public async Task Right(Book book)
            {
                using (await book.ReadAsync())
                    book.Use();

                using var page = await book.ReadAsync().ConfigureAwait(false);
                book.Use();
            }

            public async Task StartedThenAwaited(Book book)
            {
                var reading = book.ReadAsync();
                using (await reading)
                    book.Use();
            }

            public void Dropped(Book book)
            {
                book.ReadAsync(); // EPO1009
            }

            public void OfTask(Book book)
            {
                using (book.ReadAsync()) // EPO1009
                    book.Use(); // EPO1001
            }

            public void Stored(Book book) => _pending = book.ReadAsync();

            public Task<Page> Returned(Book book) => book.ReadAsync();
        }
        """);

    [Fact]
    public Task A_guard_may_be_empty() => Check.Program(Types + """
        public class Code
        {
            public void Null(Book book)
            {
                using var page = book.TryRead();
                if (page != null)
                    book.Use();
            }

            public void NotAsked(Book book)
            {
                using var page = book.TryRead();
                book.Use(); // EPO1001
            }

            public void Out(Book book)
            {
                if (!book.TryRead(out var page))
                    return;
                using (page)
                    book.Use();
            }

            public void OutForgotten(Book book)
            {
                if (book.TryRead(out var page)) // EPO1005
                    book.Use();
            }

            public void Flag(Book book)
            {
                using var lease = book.Ask();
                if (!lease.IsHeld)
                    return;
                book.Use();
            }

            public void FlagNotAsked(Book book)
            {
                using var lease = book.Ask();
                book.Use(); // EPO1001
            }

            public void OtherFlag(Book book)
            {
                using var lease = book.AskInTime();
                Console.WriteLine();
                if (lease.TimedOut)
                    return;
                book.Use();
            }
        }
        """);

    [Fact]
    public Task Guards_nest_in_one_body_and_across_helpers() => Check.Program(Types + """
        public static class Code
        {
            private static void Inner()
            {
                using (Chip.Quiet())
                    Chip.Touch();
            }

            public static void Outer()
            {
                using (Chip.Quiet())
                {
                    Inner();
                    Chip.Touch();
                }
            }

            public static void Flat()
            {
                using (Chip.Quiet())
                {
                    using (Chip.Quiet())
                        Chip.Touch();
                    Chip.Touch();
                }
            }

            public static void After()
            {
                using (Chip.Quiet())
                    Inner();
                Chip.Touch(); // EPO1001
            }

            public static void Toggled()
            {
                using (Chip.Quiet())
                {
                    Chip.On();
                    Chip.Off();
                }
            }

            private static void InnerOf(Pool pool)
            {
                using (pool.Take())
                    pool.Use();
            }

            public static void Counted(Pool pool)
            {
                var one = pool.Take();
                var two = pool.Take();
                InnerOf(pool);
                one.Dispose();
                pool.Use();
                two.Dispose();
                pool.Drain();
            }
        }
        """);

    [Fact]
    public Task Who_has_disposed_of_its_guard_has_nothing_more_to_undo() => Check.Members("""
        public void Wrong(Processor cpu)
        {
            using (cpu.InterruptsOff())
                cpu.ReadPerProcessorState();
            cpu.EnableInterrupts(); // EPO1004
        }

        public void TakenOver(Processor cpu)
        {
            cpu.EnableInterrupts();
            using (cpu.InterruptsOff())
                cpu.ReadPerProcessorState();
            cpu.DisableInterrupts();
        }
        """);

    [Fact]
    public Task A_guard_ends_on_each_way_what_it_began_there() => Check.Program(Types + """
        public static class Code
        {
            public static void Left(Book book, bool early)
            {
                if (early)
                    book.Enter();
                using (book.Read())
                    book.Use();
            } // EPO1005

            public static void Right(Book book, bool early)
            {
                if (early)
                    book.Enter();
                using (book.Read())
                    book.Use();
                if (early)
                {
                    book.Use();
                    book.Exit();
                }
            }
        }
        """);

    [Fact]
    public Task A_guard_is_forgotten_beside_an_undo_that_is_wrong_on_another_way() => Check.Program(Types + """
        public static class Code
        {
            public static void Both(Book book, bool early)
            {
                var page = book.Read();
                if (early)
                {
                    page.Dispose();
                    book.Exit(); // EPO1004
                }
            } // EPO1005
        }
        """);

    /// <summary>What a helper does behind the disposal of its caller's guard finds what that has left.</summary>
    [Fact]
    public Task A_helper_that_disposes_of_a_guard_needs_later_what_that_has_ended() => Check.Program(Types + """
        public static class Code
        {
            private static void Finish(IDisposable page, Book book)
            {
                book.Use();
                page.Dispose();
                book.Use(); // EPO1001
            }

            public static void Wrong(Book book) => Finish(book.Read(), book);

            private static void End(IDisposable page, Book book)
            {
                page.Dispose();
                book.Exit();
            }

            public static void WrongEnd(Book book) => End(book.Read(), book); // EPO1004

            private static void Renew(IDisposable page, Book book)
            {
                page.Dispose();
                book.Enter();
                book.Use();
                book.Exit();
            }

            public static void Right(Book book) => Renew(book.Read(), book);

            private static void Release(IDisposable page, Pool pool)
            {
                page.Dispose();
                pool.Drain();
            }

            public static void RightForbidden(Pool pool) => Release(pool.Take(), pool);

            private static void OfAnother(IDisposable page, Book book)
            {
                page.Dispose();
                book.Use();
            }

            public static void RightOther(Book book, Book other)
            {
                using (book.Read())
                    OfAnother(other.Read(), book);
            }

            public static void WrongLocal(Book book)
            {
                var page = book.Read();
                End();

                void End()
                {
                    page.Dispose();
                    book.Use(); // EPO1001
                }
            }
        }
        """);

    [Fact]
    public Task A_guard_that_a_helper_disposes_of_twice_is_disposed_of_twice() => Check.Program(Types + """
        public static class Code
        {
            private static void Twice(IDisposable page, Book book)
            {
                book.Use();
                page.Dispose();
                page.Dispose();
            }

            public static void Wrong(Book book) => Twice(book.Read(), book); // EPO1004

            public static void RightInside(Book book)
            {
                book.Enter();
                Twice(book.Read(), book);
                book.Use();
                book.Exit();
            }
        }
        """);

    /// <summary>A guard that an iterator keeps over its <c>yield</c>s holds its step for the loop, and ends it with the iterator.</summary>
    [Theory]
    [InlineData("using (book.Read()) { yield return 1; yield return 2; }")]
    [InlineData("using var page = book.Read(); yield return 1; yield return 2;")]
    [InlineData("var page = book.Read(); yield return 1; yield return 2; page?.Dispose();")]
    public Task A_guard_of_an_iterator_is_there_where_it_goes_on(string body) => Check.Program(Types + $$"""
        public static class Code
        {
            private static IEnumerable<int> Pages(Book book) { {{body}} }

            public static void Run(Book book)
            {
                foreach (var page in Pages(book))
                    book.Use();
                book.Use(); // EPO1001
            }
        }
        """);

    [Fact]
    public Task A_helper_that_disposes_of_what_it_is_given_if_it_is_there_ends_a_guard() => Check.Program(Types + """
        public static class Code
        {
            private static void Close(IDisposable? page, Book book) { book.Use(); page?.Dispose(); }
            private static void CloseIf(IDisposable page, Book book, bool isLast) { book.Use(); if (isLast) page.Dispose(); }

            public static void Wrong(Book book)
            {
                Close(book.Read(), book);
                book.Use(); // EPO1001
            }

            public static void WrongIf(Book book)
            {
                var page = book.Read();
                CloseIf(page, book, false);
                book.Use();
                CloseIf(page, book, true);
                book.Use(); // EPO1001
            }
        }
        """);
}
