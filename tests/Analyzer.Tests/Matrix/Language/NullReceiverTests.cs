using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Language;

/// <summary>Where <c>?.</c> finds null, nothing happens, except what says <c>WhenNull = true</c>.</summary>
public sealed class NullReceiverTests
{
    private const string Types = """
        [EntryProtocol]
        public enum Irq { [Scope(ProtocolScope.Thread)] Off }

        [EntryProtocol]
        public enum Lease { Held }

        public enum Level { Low, High }

        public sealed class Part
        {
            [Step(Irq.Off)] public void Disable() { }
            [Undo(Irq.Off)] public void Enable() { }
            [Step(Irq.Off, WhenNull = true)] public void DisableAlways() { }
            [Undo(Irq.Off, WhenNull = true)] public void EnableAlways() { }

            [Step(Irq.Off, WhenNull = true, Value = Level.High)]
            [Undo(Irq.Off, WhenNull = true, Value = Level.Low)]
            public void Raise(Level level) { }

            [Step(Irq.Off, WhenNull = true, Value = Level.High)]
            [Undo(Irq.Off, WhenNull = true, Value = Level.Low)]
            public Level Level { get; set; }

            [Step(Irq.Off, WhenNull = true, When = true)] public bool TryDisable() => true;

            public Part? Inner { get; set; }

            [Step(Lease.Held)] [return: Subject] public static Part? Rent() => null;
            [Undo(Lease.Held)] public void Give() { }
            [Undo(Lease.Held, WhenNull = true)] public void GiveAny() { }
        }

        public static class Parts
        {
            [Step(Irq.Off, WhenNull = true)] public static void DisableByExtension(this Part part) { }
        }

        public static class Env
        {
            [Requires(Irq.Off)] internal static void Touch() { }
        }
        """;

    private static Task Members(string members) =>
        Check.Program($"{Prelude.Usings}internal sealed class Code\n{{\n{members}\n}}\n", Prelude.Usings + Types);

    [Fact]
    public Task A_step_through_a_null_receiver_is_not_performed() => Members("""
        public void Wrong(Part? part)
        {
            part?.Disable();
            Env.Touch(); // EPO1001
            part?.Enable();
        }
        """);

    [Fact]
    public Task A_step_that_counts_when_null_is_performed_on_both_ways() => Members("""
        public void Right(Part? part)
        {
            part?.DisableAlways();
            Env.Touch();
            part?.EnableAlways();
        }

        public void Wrong(Part? part)
        {
            part?.DisableAlways();
            part?.EnableAlways();
            Env.Touch(); // EPO1001
        }
        """);

    [Fact]
    public Task It_is_performed_wherever_in_the_chain_the_null_is() => Members("""
        public void Right(Part? part)
        {
            part?.Inner?.DisableAlways();
            Env.Touch();
            part?.Inner?.Inner!.EnableAlways();
        }
        """);

    [Fact]
    public Task The_value_of_an_argument_that_is_not_evaluated_counts_only_where_it_is_constant() => Members("""
        public void Right(Part? part)
        {
            part?.Raise(Level.High);
            Env.Touch();
            part?.Raise(Level.Low);
        }

        public void Wrong(Part? part, Level level)
        {
            part?.Raise(level);
            Env.Touch(); // EPO1001
            part?.Raise(Level.Low);
        }
        """);

    [Fact]
    public Task What_depends_on_a_result_is_not_performed_where_there_is_none() => Members("""
        public void Right(Part? part)
        {
            if (part?.TryDisable() == true)
            {
                Env.Touch();
                part.Enable();
            }
        }

        public void Wrong(Part? part)
        {
            if (part?.TryDisable() != false)
            {
                Env.Touch(); // EPO1001
                part?.EnableAlways();
            }
        }
        """);

    [Fact]
    public Task An_extension_method_is_called_on_its_first_argument() => Members("""
        public void Right(Part? part)
        {
            part?.DisableByExtension();
            Env.Touch();
            part?.EnableAlways();
        }
        """);

    [LanguageFact(14)]
    public Task An_assignment_through_a_null_receiver_is_a_write_too() => Members("""
        public void Right(Part? part)
        {
            part?.Level = Level.High;
            Env.Touch();
            part?.Level = Level.Low;
        }
        """);

    [Fact]
    public Task What_is_rented_as_null_need_not_be_given_back() => Members("""
        public void Right()
        {
            Part? part = Part.Rent();
            part?.Give();
        }

        public void Wrong(bool keep)
        {
            Part? part = Part.Rent();
            if (keep)
                return; // EPO1005
            part?.GiveAny();
        }
        """);

    [Fact]
    public async Task The_message_says_which_receiver_is_null()
    {
        var reports = await Check.ReportsAsync(Prelude.Usings + """
            internal sealed class Code
            {
                public void Wrong(Part? part)
                {
                    part?.Disable();
                    Env.Touch();
                    part?.Enable();
                }
            }
            """, Prelude.Usings + Types);

        Assert.Contains(reports, report => report.Id == "EPO1001" && report.Message.Contains("on the path where 'part' (line 9) is null", System.StringComparison.Ordinal));
    }

    [Fact]
    public Task What_goes_on_after_the_use_of_a_member_had_an_object() => Check.Members("""
        private Door? _door;

        public void RightOnOneObject(Door? door, Door other)
        {
            door!.Lock();
            door ??= other;
            door.Use();
            door.Unlock();
        }

        public void RightInField(Door other)
        {
            _door!.Lock();
            Door held = _door ?? other;
            held.Use();
            held.Unlock();
        }

        public void WrongOnAnother(Door? door, Door other)
        {
            door?.Lock();
            door ??= other;
            door.Use(); // EPO1001
            door.Unlock();
        }

        public void WrongWhereNullIsCaught(Door? door, Door other)
        {
            try
            {
                door!.Number = 1;
            }
            catch (Exception)
            {
            }

            if (door == null)
                other.Use(); // EPO1001
        }
        """);
}
