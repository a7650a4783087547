using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace EntryPath.Package.Tests.Tools;

/// <summary>What a command printed, and the diagnostics in it.</summary>
internal sealed partial class CommandResult(int exitCode, string output)
{
    // What the compiler says when an analyzer crashes, cannot be loaded, or asks for a newer compiler.
    private static readonly string[] LoadFailures = ["AD0001", "CS8032", "CS8033", "CS8034", "CS9057", "CS8785", "CS8040"];

    public int ExitCode { get; } = exitCode;

    public string Output { get; } = output;

    /// <summary>Each diagnostic once, by file and position.</summary>
    public IReadOnlyList<BuildDiagnostic> Diagnostics { get; } =
        [.. DiagnosticLine().Matches(output).Select(ToDiagnostic).Distinct().OrderBy(d => d.File, StringComparer.Ordinal).ThenBy(d => d.Line)];

    /// <summary>The diagnostics of this project.</summary>
    public IReadOnlyList<BuildDiagnostic> OwnDiagnostics => [.. Diagnostics.Where(d => d.Id.StartsWith("EPO", StringComparison.Ordinal))];

    public CommandResult MustSucceed()
    {
        Assert.True(ExitCode == 0, Output);
        return WithoutLoadFailures();
    }

    public CommandResult MustFail()
    {
        Assert.True(ExitCode != 0, Output);
        return WithoutLoadFailures();
    }

    private CommandResult WithoutLoadFailures()
    {
        foreach (var id in LoadFailures)
            Assert.DoesNotContain(id, Output, StringComparison.Ordinal);

        return this;
    }

    private static BuildDiagnostic ToDiagnostic(Match match) => new(
        Path.GetFileName(match.Groups["file"].Value),
        match.Groups["line"].Success ? int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture) : 0,
        match.Groups["severity"].Value,
        match.Groups["id"].Value,
        match.Groups["message"].Value);

    [GeneratedRegex(@"^\s*(?<file>[^\r\n(]+?)(\((?<line>\d+),\d+(,\d+,\d+)?\))?\s*: (?<severity>error|warning) (?<id>[A-Z]+\d+)\s*: (?<message>[^\r\n]*?)( \([^ ()]+\))?( \[[^\]\r\n]+\])?\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex DiagnosticLine();
}

/// <summary>One diagnostic as the build prints it.</summary>
/// <param name="File">The file's name without its folder.</param>
/// <param name="Line">The line, counted from 1; 0 where the build names only the file.</param>
/// <param name="Severity">error or warning.</param>
/// <param name="Id">The rule.</param>
/// <param name="Message">The text, without help link and project.</param>
internal sealed record BuildDiagnostic(string File, int Line, string Severity, string Id, string Message);
