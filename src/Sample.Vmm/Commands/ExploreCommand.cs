using System;
using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Sample.Vmm.Exploration;
using EntryPath.Sample.Vmm.Exploration.Orders;
using EntryPath.Sample.Vmm.Hardware;
using EntryPath.Sample.Vmm.Pictures;
using Spectre.Console;

namespace EntryPath.Sample.Vmm.Commands;

/// <summary><c>explore</c>: every interleaving of one order, or of all.</summary>
internal static class ExploreCommand
{
    public static Command Create()
    {
        var order = new Option<string>("--order") { Description = "An order that list names, or all.", DefaultValueFactory = _ => "current" };
        var producers = new Option<string>("--producers")
        {
            Description = "Up to four producers that list names, separated by commas, or standard for the standard scenarios.",
            DefaultValueFactory = _ => "standard",
        };
        var guest = new Option<string>("--guest")
        {
            Description = "What the guest executes, separated by commas: instruction, timerDeadline, selfKick, pageFault, halt, preempted.",
            DefaultValueFactory = _ => string.Empty,
        };
        var apicvOff = new Option<bool>("--apicv-off") { Description = "The host injects interrupts; the processor delivers none." };
        var memory = new Option<MemoryModel>("--memory") { Description = "sc or tso.", DefaultValueFactory = _ => MemoryModel.Tso };
        memory.AcceptOnlyFromAmong("sc", "tso");
        var html = OutputFile.Option("--html", "Where to draw the first witness.");
        var command = new Command("explore", "Explores every interleaving.") { order, producers, guest, apicvOff, memory, html };
        command.SetAction((parsed, cancellation) =>
        {
            var name = parsed.GetValue(order)!;
            ImmutableArray<EntryOrder> orders = name.Equals("all", StringComparison.OrdinalIgnoreCase)
                ? EntryOrders.All
                : EntryOrders.Find(name) is { } found ? [found] : [];
            if (orders.IsEmpty)
                return Task.FromResult(CommandLine.Reject($"there is no order named '{name}'; see 'vmm list'"));
            if (ParseScenarios(parsed.GetValue(producers)!, parsed.GetValue(guest)!, parsed.GetValue(apicvOff), out var scenarios) is { } error)
                return Task.FromResult(CommandLine.Reject(error));
            return Task.Run(() => Run(orders, scenarios, parsed.GetValue(memory), parsed.GetValue(html), cancellation), CancellationToken.None);
        });
        return command;
    }

    private static string? ParseScenarios(string producers, string guest, bool isApicvOff, out ImmutableArray<Scenario> scenarios)
    {
        scenarios = Scenarios.All;
        var separators = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        if (producers.Equals("standard", StringComparison.OrdinalIgnoreCase) && guest.Length == 0 && !isApicvOff)
            return null;
        var names = producers.Equals("standard", StringComparison.OrdinalIgnoreCase) ? [] : producers.Split(',', separators);
        if (names.FirstOrDefault(name => !ProducerNames.All.Any(p => p.Name == name)) is { } unknown)
            return $"there is no producer named '{unknown}'; see 'vmm list'";
        if (names.Length > 4)
            return "at most four producers can be explored together";
        var script = guest.Split(',', separators);
        if (script.FirstOrDefault(word => !Enum.TryParse<ExitReason>(word, true, out var reason) || reason == ExitReason.ExternalInterrupt) is { } bad)
            return $"the guest cannot execute '{bad}'; see 'vmm explore --help'";
        if (script.Length > 4)
            return "the guest can execute at most four things";
        scenarios =
        [
            new Scenario(
                producers,
                producers,
                [.. names.Select(name => ProducerNames.All.Single(p => p.Name == name).Activity)],
                [.. script.Select(word => Enum.Parse<ExitReason>(word, true))],
                !isApicvOff),
        ];
        return scenarios[0].Vectors.Length > 4 ? "at most four vectors can be explored together" : null;
    }

    private static int Run(
        ImmutableArray<EntryOrder> orders, ImmutableArray<Scenario> scenarios, MemoryModel memory, FileInfo? html, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var results = new StudyResult[orders.Length];
        LongRun.Show(orders.Length == 1 ? orders[0].Name : "orders", orders.Length, tell => Parallel.For(
            0,
            orders.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation },
            index =>
            {
                var order = orders[index];
                var progress = new Progress<int>(count => tell(orders.Length == 1 ? $"{order.Name}: {count:N0} states" : "orders"));
                results[index] = Study.Of(order, scenarios, memory, progress, cancellation);
                tell(null);
            }));

        var table = new Table().AddColumns("order", "states", "transitions", "scenario", "verdict");
        foreach (var result in results)
        {
            table.AddRow(
                result.Order.Name,
                $"{result.States:N0}",
                $"{result.Transitions:N0}",
                result.Scenario?.Name ?? "all",
                result.Witness is { } witness
                    ? $"[red]{Markup.Escape(witness.Violation!.Text)}[/]"
                    : result.IsComplete ? "[green]no violation[/]" : "[yellow]no violation; the limit of states was reached[/]");
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(
            $"{results.Length} orders, {results.Sum(r => r.States):N0} states, {results.Sum(r => r.Transitions):N0} transitions, {clock.Elapsed.TotalSeconds:N1} s");
        if (results.FirstOrDefault(r => r.Witness is not null) is not { } first)
            return ExitCode.Clean;
        if (results.Length == 1)
            Console.WriteLine($"\n{TextDiagram.Draw(first.Witness!.Schedule, first.Witness.Violation!, CommandLine.Width)}");
        if (html is not null)
        {
            File.WriteAllText(html.FullName, HtmlDiagram.Draw(
                $"{first.Order.Name}: {first.Order.Summary}",
                $"Shortest schedule in scenario {first.Scenario!.Name}, memory model {memory.ToString().ToLowerInvariant()}.",
                first.Witness!.Schedule,
                first.Witness.Violation!));
        }

        return ExitCode.Violation;
    }
}
