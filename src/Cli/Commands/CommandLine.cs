using System;
using System.CommandLine;
using System.CommandLine.Help;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace EntryPath.Cli.Commands;

/// <summary>The tool's commands.</summary>
internal static class CommandLine
{
    /// <summary>How long a cancelled command may take to end by itself.</summary>
    private static readonly TimeSpan CancellationPatience = TimeSpan.FromSeconds(15);

    /// <summary>Runs one.</summary>
    /// <param name="args">What the user typed.</param>
    /// <param name="cancellation">Stops it, as Ctrl+C does.</param>
    /// <returns>The process's exit code, as <see cref="ExitCode"/> has them.</returns>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation = default)
    {
        // A root command would call itself by the file that was started; users type the tool's name.
        var root = new Command("entrypath", "Checks that calls happen in the order that their protocols declare, on every path.")
        {
            new HelpOption(),
            new VersionOption(),
            CheckCommand.Create(),
            RulesCommand.Create(),
            ExplainCommand.Create(),
            InitCommand.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            // A misspelt command is told as such, not as one that lacks.
            string? unknown = parsed.CommandResult.Command == root ? parsed.UnmatchedTokens.FirstOrDefault() : null;
            return Reject(unknown is null ? parsed.Errors[0].Message : $"'{unknown}' is no command; 'entrypath --help' lists them");
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = CancellationPatience }, cancellation);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("entrypath: cancelled");
            return ExitCode.Cancelled;
        }
        catch (CheckException problem)
        {
            return Reject(problem.Message);
        }
    }

    /// <summary>Says in one line what is wrong.</summary>
    private static int Reject(string message)
    {
        Console.Error.WriteLine("entrypath: " + OneLine(message));
        return ExitCode.Failed;
    }

    /// <summary>A message without its line breaks.</summary>
    public static string OneLine(string message) =>
        string.Join(" ", message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
