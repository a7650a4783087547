using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>A method of the program that runs its delegate once, on every way that comes back, need not say so.</summary>
public sealed class InstantParameterTests
{
    [Theory]
    [InlineData("private static void Run(Action run) => run();")]
    [InlineData("private static void Run(Action run) { Env.Flip(); run.Invoke(); }")]
    [InlineData("private static void Run(Action? run) => run?.Invoke();")]
    [InlineData("private static void Run(Action run) { if (run is null) throw new ArgumentNullException(nameof(run)); run(); }")]
    [InlineData("private static void Run(Action run) { ArgumentNullException.ThrowIfNull(run); try { run(); } finally { Env.Flip(); } }")]
    [InlineData("private static void Inner(Action run) => run(); private static void Run(Action run) => Inner(run);")]
    [InlineData("private void Run(Action run) { Env.Flip(); run(); Env.Flip(); }")]
    public Task What_it_does_is_done(string helper) => Check.Members($$"""
        {{helper}}

        public void Right(Door door)
        {
            Run(() => door.Lock());
            Run(() => door.Use());
            Run(door.Unlock);
        }

        public void Needed(Door door)
        {
            door.Lock();
            Run(() => door.Unlock());
            door.Use(); // EPO1001
        }
        """);

    [Theory]
    [InlineData("private static void Run(Action run) { if (Env.Flip()) run(); }")]
    [InlineData("private static void Run(Action run) { while (Env.Flip()) run(); }")]
    [InlineData("private static void Run(Action run) { if (Env.Flip()) return; run(); }")]
    [InlineData("private static void Run(Action run) { try { run(); } catch (Exception) { } }")]
    [InlineData("private Action? _later; private void Run(Action run) { run(); _later = run; }")]
    [InlineData("private static void Run(Action run) { Task.Run(run); }")]
    [InlineData("protected virtual void Run(Action run) => run();")]
    public Task Any_other_hides_it(string helper) => Check.Members($$"""
        {{helper}}

        public void Wrong(Door door)
        {
            door.Lock();
            Run(() => door.Unlock()); // EPO1009
        }
        """);

    [Fact]
    public Task It_is_given_what_the_call_is_given() => Check.Members("""
        private static void Do(Door door, Action<Door> act) => act(door);

        public void Right(Door door)
        {
            Do(door, one => one.Lock());
            Do(door, one => one.Use());
            Do(door, one => one.Unlock());
        }

        public void Wrong(Door door, Door other)
        {
            Do(door, one => one.Lock());
            Do(other, one => one.Use()); // EPO1001
            Do(door, one => one.Unlock());
        }
        """);

    /// <summary>A name that an event has elsewhere makes no event of what is bound to something else.</summary>
    [Fact]
    public Task A_method_that_only_names_what_is_called_like_an_event_has_none() => Check.Members("""
        private sealed class Log { public void Use() { } public void Lock() { } }
        private static readonly Log s_log = new();

        private static void Run(Action run)
        {
            s_log.Lock();
            s_log.Use();
            run();
        }

        private static void RunLocked(Door door, Action run)
        {
            door.Lock();
            run();
            door.Unlock();
        }

        public void Right(Door door)
        {
            Run(() => door.Lock());
            door.Use();
            Run(door.Unlock);
        }

        public void RightToo(Door door) => RunLocked(door, () => door.Use());

        public void Wrong(Door door, Door other) => RunLocked(door, () => other.Use()); // EPO1001
        """);
}
