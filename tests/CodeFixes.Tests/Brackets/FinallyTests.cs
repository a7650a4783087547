namespace EntryPath.CodeFixes.Tests.Brackets;

/// <summary>EPO1005: where no statement can stand before the way out, the undo goes into <c>finally</c>.</summary>
public sealed class FinallyTests
{
    [Fact]
    public Task A_throw_inside_an_expression_is_covered_by_finally() => Fix.Closes(
        Fix.Members("""
            internal void Run(Door door, string? text)
            {
                door.Lock();

                // Not without a text.
                string value = text ?? {|EPO1005:throw new ArgumentNullException(nameof(text))|};
                if (value.Length == 0)
                {
                    door.Unlock();
                    return;
                }

                door.Use();
                // Done.
                door.Unlock();
            }
            """),
        Fix.Members("""
            internal void Run(Door door, string? text)
            {
                door.Lock();

                try
                {
                    // Not without a text.
                    string value = text ?? throw new ArgumentNullException(nameof(text));
                    if (value.Length == 0)
                    {
                        return;
                    }

                    door.Use();
                }
                finally
                {
                    // Done.
                    door.Unlock();
                }
            }
            """));

    [Fact]
    public Task Nothing_is_offered_where_a_variable_of_the_part_is_used_behind_it() => Fix.ClosesNothing(Fix.Members("""
        internal int Run(Door door, string? text)
        {
            door.Lock();
            string value = text ?? {|EPO1005:throw new ArgumentNullException(nameof(text))|};
            door.Unlock();
            return value.Length;
        }
        """));

    [Fact]
    public Task Nothing_is_offered_where_a_text_runs_over_several_lines() => Fix.ClosesNothing(Fix.Members("""
        internal void Run(Door door, string? text)
        {
            door.Lock();
            string value = (text ?? {|EPO1005:throw new ArgumentNullException(nameof(text))|}) + @"
                end";
            door.Unlock();
        }
        """));

    [Fact]
    public Task Where_every_call_can_throw_the_bracket_is_closed_in_finally()
    {
        var test = Fix.Test<CloseBracketCodeFixProvider>(
            Fix.Body("""
                door.Lock();
                {|EPO1005:Console.WriteLine("locked");|}
                door.Use();
                door.Unlock();
                """),
            Fix.Body("""
                door.Lock();
                try
                {
                    Console.WriteLine("locked");
                    door.Use();
                }
                finally
                {
                    door.Unlock();
                }
                """));
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\nentrypath.exceptions = any\n"));
        return test.RunAsync();
    }
}
