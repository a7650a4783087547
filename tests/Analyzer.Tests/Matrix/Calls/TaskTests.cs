using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>Where the effect of a task lands, on its way from the call to whoever waits for it.</summary>
public sealed class TaskTests
{
    private const string Helpers = """
        private static async Task Begin(Door door) { await Task.Yield(); door.Lock(); }

        """;

    private const string Needs = """
        private static async Task Need(Door door) { await Task.Yield(); door.Use(); }

        """;

    [Fact]
    public Task A_task_is_followed_through_what_holds_it() => Check.Members(Helpers + """
        private Task? _begun;

        public async Task RightCopy(Door door)
        {
            var task = Begin(door);
            var same = task;
            await same;
            door.Use();
            door.Unlock();
        }

        public async Task RightConfigured(Door door)
        {
            var task = Begin(door).ConfigureAwait(false);
            await task;
            door.Use();
            door.Unlock();
        }

        public async Task RightField(Door door)
        {
            _begun = Begin(door);
            await _begun;
            door.Use();
            door.Unlock();
        }

        public async Task RightTimeout(Door door)
        {
            await Begin(door).WaitAsync(TimeSpan.FromSeconds(1));
            door.Use();
            door.Unlock();
        }

        public async Task Wrong(Door door)
        {
            var task = Begin(door);
            door.Use(); // EPO1001
            await task;
            door.Unlock();
        }
        """);

    [Fact]
    public Task One_of_several_tasks_lands() => Check.Members(Helpers + """
        public async Task Right(Door door, Door other, bool first)
        {
            var task = first ? Begin(door) : Begin(other);
            await task;
            if (first)
            {
                door.Use();
                door.Unlock();
            }
            else
            {
                other.Use();
                other.Unlock();
            }
        }

        public async Task RightPerhaps(Door door, bool wanted)
        {
            Task? task = null;
            if (wanted)
                task = Begin(door);
            if (task != null)
            {
                await task;
                door.Use();
                door.Unlock();
            }
        }

        public Task Choose(Door door, bool first) => first ? Begin(door) : Begin(door);

        public async Task RightThrough(Door door)
        {
            await Choose(door, true);
            door.Use();
            door.Unlock();
        }

        public async Task Wrong(Door door, bool wanted)
        {
            var task = Task.CompletedTask;
            if (wanted)
                task = Begin(door);
            await task;
            door.Use(); // EPO1001
            door.Reset();
        }
        """);

