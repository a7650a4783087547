using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>Brackets that are counted.</summary>
public sealed class NestingTests
{
    private const string Types = Prelude.Usings + """
        [EntryProtocol(Ordered = false)]
        public enum Section { [Nestable] Entered }

        public sealed class Lot
        {
            [Step(Section.Entered)] public void Enter() { }
            [Undo(Section.Entered)] public void Leave() { }
            [Requires(Section.Entered)] public void Use() { }
        }

        """;

    [Fact]
    public Task Each_enter_needs_its_leave() => Check.Program(Types + """
        public sealed class Code
        {
            public void Right(Lot lot)
            {
                lot.Enter();
                lot.Enter();
                lot.Leave();
                lot.Use();
                lot.Leave();
            }

            public void WrongAfter(Lot lot)
            {
                lot.Enter();
                lot.Enter();
                lot.Leave();
                lot.Leave();
                lot.Use(); // EPO1001
            }

            public void WrongOnce(Lot lot)
            {
                lot.Enter();
                lot.Leave();
                lot.Leave(); // EPO1004
            }
        }
        """);

    [Fact]
    public Task One_more_leave_than_enters_is_wrong_on_the_one_path_that_entered() => Check.Program(Types + """
        public sealed class Code
        {
            public void WrongOnOnePath(Lot lot, bool flag)
            {
                if (flag)
                {
                    lot.Enter();
                    lot.Leave();
                }

                lot.Leave(); // EPO1004
            }

            public void WrongForOneOfTwo(Lot lot, Lot other, bool flag)
            {
                Lot chosen = flag ? lot : other;
                chosen.Enter();
                chosen.Leave();
                lot.Leave(); // EPO1004
            }

            public void OfItsCallerOnly(Lot lot, bool flag)
            {
                if (flag)
                    lot.Leave();
                else
                    lot.Leave();
            }
        }
        """);

    [Fact]
    public Task Nesting_is_counted_through_helpers() => Check.Program(Types + """
        public sealed class Code
        {
            private static void Inner(Lot lot)
            {
                lot.Enter();
                lot.Use();
                lot.Leave();
            }

            public void Right(Lot lot)
            {
                lot.Enter();
                Inner(lot);
                lot.Use();
                lot.Leave();
            }

            private static void Twice(Lot lot)
            {
                lot.Enter();
                lot.Enter();
            }

            public void RightTwice(Lot lot)
            {
                Twice(lot);
                lot.Leave();
                lot.Use();
                lot.Leave();
            }
        }
        """);

    [Fact]
    public Task A_loop_that_opens_more_than_it_closes_is_reported() => Check.Program(Types + """
        public sealed class Code
        {
            public void Wrong(Lot lot)
            {
                while (Env.Flip())
                    lot.Enter();
            } // EPO1005
        }

        public static class Env
        {
            private static int s_calls;
            public static bool Flip() => (s_calls++ & 1) == 0;
        }
        """);

    [Fact]
    public Task A_helper_may_leave_more_often_than_it_entered() => Check.Program(Types + """
        public sealed class Code
        {
            private static void LeaveTwice(Lot lot)
            {
                lot.Leave();
                lot.Leave();
            }

            private static void Pause(Lot lot)
            {
                lot.Leave();
                lot.Leave();
                lot.Enter();
                lot.Enter();
            }

            public void Right(Lot lot)
            {
                lot.Enter();
                lot.Enter();
                lot.Enter();
                LeaveTwice(lot);
                lot.Use();
                lot.Leave();
            }

            public void RightPaused(Lot lot)
            {
                lot.Enter();
                lot.Enter();
                Pause(lot);
                lot.Use();
                lot.Leave();
                lot.Leave();
            }

            public void Wrong(Lot lot)
            {
                lot.Enter();
                lot.Enter();
                LeaveTwice(lot);
                lot.Use(); // EPO1001
            }

            public void WrongTooOften(Lot lot)
            {
                lot.Enter();
                LeaveTwice(lot); // EPO1004
            }
        }
        """);

    [Theory]
    [InlineData("Helper(lot, early);")]
    [InlineData("Helper(lot, true);")]
    [InlineData("Helper(lot, false);")]
    public Task A_helper_that_forgets_to_leave_on_one_way_is_told_there(string call) => Check.Program(Types + $$"""
        public sealed class Code
        {
            private static void Helper(Lot lot, bool early)
            {
                lot.Enter();
                if (early)
                    return; // EPO1005

                lot.Leave();
            }

            public void Run(Lot lot, bool early) { {{call}} }
        }
        """);

    [Fact]
    public Task A_helper_that_enters_only_where_its_caller_says_so_forgets_nothing() => Check.Program(Types + """
        public sealed class Code
        {
            private static void Begin(Lot lot, bool shared)
            {
                if (shared)
                    lot.Enter();
            }

            private static void End(Lot lot, bool shared)
            {
                if (shared)
                    lot.Leave();
            }

            public void Run(Lot lot, bool shared)
            {
                Begin(lot, shared);
                End(lot, shared);
            }
        }
        """);
}
