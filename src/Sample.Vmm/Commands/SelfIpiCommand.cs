using System;
using System.CommandLine;
using System.Diagnostics;
using System.Linq;
using EntryPath.Sample.Vmm.Hardware;
using EntryPath.Sample.Vmm.Running;
using Spectre.Console;

namespace EntryPath.Sample.Vmm.Commands;

/// <summary><c>self-ipi</c>: what an event request per interrupt costs on the model.</summary>
internal static class SelfIpiCommand
{
    private const int Batches = 60;
    private const int InterruptsPerBatch = 100_000;
    private const double Normal95 = 1.96;

    public static Command Create()
    {
        var command = new Command("self-ipi", "Counts and times an interrupt to oneself, with and without an event request.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        var direct = new SelfIpi(new DirectMemory(), requestsEvent: false);
        var request = new SelfIpi(new DirectMemory(), requestsEvent: true);
        Time(direct);
        Time(request);
        // Batches of the two alternate, and processor time is taken: neither drift nor other programs favour one of them.
        var times = Enumerable.Range(0, Batches).Select(_ => (Direct: Time(direct), Request: Time(request))).ToList();
        var ratios = times.Select(pair => pair.Request / pair.Direct).ToList();
        var mean = ratios.Average();
        var error = Normal95 * Math.Sqrt(ratios.Sum(ratio => Math.Pow(ratio - mean, 2)) / (Batches - 1) / Batches);

        var table = new Table().AddColumns("route", "loads and stores", "interlocked", "register accesses", "ns per interrupt (median)");
        AddRow(table, "direct", requestsEvent: false, times.Select(pair => pair.Direct).Order().ElementAt(Batches / 2));
        AddRow(table, "event request (before 2016)", requestsEvent: true, times.Select(pair => pair.Request).Order().ElementAt(Batches / 2));
        AnsiConsole.Write(table);
        Console.WriteLine($"event request / direct = {mean:F2} [{mean - error:F2}, {mean + error:F2}] (95 % confidence, {Batches} pairs)");
        Console.WriteLine("A model has no VM entry and no exit: its times say which route does more, not how many cycles a processor saves.");
        return ExitCode.Clean;
    }

    private static void AddRow(Table table, string route, bool requestsEvent, double nanoseconds)
    {
        var memory = new CountingMemory();
        var model = new SelfIpi(memory, requestsEvent);
        var (plain, interlocked, registers) = (memory.Plain, memory.Interlocked, memory.Registers);
        model.Once();
        table.AddRow(
            route, $"{memory.Plain - plain}", $"{memory.Interlocked - interlocked}", $"{memory.Registers - registers}", $"{nanoseconds:N0}");
    }

    private static double Time(SelfIpi model)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        for (var count = 0; count < InterruptsPerBatch; count++)
            model.Once();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalNanoseconds / InterruptsPerBatch;
    }
}
