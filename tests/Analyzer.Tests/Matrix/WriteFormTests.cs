using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>A write is an event in each form that C# has for it; each form stands beside a twin that writes another value.</summary>
public sealed class WriteFormTests
{
    private const string Types = Prelude.Usings + """
        using System.Threading;

        [EntryProtocol(Ordered = false)]
        public enum Device { Powered }

        public sealed class Chip
        {
            [Step(Device.Powered, Value = 1), Undo(Device.Powered, Value = 0, IfInEffect = true)]
            public int Switch;

            [Step(Device.Powered, Value = 1), Undo(Device.Powered, Value = 0, IfInEffect = true)]
            public int Level { get; set; }

            [Requires(Device.Powered)] public void Use() { }
            [Forbids(Device.Powered)] public void Sleep() { }
        }

        public static class Wires
        {
            public static void Set(ref int wire) => wire = 1;
            public static void Fill(out int wire) => wire = 1;
        }

        """;

    [Theory]
    [InlineData("chip.Switch = {0};")]
    [InlineData("chip.Level = {0};")]
    [InlineData("int other; (chip.Switch, other) = ({0}, 5);")]
    [InlineData("int other; (other, chip.Level) = (5, {0});")]
    [InlineData("Volatile.Write(ref chip.Switch, {0});")]
    [InlineData("Interlocked.Exchange(ref chip.Switch, {0});")]
    [InlineData("if (Interlocked.CompareExchange(ref chip.Switch, {0}, 7) != 7) return;")]
    public async Task The_constant_that_is_written_decides(string write)
    {
        await Check.Program(Types + Body(string.Format(System.Globalization.CultureInfo.InvariantCulture, write, 1), "chip.Use();"));
        await Check.Program(Types + Body(string.Format(System.Globalization.CultureInfo.InvariantCulture, write, 2), "chip.Use(); // EPO1001"));
    }

    [Theory]
    [InlineData("chip.Switch |= mask;")]
    [InlineData("chip.Switch++;")]
    [InlineData("chip.Level += mask;")]
    [InlineData("chip.Switch = mask;")]
    [InlineData("Wires.Set(ref chip.Switch);")]
    [InlineData("Wires.Fill(out chip.Switch);")]
    [InlineData("Volatile.Write(ref chip.Switch, mask);")]
    [InlineData("Interlocked.CompareExchange(ref chip.Switch, 1, 7);")]
    public async Task A_write_that_may_be_the_value_is_possible_and_not_certain(string write)
    {
        await Check.Program(Types + Body(write, "chip.Use(); // EPO1001"));
        await Check.Program(Types + Body(write, "chip.Sleep(); // EPO1003"));
    }

    [Fact]
    public Task An_exchange_that_failed_has_written_nothing() => Check.Program(Types + """
        public class Code
        {
            public void Run(Chip chip)
            {
                if (Interlocked.CompareExchange(ref chip.Switch, 1, 7) == 7)
                {
                    chip.Use();
                    chip.Switch = 0;
                }
                else
                {
                    chip.Sleep();
                    chip.Use(); // EPO1001
                }
            }
        }
        """);

    [Fact]
    public Task An_object_initializer_writes() => Check.Program(Types + """
        public class Code
        {
            public void Right()
            {
                var chip = new Chip { Switch = 1 };
                chip.Use();
                chip.Switch = 0;
            }

            public void Wrong()
            {
                var chip = new Chip { Switch = 2 };
                chip.Use(); // EPO1001
            }
        }
        """);

    private static string Body(string write, string use) => $$"""
        public class Code
        {
            public void Run(Chip chip, int mask)
            {
                {{write}}
                {{use}}
                chip.Switch = 0;
            }
        }
        """;

    [Fact]
    public Task A_reference_to_one_of_two_places_writes_the_one_that_was_chosen() => Check.Program(Prelude.Usings + """
        [EntryProtocol(Ordered = false)]
        public enum Power { On }

        public sealed class Device
        {
            [Step(Power.On, Value = 1)]
            [Undo(Power.On, Value = 0)]
            public int Mode;

            public int Other;

            [Requires(Power.On)]
            public void Use() { }
        }

        public sealed class Code
        {
            public void Right(Device one, Device other, bool first)
            {
                (first ? ref one.Mode : ref other.Mode) = 1;
                if (first)
                {
                    one.Use();
                    one.Mode = 0;
                }
                else
                {
                    other.Use();
                    other.Mode = 0;
                }
            }

            public void Wrong(Device one, Device other, bool first)
            {
                one.Mode = 1;
                ref int chosen = ref first ? ref one.Mode : ref other.Other;
                chosen = 0;
                one.Use(); // EPO1001
                one.Mode = 0;
            }
        }
        """, Prelude.Text);
}
