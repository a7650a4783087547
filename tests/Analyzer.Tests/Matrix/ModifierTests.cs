using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>Brackets that not every way out owes an undo.</summary>
public sealed class ModifierTests
{
    private const string Types = Prelude.Usings + """
        [EntryProtocol(Ordered = false)]
        public enum Transaction { [EndsOnThrow] Open }

        public sealed class Store
        {
            [Step(Transaction.Open)] public void Begin() { }
            [Undo(Transaction.Open)] public void Complete() { }
            [Requires(Transaction.Open)] public void Write() { }
        }

        [EntryProtocol(Ordered = false, Scope = ProtocolScope.Program)]
        public enum Mode { [MayStay] Main }

        public static class Threads
        {
            [Step(Mode.Main)] public static void Switch() { }
            [Undo(Mode.Main, IfInEffect = true)] public static void Leave() { }
            [Undo(Mode.Main)] public static void LeaveMain() { }
            [Requires(Mode.Main)] public static void Touch() { }
        }

        """;

    [Fact]
    public Task A_throw_abandons_what_ends_on_it_and_a_return_does_not() => Check.Program(Types + """
        public sealed class Code
        {
            public void RollsBack(Store store, bool fail)
            {
                store.Begin();
                if (fail)
                    throw new InvalidOperationException();
                store.Complete();
            }

            public void Forgets(Store store, bool early)
            {
                store.Begin();
                if (early)
                    return; // EPO1005
                store.Complete();
            }

            private static void Helper(Store store, bool fail)
            {
                store.Begin();
                if (fail)
                    throw new InvalidOperationException();
            }

            public void CallsAndCatches(Store store, bool fail)
            {
                try
                {
                    Helper(store, fail);
                }
                catch (InvalidOperationException)
                {
                    store.Write(); // EPO1001
                    return;
                }

                store.Write();
                store.Complete();
            }
        }
        """);

    [Fact]
    public Task A_signal_ends_what_others_performed_but_not_on_one_way_what_this_body_did_on_another() => Check.Program(Prelude.Usings + """
        [EntryProtocol(Ordered = false)] public enum Slot { [Nestable] Taken }

        public class Slots
        {
            [Step(Slot.Taken), MayThrow] public void Take() { }
            [Step(Slot.Taken, When = true)] public bool TryTake() => Env.Flip();
            [Undo(Slot.Taken, Signals = true)] public void Give() { }
        }

        public class Code
        {
            public void Right(Slots slots)
            {
                slots.Take();
                try
                {
                    Env.Work();
                }
                finally
                {
                    slots.Give();
                }
            }

            public void RightSignal(Slots slots)
            {
                if (Env.Flip())
                    slots.Give();
                slots.Give();
                slots.Give();
            }

            public void RightAsked(Slots slots)
            {
                if (slots.TryTake())
                    slots.Give();
            }

            public void Wrong(Slots slots)
            {
                try
                {
                    slots.Take();
                    Env.Work();
                }
                finally
                {
                    slots.Give(); // EPO1004
                }
            }

            public void WrongNotAsked(Slots slots)
            {
                slots.TryTake();
                slots.Give(); // EPO1004
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task A_throw_that_is_caught_here_abandons_nothing() => Check.Program(Types + """
        public sealed class Code
        {
            public void Goes(Store store, bool fail)
            {
                store.Begin();
                try
                {
                    if (fail)
                        throw new InvalidOperationException();
                }
                catch (InvalidOperationException)
                {
                    store.Write();
                }

                store.Complete();
            }
        }
        """);

    [Fact]
    public Task Ways_out_need_not_agree_about_what_may_stay() => Check.Program(Types + """
        public sealed class Code
        {
            public void Either(bool main)
            {
                if (main)
                    Threads.Switch();
            }

            public void Stays() => Threads.Switch();

            public void Throws(bool fail)
            {
                Threads.Switch();
                if (fail)
                    throw new InvalidOperationException();
                Threads.Leave();
            }

            public Action Later() => () => Threads.Switch();
        }
        """);

    [Fact]
    public Task What_may_stay_is_needed_all_the_same() => Check.Program(Types + """
        public sealed class Code
        {
            private static void Perhaps(bool main)
            {
                if (main)
                    Threads.Switch();
            }

            public void AfterPerhaps(bool main)
            {
                Perhaps(main);
                Threads.Touch(); // EPO1001
            }

            private static void Surely() => Threads.Switch();

            public void AfterSurely()
            {
                Surely();
                Threads.Touch();
            }

            public void Left()
            {
                Threads.Switch();
                Threads.Leave();
                Threads.Touch(); // EPO1001
            }

            public void LeftTwice()
            {
                Threads.Switch();
                Threads.LeaveMain();
                Threads.LeaveMain(); // EPO1004
            }
        }
        """);

    [Fact]
    public Task A_member_that_throws_has_not_performed_its_step() => Check.Program(Prelude.Usings + """
        [EntryProtocol(Ordered = false)]
        public enum Reading { Held }

        public class Book
        {
            [Step(Reading.Held)] public void Enter() { }
            [Undo(Reading.Held)] public void Exit() { }

            [Step(Reading.Held)]
            public void Take(bool fail)
            {
                Enter();
                if (fail)
                    throw new InvalidOperationException(); // EPO1005
            }

            [Ensures(Reading.Held)]
            public void Hold(bool fail)
            {
                Enter();
                if (fail)
                    throw new InvalidOperationException(); // EPO1005
            }

            [Step(Reading.Held)]
            public void TakeAndUndo(bool fail)
            {
                Enter();
                if (fail)
                {
                    Exit();
                    throw new InvalidOperationException();
                }
            }

            [Step(Reading.Held)]
            public void TakeLate(bool fail)
            {
                if (fail)
                    throw new InvalidOperationException();
                Enter();
            }
        }
        """);

    [Fact]
    public Task A_class_may_ask_for_something_before_its_own_disposal() => Check.Program(Prelude.Usings + """
        [EntryProtocol(Ordered = false)]
        public enum Pump { Running }

        public sealed class Channel : IDisposable, IAsyncDisposable
        {
            [Step(Pump.Running)] public void Start() { }
            [Undo(Pump.Running)] public void Stop() { }
            [Forbids(Pump.Running)] public void Dispose() { }
            [Forbids(Pump.Running)] public System.Threading.Tasks.ValueTask DisposeAsync() => default;
        }

        public interface ICloser { void Close(); }

        public sealed class Closer : ICloser
        {
            [Step(Pump.Running)] public void Start() { }
            [Forbids(Pump.Running)] public void Close() { } // EPO1007
        }

        public static class Code
        {
            public static void Right()
            {
                using var channel = new Channel();
                channel.Start();
                channel.Stop();
            }

            public static void Wrong()
            {
                var channel = new Channel();
                channel.Start();
                channel.Dispose(); // EPO1003
                channel.Stop();
            }
        }
        """);
}
