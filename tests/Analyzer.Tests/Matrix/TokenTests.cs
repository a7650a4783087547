using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>Save and restore: a restore brings back what was in effect when its token was made.</summary>
public sealed class TokenTests
{
    private const string Types = Prelude.Usings + """
        [EntryProtocol(Scope = ProtocolScope.Thread)]
        public enum Irq { Off }

        public static class Chip
        {
            [Step(Irq.Off)] [return: Token] public static bool Save() => true;
            [Undo(Irq.Off)] public static void Restore([Token] bool saved) { }
            [Step(Irq.Off)] public static void Off() { }
            [Undo(Irq.Off)] public static void On() { }
            [Requires(Irq.Off)] public static void Touch() { }
            [Forbids(Irq.Off)] public static void Sleep() { }
        }

        """;

    [Fact]
    public Task Save_and_restore_nest_in_one_body_and_across_helpers() => Check.Program(Types + """
        public static class Code
        {
            private static void Inner()
            {
                var saved = Chip.Save();
                Chip.Touch();
                Chip.Restore(saved);
            }

            public static void Outer()
            {
                var saved = Chip.Save();
                Inner();
                Chip.Touch();
                Chip.Restore(saved);
            }

            public static void Flat()
            {
                var a = Chip.Save();
                var b = Chip.Save();
                Chip.Restore(b);
                Chip.Touch();
                Chip.Restore(a);
                Chip.Sleep();
            }

            public static void InBracket()
            {
                Chip.Off();
                Inner();
                Chip.Touch();
                Chip.On();
            }

            public static void After()
            {
                Inner();
                Chip.Touch(); // EPO1001
            }

            public static void Loop()
            {
                for (int i = 0; i < 3; i++)
                    Inner();
                Chip.Sleep();
            }
        }
        """);

    [Fact]
    public Task A_token_may_come_from_a_helper_or_go_to_one() => Check.Program(Types + """
        public static class Code
        {
            private static bool Begin() => Chip.Save();
            private static void Begin(out bool saved) => saved = Chip.Save();
            private static void End(bool saved) => Chip.Restore(saved);

            public static void Right()
            {
                var a = Begin();
                var b = Begin();
                Chip.Touch();
                End(b);
                Chip.Touch();
                End(a);
                Chip.Sleep();
            }

            public static void Out()
            {
                Begin(out var a);
                Begin(out var b);
                End(b);
                Chip.Touch();
                End(a);
            }

            public static void InBracket()
            {
                Chip.Off();
                var saved = Begin();
                End(saved);
                Chip.Touch();
                Chip.On();
            }

            public static void Wrong()
            {
                var a = Begin();
                var b = Begin();
                End(a);
                Chip.Touch(); // EPO1001
                Chip.Restore(b);
                Chip.On();
            }
        }
        """);

    [Fact]
    public Task A_restore_brings_back_what_was_however_often() => Check.Program(Types + """
        public static class Code
        {
            public static void Twice()
            {
                var saved = Chip.Save();
                Chip.Restore(saved);
                Chip.Restore(saved);
                Chip.Sleep();
                Chip.Touch(); // EPO1001
            }

            public static void InnerTwice()
            {
                var a = Chip.Save();
                var b = Chip.Save();
                Chip.Restore(b);
                Chip.Restore(b);
                Chip.Sleep(); // EPO1003
                Chip.Restore(a);
            }

            public static int Early(bool early)
            {
                var saved = Chip.Save();
                if (early)
                    return 1; // EPO1005
                Chip.Restore(saved);
                return 0;
            }
        }
        """);

    [Fact]
    public Task A_restore_brings_back_on_each_way_what_was_there() => Check.Program(Types + """
        public sealed class Saved;

        public static class Other
        {
            [Step(Irq.Off)] [return: Token] public static Saved Save() => new();
            [Undo(Irq.Off)] public static void Restore([Token] Saved saved) { }
        }

        public static class Code
        {
            public static void Left(bool early)
            {
                if (early)
                    Chip.Off();
                var saved = Chip.Save();
                Chip.Touch();
                Chip.Restore(saved);
            } // EPO1005

            public static void Optional(bool early)
            {
                Saved? outer = null;
                if (early)
                    outer = Other.Save();
                var inner = Other.Save();
                Chip.Touch();
                Other.Restore(inner);
                if (outer != null)
                    Other.Restore(outer);
            }
        }
        """);
}
