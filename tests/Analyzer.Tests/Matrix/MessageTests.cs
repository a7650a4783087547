using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>What messages say of objects and conditions, and what they leave out.</summary>
public sealed class MessageTests
{
    [Theory]
    [InlineData("public void Run(Door front, Door back, bool late) { (late ? back : front).Use(); }")]
    [InlineData("public void Run(bool late) { var front = new Door(); var back = new Door(); (late ? back : front).Use(); }")]
    public async Task An_operation_on_one_of_several_objects_names_each_with_its_condition(string member)
    {
        var message = await MessageAsync("EPO1001", member);

        Assert.EndsWith("; this holds for 'front' on the path where 'late' (line 6) is false and 'back' on the path where 'late' (line 6) is true", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operation_on_one_of_several_objects_names_those_that_lack_the_step_alone()
    {
        var message = await MessageAsync("EPO1001", "public void Run(Door front, Door back, bool late) { front.Lock(); (late ? back : front).Use(); front.Unlock(); }");

        Assert.Contains("'Lock' (line 6) performed it for 'front', not for 'back'", message, StringComparison.Ordinal);
        Assert.DoesNotContain("this holds for", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exceptions_that_leave_a_bracket_are_named_beside_the_one_that_is_told()
    {
        var message = await MessageAsync("EPO1005", """
            public void Run(Door door, int late)
            {
                door.Lock();
                if (late == 1)
                    throw new InvalidOperationException();
                if (late == 2)
                    throw new InvalidOperationException();
                if (late == 3)
                {
                    door.Unlock();
                    throw new InvalidOperationException();
                }
                if (late == 4)
                    throw new NotSupportedException();
                door.Unlock();
            }
            """);

        Assert.Contains(" is left in effect by this way out and at those in lines 12, 19: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exceptions_that_leave_some_of_the_brackets_are_named_as_such()
    {
        var message = await MessageAsync("EPO1005", """
            public void Run(Door front, Door back, int late)
            {
                front.Lock();
                back.Lock();
                if (late == 1)
                    throw new InvalidOperationException();
                if (late == 2)
                    throw new InvalidOperationException();
                front.Unlock();
                if (late == 3)
                    throw new InvalidOperationException();
                back.Unlock();
            }
            """);

        Assert.Contains(" by this way out and at the one in line 13 and, in part, at the one in line 16: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_objects_that_one_call_hands_over_are_named()
    {
        var message = await MessageAsync("EPO1001", """
            public void Run(Door front, Door back) { front.Lock(); back.Lock(); Both(front, back); back.Unlock(); front.Unlock(); }
            public void Late(Door left, Door right) { Both(left, right); }
            private void Both(Door one, Door other) { one.Use(); other.Use(); }
            """);

        Assert.EndsWith("; this holds for 'left' and 'right'", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("if (late && ) door.Lock();")]
    [InlineData("if (late. ) door.Lock();")]
    [InlineData("if (late == ) door.Lock();")]
    [InlineData("if () door.Lock();")]
    public async Task A_condition_that_is_half_typed_is_not_quoted(string halfTyped)
    {
        var source = Prelude.Usings + "public class Code\n{\npublic void Run(Door door, bool late, bool early)\n{\n" + halfTyped + "\nif (early) door.Lock();\ndoor.Use();\n}\n}\n";
        var reports = (await Check.AnalyzeAsync(Check.Compile([source, Prelude.Text], OutputKind.DynamicallyLinkedLibrary))).Where(static report => report.Id == "EPO1001").ToList();

        Assert.All(reports, static report => Assert.DoesNotContain("late", report.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Assert.All(reports, static report => Assert.Contains("'early'", report.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        Assert.Single(reports);
    }

    [Fact]
    public async Task A_promise_that_an_undo_breaks_names_it_and_the_path()
    {
        var message = await MessageAsync("EPO1007", "[Ensures(DoorLock.Held)] public void Run([Subject] Door door, bool late) { door.Lock(); if (late) door.Unlock(); }");

        Assert.EndsWith("; 'Unlock' (line 6) undid it on the path where 'late' (line 6) is true", message, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_promise_that_only_a_join_seems_to_break_is_kept() => Check.Members("""
        [Ensures(DoorLock.Held)]
        public void Run([Subject] Door door, bool late)
        {
            if (!late)
                door.Lock();

            Env.Work();
            if (late)
                door.Lock();
        }
        """);

    private static async Task<string> MessageAsync(string id, string members)
    {
        var source = Prelude.Usings + "public class Code\n{\n#line 6\n" + members + "\n}\n";
        var reports = await Check.AnalyzeAsync(Check.Compile([source, Prelude.Text], OutputKind.DynamicallyLinkedLibrary));
        return Assert.Single(reports, report => report.Id == id).GetMessage(CultureInfo.InvariantCulture);
    }
}
