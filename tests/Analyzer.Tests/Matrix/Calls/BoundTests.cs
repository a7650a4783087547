using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>Large programs end, with their reports. How long they take is the business of the benchmarks.</summary>
public sealed class BoundTests
{
    [Fact]
    public Task A_chain_of_a_thousand_helpers() => Check.Members(
        string.Concat(Enumerable.Range(0, 1000).Select(i => $"private static void M{i}(Door door) => M{i + 1}(door);\n"))
        + """
        private static void M1000(Door door) => door.Use();

        public void Right(Door door)
        {
            door.Lock();
            M0(door);
            door.Unlock();
        }

        public void Wrong(Door door) => M0(door); // EPO1001
        """);

    [Fact]
    public async Task A_long_chain_is_short_in_its_message()
    {
        var reports = await Check.ReportsAsync(Prelude.Usings + "public static class Code\n{\n"
            + string.Concat(Enumerable.Range(0, 100).Select(i => $"private static void M{i}(Door door) => M{i + 1}(door);\n"))
            + """
            private static void M100(Door door) => door.Use();
            public static void Right(Door door) { door.Lock(); M0(door); door.Unlock(); }
            public static void Wrong(Door door) => M0(door);
            }
            """, Prelude.Text);

        Assert.Contains("'M1' (line 7), 'M2' (line 8), 97 more calls, 'M100' (line 106), 'Use' (line 107)", Assert.Single(reports).Message, System.StringComparison.Ordinal);
    }

    [Fact]
    public Task Fifty_methods_that_call_each_other() => Check.Members(
        string.Concat(Enumerable.Range(0, 50).Select(i =>
            $"private static void M{i}(Door door, int n) {{ if (n == {i}) return; M{(i + 1) % 50}(door, n - 1); M{(i + 7) % 50}(door, n); door.Use(); }}\n"))
        + """
        public void Right(Door door)
        {
            door.Lock();
            M0(door, 3);
            door.Unlock();
        }

        public void Wrong(Door door) => M0(door, 3); // EPO1001
        """);

