using System;
using System.CommandLine;
using System.Diagnostics;
using EntryPath.Sample.Vmm.Hardware;
using EntryPath.Sample.Vmm.Running;
using Spectre.Console;

namespace EntryPath.Sample.Vmm.Commands;

/// <summary><c>self-ipi</c>: what an event request per interrupt costs on the model.</summary>
internal static class SelfIpiCommand
{
    private const int Rounds = 200_000;

    public static Command Create()
    {
        var command = new Command("self-ipi", "Counts and times an interrupt to oneself, with and without an event request.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        var table = new Table().AddColumns("route", "loads and stores", "interlocked", "register accesses", "ns per interrupt");
        foreach (var requestsEvent in new[] { false, true })
        {
            var counting = new CountingMemory();
            var counted = new SelfIpi(counting, requestsEvent);
            var (plain, interlocked, registers) = (counting.Plain, counting.Interlocked, counting.Registers);
            counted.Once();

            var timed = new SelfIpi(new DirectMemory(), requestsEvent);
            for (var round = 0; round < Rounds; round++)
                timed.Once();
            var clock = Stopwatch.StartNew();
            for (var round = 0; round < Rounds; round++)
                timed.Once();
            table.AddRow(
                requestsEvent ? "event request (before 2016)" : "direct",
                $"{counting.Plain - plain}",
                $"{counting.Interlocked - interlocked}",
                $"{counting.Registers - registers}",
                $"{clock.Elapsed.TotalNanoseconds / Rounds:N0}");
        }

        AnsiConsole.Write(table);
        Console.WriteLine("A model has no VM entry and no exit: its times say which route does more, not how many cycles a processor saves.");
        return ExitCode.Clean;
    }
}
