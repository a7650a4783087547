using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using EntryPath.Sample.Vmm.Exploration;

namespace EntryPath.Sample.Vmm.Pictures;

/// <summary>
/// A schedule as a sequence diagram in one HTML file, which needs no network and no script: a grid with a column for each lane and a row for
/// each step, so that it fits any window.
/// </summary>
internal static partial class HtmlDiagram
{
    /// <summary>The grid's first rows and columns: lane names; numbers, and a strip for what is in effect.</summary>
    private const int FirstRow = 2;
    private const int FirstColumn = 3;

    /// <summary>Draws.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="subtitle">Under which conditions.</param>
    /// <param name="schedule">What happens.</param>
    /// <param name="violation">What is wrong at the end.</param>
    public static string Draw(string title, string subtitle, IReadOnlyList<ScheduleStep> schedule, Violation violation)
    {
        var lost = Vector().Match(violation.Text) is { Success: true } vector ? vector.Value : null;
        var end = FirstRow + schedule.Count;
        var body = new StringBuilder();
        foreach (var lane in Lanes.All)
        {
            Line(body, $"""<h2 class="{Css(lane)}" style="grid-column:{Column(lane)}">{Lanes.Name(lane)}</h2>""");
            Line(body, $"""<i class="life" style="grid-area:{FirstRow}/{Column(lane)}/{end}"></i>""");
        }

        foreach (var (bracket, from, to) in Brackets(schedule))
            Line(body, $"""<b class="bracket {Css(bracket)}" style="grid-row:{FirstRow + from}/{FirstRow + to}">{Name(bracket)}</b>""");

        var number = 0;
        for (var index = 0; index < schedule.Count; index++)
        {
            var (step, row) = (schedule[index], FirstRow + index);
            if (!step.IsMinor)
                Line(body, $"""<span class="number" style="grid-row:{row}">{++number}</span>""");
            if (step.To is { } target && target != step.Lane)
            {
                var (first, last) = (Math.Min(Column(step.Lane), Column(target)), Math.Max(Column(step.Lane), Column(target)));
                var direction = target > step.Lane ? "right" : "left";
                Line(body, $"""<i class="message {direction}" style="grid-area:{row}/{first}/auto/{last + 1};--lanes:{last - first + 1}"></i>""");
            }

            var css = $"{Css(step.Lane)}{(step.Role == StepRole.Swallowed ? " swallowed" : string.Empty)}{(step.IsMinor ? " minor" : string.Empty)}{(row == end - 1 ? " last" : string.Empty)}";
            var text = Encode(step.Text);
            if (lost is not null)
                text = text.Replace(lost, $"<mark>{lost}</mark>", StringComparison.Ordinal);
            Line(body, $"""<div class="step {css}" style="grid-area:{row}/{Column(step.Lane)}">{text}</div>""");
        }

        Line(body, $"""<section id="lost" style="grid-row:{end}"><h3>{Title(violation.Kind)}</h3><p>{Encode(violation.Text)}</p></section>""");
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>{Encode(title)}</title>
            <style>
            {DiagramStyle.Css}
            </style>
            </head>
            <body>
            <h1>{Encode(title)}</h1>
            <p class="about">{Encode(subtitle)}</p>
            <main aria-label="Sequence diagram; time runs downward">
            {body}</main>
            </body>
            </html>

            """;
    }

    /// <summary>What is in effect from which step to which: 0 is the first, the end is exclusive.</summary>
    private static IEnumerable<(Bracket Bracket, int From, int To)> Brackets(IReadOnlyList<ScheduleStep> schedule)
    {
        foreach (var bracket in Enum.GetValues<Bracket>())
        {
            int? from = null;
            for (var index = 0; index <= schedule.Count; index++)
            {
                var change = index < schedule.Count && schedule[index].Change is { } found && found.Bracket == bracket ? found.Begins : (bool?)null;
                if (from is { } began && (change == false || index == schedule.Count))
                {
                    yield return (bracket, began, index);
                    from = null;
                }
                else if (change == true)
                {
                    from ??= index;
                }
            }
        }
    }

    private static string Title(ViolationKind kind) => kind switch
    {
        ViolationKind.LostInterrupt => "Lost interrupt",
        ViolationKind.DeafToPosts => "Deaf to posts",
        ViolationKind.IgnoredRequest => "Ignored request",
        ViolationKind.Unkickable => "Unkickable vCPU",
        ViolationKind.DeliveredTwice => "Delivered twice",
        ViolationKind.NoProgress => "No progress",
        ViolationKind.ReadAfterFree => "Read after free",
        ViolationKind.HandlerInterrupted => "Handler interrupted",
        ViolationKind.ListCorrupted => "Wakeup list corrupted",
        _ => "Sleeps in an atomic section",
    };

    private static string Name(Bracket bracket) => bracket == Bracket.InGuestMode ? "mode InGuest" : "interrupts off";

    private static string Css(Bracket bracket) => bracket == Bracket.InGuestMode ? "mode" : "masked";

    private static string Css(Lane lane) => lane.ToString().ToLowerInvariant();

    private static int Column(Lane lane) => FirstColumn + (int)lane;

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static void Line(StringBuilder body, FormattableString line) => body.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    [GeneratedRegex("0x[0-9a-f]+")]
    private static partial Regex Vector();
}
