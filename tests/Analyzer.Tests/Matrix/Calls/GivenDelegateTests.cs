using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>A method that runs what it is given between events of its own: what it holds there is there for the delegate, and what the delegate does is there for the rest.</summary>
public sealed class GivenDelegateTests
{
    [Theory]
    [InlineData("private static void With(Door door, Action body) { door.Lock(); body(); door.Unlock(); }")]
    [InlineData("private static void With(Door door, Action body) { door.Lock(); try { body(); } finally { door.Unlock(); } }")]
    [InlineData("private static void With(Door door, Action? body) { door.Lock(); body?.Invoke(); door.Unlock(); }")]
    [InlineData("private static void With(Door door, Action body) { if (Env.Flip()) return; door.Lock(); body(); door.Unlock(); }")]
    public Task It_is_cut_at_the_call(string with) => Check.Members($$"""
        {{with}}

        public void Right(Door door, Door other)
        {
            With(door, () => door.Use());
            With(door, door.Use);
            With(door, () => With(other, () => { door.Use(); other.Use(); }));
            door.Wait();
        }

        public void Forbidden(Door door)
        {
            With(door, () => door.Wait()); // EPO1003
        }

        public void Missing(Door door, Door other) => With(door, () => other.Use()); // EPO1001

        public void Later(Door door)
        {
            With(door, Env.Work);
            door.Use(); // EPO1001
        }
        """);

    [Fact]
    public Task What_the_delegate_is_called_with_and_gives_comes_through() => Check.Members("""
        private static T With<T>(Door door, Func<Door, T> body)
        {
            door.Lock();
            try
            {
                return body(door);
            }
            finally
            {
                door.Unlock();
            }
        }

        public void Right(Door door)
        {
            Door given = With(door, locked => { locked.Use(); return locked; });
            given.Lock();
            door.Use();
            door.Unlock();
        }

        public void Wrong(Door door)
        {
            With(door, locked => { locked.Unlock(); return 1; }); // EPO1004
        }
        """);

    [Fact]
    public Task An_exception_of_the_delegate_comes_through_the_finally_of_the_method() => Check.Members("""
        private static void With(Door door, Action body) { door.Lock(); try { body(); } finally { door.Unlock(); } }

        private static void Bare(Door door, Action body) { door.Lock(); body(); door.Unlock(); }

        public void Right(Door door)
        {
            try
            {
                With(door, () => { if (Env.Flip()) throw new InvalidOperationException(); door.Use(); });
            }
            catch (InvalidOperationException)
            {
                door.Wait();
            }
        }

        public void Wrong(Door door)
        {
            try
            {
                Bare(door, () => { if (Env.Flip()) throw new InvalidOperationException(); door.Use(); });
            }
            catch (InvalidOperationException)
            {
                door.Wait(); // EPO1003
            }
        }
        """);

    [Fact]
    public Task What_the_delegate_assigns_is_known_afterwards() => Check.Members("""
        private static bool With(Door door, Action body) { if (Env.Flip()) return false; door.Lock(); body(); door.Unlock(); return true; }

        public void Right(Door door)
        {
            bool isDone = false;
            if (!With(door, () => isDone = true))
                return;

            if (!isDone)
                door.Use();

            Local(() => isDone = false);
            if (isDone)
                door.Use();

            void Local(Action body) { door.Lock(); body(); door.Unlock(); }
        }
        """);

    [Fact]
    public Task An_awaited_one_goes_on_when_its_delegate_is_done() => Check.Members("""
        private static async Task With(Door door, Func<Task> body)
        {
            door.Lock();
            try
            {
                await body().ConfigureAwait(false);
            }
            finally
            {
                door.Unlock();
            }
        }

        public async Task Right(Door door)
        {
            await With(door, async () => { await Task.Yield(); door.Use(); });
            door.Wait();
        }

        public async Task Wrong(Door door) => await With(door, async () => { await Task.Yield(); door.Wait(); }); // EPO1003

        public async Task Started(Door door)
        {
            Task started = With(door, async () => { await Task.Yield(); door.Use(); }); // EPO1009
            await started;
        }
        """);

    [Theory]
    [InlineData("private static void With(Door door, Action body) { door.Lock(); while (Env.Flip()) body(); door.Unlock(); }")]
    [InlineData("private static void With(Door door, Action body) { door.Lock(); try { body(); } catch (Exception) { } door.Unlock(); }")]
    [InlineData("private Action? _later; private void With(Door door, Action body) { door.Lock(); body(); _later = body; door.Unlock(); }")]
    public Task One_that_may_run_it_again_or_later_is_not(string with) => Check.Members($$"""
        {{with}}

        public void Hidden(Door door) => With(door, () => door.Use()); // EPO1009
        """);
}