    [Fact]
    public Task Sixty_methods_of_two_classes_that_call_each_other_by_an_interface() => Check.Program(
        Prelude.Usings + "public interface INode\n{\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"void M{i}(Door door, INode other);\n")) + "}\n"
        + string.Concat(new[] { "First", "Second" }.Select(type => $"public sealed class {type} : INode\n{{\n"
            + string.Concat(Enumerable.Range(0, 60).Select(i =>
                $"public void M{i}(Door door, INode other) {{ door.Lock(); door.Use(); door.Unlock(); if (Env.Flip()) other.M{(i + 1) % 60}(door, other); other.M{(i + 7) % 60}(door, this); }}\n")) + "}\n"))
        + """
        public sealed class User
        {
            public void Right(Door door, INode node)
            {
                node.M0(door, node);
                door.Lock();
                door.Use();
                door.Unlock();
            }

            public void Wrong(Door door, INode node)
            {
                node.M1(door, node);
                door.Use(); // EPO1001
            }
        }
        """, Prelude.Text);

    [Fact]
    public Task A_method_of_ten_thousand_lines() => Check.Members(
        "public void Wrong(Door door)\n{\n"
        + string.Concat(Enumerable.Range(0, 2000).Select(i => $"if (Env.Flip())\n{{\ndoor.Lock(); door.Number += {i};\ndoor.Unlock();\n}}\n"))
        + "door.Use(); // EPO1001\n}");

    [Fact]
    public Task A_switch_of_a_thousand_ways() => Check.Members(
        "public void Wrong(Door door, int number)\n{\nswitch (number)\n{\n"
        + string.Concat(Enumerable.Range(0, 1000).Select(i => $"case {i}: door.Lock(); door.Number = {i}; door.Unlock(); break;\n"))
        + "case 1000: door.Lock(); break;\n}\ndoor.Use(); // EPO1001\ndoor.Reset();\n}");

    [Fact]
    public Task Twelve_flags_that_each_go_with_an_object_of_its_own() => Check.Members(
        "public void Right(" + string.Join(", ", Enumerable.Range(0, 12).Select(static i => $"Door door{i}")) + ")\n{\n"
        + string.Concat(Enumerable.Range(0, 12).Select(static i => $"bool is{i} = Env.Flip();\nif (is{i})\n    door{i}.Lock();\n"))
        + string.Concat(Enumerable.Range(0, 12).Select(static i => $"if (is{i})\n    door{i}.Unlock();\n"))
        + "}\npublic void Wrong(" + string.Join(", ", Enumerable.Range(0, 12).Select(static i => $"Door door{i}")) + ")\n{\n"
        + string.Concat(Enumerable.Range(0, 12).Select(static i => $"bool is{i} = Env.Flip();\nif (is{i})\n    door{i}.Lock();\n"))
        + string.Concat(Enumerable.Range(1, 11).Select(static i => $"if (is{i})\n    door{i}.Unlock();\n"))
        + "if (is1)\n    door0.Unlock(); // EPO1004\n}");

    [Theory]
    [InlineData("string text = \"\"{0};", " + \"a\" + number")]
    [InlineData("int sum = 0{0};", " + Math.Abs(number)")]
    [InlineData("new System.Text.StringBuilder(){0};", ".Append(number)")]
    public Task An_expression_of_thousands_of_operands(string statement, string operand) => Check.Members(
        "public void Wrong(Door door, int number)\n{\ndoor.Lock();\n"
        + string.Format(CultureInfo.InvariantCulture, statement, string.Concat(Enumerable.Repeat(operand, 2500)))
        + "\ndoor.Unlock();\ndoor.Use(); // EPO1001\n}");

    [Fact]
    public Task A_body_of_three_thousand_calls() => Check.Members(
        "public void Wrong(Door door)\n{\n" + string.Concat(Enumerable.Repeat("door.Lock();\ndoor.Use();\ndoor.Unlock();\n", 1000)) + "door.Use(); // EPO1001\n}");

    [Fact]
    public Task A_hundred_conditions_in_each_other() => Check.Members(
        "public void Wrong(Door door)\n{\n" + string.Concat(Enumerable.Repeat("if (Env.Flip())\n{\ndoor.Lock();\ndoor.Unlock();\n", 100)) + "door.Use(); // EPO1001\n" + new string('}', 100) + "\n}");

    /// <summary>Blocks that run on two ways each, in each other: more ways than are followed.</summary>
    private static readonly string s_tooManyWays =
        string.Concat(Enumerable.Repeat("try { Env.Work(); } finally {\n", 17)) + "door.Number++;\n" + new string('}', 17) + "\n";

    [Fact]
    public async Task What_a_body_does_that_was_not_checked_is_unknown_to_its_callers()
    {
        var reports = await DiagnosticsAsync(Prelude.Usings + "public class Code\n{\nprivate void Tangle(Door door)\n{\n" + s_tooManyWays + "door.Lock();\n}\n" + """
            public void Taken(Door door)
            {
                Tangle(door);
                door.Use();
                door.Unlock();
            }

            public void Given(Door door)
            {
                door.Lock();
                Tangle(door);
            }

            public void Before(Door door)
            {
                door.Use();
                Tangle(door);
            }
            }
            """);

        Assert.Equal(["EPO3001", "EPO1001"], reports.Select(static report => report.Id));
        Assert.Equal(DiagnosticSeverity.Warning, reports[0].Severity);
        Assert.Contains("'Tangle' was not checked to its end, and its callers do not know what it does", reports[0].GetMessage(CultureInfo.InvariantCulture), System.StringComparison.Ordinal);
    }

    private static async Task<Diagnostic[]> DiagnosticsAsync(string source) =>
    [
        .. (await Check.AnalyzeAsync(Check.Compile([source, Prelude.Text], OutputKind.DynamicallyLinkedLibrary)))
            .Where(static report => report.Id is not ("EPO3002" or "EPO2011")).OrderBy(static report => report.Location.SourceSpan.Start),
    ];

    /// <summary>A body that is solved for one protocol after the other goes on behind what has to do with none.</summary>
    [Theory]
    [InlineData("Action quiet = () => Env.Work(); quiet();")]
    [InlineData("Now(static () => Env.Work());")]
    [InlineData("void Quiet() => Env.Work(); Quiet();")]
    public Task A_function_without_events_returns_where_protocols_are_solved_by_themselves(string call) => Check.Members(
        "private static void Now([InstantHandle] Action action) => action();\npublic void Wrong("
        + string.Join(", ", Enumerable.Range(0, 3).Select(static i => $"Door door{i}, Pump pump{i}, bool flag{i}, bool other{i}")) + ")\n{\n" + call + "\n"
        + string.Concat(Enumerable.Range(0, 3).Select(static i => $"if (flag{i})\n    door{i}.Lock();\nif (other{i})\n    pump{i}.Open();\n"))
        + string.Concat(Enumerable.Range(0, 3).Select(static i => $"if (flag{i})\n    door{i}.Unlock();\nif (other{i})\n    pump{i}.Close();\n"))
        + "door0.Lock();\ndoor0.Unlock();\ndoor0.Use(); // EPO1001\n}");

    [Fact]
    public async Task A_recursion_over_a_tree_ends_and_says_so()
    {
        var reports = await DiagnosticsAsync(Prelude.Usings + """
            public class Tree
            {
                private readonly Door _door = new();
                private readonly Tree? _left, _right;
                private void Walk() { _left?.Walk(); _door.Lock(); _door.Unlock(); _right?.Walk(); }
                public void Run() => Walk();
            }
            """);

        var report = Assert.Single(reports);
        Assert.Equal(("EPO3001", DiagnosticSeverity.Warning), (report.Id, report.Severity));
    }
}
