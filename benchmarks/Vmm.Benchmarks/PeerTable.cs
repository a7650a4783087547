using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using EntryPath.Sample.Vmm.Exploration;
using EntryPath.Sample.Vmm.Exploration.Orders;
using Microsoft.Coyote;
using Microsoft.Coyote.SystematicTesting;
using Spectre.Console;

namespace EntryPath.Benchmarks.Vmm;

/// <summary>Both races under Coyote's strategies and under the explorer: schedules until the first bug, and time.</summary>
internal static class PeerTable
{
    private const uint MostSchedules = 20_000;
    private const int Seeds = 10;

    /// <summary>Coyote adds the iteration to the seed: near seeds explore the same schedules.</summary>
    private const uint SeedDistance = 1_000_003;

    /// <param name="races">Which of the races.</param>
    public static int Run(int[] races)
    {
        var strategies = new (string Name, Func<Configuration, Configuration> With)[]
        {
            ("random", c => c.WithRandomStrategy()),
            ("probabilistic (3)", c => c.WithProbabilisticStrategy(3)),
            ("prioritization (10)", c => c.WithPrioritizationStrategy(false, 10)),
            ("Q-learning", c => c.WithQLearningStrategy()),
            ("delay bounding (10)", c => c.WithDelayBoundingStrategy(false, 10)),
        };
        foreach (var race in races)
        {
            var table = new Table().Title($"Race {race}").AddColumns("tool", "schedules to first bug: median (range)", "ms: median", "found");
            foreach (var (name, with) in strategies)
            {
                var runs = Enumerable.Range(1, Seeds).Select(seed => Coyote(race, EntryOrders.Before2016, with, (uint)seed)).ToList();
                var found = runs.Where(run => run.Found).ToList();
                table.AddRow(
                    $"Coyote, {name}",
                    found.Count == 0 ? $"none in {MostSchedules:N0}" : $"{Median(found, r => r.Schedules):N0} ({found.Min(r => r.Schedules):N0} to {found.Max(r => r.Schedules):N0})",
                    $"{Median(runs, r => r.Milliseconds):N0}",
                    $"{found.Count} of {runs.Count} seeds");
            }

            var create = OrderSource.Load(EntryOrders.Before2016);
            Study.Race(race, MemoryModel.Sc, create);
            foreach (var memory in new[] { MemoryModel.Sc, MemoryModel.Tso })
            {
                var times = new List<double>();
                ExplorationResult result;
                do
                {
                    var clock = Stopwatch.StartNew();
                    result = Study.Race(race, memory, create).Result;
                    times.Add(clock.Elapsed.TotalMilliseconds);
                }
                while (times.Count < Seeds);
                table.AddRow(
                    $"explorer, {memory.ToString().ToLowerInvariant()}",
                    $"every one until the shortest, of {result.Schedule.Count(step => !step.IsMinor)} steps: {result.Transitions:N0} transitions",
                    $"{times.Order().ElementAt(Seeds / 2):N1}",
                    "always, the shortest");
            }

            AnsiConsole.Write(table);
            var clean = Coyote(race, EntryOrders.Current, c => c.WithRandomStrategy(), 1);
            Console.WriteLine(
                $"Coyote, random, current order: {clean.Schedules:N0} schedules, {clean.Milliseconds:N0} ms, {(clean.Found ? "a bug" : "nothing, as it should")}");
        }

        return 0;
    }

    private static (bool Found, long Schedules, double Milliseconds) Coyote(int race, EntryOrder order, Func<Configuration, Configuration> with, uint seed)
    {
        var configuration = with(Configuration.Create()
            .WithTestingIterations(MostSchedules)
            .WithMaxSchedulingSteps(1000)
            .WithRandomGeneratorSeed(seed * SeedDistance)
            .WithTelemetryEnabled(false));
        var engine = TestingEngine.Create(configuration, CoyoteRace.Test(race, order));
        var clock = Stopwatch.StartNew();
        var output = Console.Out;
        Console.SetOut(TextWriter.Null);
        engine.Run();
        Console.SetOut(output);
        clock.Stop();
        var report = engine.TestReport;
        return (
            report.NumOfFoundBugs > 0,
            report.NumOfExploredFairPaths + report.NumOfExploredUnfairPaths,
            clock.Elapsed.TotalMilliseconds);
    }

    private static double Median<T>(List<T> items, Func<T, double> of) => items.Select(of).Order().ElementAt(items.Count / 2);
}
