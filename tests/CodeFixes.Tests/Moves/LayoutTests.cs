namespace EntryPath.CodeFixes.Tests.Moves;

/// <summary>Comments, blank lines and shared lines.</summary>
public sealed class LayoutTests
{
    [Fact]
    public Task Comments_above_and_behind_a_statement_move_with_it() => Fix.Moves(
        Fix.Body("""
            // Takes part in the guest's world from here.
            door.{|EPO1001:Use()|}; // a use
            // The door is ours
            // until it is unlocked.
            door.Lock(); // a lock
            // Back out.
            door.Unlock();
            """),
        Fix.Body("""
            // The door is ours
            // until it is unlocked.
            door.Lock(); // a lock
            // Takes part in the guest's world from here.
            door.Use(); // a use
            // Back out.
            door.Unlock();
            """));

    [Fact]
    public Task A_block_comment_of_several_lines_moves_with_its_statement() => Fix.Moves(
        Fix.Body("""
            door.{|EPO1001:Use()|};
            /* The door is ours
               until it is unlocked. */
            door.Lock(); /* a
                            lock */
            door.Unlock();
            """),
        Fix.Body("""
            /* The door is ours
               until it is unlocked. */
            door.Lock(); /* a
                            lock */
            door.Use();
            door.Unlock();
            """));

    [Fact]
    public Task A_comment_that_a_blank_line_parts_from_the_statement_stays() => Fix.Moves(
        Fix.Body("""
            door.{|EPO1001:Use()|};

            // The second part begins here.

            door.Lock();
            vcpu.Trace("locked");
            door.Unlock();
            """),
        Fix.Body("""
            door.Lock();
            door.Use();

            // The second part begins here.

            vcpu.Trace("locked");
            door.Unlock();
            """));

    [Fact]
    public Task A_blank_line_goes_on_parting_the_paragraphs_that_it_parts() => Fix.Moves(
        Fix.Body("""
            vcpu.Trace("before");

            door.{|EPO1001:Use()|};

            door.Lock();
            vcpu.Trace("locked");

            door.Unlock();
            """),
        Fix.Body("""
            vcpu.Trace("before");

            door.Lock();
            door.Use();

            vcpu.Trace("locked");

            door.Unlock();
            """));

    [Fact]
    public Task A_paragraph_of_one_statement_leaves_one_blank_line_behind() => Fix.Moves(
        Fix.Body("""
            door.{|EPO1001:Use()|};

            door.Lock();

            door.Unlock();
            """),
        Fix.Body("""
            door.Lock();
            door.Use();

            door.Unlock();
            """));

    [Fact]
    public Task The_last_statement_of_a_block_leaves_no_blank_line_before_the_brace() => Fix.Moves(
        Fix.Members("""
            internal void Run(Door door)
            {
                door.{|EPO1001:Use()|};

                door.Lock();
            }
            """),
        Fix.Members("""
            internal void Run(Door door)
            {
                door.Lock();
                door.Use();
            }
            """));

    [Fact]
    public Task The_first_statement_of_a_block_leaves_no_blank_line_behind_the_brace() => Fix.Moves(
        Fix.Body("""
            cpu.DisableInterrupts();
            {
                vcpu.SyncPirToIrr();

                vcpu.SetMode(VcpuMode.InGuest);
                vcpu.FullBarrier();
                if (!vcpu.ExitRequested())
                    vcpu.{|EPO1002:Enter()|};
            }

            vcpu.SetMode(VcpuMode.OutsideGuest);
            cpu.EnableInterrupts();
            """),
        Fix.Body("""
            cpu.DisableInterrupts();
            {
                vcpu.SetMode(VcpuMode.InGuest);
                vcpu.FullBarrier();
                vcpu.SyncPirToIrr();
                if (!vcpu.ExitRequested())
                    vcpu.Enter();
            }

            vcpu.SetMode(VcpuMode.OutsideGuest);
            cpu.EnableInterrupts();
            """));

    [Fact]
    public Task A_statement_of_several_lines_moves_whole() => Fix.Moves(
        Fix.Body("""
            door.{|EPO1001:Use()|};
            door
                .LockFor(
                    reason: 3);
            door.Unlock();
            """),
        Fix.Body("""
            door
                .LockFor(
                    reason: 3);
            door.Use();
            door.Unlock();
            """));

    [Fact]
    public Task Statements_that_share_a_line_change_places_in_it() => Fix.Moves(
        Fix.Members("internal void Run(Door door) { door.{|EPO1001:Use()|}; door.Lock(); door.Unlock(); }\n"),
        Fix.Members("internal void Run(Door door) { door.Lock(); door.Use(); door.Unlock(); }\n"));

    [Fact]
    public Task A_comment_on_a_shared_line_prevents_the_move() => Fix.MovesNothing(
        Fix.Members("internal void Run(Door door) { door.{|EPO1001:Use()|}; /* whose? */ door.Lock(); door.Unlock(); }\n"));

    [Fact]
    public Task Preprocessor_lines_between_the_statements_prevent_the_move() => Fix.MovesNothing(
        Fix.Body("""
            door.{|EPO1001:Use()|};
            #if !SILENT
            vcpu.Trace("used");
            #endif
            door.Lock();
            door.Unlock();
            """));

    [Fact]
    public Task Preprocessor_lines_around_the_member_prevent_nothing() => Fix.Moves(
        "#if !SILENT\n" + Fix.Body("""
            door.{|EPO1001:Use()|};
            door.Lock();
            door.Unlock();
            """) + "#endif\n",
        "#if !SILENT\n" + Fix.Body("""
            door.Lock();
            door.Use();
            door.Unlock();
            """) + "#endif\n");

    [Fact]
    public Task Windows_line_ends_stay() => Fix.Moves(
        Fix.Body("""
            door.{|EPO1001:Use()|};
            door.Lock();
            door.Unlock();
            """).Replace("\n", "\r\n", StringComparison.Ordinal),
        Fix.Body("""
            door.Lock();
            door.Use();
            door.Unlock();
            """).Replace("\n", "\r\n", StringComparison.Ordinal));
}
