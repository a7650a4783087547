using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Cli.Commands;

namespace EntryPath.Cli.Tests.Tools;

/// <summary>What a run of the tool left.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Errors">What it said on the error stream.</param>
internal sealed record ToolRun(int ExitCode, string Output, string Errors)
{
    // A test run sets these for its own MSBuild; a child that inherits them would load the wrong one.
    private static readonly string[] s_inherited = ["MSBUILD", "VSTEST", "DOTNET_CLI_CONTEXT", "COREHOST", "COVERLET"];

    private static readonly SemaphoreSlim s_console = new(1);

    private static readonly string[] s_progress = ["entrypath: loading: ", "entrypath: checking: ", "entrypath: looking for fixes: ", "entrypath: fixing: "];

    /// <summary>The lines on the error stream, without those that a slow machine gets about how far it is.</summary>
    public string[] ErrorLines =>
        [.. Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => !s_progress.Any(line.StartsWith))];

    /// <summary>Runs the tool in this process, for commands that load no project.</summary>
    public static async Task<ToolRun> HereAsync(CancellationToken cancellation, params string[] arguments)
    {
        await s_console.WaitAsync(cancellation == default ? CancellationToken.None : default);
        (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
        try
        {
            using var printed = new StringWriter();
            using var said = new StringWriter();
            Console.SetOut(printed);
            Console.SetError(said);
            int code = await CommandLine.RunAsync(arguments, cancellation);
            return new ToolRun(code, printed.ToString(), said.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
            s_console.Release();
        }
    }

    /// <summary>Runs the tool in this process, for commands that load no project.</summary>
    public static Task<ToolRun> HereAsync(params string[] arguments) => HereAsync(default, arguments);

    /// <summary>Runs the tool as a user does.</summary>
    public static Task<ToolRun> AsProcessAsync(string folder, params string[] arguments)
    {
        string own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string tool = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(own))!, "Cli", Path.GetFileName(own), "EntryPath.Cli.dll");
        return DotNetAsync(folder, [], [tool, .. arguments]);
    }

    /// <summary>Runs the dotnet command.</summary>
    public static Task<ToolRun> DotNetAsync(string folder, Dictionary<string, string> environment, params string[] arguments) =>
        ProgramAsync(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", folder, environment, TimeSpan.FromMinutes(8), arguments);

    /// <summary>Runs a program to its end.</summary>
    public static async Task<ToolRun> ProgramAsync(string program, string folder, Dictionary<string, string> environment, TimeSpan limit, params string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);

        foreach (string name in start.Environment.Keys.Where(name => s_inherited.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToList())
            start.Environment.Remove(name);

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new ToolRun(process.ExitCode, await output, await errors);
    }
}
