namespace EntryPath.CodeFixes.Tests.Brackets;

/// <summary>EPO1005: the undo is put before the way out that lacks it.</summary>
public sealed class ExitTests
{
    [Fact]
    public Task An_early_return_gets_the_undo_that_the_other_exit_has() => Fix.Closes(
        Fix.Body("""
            door.Lock();
            if (vcpu.Count > 0)
            {
                // Nothing to do.
                {|EPO1005:return;|}
            }

            door.Use();
            door.Unlock();
            """),
        Fix.Body("""
            door.Lock();
            if (vcpu.Count > 0)
            {
                door.Unlock();
                // Nothing to do.
                return;
            }

            door.Use();
            door.Unlock();
            """));

    [Fact]
    public Task A_return_without_braces_gets_some() => Fix.Closes(
        Fix.Body("""
            door.Lock();
            if (vcpu.Count > 0)
                {|EPO1005:return;|} // early

            door.Unlock();
            """),
        Fix.Body("""
            door.Lock();
            if (vcpu.Count > 0)
            {
                door.Unlock();
                return; // early
            }

            door.Unlock();
            """));

    [Fact]
    public Task A_return_on_the_line_of_its_condition_gets_lines_of_its_own() => Fix.Closes(
        Fix.Body("""
            door.Lock();
            if (vcpu.Count > 0) {|EPO1005:return;|}
            door.Unlock();
            """),
        Fix.Body("""
            door.Lock();
            if (vcpu.Count > 0)
            {
                door.Unlock();
                return;
            }
            door.Unlock();
            """));

    [Fact]
    public Task A_return_in_an_else_gets_braces_there() => Fix.Closes(
        Fix.Body("""
            door.Lock();
            if (vcpu.Count == 0)
                door.Unlock();
            else
                {|EPO1005:return;|}
            vcpu.Trace("unlocked");
            """),
        Fix.Body("""
            door.Lock();
            if (vcpu.Count == 0)
                door.Unlock();
            else
            {
                door.Unlock();
                return;
            }
            vcpu.Trace("unlocked");
            """));

    [Fact]
    public Task A_throw_in_an_else_gets_braces_there() => Fix.Closes(
        Fix.Body("""
            door.Lock();
            if (vcpu.Count == 0)
                door.Unlock();
            else
                {|EPO1005:throw new InvalidOperationException();|}
            """),
        Fix.Body("""
            door.Lock();
            if (vcpu.Count == 0)
                door.Unlock();
            else
            {
                door.Unlock();
                throw new InvalidOperationException();
            }
            """));

    [Fact]
    public Task What_is_returned_is_evaluated_inside_the_bracket() => Fix.Closes(
        Fix.Members("""
            internal int Read(Lines lines, Vcpu vcpu)
            {
                lines.IsMasked = true;
                if (vcpu.Count > 0)
                    {|EPO1005:return lines.Read();|}
                lines.IsMasked = false;
                return 0;
            }
            """),
        Fix.Members("""
            internal int Read(Lines lines, Vcpu vcpu)
            {
                lines.IsMasked = true;
                if (vcpu.Count > 0)
                {
                    var result = lines.Read();
                    lines.IsMasked = false;
                    return result;
                }
                lines.IsMasked = false;
                return 0;
            }
            """));

    [Fact]
    public Task A_value_without_a_type_of_its_own_keeps_the_returned_type() => Fix.Closes(
        Fix.Members("""
            internal long? Read(Door door, Vcpu vcpu, int result)
            {
                door.Lock();
                if (vcpu.Count > 0)
                    {|EPO1005:return vcpu.Count;|}
                door.Unlock();
                return null;
            }
            """),
        Fix.Members("""
            internal long? Read(Door door, Vcpu vcpu, int result)
            {
                door.Lock();
                if (vcpu.Count > 0)
                {
                    long? result2 = vcpu.Count;
                    door.Unlock();
                    return result2;
                }
                door.Unlock();
                return null;
            }
            """));

    [Fact]
    public Task A_throw_gets_the_undo() => Fix.Closes(
        Fix.Body("""
            door.Lock();
            if (vcpu.Count > 0)
                {|EPO1005:throw new InvalidOperationException();|}
            door.Unlock();
            """),
        Fix.Body("""
            door.Lock();
            if (vcpu.Count > 0)
            {
                door.Unlock();
                throw new InvalidOperationException();
            }
            door.Unlock();
            """));

    [Fact]
    public Task The_end_of_a_body_gets_the_undo_as_its_last_statement() => Fix.Closes(
        Fix.BodyEnding("EPO1005", """
            var own = new Door();
            own.Lock();
            own.Use();
            """),
        Fix.Body("""
            var own = new Door();
            own.Lock();
            own.Use();
            own.Unlock();
            """));

