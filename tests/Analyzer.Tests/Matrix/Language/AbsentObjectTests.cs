using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

/// <summary>An object that is not there has nothing in effect, and neither has what it would lead to.</summary>
public sealed class AbsentObjectTests
{
    private const string Types = Prelude.Usings + """
        [EntryProtocol(Ordered = false)]
        public enum Latch { Held }

        public sealed class Unit
        {
            [Step(Latch.Held)] public void Lock() { }
            [Undo(Latch.Held)] public void Unlock() { }
            [Requires(Latch.Held)] public void Touch() { }
            [Step(Latch.Held)] [return: Guard(MayBeNull = true)] public Holding? HoldOrNot() => null;
        }

        public sealed class Holding : IDisposable
        {
            public void Dispose() { }
        }

        public sealed class Holder
        {
            public Unit Got { get; } = new();
        }

        """;

    [Fact]
    public Task What_a_member_of_it_leaves_in_effect_is_left_wherever_there_is_one() => Check.Program(Types + """
        public sealed class Code
        {
            public void Starts(Holder? holder) => holder?.Got.Lock();

            public void StartsSome(Holder? holder, bool start)
            {
                if (start)
                    holder?.Got.Lock();
            } // EPO1005
        }
        """);

    [Fact]
    public Task A_guard_that_may_be_absent_is_disposed_once() => Check.Program(Types + """
        public sealed class Code
        {
            public void Once(Unit unit)
            {
                var held = unit.HoldOrNot();
                held?.Dispose();
            }

            public void Twice(Unit unit)
            {
                var held = unit.HoldOrNot();
                held?.Dispose();
                held?.Dispose(); // EPO1004
            }

            public void TwiceWhereThereIsOne(Unit unit)
            {
                var held = unit.HoldOrNot();
                if (held is not null)
                    held.Dispose();
                Console.WriteLine();
                if (held is not null)
                    held.Dispose(); // EPO1004
            }

            public void Again(Unit unit)
            {
                var held = unit.HoldOrNot();
                held?.Dispose();
                held = unit.HoldOrNot();
                held?.Dispose();
            }
        }
        """);
}
