using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>Awaitable methods act where they are awaited.</summary>
public sealed class AsyncTests
{
    private const string Types = Prelude.Usings + """
        public sealed class Box
        {
            [Step(DoorLock.Held)] public Task LockAsync() => Task.CompletedTask;
            [Undo(DoorLock.Held)] public void Unlock() { }
            [Requires(DoorLock.Held)] public void Use() { }
        }

        """;

    [Fact]
    public Task The_effect_lands_at_the_await() => Check.Program(Types + """
        public sealed class Code
        {
            public async Task Right(Box box)
            {
                await box.LockAsync();
                box.Use();
                box.Unlock();
            }

            public async Task RightConfigured(Box box)
            {
                await box.LockAsync().ConfigureAwait(false);
                box.Use();
                box.Unlock();
            }

            public async Task RightLocal(Box box)
            {
                var task = box.LockAsync();
                await task;
                box.Use();
                box.Unlock();
            }

            public async Task RightAll(Box one, Box other)
            {
                await Task.WhenAll(one.LockAsync(), other.LockAsync());
                one.Use();
                other.Use();
                one.Unlock();
                other.Unlock();
            }

            public async Task WrongBefore(Box box)
            {
                var task = box.LockAsync();
                box.Use(); // EPO1001
                await task;
                box.Unlock();
            }

            public void WrongNever(Box box)
            {
                _ = box.LockAsync();
                box.Use(); // EPO1001
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task A_helper_that_is_awaited_acts_there() => Check.Program(Types + """
        public sealed class Code
        {
            private static async Task Begin(Box box)
            {
                await Task.Yield();
                await box.LockAsync();
            }

            public async Task Right(Box box)
            {
                await Begin(box);
                box.Use();
                box.Unlock();
            }

            public async Task Wrong(Box box)
            {
                var begun = Begin(box);
                box.Use(); // EPO1001
                await begun;
                box.Unlock();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task A_bracket_of_the_thread_does_not_cross_an_await_of_a_helper() => Check.Members("""
        private static async Task Pause() => await Task.Yield();

        public async Task Wrong(Processor cpu)
        {
            cpu.DisableInterrupts();
            await Pause(); // EPO1008
            cpu.EnableInterrupts();
        }

        public IEnumerable<int> WrongYield(Processor cpu)
        {
            cpu.DisableInterrupts();
            yield return 1; // EPO1008
            cpu.EnableInterrupts();
        }
        """);
}
