using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using EntryPath.Sample.Vmm.Exploration;
using EntryPath.Sample.Vmm.Pictures;

namespace EntryPath.Sample.Vmm.Commands;

/// <summary><c>race</c>: plays one of the two races of the order before 2016.</summary>
internal static class RaceCommand
{
    public static Command Create()
    {
        var race = new Argument<int>("race") { Description = "1: interrupts off too late. 2: sync too early." };
        race.AcceptOnlyFromAmong("1", "2");
        var memory = new Option<MemoryModel>("--memory") { Description = "sc or tso.", DefaultValueFactory = _ => MemoryModel.Tso };
        memory.AcceptOnlyFromAmong("sc", "tso");
        var html = OutputFile.Option("--html", "Where to draw the schedule.");
        var command = new Command("race", "Plays a race of the order before 2016, with its shortest schedule.") { race, memory, html };
        command.SetAction(parsed => Run(parsed.GetValue(race), parsed.GetValue(memory), parsed.GetValue(html)));
        return command;
    }

    /// <summary>What a race is about.</summary>
    public static string Title(int race) => race == 1
        ? "Race 1: the notification comes after the mode write, before interrupts are off"
        : "Race 2: the post comes after the sync and before the mode write";

    private static int Run(int race, MemoryModel memory, FileInfo? html)
    {
        var (scenario, result) = Study.Race(race, memory);
        Console.WriteLine(Title(race));
        Console.WriteLine($"Order before-2016: {scenario.Summary}.");
        Console.WriteLine($"{result.States:N0} states explored; the shortest schedule has {result.Schedule.Count(s => !s.IsMinor)} steps.\n");
        Console.WriteLine(TextDiagram.Draw(result.Schedule, result.Violation!, CommandLine.Width));
        if (html is not null)
        {
            File.WriteAllText(html.FullName, HtmlDiagram.Draw(
                Title(race),
                $"The order that KVM had before commit b95234c84004; {scenario.Summary}. Time runs downward.",
                result.Schedule,
                result.Violation!));
        }

        return ExitCode.Violation;
    }
}
