using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

/// <summary>Tests for the type of a value that is one of several, and for a value that its type cannot lack.</summary>
public sealed class TypeTestTests
{
    private const string Types = Prelude.Usings + """
        [EntryProtocol(Ordered = false)]
        public enum Latch { Held }

        public sealed class Unit
        {
            [Step(Latch.Held)] public void Lock() { }
            [Step(Latch.Held)] public int Grab() => 1;
            [Step(Latch.Held)] public int? Find() => null;
            [Undo(Latch.Held)] public void Unlock() { }
            [Requires(Latch.Held)] public void Touch() { }
        }

        """;

    [Fact]
    public Task What_is_a_unit_is_the_one_of_several_that_can_be() => Check.Program(Types + """
        public sealed class Code
        {
            public void Text(Unit unit, bool choice)
            {
                object one = choice ? unit : "text";
                switch (one)
                {
                    case Unit found:
                        found.Lock();
                        unit.Touch();
                        found.Unlock();
                        break;
                }
            }

            public void Given(Unit unit, bool choice, string text)
            {
                object one = choice ? unit : text;
                if (one is Unit found)
                {
                    found.Lock();
                    unit.Touch();
                    found.Unlock();
                }
            }

            public void OfItsOwnType(Unit unit)
            {
                switch ((object)unit)
                {
                    case Unit:
                        unit.Lock();
                        break;
                    default:
                        Console.WriteLine();
                        break;
                }
            }

            public void OfItsOwnTypeAndMore(Unit unit, bool choice)
            {
                switch ((object)unit)
                {
                    case Unit when choice:
                        unit.Lock();
                        break;
                    default:
                        Console.WriteLine();
                        break;
                }
            } // EPO1005

            public void OfTwo(Unit unit, Unit other, bool choice)
            {
                object one = choice ? unit : other;
                if (one is Unit found)
                {
                    found.Lock();
                    unit.Touch(); // EPO1001
                    found.Unlock();
                }
            }

            public void OfAnyObject(Unit unit, object other, bool choice)
            {
                object one = choice ? unit : other;
                if (one is Unit found)
                {
                    found.Lock();
                    unit.Touch(); // EPO1001
                    found.Unlock();
                }
            }
        }
        """);

    [Fact]
    public Task A_value_that_is_never_null_is_missing_only_where_the_call_is_skipped() => Check.Program(Types + """
        public sealed class Code
        {
            public void Number(Unit? unit)
            {
                if (unit?.Grab() is not null)
                {
                    unit.Touch();
                    unit.Unlock();
                }
            }

            public void Maybe(Unit? unit)
            {
                if (unit?.Find() is not null)
                    unit.Unlock();
            } // EPO1005
        }
        """);
}
