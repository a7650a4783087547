using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>Work that is started and takes a step over, and delegates that a guard runs when it is disposed.</summary>
public sealed class TakeOverTests
{
    private const string Types = Prelude.Usings + """
        [EntryProtocol(Ordered = false)]
        public enum Replies { Open }

        public sealed class Channel
        {
            [Step(Replies.Open)] public void Begin() { }
            [Undo(Replies.Open)] public void Complete() { }
            [Requires(Replies.Open)] public void Write() { }

            [TakesOver(Replies.Open)]
            public async Task PumpAsync()
            {
                try
                {
                    await Task.Yield();
                    Write();
                }
                finally
                {
                    Complete();
                }
            }

            [TakesOver(Replies.Open)] public void Loop() => Complete();
        }

        [EntryProtocol(Ordered = false, Scope = ProtocolScope.Program)]
        public enum Slots { [Nestable] Taken }

        public static class Pool
        {
            [Step(Slots.Taken)] public static void Take() { }
            [Undo(Slots.Taken)] public static void Give() { }
            public static void Start([TakesOver(Slots.Taken)] Action work) { }
            public static void StartOf([TakesOver(Replies.Open)] Action work) { }
        }

        public static class Closing
        {
            public static IDisposable With([Guard] Action close) => new Run(close);

            private sealed class Run(Action close) : IDisposable
            {
                public void Dispose() => close();
            }
        }

        """;

    [Fact]
    public Task Who_starts_the_work_owes_the_undo_no_longer() => Check.Program(Types + """
        public sealed class Code
        {
            private Task? _pump;

            public void Right(Channel channel)
            {
                channel.Begin();
                _pump = channel.PumpAsync();
            }

            public async Task Awaited(Channel channel)
            {
                channel.Begin();
                await channel.PumpAsync();
            }

            public void OnThread(Channel channel)
            {
                channel.Begin();
                new System.Threading.Thread(channel.Loop).Start();
            }

            public void NotBegun(Channel channel)
            {
                _pump = channel.PumpAsync(); // EPO1001
            }

            public void NotStarted(Channel channel, bool start)
            {
                channel.Begin();
                if (!start)
                    return; // EPO1005
                _pump = channel.PumpAsync();
            }

            public void EndsItAsWell(Channel channel)
            {
                channel.Begin();
                _pump = channel.PumpAsync();
                channel.Complete(); // EPO1004
            }
        }
        """);

    [Fact]
    public Task The_work_owes_it_on_every_way_out() => Check.Program(Types + """
        public sealed class Worker(Channel channel)
        {
            private readonly Channel _channel = channel;

            [Step(Slots.Taken)] private static void Take() { }
            [Undo(Slots.Taken)] private static void Give() { }

            [TakesOver(Slots.Taken)]
            public void Forgets(bool early)
            {
                if (early)
                    return; // EPO1005
                Give();
            }

            [TakesOver(Slots.Taken)]
            public void ForgetsAlways()
            {
                Console.WriteLine();
            } // EPO1005

            [TakesOver(Slots.Taken)]
            public void Throws(bool fail)
            {
                if (fail)
                    throw new InvalidOperationException(); // EPO1005
                Give();
            }

            [TakesOver(Slots.Taken)]
            public void Right(bool fail)
            {
                try
                {
                    if (fail)
                        throw new InvalidOperationException();
                }
                finally
                {
                    Give();
                }
            }
        }
        """);

    [Fact]
    public Task A_delegate_may_take_it_over() => Check.Program(Types + """
        public sealed class Code
        {
            private readonly Channel _channel = new();

            public void Right()
            {
                Pool.Take();
                Pool.Start(() => Pool.Give());
            }

            public void InLoop(int count)
            {
                for (int i = 0; i < count; i++)
                {
                    Pool.Take();
                    Pool.Start(() =>
                    {
                        try
                        {
                            Console.WriteLine();
                        }
                        finally
                        {
                            Pool.Give();
                        }
                    });
                }
            }

            public void Forgets(bool early)
            {
                Pool.Take();
                Pool.Start(() =>
                {
                    if (early)
                        return; // EPO1005
                    Pool.Give();
                });
            }

            public void NotTaken() => Pool.Start(() => Pool.Give()); // EPO1001

            public void OfObject()
            {
                _channel.Begin();
                Pool.StartOf(() => _channel.Complete());
            }

            public void OfObjectForgotten()
            {
                _channel.Begin();
                Pool.StartOf(() => Console.WriteLine()); // EPO1005
            }
        }
        """);

    [Fact]
    public Task A_delegate_that_a_guard_runs_makes_it_a_guard_of_what_it_undoes() => Check.Program(Types + """
        public sealed class Code
        {
            private readonly Channel _channel = new();
            private IDisposable? _kept;

            private IDisposable Opened()
            {
                _channel.Begin();
                return Closing.With(() => _channel.Complete());
            }

            private IDisposable OfMethod()
            {
                _channel.Begin();
                return Closing.With(_channel.Complete);
            }

            private IDisposable OfLocal()
            {
                _channel.Begin();
                Action close = () => _channel.Complete();
                return Closing.With(close);
            }

            public void Used()
            {
                using (Opened())
                    _channel.Write();
                using (OfMethod())
                    _channel.Write();
                using (OfLocal())
                    _channel.Write();
            }

            public void Stored() => _kept = Opened();

            public void Dropped()
            {
                Opened(); // EPO1005
            }

            public void Here()
            {
                _channel.Begin();
                using var closing = Closing.With(() => _channel.Complete());
                _channel.Write();
            }

            public void After()
            {
                _channel.Begin();
                using (Closing.With(() => _channel.Complete()))
                {
                }

                _channel.Write(); // EPO1001
            }

            public IDisposable Performs() => Closing.With(() => _channel.Begin()); // EPO1009
        }
        """);
}
