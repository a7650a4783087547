using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>The forms in which an event can be written and filtered.</summary>
public sealed class EventFormTests
{
    private const string Types = Prelude.Usings + """
        using System.Threading;
        public enum Power { Off, On, Sleeping }

        [EntryProtocol]
        public enum Device { Powered, Ready }

        public sealed class Chip
        {
            [Step(Device.Powered, Value = 1), Undo(Device.Powered, Value = 0)]
            public int Switch;

            [Step(Device.Ready)] public void Wait() { }
            [Commit(typeof(Device))] public void Go() { }
        }

        [EntryProtocol(Ordered = false)]
        public enum Line { Up }

        public sealed class Port
        {
            [Step(Line.Up, Value = Power.On), Undo(Line.Up, NotValue = Power.On, IfInEffect = true)]
            public Power Power { get; set; }

            [Requires(Line.Up, Access = Access.Read)]
            public int Data { get; set; }

            [Requires(Line.Up, Call = "Add")]
            public List<int> Queue { get; } = new();

            [Step(Line.Up)] [return: Token] public int Save() => 0;
            [Undo(Line.Up)] public void Restore([Token] int token) { }
        }

        public static class World
        {
            [Step(Line.Up)] public static void Raise([Subject] Port port) { }
            [Undo(Line.Up)] public static void Lower([Subject] Port port) { }
            [return: Subject] [Step(Line.Up)] public static Port Opened() => new();
        }

        """;

    [Fact]
    public Task A_write_of_the_constant_is_the_event_however_it_is_written() => Check.Program(Types + """
        public class Code
        {
            public void Assigned(Chip chip)
            {
                chip.Switch = 1;
                chip.Wait();
                chip.Go();
                chip.Switch = 0;
            }

            public void ThroughVolatile(Chip chip)
            {
                Volatile.Write(ref chip.Switch, 1);
                chip.Wait();
                chip.Go();
                Interlocked.Exchange(ref chip.Switch, 0);
            }

            public void Wrong(Chip chip)
            {
                chip.Switch = 2;
                chip.Wait();
                chip.Go(); // EPO1001
            }
        }
        """);

    [Fact]
    public Task A_property_write_may_perform_or_undo() => Check.Program(Types + """
        public class Code
        {
            public void Right(Port port)
            {
                port.Power = Power.On;
                var data = port.Data;
                port.Data = 3;
                port.Queue.Add(1);
                port.Power = Power.Sleeping;
                port.Data = 4;
            }

            public void Wrong(Port port)
            {
                port.Power = Power.On;
                port.Power = Power.Off;
                port.Data++; // EPO1001
            }

            public void WrongCall(Port port)
            {
                port.Queue.Clear();
                port.Queue.Add(1); // EPO1001
            }

            public void Initializer()
            {
                var port = new Port { Power = Power.On };
                var data = port.Data;
                port.Power = Power.Off;
            }
        }
        """);

    [Fact]
    public Task The_subject_may_be_an_argument_or_the_result() => Check.Program(Types + """
        public class Code
        {
            public void Right(Port port)
            {
                World.Raise(port);
                var data = port.Data;
                World.Lower(port);

                var opened = World.Opened();
                data = opened.Data;
                World.Lower(opened);
            }

            public void Wrong(Port port, Port other)
            {
                World.Raise(port);
                var data = other.Data; // EPO1001
                World.Lower(port);
            }
        }
        """);

    [Fact]
    public Task A_token_ends_its_own_bracket() => Check.Program(Types + """
        public class Code
        {
            public void Right(Port port)
            {
                var token = port.Save();
                var data = port.Data;
                port.Restore(token);
            }
        }
        """);

    [Fact]
    public Task A_token_that_was_given_back_is_no_longer_in_effect() => Check.Program(Types + """
        public class Code
        {
            public void UsedAfterwards(Port port)
            {
                var token = port.Save();
                port.Restore(token);
                var data = port.Data; // EPO1001
            }

            public void GivenBackTwice(Port port)
            {
                var token = port.Save();
                port.Restore(token);
                port.Restore(token);
            }

            public void KeptOnOneWay(Port port, bool early)
            {
                var token = port.Save();
                if (early)
                    return; // EPO1005
                port.Restore(token);
            }
        }
        """);

    [Fact]
    public Task A_guard_is_a_bracket_and_ends_with_its_using() => Check.Program(Prelude.Usings + """
        public class Code
        {
            public void Right(Processor cpu)
            {
                using (cpu.InterruptsOff())
                    cpu.ReadPerProcessorState();
                cpu.Sleep();
            }

            public void Wrong(Processor cpu)
            {
                using (cpu.InterruptsOff())
                    cpu.Sleep(); // EPO1003
                cpu.ReadPerProcessorState(); // EPO1001
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task What_a_member_told_of_a_step_is_not_what_it_tells_after_an_event() => Check.Members("""
        public void WrongUndo(Door door)
        {
            door.Lock();
            if (door.IsHeld)
                door.Use();

            door.Unlock();
            if (!door.IsHeld)
                door.Unlock(); // EPO1004
        }

        public void WrongUse(Door door)
        {
            door.Lock();
            if (door.IsHeld)
                door.Use();

            door.Unlock();
            if (door.IsHeld)
                door.Unlock();

            door.Use(); // EPO1001
        }

        public void Right(Door door)
        {
            if (door.IsHeld)
                return;

            door.Lock();
            if (door.IsHeld)
                door.Use();

            door.Unlock();
        }
        """);
}
