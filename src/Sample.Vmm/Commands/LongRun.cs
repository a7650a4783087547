using System;
using Spectre.Console;

namespace EntryPath.Sample.Vmm.Commands;

/// <summary>Shows how far a run over many orders is: on a terminal, and nowhere else.</summary>
internal static class LongRun
{
    /// <summary>Runs.</summary>
    /// <param name="title">What is counted.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="run">The work. It tells each one that is done with null, and what it is at with a text.</param>
    public static void Show(string title, int count, Action<Action<string?>> run)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
        {
            run(_ => { });
            return;
        }

        AnsiConsole.Progress().AutoClear(true).Start(context =>
        {
            var task = context.AddTask(title, maxValue: count);
            run(text =>
            {
                if (text is null)
                    task.Increment(1);
                else
                    task.Description = text;
            });
        });
    }
}
