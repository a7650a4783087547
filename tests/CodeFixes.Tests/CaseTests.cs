using System.Collections.Immutable;

namespace EntryPath.CodeFixes.Tests;

/// <summary>What is offered for mistakes of many kinds, and what only with a warning.</summary>
public sealed class CaseTests
{
    [Theory]
    [InlineData("device.PowerOn();\ndevice.Configure(1);\nif (device.IsCancelled())\n{\n    device.PowerOff();\n    return;\n}\n\ndevice.Drain();\ndevice.Start();\ndevice.PowerOff();")]
    [InlineData("device.PowerOn();\nif (device.IsCancelled())\n{\n    device.PowerOff();\n    return;\n}\n\ndevice.Configure(1);\ndevice.Drain();\ndevice.Start();\ndevice.PowerOff();")]
    public async Task A_guard_clause_passes_calls_of_its_protocol_and_says_that_it_changes_what_runs(string statements)
    {
        Offer offer = (await Offers.OfAsync(Small.Method(statements), "EPO1002"))[0];

        Assert.StartsWith("Move 'if (device.IsCancelled())", offer.Title, StringComparison.Ordinal);
        Assert.Contains("' down, after 'device.Drain();' (line ", offer.Title, StringComparison.Ordinal);
        Assert.EndsWith("(changes what runs)", offer.Title, StringComparison.Ordinal);
        Assert.False(offer.IsForAll);
        Assert.Empty(await OfferedFixes.ReportsAsync(offer.Changed.Projects.Single()));
    }

