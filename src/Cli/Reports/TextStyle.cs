using System;

namespace EntryPath.Cli.Reports;

/// <summary>How text is set off: on a terminal in colour, and elsewhere not.</summary>
/// <param name="Strong">Turns bold on.</param>
/// <param name="Error">The colour of errors.</param>
/// <param name="Warning">The colour of warnings.</param>
/// <param name="Good">The colour of what holds.</param>
/// <param name="Dim">The colour of what is beside the point.</param>
/// <param name="End">Ends each of them.</param>
internal sealed record TextStyle(string Strong, string Error, string Warning, string Good, string Dim, string End)
{
    public static TextStyle Plain { get; } = new("", "", "", "", "", "");

    public static TextStyle Ansi { get; } = new("\e[1m", "\e[1;31m", "\e[1;33m", "\e[32m", "\e[2m", "\e[0m");

    /// <summary>Whether the output is a terminal whose user did not ask for none (https://no-color.org).</summary>
    public static bool IsWanted =>
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";
}
