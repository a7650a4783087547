using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using EntryPath.Sample.Vmm.Exploration;

namespace EntryPath.Sample.Vmm.Pictures;

/// <summary>A schedule as a sequence diagram for the terminal: lanes side by side, time downward.</summary>
internal static class TextDiagram
{
    /// <summary>The narrowest terminal that the diagram fits in.</summary>
    public const int LeastWidth = 80;

    private const int MostWidth = 132;
    private const int NumberWidth = 4;

    /// <summary>A lane in which nothing happens has room for its name.</summary>
    private const int IdleLaneWidth = 11;

    /// <summary>Draws.</summary>
    /// <param name="schedule">What happens.</param>
    /// <param name="violation">What is wrong at the end.</param>
    /// <param name="width">The columns of the terminal; 80 to 132 of them are used.</param>
    public static string Draw(IReadOnlyList<ScheduleStep> schedule, Violation violation, int width)
    {
        var starts = Starts(schedule, Math.Clamp(width, LeastWidth, MostWidth));
        var text = new StringBuilder();
        Row(text, starts, string.Empty, lane => Lanes.Name(lane));
        Row(text, starts, string.Empty, lane => new string('─', Width(starts, lane) - 2));
        var number = 0;
        foreach (var step in schedule)
        {
            var label = step.IsMinor ? string.Empty : (++number).ToString();
            var mark = step.Role == StepRole.Swallowed ? "✗ " : string.Empty;
            foreach (var line in Wrap(mark + step.Text, Width(starts, step.Lane) - 2))
            {
                Row(text, starts, label, lane => lane == step.Lane ? line : "│");
                label = string.Empty;
            }

            if (step.To is { } target && target != step.Lane)
                Arrow(text, starts, (int)step.Lane, (int)target);
        }

        text.Append('\n');
        foreach (var line in Wrap((violation.Kind == ViolationKind.LostInterrupt ? "✗ LOST  " : "✗ ") + violation.Text, starts[^1] - 2))
            text.Append(line).Append('\n');
        return text.ToString();
    }

    /// <summary>Where each lane starts, and where the last one ends.</summary>
    private static int[] Starts(IReadOnlyList<ScheduleStep> schedule, int width)
    {
        var idle = Lanes.All.Where(lane => schedule.All(step => step.Lane != lane)).ToList();
        var busyWidth = (width - NumberWidth - (idle.Count * IdleLaneWidth)) / Math.Max(1, Lanes.All.Length - idle.Count);
        var starts = new int[Lanes.All.Length + 1];
        starts[0] = NumberWidth;
        foreach (var lane in Lanes.All)
            starts[(int)lane + 1] = starts[(int)lane] + (idle.Contains(lane) ? IdleLaneWidth : busyWidth);
        return starts;
    }

    private static int Width(int[] starts, Lane lane) => starts[(int)lane + 1] - starts[(int)lane];

    private static void Row(StringBuilder text, int[] starts, string number, Func<Lane, string> cell)
    {
        text.Append(number.PadLeft(NumberWidth - 1)).Append(' ');
        text.Append(string.Concat(Lanes.All.Select(lane => cell(lane).PadRight(Width(starts, lane)))).TrimEnd()).Append('\n');
    }

    private static void Arrow(StringBuilder text, int[] starts, int from, int to)
    {
        var line = new char[starts[^1]];
        Array.Fill(line, ' ');
        foreach (var lane in Lanes.All)
            line[starts[(int)lane]] = '│';
        var (left, right) = (starts[Math.Min(from, to)], starts[Math.Max(from, to)]);
        for (var column = left + 1; column < right; column++)
            line[column] = '─';
        line[starts[from]] = from < to ? '└' : '┘';
        line[from < to ? right - 1 : left + 1] = from < to ? '>' : '<';
        text.Append(new string(line).TrimEnd()).Append('\n');
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = string.Empty;
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
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
