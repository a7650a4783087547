namespace EntryPath.CodeFixes.Tests.Moves;

/// <summary>Which statements move in a block, and what comes along.</summary>
public sealed class BlockTests
{
    [Fact]
    public Task A_step_that_is_performed_later_moves_up_before_what_needs_it() => Fix.Moves(
        Fix.Body("""
            vcpu.{|EPO1001:SetMode(VcpuMode.InGuest)|};
            cpu.DisableInterrupts();
            vcpu.SetMode(VcpuMode.OutsideGuest);
            cpu.EnableInterrupts();
            """),
        Fix.Body("""
            cpu.DisableInterrupts();
            vcpu.SetMode(VcpuMode.InGuest);
            vcpu.SetMode(VcpuMode.OutsideGuest);
            cpu.EnableInterrupts();
            """));

    [Fact]
    public Task A_strict_step_that_comes_too_late_moves_up_before_what_it_must_precede() => Fix.Moves(
        Fix.Body("""
            var pump = new Pump();
            pump.Open();
            vcpu.Trace("open");
            // Before anybody listens.
            pump.{|EPO1002:Configure(3)|};
            pump.Close();
            """),
        Fix.Body("""
            var pump = new Pump();
            // Before anybody listens.
            pump.Configure(3);
            pump.Open();
            vcpu.Trace("open");
            pump.Close();
            """));

    [Fact]
    public Task A_strict_step_does_not_move_before_what_it_uses_is_known() => Fix.Moves(
        Fix.Body("""
            var pump = new Pump();
            pump.Open();
            var limit = vcpu.SyncUpTo(3);
            pump.{|EPO1002:Configure(limit)|};
            pump.Close();
            """),
        Fix.Body("""
            var pump = new Pump();
            var limit = vcpu.SyncUpTo(3);
            pump.Configure(limit);
            pump.Open();
            pump.Close();
            """));

    [Fact]
    public Task A_step_that_ran_too_early_moves_down_behind_what_made_it_stale() => Fix.Moves(
        Fix.Body("""
            cpu.DisableInterrupts();
            vcpu.SyncPirToIrr();
            vcpu.SetMode(VcpuMode.InGuest);
            vcpu.FullBarrier();
            if (!vcpu.ExitRequested())
                vcpu.{|EPO1002:Enter()|};
            vcpu.SetMode(VcpuMode.OutsideGuest);
            cpu.EnableInterrupts();
            """),
        Fix.Body("""
            cpu.DisableInterrupts();
            vcpu.SetMode(VcpuMode.InGuest);
            vcpu.FullBarrier();
            vcpu.SyncPirToIrr();
            if (!vcpu.ExitRequested())
                vcpu.Enter();
            vcpu.SetMode(VcpuMode.OutsideGuest);
            cpu.EnableInterrupts();
            """));

    [Fact]
    public Task The_order_that_KVM_had_before_2016_becomes_the_order_of_today() => Fix.Moves(
        Fix.Body("""
            vcpu.SyncPirToIrr();
            vcpu.{|EPO1001:SetMode(VcpuMode.InGuest)|};
            vcpu.FullBarrier();
            cpu.DisableInterrupts();
            if (!vcpu.ExitRequested())
                vcpu.{|EPO1002:Enter()|};
            vcpu.SetMode(VcpuMode.OutsideGuest);
            cpu.EnableInterrupts();
            """),
        Fix.Body("""
            cpu.DisableInterrupts();
            vcpu.SetMode(VcpuMode.InGuest);
            vcpu.FullBarrier();
            vcpu.SyncPirToIrr();
            if (!vcpu.ExitRequested())
                vcpu.Enter();
            vcpu.SetMode(VcpuMode.OutsideGuest);
            cpu.EnableInterrupts();
            """));

    [Fact]
    public Task A_step_moves_before_the_whole_statement_in_which_it_is_needed() => Fix.Moves(
        Fix.Body("""
            if (vcpu.Count > 0)
            {
                door.{|EPO1001:Use()|};
            }

            door.Lock();
            door.Unlock();
            """),
        Fix.Body("""
            door.Lock();
            if (vcpu.Count > 0)
            {
                door.Use();
            }

            door.Unlock();
            """));

    [Fact]
    public Task A_declaration_moves_with_its_variable() => Fix.Moves(
        Fix.Body("""
            vcpu.{|EPO1001:SetMode(VcpuMode.InGuest)|};
            bool saved = cpu.SaveInterrupts();
            vcpu.Trace(saved.ToString());
            vcpu.SetMode(VcpuMode.OutsideGuest);
            cpu.EnableInterrupts();
            """),
        Fix.Body("""
            bool saved = cpu.SaveInterrupts();
            vcpu.SetMode(VcpuMode.InGuest);
            vcpu.Trace(saved.ToString());
            vcpu.SetMode(VcpuMode.OutsideGuest);
            cpu.EnableInterrupts();
            """));
}
