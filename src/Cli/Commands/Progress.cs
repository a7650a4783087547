using System;
using System.Diagnostics;
using System.Threading.Tasks;
using Spectre.Console;

namespace EntryPath.Cli.Commands;

/// <summary>Shows on the error stream how far a long run is: a bar on a terminal, and elsewhere a line now and then.</summary>
internal static class Progress
{
    /// <summary>Where nobody watches, a line says so often where the run is.</summary>
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(10);

    /// <summary>Runs.</summary>
    /// <param name="title">What is done.</param>
    /// <param name="count">How many there are; null: nobody knows.</param>
    /// <param name="run">The work, which tells what it has done.</param>
    public static async Task<T> ShowAsync<T>(string title, int? count, Func<Action<string>, Task<T>> run)
    {
        if (!Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb")
        {
            IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
            if (console.Profile.Capabilities.Interactive)
            {
                return await console.Progress().AutoClear(true).Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn())
                    .StartAsync(context =>
                    {
                        ProgressTask task = context.AddTask(Markup.Escape(title), maxValue: count ?? 1);
                        task.IsIndeterminate = count is null;
                        return run(item =>
                        {
                            task.Description = Markup.Escape($"{title}: {item}");
                            if (count is not null)
                                task.Increment(1);
                        });
                    });
            }
        }

        var watch = Stopwatch.StartNew();
        TimeSpan last = TimeSpan.Zero;
        int done = 0;
        var gate = new object();
        return await run(item =>
        {
            lock (gate)
            {
                done++;
                if (watch.Elapsed - last < LineEvery)
                    return;

                last = watch.Elapsed;
                Console.Error.WriteLine($"entrypath: {title}: {done}{(count is null ? string.Empty : $" of {count}")}{(item.Length > 0 ? ", " + item : string.Empty)}");
            }
        });
    }
}
