using System;
using System.Globalization;
using System.Linq;
using System.Text;
using EntryPath.Cli.Checking;

namespace EntryPath.Cli.Reports;

/// <summary>
/// Workflow commands, which GitHub shows at the lines of a pull request.
/// See https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
/// </summary>
internal static class GitHubReport
{
    public static string Write(CheckResult result)
    {
        var text = new StringBuilder();
        foreach (Finding finding in result.Shown)
        {
            string command = finding.Level == "info" ? "notice" : finding.Level;
            string path = finding.Path.IsEmpty ? string.Empty : "\n" + string.Join("\n", finding.Path.Select((stop, i) =>
                string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {result.Relative(stop.Place.Path)}:{stop.Place.StartLine}: {stop.Label}")));
            text.Append(CultureInfo.InvariantCulture, $"::{command} file={Property(result.Relative(finding.Place.Path))},line={finding.Place.StartLine},endLine={finding.Place.EndLine}");
            // GitHub takes columns only of one line.
            if (finding.Place.EndLine == finding.Place.StartLine)
                text.Append(CultureInfo.InvariantCulture, $",col={finding.Place.StartColumn},endColumn={finding.Place.EndColumn}");

            text.Append(",title=").Append(Property(finding.Id)).Append("::").Append(Data(finding.Message + path)).Append('\n');
        }

        return text.ToString();
    }

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