    [Fact]
    public Task Every_exit_that_forgets_the_bracket_gets_the_undo_at_once() => Fix.Closes(
        Fix.Body("""
            door.Lock();
            if (vcpu.Count == 1)
                {|EPO1005:return;|}
            if (vcpu.Count == 2)
                return;
            door.Unlock();
            """),
        Fix.Body("""
            door.Lock();
            if (vcpu.Count == 1)
            {
                door.Unlock();
                return;
            }
            if (vcpu.Count == 2)
            {
                door.Unlock();
                return;
            }
            door.Unlock();
            """));

    [Fact]
    public Task Several_brackets_are_closed_the_last_one_first() => Fix.Closes(
        Fix.Body("""
            cpu.DisableInterrupts();
            vcpu.SetMode(VcpuMode.InGuest);
            vcpu.FullBarrier();
            vcpu.SyncPirToIrr();
            if (vcpu.ExitRequested())
                {|EPO1005:return;|}
            vcpu.Enter();
            vcpu.SetMode(VcpuMode.OutsideGuest);
            cpu.EnableInterrupts();
            """),
        Fix.Body("""
            cpu.DisableInterrupts();
            vcpu.SetMode(VcpuMode.InGuest);
            vcpu.FullBarrier();
            vcpu.SyncPirToIrr();
            if (vcpu.ExitRequested())
            {
                vcpu.SetMode(VcpuMode.OutsideGuest);
                cpu.EnableInterrupts();
                return;
            }
            vcpu.Enter();
            vcpu.SetMode(VcpuMode.OutsideGuest);
            cpu.EnableInterrupts();
            """));

    [Fact]
    public Task A_call_in_a_switch_section_gets_the_undo() => Fix.Closes(
        Fix.Body("""
            door.Lock();
            switch (vcpu.Count)
            {
                case 1:
                    {|EPO1005:return;|}
                default:
                    door.Unlock();
                    break;
            }
            """),
        Fix.Body("""
            door.Lock();
            switch (vcpu.Count)
            {
                case 1:
                    door.Unlock();
                    return;
                default:
                    door.Unlock();
                    break;
            }
            """));

    [Fact]
    public Task The_last_top_level_statement_is_followed_by_the_undo()
    {
        var test = Fix.Test<CloseBracketCodeFixProvider>(
            """
            var own = new Door();
            own.Lock();
            {|EPO1005:own.Use();|} // used

            """,
            """
            var own = new Door();
            own.Lock();
            own.Use(); // used
            own.Unlock();

            """);
        test.TestState.OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication;
        return test.RunAsync();
    }

    [Fact]
    public Task A_body_on_one_line_keeps_it() => Fix.Closes(
        Fix.Members("internal void Run() { var own = new Door(); own.Lock(); {|EPO1005:}|}\n"),
        Fix.Members("internal void Run() { var own = new Door(); own.Lock(); own.Unlock(); }\n"));

    [Fact]
    public Task Methods_are_closed_one_by_one_by_Fix_All() => Fix.Closes(
        Fix.Members("""
            internal void First()
            {
                var own = new Door();
                own.Lock();
            {|EPO1005:}|}

            internal void Second()
            {
                var own = new Door();
                own.Lock();
            {|EPO1005:}|}
            """),
        Fix.Members("""
            internal void First()
            {
                var own = new Door();
                own.Lock();
                own.Unlock();
            }

            internal void Second()
            {
                var own = new Door();
                own.Lock();
                own.Unlock();
            }
            """));

    [Fact]
    public Task An_expression_has_no_place_for_the_undo() => Fix.ClosesNothing(Fix.Members("""
        internal void Run() => {|EPO1005:new Door().Lock()|};
        """));

    [Fact]
    public Task Preprocessor_lines_at_the_exit_are_left_alone() => Fix.ClosesNothing(Fix.Body("""
        door.Lock();
        if (vcpu.Count > 0)
        #if !SILENT
            {|EPO1005:return;|}
        #endif
        door.Unlock();
        """));

    [Fact]
    public Task An_undo_that_something_after_it_relies_on_is_not_put_there() => Fix.ClosesNothing(Fix.Body("""
        try
        {
            door.Lock();
            if (vcpu.Count > 0)
                {|EPO1005:return;|}
        }
        finally
        {
            door.Use();
        }

        door.Unlock();
        """));

    [Fact]
    public Task An_accessor_is_a_body_of_its_own() => Fix.Closes(
        Fix.Members("""
            internal Door door = new();

            internal int Number
            {
                get
                {
                    door.Lock();
                    if (door.Number > 0)
                        {|EPO1005:return 1;|}
                    door.Unlock();
                    return 0;
                }
            }
            """),
        Fix.Members("""
            internal Door door = new();

            internal int Number
            {
                get
                {
                    door.Lock();
                    if (door.Number > 0)
                    {
                        door.Unlock();
                        return 1;
                    }
                    door.Unlock();
                    return 0;
                }
            }
            """));
}
