using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace EntryPath.Package.Tests.Tools;

/// <summary>Runs the dotnet command as a user would, untouched by the test run's own settings.</summary>
internal static class DotNet
{
    // A test run sets these for its own MSBuild; a child that inherits them would load the wrong one.
    private static readonly string[] InheritedPrefixes = ["MSBUILD", "VSTEST", "DOTNET_CLI_CONTEXT", "COREHOST", "COVERLET"];

    /// <summary>How long a single command may take before it counts as hung.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs one command to its end.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="packages">The folder of restored packages; null for the machine's own.</param>
    /// <param name="arguments">The arguments, unquoted.</param>
    public static Task<CommandResult> RunAsync(string folder, string? packages, params string[] arguments) =>
        RunAsync(folder, packages, new Dictionary<string, string>(), arguments);

    /// <summary>Runs one command to its end, with properties for commands that take none on their command line.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="packages">The folder of restored packages; null for the machine's own.</param>
    /// <param name="properties">MSBuild properties, handed over as environment variables.</param>
    /// <param name="arguments">The arguments, unquoted.</param>
    public static async Task<CommandResult> RunAsync(string folder, string? packages, Dictionary<string, string> properties, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        foreach (var name in start.Environment.Keys.Where(IsInherited).ToList())
            start.Environment.Remove(name);

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        // Nodes that a command leaves behind would outlive the folder that they work in.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        start.Environment.Remove("CI");

        foreach (var (name, value) in properties)
            start.Environment[name] = value;

        if (packages is not null)
            start.Environment["NUGET_PACKAGES"] = packages;

        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();

        try
        {
            await Task.WhenAll(process.WaitForExitAsync(), output, errors).WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} in {Path.GetFileName(folder)} ran for over {Limit.TotalMinutes} minutes");
        }

        return new CommandResult(process.ExitCode, await output + await errors);
    }

    private static bool IsInherited(string name) =>
        InheritedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
