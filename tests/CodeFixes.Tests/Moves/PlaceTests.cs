using Microsoft.CodeAnalysis;

namespace EntryPath.CodeFixes.Tests.Moves;

/// <summary>The kinds of statement sequences in which a call moves.</summary>
public sealed class PlaceTests
{
    [Fact]
    public Task A_call_moves_within_a_switch_section() => Fix.Moves(
        Fix.Body("""
            switch (vcpu.Count)
            {
                case 1:
                    door.{|EPO1001:Use()|};
                    door.Lock();
                    door.Unlock();
                    break;
                default:
                    break;
            }
            """),
        Fix.Body("""
            switch (vcpu.Count)
            {
                case 1:
                    door.Lock();
                    door.Use();
                    door.Unlock();
                    break;
                default:
                    break;
            }
            """));

    [Fact]
    public Task A_call_moves_between_top_level_statements() => TopLevel(
        """
        Door door = new();
        door.{|EPO1001:Use()|};

        // Ours from here.
        door.Lock();
        door.Unlock();

        """,
        """
        Door door = new();
        // Ours from here.
        door.Lock();
        door.Use();

        door.Unlock();

        """);

    [Fact]
    public Task A_call_at_the_end_of_a_file_without_a_line_break_moves() => TopLevel(
        "House.Door.{|EPO1001:Use()|};\nHouse.Door.Lock();",
        "House.Door.Lock();\nHouse.Door.Use();");

    [Fact]
    public Task A_call_moves_within_a_lambda() => Fix.Moves(
        Fix.Body("""
            Action run = () =>
            {
                door.{|EPO1001:Use()|};
                door.Lock();
                door.Unlock();
            };
            run();
            """),
        Fix.Body("""
            Action run = () =>
            {
                door.Lock();
                door.Use();
                door.Unlock();
            };
            run();
            """));

    [Fact]
    public Task A_call_moves_within_an_accessor() => Fix.Moves(
        Fix.Members("""
            internal Door door = new();

            internal int Number
            {
                get
                {
                    door.{|EPO1001:Use()|};
                    door.Lock();
                    door.Unlock();
                    return 1;
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
                    door.Use();
                    door.Unlock();
                    return 1;
                }
            }
            """));

    private static Task TopLevel(string source, string changed)
    {
        var test = Fix.Test<MoveCallCodeFixProvider>(source, changed);
        test.TestState.OutputKind = OutputKind.ConsoleApplication;
        return test.RunAsync();
    }
}
