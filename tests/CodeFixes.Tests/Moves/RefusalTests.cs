namespace EntryPath.CodeFixes.Tests.Moves;

/// <summary>Where no move is offered: it would change what the program does, or the engine finds that it does not help.</summary>
public sealed class RefusalTests
{
    [Fact]
    public Task A_call_does_not_pass_the_declaration_of_what_it_uses() => Fix.Moves(
        Fix.Body("door.{|EPO1001:Use()|};\nint reason = vcpu.Count;\ndoor.LockFor(reason);\ndoor.Unlock();"),
        Fix.Body("int reason = vcpu.Count;\ndoor.LockFor(reason);\ndoor.Use();\ndoor.Unlock();"));

    [Fact]
    public Task A_call_does_not_pass_an_assignment_of_what_it_uses() => Fix.MovesNothing(Fix.Body("""
        int reason = 0;
        door.{|EPO1001:UseFor(reason)|};
        reason = vcpu.Count;
        door.LockFor(reason);
        door.Unlock();
        """));

    [Fact]
    public Task A_call_does_not_pass_the_write_of_a_field_that_it_reads() => Fix.MovesNothing(Fix.Body("""
        door.{|EPO1001:UseFor(vcpu.Count)|};
        vcpu.Count = 3;
        door.LockFor(vcpu.Count);
        door.Unlock();
        """));

    [Fact]
    public Task A_call_does_not_pass_the_write_of_a_property_that_it_reads() => Fix.MovesNothing(Fix.Body("""
        door.{|EPO1001:UseFor(door.Number)|};
        door.Number++;
        door.LockFor(door.Number);
        door.Unlock();
        """));

    [Fact]
    public Task A_call_does_not_pass_the_write_of_an_element_when_it_reads_one() => Fix.MovesNothing(Fix.Body("""
        int[] reasons = new int[2];
        door.{|EPO1001:UseFor(reasons[0])|};
        reasons[0] = 1;
        door.LockFor(reasons[0]);
        door.Unlock();
        """));

    [Fact]
    public Task A_call_does_not_pass_a_write_through_a_reference() => Fix.MovesNothing(Fix.Body("""
        int reason = 0;
        ref int same = ref reason;
        door.{|EPO1001:UseFor(reason)|};
        same = 2;
        door.LockFor(reason);
        door.Unlock();
        """));

    [Fact]
    public Task A_call_does_not_pass_anything_when_a_lambda_writes_what_it_uses() => Fix.MovesNothing(Fix.Body("""
        int reason = 0;
        Action change = () => reason++;
        door.{|EPO1001:UseFor(reason)|};
        change();
        door.LockFor(reason);
        door.Unlock();
        """));

    [Fact]
    public Task An_assignment_does_not_pass_a_reader_of_its_target() => Fix.MovesNothing(Fix.Body("""
        int ticket = 0;
        door.{|EPO1001:UseFor(ticket)|};
        vcpu.Trace(ticket.ToString());
        ticket = door.LockWithTicket();
        vcpu.Trace(ticket.ToString());
        door.Unlock();
        """));

    [Fact]
    public Task A_call_does_not_leave_its_if() => Fix.MovesNothing(Fix.Body("""
        door.{|EPO1001:Use()|};
        if (vcpu.Count > 0)
        {
            door.Lock();
            door.Unlock();
        }
        """));

    [Fact]
    public Task A_call_does_not_leave_its_loop() => Fix.MovesNothing(Fix.Body("""
        door.{|EPO1001:Use()|};
        for (int i = 0; i < 3; i++)
        {
            door.Lock();
            door.Unlock();
        }
        """));

    [Fact]
    public Task A_call_does_not_leave_its_try() => Fix.MovesNothing(Fix.Body("""
        door.{|EPO1001:Use()|};
        try
        {
            door.Lock();
            vcpu.Trace("locked");
        }
        finally
        {
            door.Unlock();
        }
        """));

    [Fact]
    public Task A_call_does_not_enter_a_branch() => Fix.MovesNothing(Fix.Body("""
        if (vcpu.Count > 0)
        {
            door.{|EPO1001:Use()|};
        }
        else
        {
            door.Lock();
            door.Unlock();
        }
        """));

    [Fact]
    public Task A_call_does_not_pass_a_return() => Fix.MovesNothing(Fix.Body("""
        door.{|EPO1001:Use()|};
        if (vcpu.Count > 0)
            return;
        door.Lock();
        door.Unlock();
        """));

    [Fact]
    public Task A_call_does_not_pass_a_throw() => Fix.MovesNothing(Fix.Body("""
        door.{|EPO1001:Use()|};
        if (vcpu.Count > 0)
            throw new InvalidOperationException();
        door.Lock();
        door.Unlock();
        """));

    [Fact]
    public Task A_call_does_not_pass_a_break() => Fix.MovesNothing(Fix.Body("""
        switch (vcpu.Count)
        {
            case 1:
                door.{|EPO1001:Use()|};
                if (vcpu.Count > 5)
                    break;
                door.Lock();
                door.Unlock();
                break;
        }
        """));

    [Fact]
    public Task A_call_does_not_pass_the_target_of_a_goto() => Fix.MovesNothing(Fix.Body("""
        door.{|EPO1001:Use()|};
        again:
        vcpu.Trace("again");
        door.Lock();
        door.Unlock();
        if (vcpu.Count++ < 3)
            goto again;
        """));

    [Fact]
    public Task A_call_does_not_pass_an_await() => Fix.MovesNothing(Fix.Members("""
        internal async Task Run(Door door)
        {
            door.{|EPO1001:Use()|};
            await Task.Yield();
            door.Lock();
            door.Unlock();
        }
        """));

    [Fact]
    public Task A_call_in_a_lambda_does_not_move_out_of_it() => Fix.MovesNothing(Fix.Body("""
        door.{|EPO1001:Use()|};
        Action take = () => door.Lock();
        take();
        door.Unlock();
        """));

    [Fact]
    public Task A_move_that_makes_another_report_is_not_offered() => Fix.MovesNothing(Fix.Body("""
        int reason = 0;
        cpu.DisableInterrupts();
        door.{|EPO1001:UseFor(reason)|};
        reason = 1;
        cpu.ReadOwnState();
        door.LockAndEnableInterrupts();
        door.Unlock();
        """));

    [Fact]
    public Task Where_the_step_cannot_move_what_needs_it_does() => Fix.Moves(
        Fix.Body("cpu.DisableInterrupts();\ndoor.{|EPO1001:Use()|};\ncpu.ReadOwnState();\ndoor.LockAndEnableInterrupts();\ndoor.Unlock();"),
        Fix.Body("cpu.DisableInterrupts();\ncpu.ReadOwnState();\ndoor.LockAndEnableInterrupts();\ndoor.Use();\ndoor.Unlock();"));

    [Fact]
    public Task Where_nothing_performs_the_step_nothing_is_offered() => Fix.MovesNothing(Fix.Body("""
        door.{|EPO1001:Use()|};
        """));

    [Fact]
    public Task Broken_code_between_the_statements_prevents_the_move() => Fix.MovesNothing(Fix.Body("""
        door.{|EPO1001:Use()|};
        int half = {|CS1525:;|}
        door.Lock();
        door.Unlock();
        """));
}
