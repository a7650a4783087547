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
}
