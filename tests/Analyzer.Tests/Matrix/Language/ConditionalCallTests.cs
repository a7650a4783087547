using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

/// <summary>Calls that the compiler leaves out, and assertions that end a path.</summary>
public sealed class ConditionalCallTests
{
    private const string Code = Prelude.Usings + """
        using System.Diagnostics;

        public static class Steps
        {
            [Conditional("CHECKED")] public static void Begin(Door door) => door.Lock();
        }

        """;

    [Fact]
    public Task A_call_without_its_symbol_does_nothing() => Check.Program(Code + """
        public static class Code
        {
            public static void Wrong(Door door)
            {
                Steps.Begin(door);
                door.Use(); // EPO1001
                door.Reset();
            }

            public static void Right(Door door) => Steps.Begin(door);
        }
        """, Prelude.Text);

    [Fact]
    public Task A_call_with_its_symbol_is_a_call() => Check.Program("#define CHECKED\n" + Code + """
        public static class Code
        {
            public static void Right(Door door)
            {
                Steps.Begin(door);
                door.Use();
                door.Unlock();
            }
        }
        """, Prelude.Text);

    [Theory]
    [InlineData("")]
    [InlineData("#define DEBUG\n")]
    public Task An_assertion_holds_whether_or_not_it_runs(string symbols) => Check.Program(symbols + Code + """
        public static class Code
        {
            public static void Right(Door door)
            {
                Debug.Assert(door.IsHeld);
                door.Use();
            }

            public static void RightCorrelated(Door door, bool wanted)
            {
                if (wanted)
                    door.Lock();
                Debug.Assert(wanted, "locked");
                door.Use();
                door.Unlock();
            }

            public static void RightTrace(Door door, bool wanted)
            {
                if (wanted)
                    door.Lock();
                Trace.Assert(wanted);
                door.Use();
                door.Unlock();
            }

            public static void RightFail(Door door, bool wanted)
            {
                if (wanted)
                    door.Lock();
                else
                    Debug.Fail("not locked");
                door.Use();
                door.Unlock();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task What_an_omitted_assertion_would_do_is_not_done() => Check.Program(Code + """
        public static class Code
        {
            public static void Wrong(Door door, bool wanted)
            {
                Debug.Assert(wanted && door.TryLock());
                door.Use(); // EPO1001
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task What_an_assertion_does_is_done() => Check.Program("#define DEBUG\n" + Code + """
        public static class Code
        {
            public static void Right(Door door)
            {
                Debug.Assert(door.TryLock());
                door.Use();
                door.Unlock();
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task Ending_the_process_ends_the_path() => Check.Members("""
        public void Right(Door door, bool wanted)
        {
            if (wanted)
                door.Lock();
            else
                Environment.FailFast("not wanted");
            door.Use();
            door.Unlock();
        }

        public void RightExit(Door door, bool wanted)
        {
            door.Lock();
            if (!wanted)
                Environment.Exit(1);
            door.Unlock();
        }
        """);
}