    [Fact]
    public Task Tasks_that_are_awaited_together_run_in_no_order() => Check.Program(Prelude.Usings + """
        [EntryProtocol]
        public enum Link
        {
            Linked,
            Greeted,
        }

        public sealed class Peer
        {
            [Step(Link.Linked)] public Task LinkAsync() => Task.CompletedTask;
            [Undo(Link.Linked)] public Task UnlinkAsync() => Task.CompletedTask;
            [Step(Link.Greeted)] public Task GreetAsync() => Task.CompletedTask;
            [Commit(typeof(Link))] public Task ShipAsync() => Task.CompletedTask;
        }

        public static class Code
        {
            public static async Task Right(Peer peer, Peer other)
            {
                await Task.WhenAll(peer.LinkAsync(), other.LinkAsync());
                await Task.WhenAll(peer.GreetAsync(), other.GreetAsync());
                await Task.WhenAll(peer.ShipAsync(), other.ShipAsync());
                await Task.WhenAll(peer.UnlinkAsync(), other.UnlinkAsync());
            }

            public static async Task Wrong(Peer peer)
            {
                await Task.WhenAll(peer.LinkAsync(), peer.GreetAsync());
                await peer.ShipAsync(); // EPO1002
                await peer.UnlinkAsync();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task All_tasks_of_a_list_land() => Check.Members(Helpers + """
        public async Task RightArray(Door door, Door other)
        {
            Task[] tasks = { Begin(door), Begin(other) };
            await Task.WhenAll(tasks);
            door.Use();
            other.Use();
            door.Unlock();
            other.Unlock();
        }

        public async Task RightList(Door door)
        {
            var tasks = new List<Task>();
            tasks.Add(Begin(door));
            var all = Task.WhenAll(tasks);
            await all;
            door.Use();
            door.Unlock();
        }

        public async Task Wrong(Door door)
        {
            var task = Begin(door);
            await Task.WhenAny(task, Task.Delay(5));
            door.Use(); // EPO1001
        }
        """);

    [Fact]
    public Task Waiting_without_await_lands_too() => Check.Members(Helpers + Needs + """
        private static async Task<int> Number(Door door) { await Task.Yield(); return door.Count(); }

        public void Right(Door door)
        {
            Begin(door).Wait();
            door.Use();
            door.Unlock();
        }

        public int RightResult(Door door)
        {
            Begin(door).GetAwaiter().GetResult();
            Task.WaitAll(Need(door), Need(door));
            var number = Number(door).Result;
            door.Unlock();
            return number;
        }

        public int Wrong(Door door) => Number(door).Result; // EPO1001
        """);

    [Fact]
    public Task An_awaiter_in_a_local_lands_where_its_result_is_taken() => Check.Members(Helpers + Needs + """
        public void Right(Door door)
        {
            var awaiter = Begin(door).GetAwaiter();
            awaiter.GetResult();
            door.Use();
            door.Unlock();
        }

        public void RightConfigured(Door door)
        {
            var task = Begin(door);
            var awaiter = task.ConfigureAwait(false).GetAwaiter();
            awaiter.GetResult();
            var needed = Need(door).GetAwaiter();
            needed.GetResult();
            door.Unlock();
        }

        public void RightOneOfTwo(Door door, Door other, bool first)
        {
            var one = Begin(door).GetAwaiter();
            var two = Begin(other).GetAwaiter();
            var awaiter = first ? one : two;
            awaiter.GetResult();
            if (first)
                door.Unlock();
            else
                other.Unlock();
        }

        public void Wrong(Door door)
        {
            var awaiter = Begin(door).GetAwaiter();
            door.Use(); // EPO1001
            awaiter.GetResult();
            door.Unlock();
        }

        public void WrongNeed(Door door)
        {
            var awaiter = Need(door).GetAwaiter(); // EPO1001
            awaiter.GetResult();
        }

        public bool WrongNever(Door door)
        {
            var awaiter = Need(door).GetAwaiter(); // EPO1009
            return awaiter.IsCompleted;
        }
        """);

    [Fact]
    public Task What_a_task_needs_it_needs_where_it_is_started() => Check.Members(Helpers + Needs + """
        public async Task Right(Door door)
        {
            await Begin(door);
            var task = Need(door);
            await Task.Yield();
            await task;
            door.Unlock();
        }

        public async Task RightTogether(Door door, Door other)
        {
            door.Lock();
            await Task.WhenAll(Need(door), Need(door), Begin(other));
            door.Unlock();
            other.Unlock();
        }

        public async Task WrongBefore(Door door)
        {
            var task = Need(door); // EPO1001
            await Begin(door);
            await task;
            door.Unlock();
        }

        public async Task WrongTogether(Door door)
        {
            await Task.WhenAll(Begin(door), Need(door)); // EPO1001
            door.Unlock();
        }

        public async Task WrongOnOneWay(Door door, bool early)
        {
            if (!early)
                door.Lock();
            var task = Need(door); // EPO1001
            if (early)
                door.Lock();
            await task;
            door.Unlock();
        }
        """);

    [Fact]
    public Task Members_with_rules_run_from_where_they_are_started_too() => Check.Program(Prelude.Usings + """
        [EntryProtocol] public enum Flow { Open, [Strict] Header, Body }

        public class Pipe
        {
            [Step(Flow.Open)] public Task OpenAsync() => Task.CompletedTask;
            [Undo(Flow.Open)] public Task CloseAsync() => Task.CompletedTask;
            [Step(Flow.Header)] public Task HeaderAsync() => Task.CompletedTask;
            [Step(Flow.Body)] public Task BodyAsync() => Task.CompletedTask;
            [Commit(typeof(Flow))] public Task SendAsync() => Task.CompletedTask;
        }

        public class Code
        {
            public async Task Right(Pipe pipe)
            {
                await pipe.OpenAsync();
                var header = pipe.HeaderAsync();
                await header;
                await pipe.BodyAsync();
                var sent = pipe.SendAsync();
                await sent;
                await pipe.CloseAsync();
            }

            public async Task WrongStart(Pipe pipe)
            {
                var header = pipe.HeaderAsync(); // EPO1001
                await pipe.OpenAsync();
                await header;
                await pipe.BodyAsync();
                await pipe.SendAsync();
                await pipe.CloseAsync();
            }

            public async Task WrongCommit(Pipe pipe)
            {
                await pipe.OpenAsync();
                await pipe.HeaderAsync();
                var sent = pipe.SendAsync(); // EPO1001
                await pipe.BodyAsync();
                await sent;
                await pipe.CloseAsync();
            }
        }
        """);

    [Fact]
    public Task A_task_that_is_made_of_another_lands_with_it() => Check.Members(Helpers + Needs + """
        private static ValueTask Pass(Door door) => new ValueTask(Begin(door));

        private static ValueTask PassOneOf(Door door, bool first) => first ? new ValueTask(Begin(door)) : new ValueTask(Begin(door));

        private static ValueTask PassNeed(Door door)
        {
            return new ValueTask(Need(door));
        }

        public async Task Right(Door door)
        {
            await Pass(door);
            door.Use();
            door.Unlock();
        }

        public async Task RightHere(Door door)
        {
            await new ValueTask(Begin(door));
            await PassNeed(door);
            door.Unlock();
        }

        public async Task RightOneOf(Door door, bool first)
        {
            await PassOneOf(door, first);
            door.Unlock();
        }

        public async Task Wrong(Door door)
        {
            var begun = new ValueTask(Begin(door));
            door.Use(); // EPO1001
            await begun;
            door.Unlock();
        }

        public async Task WrongNeed(Door door)
        {
            await PassNeed(door); // EPO1001
        }

        public void WrongNever(Door door)
        {
            var task = new ValueTask(Need(door)); // EPO1009
        }
        """);

    [Fact]
    public Task A_task_runs_once_however_often_it_is_waited_for() => Check.Members(Helpers + """
        private static async Task<bool> TryBegin(Door door)
        {
            await Task.Yield();
            door.Lock();
            return true;
        }

        public async Task Right(Door door)
        {
            var begun = Begin(door);
            await begun;
            door.Unlock();
            await begun;
        }

        public async Task RightOnSomePaths(Door door)
        {
            var begun = TryBegin(door);
            if (begun.IsCompleted && begun.Result)
                Console.WriteLine();

            bool result = await begun;
            if (result)
                door.Unlock();

            await begun;
        }

        public async Task RightOfAll(Door door)
        {
            var begun = TryBegin(door);
            await Task.WhenAll(begun);
            door.Unlock();
            if (begun.Result)
                Console.WriteLine();
        }

        public async Task RightListOnSomePaths(Door door, bool really)
        {
            var tasks = new List<Task>();
            if (really)
                tasks.Add(Begin(door));

            await Task.WhenAll(tasks);
            if (really)
                door.Unlock();
        }

        public async Task RightEachRound(Door door)
        {
            for (int i = 0; i < 3; i++)
            {
                var begun = Begin(door);
                await begun;
                await begun;
                door.Use();
                door.Unlock();
            }
        }

        public async Task WrongAfterwards(Door door)
        {
            var begun = Begin(door);
            await begun;
            door.Unlock();
            await begun;
            door.Use(); // EPO1001
        }

        public async Task WrongSecondTask(Door door)
        {
            var begun = Begin(door);
            await begun;
            door.Unlock();
            begun = Begin(door);
            door.Use(); // EPO1001
            await begun;
            door.Unlock();
        }
        """);

    [Fact]
    public Task What_nobody_awaits_must_need_nothing() => Check.Members(Helpers + Needs + """
        private static async Task Balanced(Door door)
        {
            await Task.Yield();
            door.Lock();
            door.Use();
            door.Unlock();
        }

        private static async void Forget(Door door) { await Task.Yield(); door.Unlock(); }

        public void Right(Door door) => _ = Balanced(door);

        public void Met(Door door)
        {
            Begin(door).Wait();
            Need(door).Wait();
            door.Unlock();
        }

        public void Wrong(Door door)
        {
            door.Lock();
            _ = Need(door); // EPO1009
            door.Unlock();
        }

        public async Task WrongLocal(Door door)
        {
            door.Lock();
            var task = Need(door); // EPO1009
            door.Unlock();
            await Task.Yield();
        }

        public void WrongVoid(Door door) => Forget(door); // EPO1009
        """);

    [Fact]
    public Task A_dropped_step_is_missed_where_it_is_needed_and_a_dropped_undo_is_reported() => Check.Program(Prelude.Usings + """
        public sealed class Box
        {
            [Step(DoorLock.Held)] public Task LockAsync() => Task.CompletedTask;
            [Step(DoorLock.Held, When = true)] public ValueTask<bool> TryLockAsync() => default;
            [Undo(DoorLock.Held)] public Task UnlockAsync() => Task.CompletedTask;
            [Requires(DoorLock.Held)] public void Use() { }
        }

        public static class Code
        {
            public static async Task Wrong(Box box)
            {
                box.LockAsync();
                box.Use(); // EPO1001
                await box.UnlockAsync();
            }

            public static async Task WrongUndo(Box box)
            {
                await box.LockAsync();
                box.Use();
                box.UnlockAsync(); // EPO1009
            }

            public static async Task Right(Box box)
            {
                var attempt = box.TryLockAsync();
                if (!await attempt)
                    return;
                box.Use();
                await box.UnlockAsync();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task Local_functions_and_lambdas_land_where_they_are_awaited() => Check.Members("""
        public async Task Right(Door door)
        {
            async Task Begin() { await Task.Yield(); door.Lock(); }
            var task = Begin();
            await task;
            door.Use();
            door.Unlock();
        }

        public async Task Wrong(Door door)
        {
            async Task Begin() { await Task.Yield(); door.Lock(); }
            var task = Begin();
            door.Use(); // EPO1001
            await task;
            door.Unlock();
        }

        public async Task WrongLambda(Door door)
        {
            Func<Task> begin = async () => { await Task.Yield(); door.Lock(); };
            var task = begin();
            door.Use(); // EPO1001
            await task;
            door.Unlock();
        }
        """);

    [Fact]
    public Task A_method_that_returns_a_completed_task_has_run() => Check.Members("""
        private static Task Begin(Door door)
        {
            door.Lock();
            return Task.CompletedTask;
        }

        public async Task Right(Door door)
        {
            var task = Begin(door);
            door.Use();
            await task;
            door.Unlock();
        }
        """);

    [Fact]
    public Task Anything_that_can_be_awaited_is_a_task() => Check.Program(Prelude.Usings + """
        public sealed class Wait : System.Runtime.CompilerServices.INotifyCompletion
        {
            public bool IsCompleted => true;
            public Wait GetAwaiter() => this;
            public void GetResult() { }
            public void OnCompleted(Action continuation) { }
        }

        public sealed class Box
        {
            [Step(DoorLock.Held)] public Wait Lock() => new();
            [Undo(DoorLock.Held)] public void Unlock() { }
            [Requires(DoorLock.Held)] public void Use() { }
        }

        public static class Code
        {
            public static async Task Right(Box box)
            {
                await box.Lock();
                box.Use();
                box.Unlock();
            }

            public static async Task Wrong(Box box)
            {
                var wait = box.Lock();
                box.Use(); // EPO1001
                await wait;
                box.Unlock();
            }
        }
        """, Prelude.Text);
}
