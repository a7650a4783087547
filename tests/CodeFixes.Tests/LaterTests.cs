using System.Collections.Immutable;

namespace EntryPath.CodeFixes.Tests;

/// <summary>EPO1008 and EPO1009: what runs on another thread, later, or in a delegate.</summary>
public sealed class LaterTests
{
    private const string Thread = """
        using System;
        using System.Threading.Tasks;
        using EntryPath;

        [EntryProtocol(Ordered = false, Scope = ProtocolScope.Thread)]
        public enum Own { Pinned }

        public sealed class Worker
        {
            [Step(Own.Pinned)] public void Pin() { }
            [Undo(Own.Pinned)] public void Unpin() { }
            [Requires(Own.Pinned)] public void Read() { }
        }


        """;

    [Fact]
    public async Task An_await_leaves_the_bracket_of_the_thread_and_the_title_says_that_it_changes_what_runs()
    {
        string source = Thread + "public class Use\n{\n    public async Task RunAsync(Worker worker, Task ready)\n    {\n        worker.Pin();\n        await ready;\n        worker.Read();\n        worker.Unpin();\n    }\n}\n";

        ImmutableArray<Offer> offers = await Offers.OfAsync(source, "EPO1008");

        Offer offer = offers.First(static offer => offer.Title.Contains(" up, before ", StringComparison.Ordinal));
        Assert.StartsWith("Move 'await ready;' up, before 'worker.Pin();' (line ", offer.Title, StringComparison.Ordinal);
        Assert.EndsWith("(changes what runs)", offer.Title, StringComparison.Ordinal);
        Assert.Equal(source.Replace("worker.Pin();\n        await ready;", "await ready;\n        worker.Pin();", StringComparison.Ordinal), offer.Text);
        Assert.DoesNotContain(offers, static offer => offer.IsForAll);
    }

    [Fact]
    public async Task An_await_whose_result_the_bracket_needs_and_whose_argument_it_makes_stays() => Assert.Empty(await Offers.OfAsync(
        Thread + "public class Use\n{\n    private int last;\n    public async Task<int> RunAsync(Worker worker, Func<int, Task<int>> ask)\n    {\n        worker.Pin();\n        var seen = last;\n        worker.Read();\n"
            + "        var got = await ask(seen);\n        last = got;\n        worker.Read();\n        worker.Unpin();\n        return got;\n    }\n}\n",
        "EPO1008"));

    [Theory]
    [InlineData("WorkAsync(gate);", "await WorkAsync(gate);")]
    [InlineData("_ = WorkAsync(gate);", "await WorkAsync(gate);")]
    [InlineData("WorkAsync(gate).ConfigureAwait(false);", "await WorkAsync(gate).ConfigureAwait(false);")]
    public async Task A_call_that_nobody_awaits_is_awaited(string call, string awaited)
    {
        string source = Dropped("public async Task Run(Gate gate)", call + "\n        await Task.Yield();");

        Offer offer = Assert.Single(await Offers.OfAsync(source, "EPO1009"));

        Assert.StartsWith("Await 'WorkAsync(gate)", offer.Title, StringComparison.Ordinal);
        Assert.False(offer.IsForAll);
        Assert.Equal(source.Replace(call, awaited, StringComparison.Ordinal), offer.Text);
    }

    [Fact]
    public async Task A_body_that_cannot_await_gets_no_await() =>
        Assert.Empty(await Offers.OfAsync(Dropped("public void Run(Gate gate)", "_ = WorkAsync(gate);"), "EPO1009"));

    [Fact]
    public async Task A_parameter_that_is_only_called_is_marked()
    {
        string source = Small.Program("    private static void Twice(Action action)\n    {\n        action();\n        action();\n    }\n\n    public void Run(Gate gate)\n    {\n        gate.Enter();\n        Twice(() => gate.Bump());\n        gate.Exit();\n    }");

        Offer offer = Assert.Single(await Offers.OfAsync(source, "EPO1009"));

        Assert.Equal("Mark parameter 'action' of 'Twice' [InstantHandle]: the method only calls it", offer.Title);
    }

    [Theory]
    [InlineData("kept = action;")]
    [InlineData("Task.Run(() => action());")]
    [InlineData("Task.Run(action);")]
    public async Task A_parameter_that_is_kept_or_handed_on_is_not_marked(string use) => Assert.Empty(await Offers.OfAsync(
        Small.Program("    private Action? kept;\n\n    private void Later(Action action)\n    {\n        " + use + "\n    }\n\n    public void Run(Gate gate) => Later(() => gate.Enter());"), "EPO1009"));

    private static string Dropped(string head, string statements) => Small.Program(
        "    private static async Task WorkAsync(Gate gate)\n    {\n        await Task.Yield();\n        gate.Bump();\n    }\n\n    " + head + "\n    {\n        gate.Enter();\n        "
        + statements + "\n        gate.Exit();\n    }");
}
