using System;
using System.CommandLine;
using EntryPath.Sample.Vmm.Pictures;
using Spectre.Console;

namespace EntryPath.Sample.Vmm.Commands;

/// <summary>The program's commands.</summary>
internal static class CommandLine
{
    private const int RedirectedWidth = 140;

    /// <summary>How long a cancelled command may take to end by itself: threads look at the cancellation now and then.</summary>
    private static readonly TimeSpan CancellationPatience = TimeSpan.FromSeconds(30);

    /// <summary>The columns of the terminal; those of the narrowest one where the output goes elsewhere.</summary>
    public static int Width => Console.IsOutputRedirected ? TextDiagram.LeastWidth : AnsiConsole.Profile.Width;

    /// <summary>Runs one.</summary>
    /// <returns>The process's exit code, as <see cref="ExitCode"/> has them.</returns>
    public static int Run(string[] args)
    {
        var root = new RootCommand("A vCPU run loop on posted interrupts: run it, and explore every interleaving of it.")
        {
            ExploreCommand.Create(),
            RaceCommand.Create(),
            AgreementCommand.Create(),
            SelfIpiCommand.Create(),
            StressCommand.Create(),
            ListCommand.Create(),
        };
        root.SetAction((_, cancellation) => StressCommand.RunAsync(200_000, cancellation));
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            var words = parsed.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            Console.Error.WriteLine($"vmm: {string.Join(' ', words)}");
            return ExitCode.BadArguments;
        }

        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = RedirectedWidth;
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = CancellationPatience });
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("vmm: cancelled");
            return ExitCode.Cancelled;
        }
    }

    /// <summary>Reports an argument that parses and makes no sense.</summary>
    public static int Reject(string message)
    {
        Console.Error.WriteLine($"vmm: {message}");
        return ExitCode.BadArguments;
    }
}
