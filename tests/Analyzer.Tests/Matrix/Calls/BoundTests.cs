using System.Linq;
using System.Threading.Tasks;

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
    public async Task A_recursion_over_a_tree_ends_and_says_so()
    {
        var reports = await Check.ReportsAsync(Prelude.Usings + """
            public class Tree
            {
                private readonly Door _door = new();
                private readonly Tree? _left, _right;
                private void Walk() { _left?.Walk(); _door.Lock(); _door.Unlock(); _right?.Walk(); }
                public void Run() => Walk();
            }
            """, Prelude.Text);

        Assert.Equal("EPO3001", Assert.Single(reports).Id);
    }
}
