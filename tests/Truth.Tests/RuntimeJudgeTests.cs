using System;
using System.Linq;
using System.Threading.Tasks;
using EntryPath.Truth.Tests.Analysis;
using EntryPath.Truth.Tests.Runtime;
using EntryPath.Truth.Tests.Runtime.Judging;
using Xunit;

namespace EntryPath.Truth.Tests;

/// <summary>The judge is judged: a message that says something else than what the runs do is misplaced.</summary>
public sealed class RuntimeJudgeTests
{
    private static readonly (string Says, string Harmed)[] s_outcomes =
    [
        (" is true", " is false"), (" is not null", " is null"), (" is taken", " is not taken"), (" has another element", " has no more elements"),
    ];

    /// <summary>Bodies of which one path is bad.</summary>
    public static TheoryData<string, string> Bodies => new()
    {
        { "is false", "if (flag) unit.Lock(); unit.Touch(); unit.Release();" },
        { "is true", "unit.Lock(); if (flag) { unit.Unlock(); unit.Touch(); unit.Lock(); } unit.Unlock();" },
        { "is true", "unit.Lock(); if (flag && Env.Flip()) unit.Unlock(); unit.Touch(); unit.Release();" },
        { "'flag' (line", "unit.Lock(); if (!flag) return; unit.Unlock();" },
        { "is true", "unit.Lock(); while (Env.Flip()) { unit.Touch(); unit.Unlock(); }" },
        { "is null", "Unit? other = null; other ??= maybe; other?.Lock(); unit.Lock(); if (other is not null) other.Unlock(); unit.Unlock(); maybe?.Sleep(); (maybe ?? unit).Touch();" },
        { "is not taken", "switch (kind) { case Kind.Second: unit.Lock(); break; } unit.Touch(); unit.Release();" },
        { "is taken", "unit.Lock(); switch (kind) { case Kind.Second: unit.Unlock(); break; } unit.Touch(); unit.Release();" },
        { "is not taken", "var x = kind switch { Kind.Second => unit.Grab(), _ => 0 }; unit.Touch(); unit.Release();" },
        { "element", "unit.Lock(); foreach (var one in units) { if (flag) unit.Unlock(); } unit.Touch(); unit.Release();" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_message_is_right_about_the_path_and_misplaced_where_it_says_the_opposite(string outcome, string body)
    {
        var judgement = await JudgeAsync(body);
        Assert.NotEmpty(judgement.Reports);
        Assert.Empty(judgement.Misplaced.Concat(judgement.False));
        Assert.Empty(judgement.Missed);

        var harmed = judgement.Reports.Select(report => Harm(report)).ToArray();
        Assert.Contains(harmed, report => judgement.Reports.All(right => right.Message != report.Message));
        Assert.Contains(judgement.Reports, report => report.Message.Contains(outcome, StringComparison.Ordinal));
        Assert.Equal(
            harmed.Where(report => judgement.Reports.All(right => right.Message != report.Message)).Select(report => report.Message),
            (judgement with { Reports = harmed }).Misplaced.Select(report => report.Message));
    }

    [Fact]
    public async Task A_message_is_misplaced_where_it_names_a_step_that_is_not_missing()
    {
        var judgement = await JudgeAsync("unit.Begin(); if (flag) unit.Pin(); unit.Fill(); unit.Submit(); unit.Unpin(); unit.End();");
        var report = judgement.Reports.First(report => report.Named.Contains("Pin"));
        var other = report with { Named = ["Begin"] };
        var both = report with { Named = [.. report.Named, "Begin"] };

        Assert.DoesNotContain(report, judgement.Misplaced);
        Assert.Equal([other, both], (judgement with { Reports = [report, other, both] }).Misplaced);
    }

    [Fact]
    public void A_message_tells_the_further_ways_out_that_it_names()
    {
        Assert.Equal([12], Of("is left in effect here and at the one in line 12, for an object that is neither returned nor stored").AlsoAt);
        Assert.Equal([3, 12], Of("is left in effect at this exit and at those in lines 3, 12, but not at others; 'Lock' (line 9) performed it").AlsoAt);
        Assert.Equal([3, 12, 14], Of("are left in effect by this way out and at those in lines 3, 12 and, in part, at the one in line 14: nothing undoes it").AlsoAt);
        Assert.Empty(Of("is left in effect at this exit, but not at others; 'Lock' (line 9) performed it").AlsoAt);

        static Report Of(string message) => new("EPO1005", 20, [], message, []);
    }

    [Fact]
    public async Task The_end_of_a_guard_may_throw_and_need_not()
    {
        const string Caught = "catch (System.InvalidOperationException) { Env.Work(); }";
        Assert.DoesNotContain((await JudgeAsync("var held = unit.Hold(); try { held.Dispose(); } " + Caught)).Obligations, obligation => obligation.IsRequired);
        Assert.Contains((await JudgeAsync("var held = unit.Hold(); try { Env.Work(); held.Dispose(); } " + Caught)).Obligations, obligation => obligation.IsRequired);
    }

    [Fact]
    public async Task That_a_body_makes_a_bracket_the_same_on_every_way_is_no_fault_of_an_accessor_that_may_throw()
    {
        const string Kept = "var was = unit.IsLocked; if (!was) unit.Lock(); ";
        const string Caught = "unit.Unlock(); } catch (System.InvalidOperationException) { Env.Work(); }";
        Assert.DoesNotContain((await JudgeAsync(Kept + "try { _ = maybe!.IsLocked; " + Caught)).Obligations, obligation => obligation.IsRequired);
        Assert.Contains((await JudgeAsync(Kept + "try { Env.Work(); " + Caught)).Obligations, obligation => obligation.IsRequired);
    }

    [Fact]
    public void Conditions_are_read_where_messages_quote_them() => Assert.Equal(
        ["True 3 a, b False", "Null 4 x?.y True", "Case 5 case A and B True", "True 9 c True"],
        QuotedPath.Of("'Lock' (line 2) performed it for 'p', not on the path where 'a, b' (line 3) is false, 'x?.y' (line 4) is null and 'case A and B' (line 5) is taken; "
            + "this holds for 'q' on the path where 'c' (line 9) is true", null).SelectMany(path => path.Conditions).Select(quoted => $"{quoted.Kind} {quoted.Line} {quoted.Text} {quoted.Truth}"));

    [Fact]
    public void A_path_is_that_of_the_steps_that_are_missing_on_it() => Assert.Equal(
        ["Open: a", "Sync, Tune: b", "Open: c", "Open: d"],
        QuotedPath.Of("'Send' needs 'Open' to be in effect on the path where 'a' (line 1) is true; it also misses 'Sync' and 'Tune' on the path where 'b' (line 2) is true; "
            + "it also misses 'Sync'; this holds for 'p' on the path where 'c' (line 3) is true and 'q' on the path where 'd' (line 4) is true", "Open")
            .Select(path => string.Join(", ", path.Steps) + ": " + path.Conditions.Single().Text));

    private static Report Harm(Report report)
    {
        var message = report.Message;
        foreach (var (says, harmed) in s_outcomes)
        {
            message = message.Replace(says, "\0", StringComparison.Ordinal).Replace(harmed, says, StringComparison.Ordinal).Replace("\0", harmed, StringComparison.Ordinal);
        }

        return report with { Message = message, Paths = QuotedPath.Of(message, report.Named.FirstOrDefault()) };
    }

    private static async Task<RuntimeJudgement> JudgeAsync(string body)
    {
        var text = "using System.Collections.Generic;\nusing TruthPrelude;\n\nnamespace P0;\n\npublic sealed class Subject\n{\n"
            + "    public void Run(Unit unit, bool flag, Unit? maybe, Kind kind, List<Unit> units)\n    {\n        "
            + body.Replace("; ", ";\n        ", StringComparison.Ordinal) + "\n    }\n}\n";
        return (await new RuntimeJudge(AnalyzerUnderTest.Create).JudgeAsync([text]))[0]!;
    }
}
