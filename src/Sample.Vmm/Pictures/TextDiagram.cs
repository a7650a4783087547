using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using EntryPath.Sample.Vmm.Exploration;

namespace EntryPath.Sample.Vmm.Pictures;

/// <summary>A schedule as a sequence diagram for the terminal: lanes side by side, time downward.</summary>
internal static class TextDiagram
{
    private const int LaneWidth = 27;
    private const int NumberWidth = 4;

    /// <summary>Draws.</summary>
    /// <param name="schedule">What happens.</param>
    /// <param name="violation">What is wrong at the end.</param>
    public static string Draw(IReadOnlyList<ScheduleStep> schedule, Violation violation)
    {
        var text = new StringBuilder();
        Row(text, string.Empty, Lanes.All.Select(Lanes.Name).ToArray());
        Row(text, string.Empty, Lanes.All.Select(lane => new string('─', LaneWidth - 2)).ToArray());
        var number = 0;
        foreach (var step in schedule)
        {
            var label = step.IsMinor ? string.Empty : (++number).ToString();
            foreach (var line in Wrap(step.Text))
            {
                Row(text, label, Lanes.All.Select(lane => lane == step.Lane ? line : "│").ToArray());
                label = string.Empty;
            }

            if (step.To is { } target && target != step.Lane)
                Arrow(text, (int)step.Lane, (int)target);
        }

        text.Append('\n').Append("LOST  ".AsSpan(0, violation.Kind == ViolationKind.LostInterrupt ? 6 : 0)).Append(violation.Text).Append('\n');
        return text.ToString();
    }

    private static void Row(StringBuilder text, string number, string[] cells)
    {
        text.Append(number.PadLeft(NumberWidth - 1)).Append(' ');
        text.Append(string.Concat(cells.Select(cell => cell.PadRight(LaneWidth))).TrimEnd()).Append('\n');
    }

    private static void Arrow(StringBuilder text, int from, int to)
    {
        var line = new char[LaneWidth * Lanes.All.Length];
        Array.Fill(line, ' ');
        for (var lane = 0; lane < Lanes.All.Length; lane++)
            line[lane * LaneWidth] = '│';
        var (left, right) = (Math.Min(from, to) * LaneWidth, Math.Max(from, to) * LaneWidth);
        for (var column = left + 1; column < right; column++)
            line[column] = '─';
        line[from * LaneWidth] = from < to ? '└' : '┘';
        line[from < to ? right - 1 : left + 1] = from < to ? '>' : '<';
        text.Append(' ', NumberWidth).Append(new string(line).TrimEnd()).Append('\n');
    }

    private static IEnumerable<string> Wrap(string text)
    {
        var line = string.Empty;
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > LaneWidth - 2)
            {
                yield return line;
                line = "  " + word;
            }
            else
            {
                line += line.Length == 0 ? word : " " + word;
            }
        }

        yield return line;
    }
}
