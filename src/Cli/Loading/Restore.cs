using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace EntryPath.Cli.Loading;

/// <summary><c>dotnet restore</c>, which a build runs first.</summary>
internal static partial class Restore
{
    /// <summary>What MSBuild says of a project that a solution names and that is not there; it then restores none of the others.</summary>
    private const string NoSuchProject = "MSB3202";

    /// <summary>Restores.</summary>
    /// <returns>The projects that could not be restored.</returns>
    public static async Task<ImmutableArray<Problem>> RunAsync(Target target, IReadOnlyDictionary<string, string> properties, CancellationToken cancellation)
    {
        string path = target.Project!;
        ImmutableArray<Problem> problems = await RestoreAsync(path, properties, cancellation);
        if (!target.IsSolution || problems.All(static problem => !problem.Reason.StartsWith(NoSuchProject, StringComparison.Ordinal)))
            return problems;

        foreach (string project in ProjectPath().Matches(await File.ReadAllTextAsync(path, cancellation))
            .Select(match => Path.GetFullPath(Path.Combine(target.Folder, match.Value.Replace('\\', '/')))).Where(File.Exists))
        {
            foreach (Problem problem in await RestoreAsync(project, properties, cancellation))
                problems = problems.Add(problem);
        }

        return [.. problems.DistinctBy(static problem => problem.Subject)];
    }

    private static async Task<ImmutableArray<Problem>> RestoreAsync(string project, IReadOnlyDictionary<string, string> properties, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = Path.GetDirectoryName(project)!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])["restore", project, "-v", "q", "-tl:off", .. properties.Select(static property => $"-p:{property.Key}={property.Value}")])
            start.ArgumentList.Add(argument);

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception problem)
        {
            throw new CheckException($"'dotnet' could not be started ({problem.Message}); the .NET SDK loads projects, so it has to be installed");
        }

        using (process)
        {
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
            Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
            try
            {
                await process.WaitForExitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }

            if (process.ExitCode == 0)
                return [];

            string text = await output + await error;
            ImmutableArray<Problem> found =
            [
                .. ErrorLine().Matches(text)
                    .Select(match => new Problem(SubjectOf(match, project), match.Groups["message"].Value.Trim()))
                    .DistinctBy(static problem => problem.Subject),
            ];
            return found.IsEmpty ? [new Problem(project, "dotnet restore failed with exit code " + process.ExitCode)] : found;
        }
    }

    /// <summary>The project that an error is about: the one that it is in, or the one that is not there.</summary>
    private static string SubjectOf(Match error, string fallback)
    {
        string message = error.Groups["message"].Value;
        return message.StartsWith(NoSuchProject, StringComparison.Ordinal) && QuotedProject().Match(message) is { Success: true } quoted ? quoted.Groups["path"].Value
            : error.Groups["project"] is { Success: true } named ? named.Value : fallback;
    }

    [GeneratedRegex(@"^.*?\berror (?<message>[A-Z]+\d+ ?:[^\r\n]*?)( \[(?<project>[^\]\r\n]+)\])?\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex ErrorLine();

    [GeneratedRegex(@"""(?<path>[^""]+proj)""", RegexOptions.ExplicitCapture)]
    private static partial Regex QuotedProject();

    [GeneratedRegex(@"(?<="")[^""]+\.csproj(?="")")]
    private static partial Regex ProjectPath();
}