    [Fact]
    public async Task A_guard_clause_does_not_pass_what_is_not_of_its_protocol()
    {
        ImmutableArray<Offer> offers = await Offers.OfAsync(
            Small.Method("device.PowerOn();\ndevice.Configure(1);\nif (device.IsCancelled())\n{\n    device.PowerOff();\n    return;\n}\n\ndevice.Log(\"now\");\ndevice.Drain();\ndevice.Start();\ndevice.PowerOff();"),
            "EPO1002");

        Assert.DoesNotContain(offers, offer => offer.Title.StartsWith("Move 'if", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gate.Enter();\ngate.Bump();\ngate.Wait();\ngate.Exit();", "Move 'gate.Wait();' down, after 'gate.Exit();' (line ", "gate.Enter();\ngate.Bump();\ngate.Exit();\ngate.Wait();")]
    [InlineData("gate.Enter();\ngate.Wait();\ngate.Bump();\ngate.Exit();", "Move 'gate.Wait();' up, before 'gate.Enter();' (line ", "gate.Wait();\ngate.Enter();\ngate.Bump();\ngate.Exit();")]
    public async Task A_forbidden_call_leaves_the_bracket_by_the_nearer_end(string statements, string title, string changed)
    {
        Offer offer = Assert.Single(await Offers.OfAsync(Small.Method(statements), "EPO1003"));

        Assert.StartsWith(title, offer.Title, StringComparison.Ordinal);
        Assert.Equal(Small.Method(changed), offer.Text);
        Assert.True(offer.IsForAll);
    }

    [Theory]
    [InlineData("thing.BeginOuter();\nthing.BeginInner();\nthing.EndOuter();\nthing.EndInner();", "thing.BeginOuter();\nthing.BeginInner();\nthing.EndInner();\nthing.EndOuter();")]
    [InlineData(
        "thing.BeginOuter();\nthing.BeginInner();\nif (a)\n{\n    thing.EndOuter();\n    thing.EndInner();\n    return;\n}\n\nthing.EndInner();\nthing.EndOuter();",
        "thing.BeginOuter();\nthing.BeginInner();\nif (a)\n{\n    thing.EndInner();\n    thing.EndOuter();\n    return;\n}\n\nthing.EndInner();\nthing.EndOuter();")]
    public async Task Undos_change_places_where_they_are_in_the_wrong_order(string statements, string changed)
    {
        Offer offer = Assert.Single(await Offers.OfAsync(Small.Method(statements), "EPO1004"));

        Assert.Equal(Small.Method(changed), offer.Text);
        Assert.True(offer.IsForAll);
    }

    [Theory]
    [InlineData("gate.Enter();\ngate.Bump();\ngate.Exit();\ngate.Exit();", "gate.Enter();\ngate.Bump();\ngate.Exit();")]
    [InlineData(
        "gate.Enter();\ntry\n{\n    if (a)\n    {\n        gate.Exit();\n        return;\n    }\n\n    gate.Bump();\n}\nfinally\n{\n    gate.Exit();\n}",
        "gate.Enter();\ntry\n{\n    if (a)\n    {\n        return;\n    }\n\n    gate.Bump();\n}\nfinally\n{\n    gate.Exit();\n}")]
    public async Task An_undo_that_is_one_too_many_goes(string statements, string changed)
    {
        ImmutableArray<Offer> offers = await Offers.OfAsync(Small.Method(statements), "EPO1004");

        Assert.Contains(offers, offer => offer.Text == Small.Method(changed) && !offer.IsForAll && offer.Title.StartsWith("Remove 'gate.Exit();' (line ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_that_is_missing_is_inserted_before_what_needs_it()
    {
        const string Rest = """


                public void Again(Device device)
                {
                    device.PowerOn();
                    device.Configure(1);
                    if (!device.IsCancelled())
                        device.Start();
                    device.PowerOff();
                }
            """;
        string source = Small.Program("    public void Run(Device device)\n    {\n        device.PowerOn();\n        device.Configure(1);\n        device.Drain();\n        if (!device.IsCancelled())\n            device.Start();\n        device.PowerOff();\n    }" + Rest);

        ImmutableArray<Offer> offers = await Offers.OfAsync(source, "EPO1001");

        Assert.Contains(offers, offer => !offer.IsForAll
            && offer.Title.StartsWith("Insert 'device.Drain();' before 'if (!device.IsCancelled()) device.Start();' (line ", StringComparison.Ordinal)
            && offer.Text == source.Replace(Rest, Rest.Replace("Configure(1);\n", "Configure(1);\n        device.Drain();\n", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_needs_a_bracket_behind_its_end_is_reached_by_the_end() => Assert.Contains(
        await Offers.OfAsync(Small.Method("gate.Enter();\ngate.Bump();\ngate.Exit();\ngate.Bump();"), "EPO1001"),
        offer => offer.Text == Small.Method("gate.Enter();\ngate.Bump();\ngate.Bump();\ngate.Exit();"));

    [Fact]
    public async Task Nothing_is_offered_for_the_wrong_object() => Assert.Empty(
        await Offers.OfAsync(Small.Method("a.Enter();\nb.Bump();\na.Exit();", "public void Run(Gate a, Gate b)"), "EPO1001"));

    [Fact]
    public async Task What_follows_a_try_is_put_under_its_answer()
    {
        ImmutableArray<Offer> offers = await Offers.OfAsync(Small.Method("pool.TryTake();\npool.Fill();\npool.Return();"), "EPO1001");

        Assert.Contains(offers, offer => offer.Text == Small.Method("if (pool.TryTake())\n{\n    pool.Fill();\n    pool.Return();\n}"));
    }

    [Theory]
    [InlineData("session.Open();\nif (a)\n    return;\n\nsession.SaveAndClose();")]
    [InlineData("session.Open();\nif (a)\n    throw new InvalidOperationException();\n\nsession.Abort();")]
    public async Task Undos_that_mean_something_else_are_choices_of_their_own(string statements)
    {
        ImmutableArray<Offer> offers = await Offers.OfAsync(Small.Method(statements), "EPO1005");

        Assert.Contains(offers, offer => offer.Title == "Undo before leaving: 'session.Abort();'");
        Assert.Contains(offers, offer => offer.Title == "Undo before leaving: 'session.SaveAndClose();'");
        Assert.DoesNotContain(offers, offer => offer.IsForAll);
    }

    [Theory]
    [InlineData("b.Fill(Next());\nConsole.WriteLine(Next());\nb.Prepare();\nb.Go();")]
    [InlineData("b.Fill(data[0]);\nShift(data);\nb.Prepare();\nb.Go();")]
    [InlineData("b.FillFrom(m);\nm.Headers = new();\nm.Retries++;\nb.Prepare();\nb.Go();")]
    public async Task A_call_does_not_pass_what_writes_what_it_reads(string statements)
    {
        string source = Small.Program(
            "    private int n;\n    private int Next() => n++;\n    private static void Shift(int[] data) { data[0]++; }\n\n    public void Run(Buffer b, int[] data, Message m)\n    {\n        "
            + statements.Replace("\n", "\n        ", StringComparison.Ordinal) + "\n    }");

        foreach (string id in new[] { "EPO1001", "EPO1002" })
        {
            if (!(await OfferedFixes.ReportsAsync(Offers.Open(source).Project)).Any(report => report.Id == id))
                continue;

            // Preparing earlier passes what it has nothing to do with; filling later would take another value.
            Assert.All(await Offers.OfAsync(source, id), offer => Assert.True(!offer.IsForAll || !offer.Title.StartsWith("Move 'b.Fill", StringComparison.Ordinal), offer.Title));
        }
    }

    [Theory]
    [InlineData("    private int Compute() => 3;\n", "return Compute();", "public int Run(Gate gate, List<string> items)")]
    [InlineData("    private Exception Make() => new InvalidOperationException();\n", "throw Make();", "public int Run(Gate gate, List<string> items)")]
    [InlineData("", "return await wait();", "public async Task<int> Run(Gate gate, List<string> items, Func<Task<int>> wait)")]
    public async Task What_is_returned_after_the_undo_is_not_computed_inside_the_bracket(string helper, string exit, string head)
    {
        string source = Small.Program(helper + "    " + head + "\n    {\n        foreach (var item in items)\n        {\n            gate.Enter();\n            if (item == \"stop\")\n            {\n"
            + "                gate.Exit();\n                " + exit + "\n            }\n\n            if (item.Length == 0)\n                continue;\n\n            gate.Bump();\n            gate.Exit();\n        }\n\n        return 0;\n    }");

        foreach (Offer offer in await Offers.OfAsync(source, "EPO1005"))
            Assert.Contains("gate.Exit();\n" + "                " + exit, offer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public Task<int> Run(Gate gate, bool a)", "return WorkAsync(gate);", "return Task.FromResult(0);")]
    [InlineData("public IEnumerable<int> Run(Gate gate, List<int> items, bool a)", "return System.Linq.Enumerable.Select(items, item => item + 1);", "return items;")]
    public async Task A_bracket_is_not_closed_before_the_work_in_it_is_done(string head, string exit, string end)
    {
        string source = Small.Program("    private Task<int> WorkAsync(Gate gate) => Task.FromResult(1);\n    " + head + "\n    {\n        gate.Enter();\n        if (a)\n            "
            + exit + "\n\n        gate.Bump();\n        gate.Exit();\n        " + end + "\n    }");

        Assert.Empty(await Offers.OfAsync(source, "EPO1005"));
    }

    [Theory]
    [InlineData("var left = device.Drain();\ndevice.Log(\"left \" + left);")]
    [InlineData("lock (device)\n{\n    device.Drain();\n}")]
    [InlineData("do\n{\n    device.Log(\"draining\");\n}\nwhile (device.Drain() > 0);")]
    public async Task What_a_step_must_follow_moves_up_where_the_step_cannot_move(string early)
    {
        string rest = "\nif (!device.IsCancelled())\n    device.Start();\ndevice.PowerOff();";
        ImmutableArray<Offer> offers = await Offers.OfAsync(Small.Method("device.PowerOn();\n" + early + "\ndevice.Configure(1);" + rest), "EPO1002");

        Offer offer = Assert.Single(offers);
        Assert.True(offer.IsForAll);
        Assert.Empty(await OfferedFixes.ReportsAsync(offer.Changed.Projects.Single()));
    }

    [Fact]
    public async Task A_first_cause_is_mended_although_a_second_one_shows_then()
    {
        string source = Small.Method("device.PowerOn();\ndevice.Drain();\ndevice.Configure(1);\ndevice.Start();\ndevice.PowerOff();");

        Offer offer = (await Offers.OfAsync(source, "EPO1002"))[0];

        Assert.Equal(Small.Method("device.PowerOn();\ndevice.Configure(1);\ndevice.Drain();\ndevice.Start();\ndevice.PowerOff();"), offer.Text);
    }

    [Fact]
    public async Task A_long_row_of_conditions_hides_neither_the_cause_nor_the_fix()
    {
        string conditions = string.Concat(Enumerable.Range(0, 20).Select(i => "if (items.Count > " + i + ")\n    total += " + i + ";\n"));
        string source = Small.Method(
            "var total = 0;\n" + conditions + "device.PowerOn();\ndevice.Drain();\ndevice.Configure(total);\nif (!device.IsCancelled())\n    device.Start();\ndevice.PowerOff();",
            "public void Run(Device device, List<int> items)");

        Offer offer = Assert.Single(await Offers.OfAsync(source, "EPO1002"));

        Assert.StartsWith("Move 'device.Drain();' down, after 'device.Configure(total);'", offer.Title, StringComparison.Ordinal);
    }
}
