using System.Collections.Immutable;

namespace EntryPath.CodeFixes.Tests;

/// <summary>Calls that are inserted, answered or removed, and edits that need a second one.</summary>
public sealed class InsertTests
{
    private const string Thread = """
        using System;
        using System.Collections.Generic;
        using EntryPath;

        [EntryProtocol(Ordered = false, Scope = ProtocolScope.Thread)]
        public enum Own { Pinned }

        public static class Worker
        {
            [Step(Own.Pinned)] public static void Pin() { }
            [Undo(Own.Pinned)] public static void Unpin() { }
            [Requires(Own.Pinned)] public static void Read() { }
            [Step(Own.Pinned)] [Forbids(Own.Pinned)] public static void PinOnce() { }
        }

        public static class Use
        {
            public static void Run(bool a)
            {
                $
            }
        }

        """;

    private const string Asking = """
        using EntryPath;

        [EntryProtocol(Ordered = false, Scope = ProtocolScope.Thread)]
        public enum Test { Kick, Request }

        public class Cpu
        {
            private bool kicked;
            private int requests;

            [Step(Test.Kick, When = false)] private bool IsKicked() => kicked;
            [Step(Test.Request, When = false)] private bool IsAsked() => requests > 0;
            public bool Any() => IsAsked() || IsKicked();

            [Ensures(Test.Kick, When = false)]
            [Ensures(Test.Request, When = false)]
            public bool MustLeave() => IsAsked();
        }

        """;

    [Fact]
    public async Task A_bracket_of_the_thread_is_opened_and_closed_around_what_needs_it()
    {
        ImmutableArray<Offer> offers = await Offers.OfAsync(InThread("Console.WriteLine();\nWorker.Read();\nWorker.Read();\nConsole.WriteLine();"), "EPO1001");

        Offer offer = Assert.Single(offers, static offer => offer.Title.StartsWith("Insert 'Worker.Pin();' before 'Worker.Read();' (line ", StringComparison.Ordinal)
            && offer.Title.Contains("), and 'Worker.Unpin();' after 'Worker.Read();' (line ", StringComparison.Ordinal));
        Assert.Equal(InThread("Console.WriteLine();\nWorker.Pin();\nWorker.Read();\nWorker.Read();\nWorker.Unpin();\nConsole.WriteLine();"), offer.Text);
        Assert.False(offer.IsForAll);
    }

    [Fact]
    public async Task A_promise_that_depends_on_the_result_asks_what_it_is_about()
    {
        Offer offer = (await Offers.OfAsync(Asking, "EPO1007"))[0];

        Assert.StartsWith("Ask 'IsKicked()' too (line ", offer.Title, StringComparison.Ordinal);
        Assert.Equal(Asking.Replace("MustLeave() => IsAsked();", "MustLeave() => IsKicked() || IsAsked();", StringComparison.Ordinal), offer.Text);
    }

    [Fact]
    public async Task A_gap_in_a_bracket_closes_by_the_removal_of_the_undo()
    {
        string source = Small.Method("thing.BeginOuter();\nthing.BeginInner();\nthing.EndOuter();\nthing.BeginOuter();\nif (a)\n{\n    thing.EndInner();\n    thing.EndOuter();\n    return;\n}\n\nthing.EndInner();\nthing.EndOuter();");

        Offer offer = (await Offers.OfAsync(source, "EPO1004"))[0];

        Assert.StartsWith("Remove 'thing.EndOuter();' (line ", offer.Title, StringComparison.Ordinal);
        Assert.False(offer.IsForAll);
    }

    [Fact]
    public async Task What_must_not_be_done_twice_is_done_once()
    {
        ImmutableArray<Offer> offers = await Offers.OfAsync(InThread("Worker.PinOnce();\nWorker.PinOnce();\nWorker.Read();\nWorker.Unpin();"), "EPO1003");

        Offer offer = Assert.Single(offers, static offer => offer.Title.StartsWith("Remove 'Worker.PinOnce();' (line ", StringComparison.Ordinal));
        Assert.Equal(InThread("Worker.PinOnce();\nWorker.Read();\nWorker.Unpin();"), offer.Text);
    }

    [Fact]
    public async Task An_exit_that_comes_into_a_bracket_undoes_it()
    {
        string source = Small.Method("if (device.IsCancelled())\n    return;\n\ndevice.PowerOn();\ndevice.Configure(1);\ndevice.Drain();\ndevice.Start();\ndevice.PowerOff();");

        ImmutableArray<Offer> offers = await Offers.OfAsync(source, "EPO1002");

        Offer offer = offers[0];
        Assert.StartsWith("Move 'if (device.IsCancelled()) return;' down, after 'device.Drain();' (line ", offer.Title, StringComparison.Ordinal);
        Assert.EndsWith("), and undo before leaving: 'device.PowerOff();' (changes what runs)", offer.Title, StringComparison.Ordinal);
        Assert.Empty(await OfferedFixes.ReportsAsync(offer.Changed.Projects.Single()));
    }

    [Fact]
    public async Task A_call_that_is_missing_comes_where_nothing_else_is_wrong_then()
    {
        string source = Small.Method("device.PowerOn();\ndevice.Configure(1);\nif (!device.IsCancelled())\n    device.Start();\ndevice.PowerOff();");

        Offer offer = (await Offers.OfAsync(source, "EPO1001"))[0];

        Assert.StartsWith("Insert 'device.Drain();' before 'if (!device.IsCancelled()) device.Start();' (line ", offer.Title, StringComparison.Ordinal);
        Assert.Empty(await OfferedFixes.ReportsAsync(offer.Changed.Projects.Single()));
    }

    [Fact]
    public async Task What_a_read_needs_written_is_flushed_before_it_and_never_behind_it()
    {
        const string Source = """
            using EntryPath;

            [EntryProtocol(Ordered = false)]
            public enum Output { Unflushed }

            public class Writer
            {
                [Step(Output.Unflushed)] public void Write(int value) { }
                [Undo(Output.Unflushed, IfInEffect = true)] public void Flush() { }
            }

            public class Memory
            {
                [Forbids(Output.Unflushed, AnySubject = true)] public int Read() => 1;
            }

            public class Use
            {
                public int Run(Memory memory)
                {
                    var writer = new Writer();
                    writer.Write(1);
                    return memory.Read();
                }
            }

            """;

        ImmutableArray<Offer> offers = await Offers.OfAsync(Source, "EPO1003");

        Assert.Contains(offers, static offer => offer.Title.StartsWith("Insert 'writer.Flush();' before 'return memory.Read();' (line ", StringComparison.Ordinal) && !offer.IsForAll);
        Assert.All(offers, static offer => Assert.InRange(offer.Text.IndexOf("writer.Flush", StringComparison.Ordinal), 0, offer.Text.IndexOf("memory.Read", StringComparison.Ordinal)));
    }

    private static string InThread(string statements) => Thread.Replace("$", statements.Replace("\n", "\n        ", StringComparison.Ordinal), StringComparison.Ordinal);
}
