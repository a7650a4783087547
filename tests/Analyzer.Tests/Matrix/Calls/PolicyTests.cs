using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Tests.Matrix.Calls;

/// <summary>The same programs under each policy of <c>entrypath.exceptions</c>: each line says from which policy on it is reported.</summary>
public sealed class PolicyTests
{
    private const string Source = Prelude.Usings + """
        public interface IWork { void Run(); int Number { get; } }

        public static class Code
        {
            public static void Throws(Door door, bool fails)
            {
                door.Lock();
                if (fails)
                    throw new InvalidOperationException(); // explicit
                door.Unlock();
            }

            public static void CallsBack(Door door, Action action)
            {
                door.Lock();
                action(); // callbacks
                door.Unlock();
            }

            public static void CallsInterface(Door door, IWork work)
            {
                door.Lock();
                work.Run(); // callbacks
                door.Unlock();
            }

            public static void CallsInTry(Door door)
            {
                door.Lock();
                try
                {
                    Console.WriteLine(); // calls_in_try
                }
                catch (InvalidOperationException)
                {
                }
                door.Unlock();
            }

            public static void Calls(Door door)
            {
                door.Lock();
                Console.WriteLine(); // any
                door.Unlock();
            }

            public static void CallsAccessorOfInterface(Door door, IWork work)
            {
                door.Lock();
                _ = work.Number; // callbacks
                door.Unlock();
            }

            private static void Back(Action action)
            {
                try
                {
                    action();
                }
                catch (ArgumentException)
                {
                }
            }

            private static void BackSafely(Action action)
            {
                try
                {
                    action();
                }
                catch
                {
                }
            }

            public static void CallsBackThroughHelper(Door door, Action action)
            {
                door.Lock();
                Back(action); // callbacks
                door.Unlock();
            }

            public static void CallsBackSafely(Door door, Action action)
            {
                door.Lock();
                BackSafely(action); // any
                door.Unlock();
            }

            private static int Counted => Env.Flip() ? 1 : 2;
            private static int Stored { get; set; }

            public static void CallsAccessor(Door door)
            {
                door.Lock();
                _ = Counted; // any
                _ = Stored;
                door.Unlock();
            }

            public static void CallsInWhatImpliesTry(Door door, List<int> items)
            {
                door.Lock();
                foreach (var item in items) // any
                    Console.WriteLine();
                door.Unlock();
            }

            public static int HasNoArm(Door door, int number)
            {
                door.Lock();
                var found = number switch { 1 => 2 }; // any
                door.Unlock();
                return found;
            }

            public static void OnlyComputes(Door door, object text, int[] numbers)
            {
                door.Lock();
                numbers[1] = ((string)text == null ? 1 : 2) / numbers[2];
                door.Unlock();
            }

            public static void IsSafe(Door door)
            {
                door.Lock();
                try
                {
                    Console.WriteLine();
                }
                finally
                {
                    door.Unlock();
                }
            }

            public static void CallsOnlyEvents(Door door)
            {
                door.Lock();
                door.Use();
                door.Unlock();
            }
        }
        """;

    [Theory]
    [InlineData(null, "explicit")]
    [InlineData("explicit", "explicit")]
    [InlineData("callbacks", "explicit", "callbacks")]
    [InlineData("calls_in_try", "explicit", "callbacks", "calls_in_try")]
    [InlineData("any", "explicit", "callbacks", "calls_in_try", "any")]
    public Task A_policy_reports_its_own_ways_out_and_those_below_it(string? policy, params string[] counted) =>
        Check.ProgramAsync(Marked(counted), ("entrypath.exceptions", policy), Prelude.Text);

    [Fact]
    public Task One_protocol_may_be_stricter() =>
        Check.ProgramAsync(Marked("explicit", "callbacks", "calls_in_try", "any"), ("entrypath.exceptions.DoorLock", "any"), Prelude.Text);

    [Fact]
    public Task The_policy_of_another_protocol_does_not_matter() =>
        Check.ProgramAsync(Marked("explicit"), ("entrypath.exceptions.GuestEntry", "any"), Prelude.Text);

    [Theory]
    [InlineData("entrypath.exceptions", "all")]
    [InlineData("entrypath.exceptions.DoorLock", "")]
    public async Task A_value_that_there_is_not_is_reported_once_and_counts_as_not_set(string key, string value)
    {
        var reports = await Check.AnalyzeAsync(Check.Compile([Marked("explicit"), Prelude.Text], OutputKind.DynamicallyLinkedLibrary), (key, value));

        var report = Assert.Single(reports, report => report.Id == "EPO2012");
        Assert.Equal(
            $"'{key} = {value}' is none of explicit, callbacks, calls_in_try and any, and counts as not set",
            report.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(Source.Split("// explicit\n").Length - 1, reports.Count(report => report.Id == "EPO1005"));
    }

    [Theory]
    [InlineData(" Any ")]
    [InlineData("explicit")]
    public async Task A_value_that_there_is_is_not_reported(string value) =>
        Assert.DoesNotContain(await Check.AnalyzeAsync(Check.Compile([Source, Prelude.Text], OutputKind.DynamicallyLinkedLibrary), ("entrypath.exceptions", value)), report => report.Id == "EPO2012");

    private static string Marked(params string[] counted)
    {
        var source = Source;
        foreach (var policy in counted)
            source = source.Replace("// " + policy + "\n", "// EPO1005\n", System.StringComparison.Ordinal);
        return source;
    }

    /// <summary>Each protocol at a policy of its own, the other at the strictest: neither hears of the other's.</summary>
    [Theory]
    [InlineData("explicit", "explicit")]
    [InlineData("callbacks", "explicit", "callbacks")]
    [InlineData("calls_in_try", "explicit", "callbacks", "calls_in_try")]
    [InlineData("any", "explicit", "callbacks", "calls_in_try", "any")]
    public async Task A_protocol_has_its_own_policy_beside_a_stricter_one(string policy, params string[] counted)
    {
        const string Other = Prelude.Usings + """
            public static class OtherCode
            {
                public static void Calls(Processor cpu)
                {
                    cpu.DisableInterrupts();
                    Console.WriteLine();
                    cpu.EnableInterrupts();
                }
            }
            """;
        var reports = await Check.ReportsAsync(
            [Source, Prelude.Text, Other], ("entrypath.exceptions", "any"), ("entrypath.exceptions.DoorLock", policy));

        var expected = counted.Sum(way => Source.Split("// " + way + "\n").Length - 1);
        Assert.Equal(expected, reports.Count(report => report.Message.Contains("'DoorLock'", System.StringComparison.Ordinal)));
        Assert.Single(reports, report => report.Message.Contains("'GuestEntry'", System.StringComparison.Ordinal));
    }
}
