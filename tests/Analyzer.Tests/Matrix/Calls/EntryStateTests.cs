using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>Handlers that start in a state of their own.</summary>
public sealed class EntryStateTests
{
    [Fact]
    public Task A_handler_starts_with_the_step_in_effect() => Check.Members("""
        [EntryState(GuestEntry.DisableInterrupts)]
        public void Right(Processor cpu) => cpu.ReadPerProcessorState();

        [EntryState(GuestEntry.DisableInterrupts)]
        public void Wrong(Processor cpu) => cpu.Sleep(); // EPO1003

        public void WrongElsewhere(Processor cpu) => cpu.ReadPerProcessorState(); // EPO1001
        """);

    [Fact]
    public Task A_registering_parameter_gives_its_delegate_the_state() => Check.Program(Prelude.Usings + """
        public static class Interrupts
        {
            public static void Register([EntryState(GuestEntry.DisableInterrupts)] Action handler) { }
        }

        public sealed class Code(Processor cpu)
        {
            public void Right() => Interrupts.Register(() => cpu.ReadPerProcessorState());
            public void RightGroup() => Interrupts.Register(OnTimer);
            public void Wrong() => Interrupts.Register(() => cpu.Sleep()); // EPO1003
            private void OnTimer() => cpu.ReadPerProcessorState();
        }
        """, Prelude.Text);

    [Fact]
    public Task A_helper_of_a_handler_starts_in_the_state_of_the_handler() => Check.Program(Prelude.Usings + """
        public static class Interrupts
        {
            public static void Register(string name, [EntryState(GuestEntry.DisableInterrupts)] Action<Processor> handler) { }
            public static void Later(Action<Processor> handler) { }
        }

        public sealed class Code
        {
            public void Right() => Interrupts.Register("timer", cpu => Read(cpu));
            public void RightGroup() => Interrupts.Register("timer", OnTimer);
            public void RightNamed() => Interrupts.Register(handler: cpu => cpu.ReadPerProcessorState(), name: "timer");

            public void RightLocal()
            {
                Action<Processor> handler = cpu => cpu.ReadPerProcessorState();
                Interrupts.Register("timer", handler);
            }

            public void WrongLocal()
            {
                Action<Processor> handler = cpu => cpu.ReadPerProcessorState(); // EPO1009
                Interrupts.Register("timer", handler);
                Interrupts.Later(handler);
            }

            private static void OnTimer(Processor cpu) => Read(cpu);
            private static void Read(Processor cpu) => cpu.ReadPerProcessorState();
        }
        """, Prelude.Text);

    [Fact]
    public Task A_handler_that_is_also_called_is_judged_by_its_calls() => Check.Program(Prelude.Usings + """
        public static class Interrupts
        {
            public static void Register([EntryState(GuestEntry.DisableInterrupts)] Action<Processor> handler) { }
        }

        public sealed class Code
        {
            public void Register() => Interrupts.Register(OnTimer);
            public void Calls(Processor cpu) => OnTimer(cpu);
            private static void OnTimer(Processor cpu) => cpu.ReadPerProcessorState(); // EPO1001
        }
        """, Prelude.Text);
}
