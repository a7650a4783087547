using System;
using System.Globalization;
using System.Linq;
using System.Text;
using EntryPath.Cli.Checking;

namespace EntryPath.Cli.Reports;

/// <summary>For people: each report with the lines of its path, and the path drawn beside them.</summary>
internal static class TextReport
{
    private const int NumberWidth = 5;

    public static string Write(CheckResult result, TextStyle style)
    {
        var text = new StringBuilder();
        foreach (Finding finding in result.Shown)
            Write(text, result, finding, style);

        return text.Append(Summary(result)).Append('\n').ToString();
    }

    private static void Write(StringBuilder text, CheckResult result, Finding finding, TextStyle style)
    {
        string colour = finding.Level switch
        {
            "error" => style.Error,
            "warning" => style.Warning,
            _ => style.Good,
        };
        text.Append(style.Strong).Append(result.Relative(finding.Place.Path)).Append('(').Append(Number(finding.Place.StartLine)).Append(',')
            .Append(Number(finding.Place.StartColumn)).Append("):").Append(style.End).Append(' ')
            .Append(colour).Append(finding.Level).Append(' ').Append(finding.Id).Append(style.End).Append(": ").Append(finding.Message).Append("\n\n");
        PathStep[] stops = finding.Path.IsEmpty
            ? [new PathStep(finding.Place, string.Empty, [], null, PathRole.Report) { Label = string.Empty }]
            : [.. finding.Path];
        if (stops.All(stop => !result.Sources.ContainsKey(stop.Place.Path)))
            return;

        for (int i = 0; i < stops.Length; i++)
            WriteStop(text, result, stops, i, IndentOf(result, stops, stops[i]), style, colour);

        text.Append('\n');
    }

    private static void WriteStop(StringBuilder text, CheckResult result, PathStep[] stops, int index, int indent, TextStyle style, string colour)
    {
        PathStep stop = stops[index];
        PathStep? before = index > 0 ? stops[index - 1] : null;
        bool isLast = index == stops.Length - 1;
        string line = result.Line(stop.Place.Path, stop.Place.StartLine);
        string rail = isLast || stops[index + 1].Role == PathRole.Later ? " " : "│";
        WriteTransition(text, result, stops, before, stop, style);
        bool isSameLine = before is not null && before.Place.Path == stop.Place.Path && before.Place.StartLine == stop.Place.StartLine && before.Role != PathRole.Report;
        (string mark, string markColour) = stop.Role switch
        {
            PathRole.Report => ("✗", colour),
            PathRole.Later => ("○", style.Dim),
            PathRole.Call => ("▷", style.Dim),
            _ => ("●", style.Good),
        };
        string shown = line.Length >= indent ? line[indent..] : line.TrimStart();
        if (!isSameLine)
            Gutter(text, stop.Place.StartLine, style).Append(markColour).Append(mark).Append(style.End).Append("  ").Append(shown.TrimEnd()).Append('\n');

        if (stop.Label.Length == 0)
            return;

        // Columns count a tab as one; the line has it as four.
        int start = Math.Max(0, Expanded(result, stop.Place) - indent);
        int length = stop.Place.EndLine == stop.Place.StartLine ? Math.Max(1, stop.Place.EndColumn - stop.Place.StartColumn) : Math.Max(1, shown.TrimEnd().Length - start);
        Gutter(text, null, style).Append(rail).Append("  ").Append(' ', start).Append(markColour).Append('^', length).Append(' ').Append(stop.Label).Append(style.End).Append('\n');
    }

    /// <summary>What the lines of one member have before them in common.</summary>
    private static int IndentOf(CheckResult result, PathStep[] stops, PathStep stop) => stops
        .Where(other => other.Place.Path == stop.Place.Path && other.Member == stop.Member)
        .Select(other => result.Line(other.Place.Path, other.Place.StartLine)).Where(static line => line.Length > 0)
        .Select(static line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();

    /// <summary>What lies between two stops: other lines, another member, another file.</summary>
    private static void WriteTransition(StringBuilder text, CheckResult result, PathStep[] stops, PathStep? before, PathStep stop, TextStyle style)
    {
        if (stop.Role == PathRole.Later)
        {
            Gutter(text, null, style).Append(style.Dim).Append("┆ not on the path:").Append(style.End).Append('\n');
            return;
        }

        PathStep report = stops.First(static one => one.Role == PathRole.Report);
        bool isOtherFile = stop.Place.Path != (before ?? report).Place.Path;
        bool isOtherMember = stop.Member is not null && stop.Member != (before ?? report).Member;
        string rail = before is null ? "  " : "│ ";
        if (isOtherFile || isOtherMember)
        {
            string member = stop.Member is null ? string.Empty : $"in '{stop.Member}'" + (isOtherFile ? ", " : ":");
            Gutter(text, null, style).Append(rail).Append(style.Dim).Append(member).Append(isOtherFile ? result.Relative(stop.Place.Path) + ":" : string.Empty).Append(style.End).Append('\n');
        }
        else if (before is not null && stop.Place.StartLine < before.Place.StartLine)
        {
            Gutter(text, null, style).Append(rail).Append(style.Dim).Append("back to line ").Append(Number(stop.Place.StartLine)).Append(':').Append(style.End).Append('\n');
        }
        else if (before is not null && stop.Place.StartLine > before.Place.StartLine + 1)
        {
            Gutter(text, null, style).Append("│\n");
        }
    }

    private static int Expanded(CheckResult result, Place place)
    {
        if (!result.Sources.TryGetValue(place.Path, out var source) || place.StartLine > source.Lines.Count)
            return place.StartColumn - 1;

        string line = source.Lines[place.StartLine - 1].ToString();
        return line.Take(place.StartColumn - 1).Sum(static letter => letter == '\t' ? 4 : 1);
    }

    private static StringBuilder Gutter(StringBuilder text, int? line, TextStyle style) =>
        text.Append(style.Dim).Append((line is { } number ? Number(number) : string.Empty).PadLeft(NumberWidth)).Append(" │ ").Append(style.End);

    private static string Summary(CheckResult result)
    {
        Finding[] shown = [.. result.Shown];
        int known = result.Findings.Count(static finding => finding.IsKnown);
        string[] levels = [.. shown.GroupBy(static finding => finding.Level).OrderBy(static level => level.Key, StringComparer.Ordinal)
            .Select(static level => Count(level.Count(), level.Key == "info" ? "information" : level.Key))];
        string projects = Count(result.Counts.Projects, "project");
        string without = result.Counts.WithoutProtocol > 0
            ? result.Counts.WithoutProtocol == result.Counts.Projects ? "; no protocol is in force, so nothing can be reported" : $"; {result.Counts.WithoutProtocol} of them without a protocol"
            : string.Empty;
        string hidden = known > 0 ? $", {Count(known, "report")} in the baseline" : string.Empty;
        string missing = result.Problems.IsEmpty ? string.Empty : $"; {Count(result.Problems.Length, "project")} could not be checked";
        return $"{(levels.Length == 0 ? "Nothing to report" : string.Join(", ", levels))}{hidden} in {projects}{without}{missing}.";
    }

    private static string Count(int count, string what) => $"{Number(count)} {what}{(count == 1 || what == "information" ? string.Empty : "s")}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
