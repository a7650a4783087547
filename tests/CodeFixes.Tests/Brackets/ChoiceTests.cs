using System.Collections.Immutable;

namespace EntryPath.CodeFixes.Tests.Brackets;

/// <summary>EPO1005 where no undo before the exit is right: what a person can choose among.</summary>
public sealed class ChoiceTests
{
    private const string TwoGates = "public void Run(Gate one, Gate other, bool a)";

    [Fact]
    public async Task An_undo_of_the_wrong_object_can_be_given_to_the_one_that_is_open() => await OffersAsync(
        Small.Method("var own = new Gate();\nown.Enter();\nown.Bump();\nother.Exit();", TwoGates),
        Small.Method("var own = new Gate();\nown.Enter();\nown.Bump();\nown.Exit();", TwoGates),
        "Undo 'Held' of 'own', not of 'other', by 'other.Exit()' (line ");

    [Fact]
    public async Task What_is_opened_on_one_way_only_can_be_undone_at_the_end_of_its_block() => await OffersAsync(
        Small.Method("var own = new Gate();\nif (a)\n{\n    own.Enter();\n}\n\nConsole.WriteLine(a);"),
        Small.Method("var own = new Gate();\nif (a)\n{\n    own.Enter();\n    own.Exit();\n}\n\nConsole.WriteLine(a);"),
        "Undo at the end of the block (line ");

    [Fact]
    public async Task What_one_branch_undoes_can_be_undone_in_the_other() => await OffersAsync(
        Small.Method("var own = new Gate();\nown.Enter();\nown.Bump();\nif (Console.KeyAvailable)\n{\n    own.Exit();\n}\n\nConsole.WriteLine();"),
        Small.Method("var own = new Gate();\nown.Enter();\nown.Bump();\nif (Console.KeyAvailable)\n{\n    own.Exit();\n}\nelse\n{\n    own.Exit();\n}\n\nConsole.WriteLine();"),
        "Undo where 'Console.KeyAvailable' (line ");

    [Fact]
    public async Task What_a_round_of_a_loop_leaves_open_can_be_undone_before_the_next() => await OffersAsync(
        Small.Method(
            "foreach (int item in items)\n{\n    own.Enter();\n    if (item == 0)\n        continue;\n\n    int seen = item;\n    own.Exit();\n    Console.WriteLine(seen);\n}",
            "public void Run(Gate own, List<int> items)"),
        Small.Method(
            "foreach (int item in items)\n{\n    own.Enter();\n    if (item == 0)\n    {\n        own.Exit();\n        continue;\n    }\n\n    int seen = item;\n    own.Exit();\n    Console.WriteLine(seen);\n}",
            "public void Run(Gate own, List<int> items)"),
        "Undo before 'continue;' (line ");

    [Fact]
    public async Task A_helper_that_throws_is_caught_for_the_undo_and_throws_on()
    {
        const string Helper = "    private static void Check(bool a) { if (a) throw new InvalidOperationException(); }\n";
        const string Head = "public void Run(Gate gate, bool a)";
        string source = Small.Method("gate.Enter();\nCheck(a);\ngate.Bump();", Head).Replace("public class Use\n{\n", "public class Use\n{\n" + Helper, StringComparison.Ordinal);
        string changed = Small.Method("gate.Enter();\ntry\n{\n    Check(a);\n}\ncatch\n{\n    gate.Exit();\n    throw;\n}\ngate.Bump();", Head)
            .Replace("public class Use\n{\n", "public class Use\n{\n" + Helper, StringComparison.Ordinal);

        await OffersAsync(source, changed, "Undo where an exception leaves: 'gate.Exit();'");
    }

