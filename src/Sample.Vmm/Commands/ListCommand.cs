using System.CommandLine;
using EntryPath.Sample.Vmm.Exploration;
using EntryPath.Sample.Vmm.Exploration.Orders;
using Spectre.Console;

namespace EntryPath.Sample.Vmm.Commands;

/// <summary><c>list</c>: the names that other commands take.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var command = new Command("list", "Lists orders, producers and scenarios.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        var orders = new Table().Title("Orders (I interrupts off, M mode write, B barrier, S sync, C exit check)").AddColumns("name", "what is different");
        foreach (var order in EntryOrders.All)
        {
            if (order.Kind != OrderKind.Permutation)
                orders.AddRow(order.Name, order.Summary);
        }

        orders.AddRow("IMBSC, IMBCS, …", "the 120 orders of the five entry steps, by their letters");
        AnsiConsole.Write(orders);

        var producers = new Table().Title("Producers").AddColumns("name", "what it does");
        foreach (var (name, _, summary) in ProducerNames.All)
            producers.AddRow(name, summary);
        AnsiConsole.Write(producers);

        var scenarios = new Table().Title("Standard scenarios").AddColumns("name", "what happens");
        foreach (var scenario in Scenarios.All)
            scenarios.AddRow(scenario.Name, scenario.Summary);
        AnsiConsole.Write(scenarios);
        return ExitCode.Clean;
    }
}
