namespace EntryPath.CodeFixes.Tests.Brackets;

/// <summary>EPO1005: where the body undoes the bracket nowhere, the undo is made from the operation that opened it.</summary>
public sealed class UndoCallTests
{
    [Theory]
    [InlineData("var own = new Door();\nown.Lock();", "own.Unlock();")]
    [InlineData("var own = new Door();\nown.LockFor(3);", "own.Unlock();")]
    [InlineData("var own = new Lines();\nown.IsMasked = true;", "own.IsMasked = false;")]
    [InlineData("var own = new Door();\nLatch.Take(own);", "Latch.Release(own);")]
    [InlineData("var own = new Lines();\nFlags flags = own.Save();", "own.Restore(flags);")]
    public Task The_undo_has_the_receiver_and_the_arguments_of_the_opening(string opening, string undo) => Fix.Closes(
        Fix.BodyEnding("EPO1005", opening),
        Fix.Body(opening + "\n" + undo));

    [Fact]
    public Task The_constant_that_undoes_replaces_the_one_that_performed() => Fix.Closes(
        Fix.Body("""
            cpu.DisableInterrupts();
            vcpu.SetMode(VcpuMode.InGuest);
            {|EPO1005:throw new InvalidOperationException();|}
            """),
        Fix.Body("""
            cpu.DisableInterrupts();
            vcpu.SetMode(VcpuMode.InGuest);
            vcpu.SetMode(VcpuMode.OutsideGuest);
            cpu.EnableInterrupts();
            throw new InvalidOperationException();
            """));

    [Fact]
    public Task A_receiver_that_is_written_in_between_is_not_taken() => Fix.ClosesNothing(Fix.Body("""
        cpu.DisableInterrupts();
        cpu = new Processor();
        {|EPO1005:throw new InvalidOperationException();|}
        """));

    [Fact]
    public Task A_receiver_that_a_call_gives_is_not_asked_for_again() => Fix.ClosesNothing(Fix.Members("""
        internal void Run(Func<Processor> current)
        {
            current().DisableInterrupts();
            {|EPO1005:throw new InvalidOperationException();|}
        }
        """));

    [Fact]
    public Task An_undo_that_takes_what_nobody_has_is_not_made_up() => Fix.ClosesNothing(
        """
        using System;
        using EntryPath;

        public class Gate
        {
            [Step(DoorLock.Held)] internal void Shut() { }
            [Undo(DoorLock.Held)] internal void Open(string key) { }

            internal static void Run(Gate gate)
            {
                gate.Shut();
                {|EPO1005:throw new InvalidOperationException();|}
            }
        }

        """);

    [Fact]
    public Task What_is_open_on_some_paths_only_is_not_undone_on_all() => Fix.ClosesNothing(Fix.Members("""
        internal void Run(Door door, Func<bool> flip)
        {
            if (flip())
                door.Lock();
        {|EPO1005:}|}

        internal void Use(Door door)
        {
            door.Lock();
            door.Unlock();
        }
        """));
}
