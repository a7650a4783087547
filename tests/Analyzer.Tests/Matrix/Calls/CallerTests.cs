using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>Which caller a message names, so that what is wrong inside a helper is seen from where it matters.</summary>
public sealed class CallerTests
{
    private const string Wrong = "'Wait' must not run while 'Held' of 'DoorLock' is in effect; 'Lock' (line ";

    [Fact]
    public Task What_a_private_helper_does_wrong_by_itself_is_told_with_its_caller() => Ends("""
        public static class Code
        {
            private static void Pass(Door door)
            {
                door.Lock();
                door.Wait();
                door.Unlock();
            }

            public static void Run(Door door)
            {
                Env.Work();
                Pass(door);
            }
        }
        """, Wrong + "9) performed it; 'Run' gets here through 'Pass' (line 17)");

    [Fact]
    public Task What_nothing_calls_is_told_by_itself() => Ends("""
        public static class Code
        {
            private static void Pass(Door door)
            {
                door.Lock();
                door.Wait();
                door.Unlock();
            }

            public static void Run(Door door)
            {
                door.Lock();
                door.Unlock();
            }
        }
        """, Wrong + "9) performed it");

    [Fact]
    public Task A_helper_that_only_calls_itself_has_no_caller() => Ends("""
        public static class Code
        {
            private static void Pass(Door door, int left)
            {
                door.Lock();
                door.Wait();
                door.Unlock();
                if (left > 0)
                    Pass(door, left - 1);
            }
        }
        """, Wrong + "9) performed it");

    [Fact]
    public Task The_caller_that_comes_first_in_the_file_is_named_and_of_that_its_first_call() => Ends("""
        public static class Code
        {
            public static void First(Door door)
            {
                if (Env.Flip())
                    Pass(door);
                else
                    Pass(door);
            }

            private static void Pass(Door door)
            {
                door.Lock();
                door.Wait();
                door.Unlock();
            }

            public static void Second(Door door) => Pass(door);
        }
        """, Wrong + "17) performed it; 'First' gets here through 'Pass' (line 10)");

    [Fact]
    public async Task A_caller_in_the_same_file_goes_before_one_in_another_and_files_go_by_their_paths()
    {
        const string Helper = """
            public static partial class Code
            {
                internal static void Pass(Door door)
                {
                    door.Lock();
                    door.Wait();
                    door.Unlock();
                }

            """;
        const string Early = Prelude.Usings + "public static class Early\n{\n    public static void Run(Door door) => Code.Pass(door);\n}\n";
        const string Late = Prelude.Usings + "public static class Late\n{\n    public static void Run(Door door) => Code.Pass(door);\n}\n";

        var apart = Check.Compile([Prelude.Usings + Helper + "}\n", Late, Early, Prelude.Text], OutputKind.DynamicallyLinkedLibrary);
        var mixed = Check.Compile(
            [Prelude.Text, Early, Prelude.Usings + Helper + "    public static void Own(Door door) => Pass(door);\n}\n"], OutputKind.DynamicallyLinkedLibrary);

        Assert.EndsWith("; 'Run' gets here through 'Pass' (File1.cs line 7)", await MessageAsync(apart), StringComparison.Ordinal);
        Assert.EndsWith("; 'Run' gets here through 'Pass' (File1.cs line 7)", await MessageAsync(apart.RemoveAllSyntaxTrees().AddSyntaxTrees(apart.SyntaxTrees.Reverse())), StringComparison.Ordinal);
        Assert.EndsWith("; 'Own' gets here through 'Pass' (line 13)", await MessageAsync(mixed), StringComparison.Ordinal);
    }

    [Fact]
    public Task A_local_function_is_a_helper_of_its_member() => Ends("""
        public static class Code
        {
            public static void Run(Door door)
            {
                Pass();
                void Pass()
                {
                    door.Lock();
                    door.Wait();
                    door.Unlock();
                }
            }
        }
        """, Wrong + "12) performed it; 'Run' gets here through 'Pass' (line 9)");

    [Fact]
    public Task What_stands_in_a_lambda_stands_in_the_member_around_it() => Ends("""
        public static class Code
        {
            private static void Pass(Door door)
            {
                Action wait = () =>
                {
                    door.Lock();
                    door.Wait();
                    door.Unlock();
                };
                wait();
            }

            public static void Run(Door door) => Pass(door);
        }
        """, Wrong + "11) performed it; 'Run' gets here through 'Pass' (line 18)");

    [Fact]
    public Task A_caller_that_is_no_method_goes_by_the_name_that_it_has_in_source() => Ends("""
        public sealed class Code(Door door)
        {
            public int Width
            {
                get
                {
                    Pass();
                    return 1;
                }
            }

            private void Pass()
            {
                door.Lock();
                door.Wait();
                door.Unlock();
            }
        }
        """, Wrong + "18) performed it; 'Width' gets here through 'Pass' (line 11)");

    [Fact]
    public Task Top_level_statements_are_the_program() => Ends("""
        Code.Pass(new Door()); // top-level

        public static class Code
        {
            internal static void Pass(Door door)
            {
                door.Lock();
                door.Wait();
                door.Unlock();
            }
        }
        """, Wrong + "11) performed it; the program gets here through 'Pass' (line 5)");

    [Fact]
    public Task What_others_can_use_by_itself_is_told_with_a_caller_where_no_helper_is_named() => Ends("""
        public static class Code
        {
            public static void Pass(Door door)
            {
                door.Lock();
                door.Wait();
                door.Unlock();
            }

            public static void Run(Door door) => Pass(door);
        }
        """, Wrong + "9) performed it; 'Run' gets here through 'Pass' (line 14)");

    [Fact]
    public Task What_others_can_use_by_itself_is_told_without_one_where_a_helper_is_named() => Ends("""
        public static class Code
        {
            private static void Wait(Door door) => door.Wait();

            public static void Pass(Door door)
            {
                door.Lock();
                Wait(door);
                door.Unlock();
            }

            public static void Run(Door door) => Pass(door);
        }
        """, "'Wait' in 'Pass', through 'Wait' (line 7), must not run while 'Held' of 'DoorLock' is in effect; 'Lock' (line 11) performed it");

    [Fact]
    public Task A_private_helper_is_told_with_its_caller_although_it_names_another_helper() => Ends("""
        public static class Code
        {
            private static void Wait(Door door) => door.Wait();

            private static void Pass(Door door)
            {
                door.Lock();
                Wait(door);
                door.Unlock();
            }

            public static void Run(Door door) => Pass(door);
        }
        """, "'Lock' (line 11) performed it; 'Run' gets here through 'Pass' (line 16)");

    [Fact]
    public Task A_need_that_a_distant_caller_does_not_meet_is_told_with_the_calls_down_to_it() => Ends("""
        public static class Code
        {
            private static void Use(Door door) => door.Use();

            private static void Pass(Door door) => Use(door);

            public static void Run(Door door)
            {
                door.Lock();
                door.Unlock();
                Pass(door);
            }
        }
        """, "'Unlock' (line 14) undid it; 'Run' gets here through 'Pass' (line 15), 'Use' (line 9) without it");

    private static async Task Ends(string program, string end)
    {
        var report = Assert.Single(await Check.ReportsAsync(Prelude.Usings + program, Prelude.Text));
        Assert.EndsWith(end, report.Message, StringComparison.Ordinal);
    }

    private static async Task<string> MessageAsync(Compilation compilation) =>
        Assert.Single(await Check.AnalyzeAsync(compilation), report => report.Id == "EPO1003").GetMessage();
}
