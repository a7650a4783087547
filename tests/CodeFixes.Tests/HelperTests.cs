using System.Collections.Immutable;

namespace EntryPath.CodeFixes.Tests;

/// <summary>Edits in a helper whose call is reported, and of ways out that a bracket has come to begin behind.</summary>
public sealed class HelperTests
{
    [Fact]
    public async Task An_undo_that_a_helper_forgets_comes_behind_those_that_have_to_come_first()
    {
        string source = Small.Program("""
                public int Run(Thing thing, bool a)
                {
                    thing.BeginOuter();
                    thing.BeginInner();
                    if (a)
                    {
                        thing.EndInner();
                        thing.EndOuter();
                        return 0;
                    }

                    return Stop(thing);
                }

                private static int Stop(Thing thing)
                {
                    thing.EndInner();
                    Console.WriteLine();
                    return 1;
                }
            """);

        Offer offer = (await Offers.OfAsync(source, "EPO1005"))[0];

        Assert.StartsWith("Insert 'thing.EndOuter();' before 'Console.WriteLine();' (line ", offer.Title, StringComparison.Ordinal);
        Assert.Equal(source.Replace("Console.", "thing.EndOuter();\n        Console.", StringComparison.Ordinal), offer.Text);
    }

    [Fact]
    public async Task A_way_out_that_leaves_the_bracket_leaves_its_undo_behind()
    {
        const string Ready = "\n\n    private static bool Ready(Gate gate)\n    {\n        gate.Wait();\n        return Environment.TickCount > 3;\n    }";
        string source = Small.Program("    public void Run(Gate gate)\n    {\n        gate.Enter();\n        if (!Ready(gate))\n        {\n            gate.Exit();\n            return;\n        }\n\n        gate.Bump();\n        gate.Exit();\n    }" + Ready);
        string changed = Small.Program("    public void Run(Gate gate)\n    {\n        if (!Ready(gate))\n        {\n            return;\n        }\n\n        gate.Enter();\n        gate.Bump();\n        gate.Exit();\n    }" + Ready);

        ImmutableArray<Offer> offers = await Offers.OfAsync(source, "EPO1003");

        Offer offer = offers[0];
        Assert.Equal(changed.Replace("\n\n", "\n", StringComparison.Ordinal), offer.Text.Replace("\n\n", "\n", StringComparison.Ordinal));
        Assert.StartsWith("Move 'if (!Ready(gate)) { gate.Exit(); return; }' up, before 'gate.Enter();' (line ", offer.Title, StringComparison.Ordinal);
        Assert.Contains("), and remove 'gate.Exit();' (line ", offer.Title, StringComparison.Ordinal);
        Assert.EndsWith("(changes what runs)", offer.Title, StringComparison.Ordinal);
        Assert.False(offer.IsForAll);
        Assert.Empty(await OfferedFixes.ReportsAsync(offer.Changed.Projects.Single()));
    }

    [Fact]
    public async Task A_helper_that_calls_itself_stops_no_fix()
    {
        string source = Small.Program("    public void Run(Gate gate, int depth)\n    {\n        gate.Enter();\n        Go(gate, depth);\n        if (depth > 9)\n            return;\n        gate.Exit();\n    }\n\n"
            + "    private static void Go(Gate gate, int depth)\n    {\n        gate.Bump();\n        if (depth > 0)\n            Go(gate, depth - 1);\n        gate.Bump();\n    }");

        Assert.NotEmpty(await Offers.OfAsync(source, "EPO1005"));
    }
}