    [Fact]
    public async Task A_condition_that_throws_is_caught_for_the_undos_of_all_that_is_open()
    {
        const string Helper = "    private static bool Check(bool a) => a ? throw new InvalidOperationException() : a;\n";
        const string Open = "thing.BeginOuter();\nthing.BeginInner();\n";
        const string Condition = "if (Check(a))\n{\n    thing.EndInner();\n    thing.EndOuter();\n    return;\n}";
        const string Close = "\nthing.EndInner();\nthing.EndOuter();";
        string Program(string statements) => Small.Method(statements, "public void Run(Thing thing, bool a)").Replace("public class Use\n{\n", "public class Use\n{\n" + Helper, StringComparison.Ordinal);

        await OffersAsync(
            Program(Open + Condition + Close),
            Program(Open + "try\n{\n    " + Condition.Replace("\n", "\n    ", StringComparison.Ordinal) + "\n}\ncatch\n{\n    thing.EndInner();\n    thing.EndOuter();\n    throw;\n}" + Close),
            "Undo where an exception leaves: 'thing.EndInner(); thing.EndOuter();'");
    }

    [Fact]
    public async Task What_one_exit_undoes_for_the_caller_is_undone_at_all_others()
    {
        const string Rest = "    public void Go(Gate gate)\n    {\n        gate.Enter();\n        Run(gate);\n    }\n\n";
        string Program(string statements) => Small.Method(statements, "private static void Run(Gate gate)").Replace("public class Use\n{\n", "public class Use\n{\n" + Rest, StringComparison.Ordinal);

        await OffersAsync(
            Program("if (System.Console.Read() == 1)\n{\n    return;\n}\n\nif (System.Console.Read() == 2)\n{\n    return;\n}\n\ngate.Exit();"),
            Program("if (System.Console.Read() == 1)\n{\n    gate.Exit();\n    return;\n}\n\nif (System.Console.Read() == 2)\n{\n    gate.Exit();\n    return;\n}\n\ngate.Exit();"),
            "Undo before leaving in lines ");
    }

    [Fact]
    public async Task What_follows_an_opening_undoes_it_before_its_exception_is_caught()
    {
        const string Head = "public void Run(Gate gate, bool a)";
        const string Caught = "}\ncatch (InvalidOperationException)\n{\n    return;\n}\ngate.Exit();";

        await OffersAsync(
            Small.Method("try\n{\n    Console.WriteLine();\n    gate.Enter();\n    Console.WriteLine(a);\n    gate.Bump();\n" + Caught, Head),
            Small.Method(
                "try\n{\n    Console.WriteLine();\n    gate.Enter();\n    try\n    {\n        Console.WriteLine(a);\n        gate.Bump();\n    }\n    catch\n    {\n        gate.Exit();\n        throw;\n    }\n" + Caught,
                Head),
            "Undo where an exception leaves what follows 'gate.Enter();' (line ");
    }

    [Fact]
    public async Task A_helper_that_opens_is_undone_on_the_object_that_it_was_given()
    {
        const string Helper = "    private static void Open(Gate held) => held.Enter();\n";
        string Program(string statements) => Small.Method(statements, "public void Run(Gate gate, bool a)")
            .Replace("public class Use\n{\n", "public class Use\n{\n" + Helper, StringComparison.Ordinal);

        await OffersAsync(
            Program("var own = new Gate();\nOpen(own);\nown.Bump();"), Program("var own = new Gate();\nOpen(own);\nown.Bump();\nown.Exit();"), "Undo before leaving: 'own.Exit();'");
    }

    [Theory]
    [InlineData("var own = new Gate();\nif (a)\n{\n    own.Enter();\n}\n\nConsole.WriteLine(a);")]
    [InlineData("var own = new Gate();\nown.Enter();\nown.Bump();\nb.Exit();")]
    public async Task None_of_these_is_for_Fix_All(string statements) =>
        Assert.DoesNotContain(await Offers.OfAsync(Small.Method(statements, "public void Run(Gate b, bool a)"), "EPO1005"), offer => offer.IsForAll && !offer.Title.StartsWith("Undo before leaving", StringComparison.Ordinal));

    private static async Task OffersAsync(string source, string changed, string title)
    {
        ImmutableArray<Offer> offers = await Offers.OfAsync(source, "EPO1005");

        Assert.Contains(offers, offer => offer.Title.StartsWith(title, StringComparison.Ordinal));
        Assert.Equal(changed, offers.First(offer => offer.Title.StartsWith(title, StringComparison.Ordinal)).Text);
    }
}
