using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net;
using System.Text;
using EntryPath.Sample.Vmm.Exploration;

namespace EntryPath.Sample.Vmm.Pictures;

/// <summary>A schedule as a sequence diagram in one HTML file with inline SVG, which needs no network.</summary>
internal static class HtmlDiagram
{
    private const int LaneWidth = 270;
    private const int BoxWidth = 246;
    private const int LeftMargin = 44;
    private const int Top = 64;
    private const int LineHeight = 17;
    private const int CharactersPerLine = 34;
    private const int Gap = 10;

    /// <summary>Draws.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="subtitle">Under which conditions.</param>
    /// <param name="schedule">What happens.</param>
    /// <param name="violation">What is wrong at the end.</param>
    public static string Draw(string title, string subtitle, IReadOnlyList<ScheduleStep> schedule, Violation violation)
    {
        var body = new StringBuilder();
        var y = Top + 16;
        var number = 0;
        foreach (var step in schedule)
        {
            var lines = Wrap(step.Text, CharactersPerLine);
            var height = (lines.Count * LineHeight) + 10;
            var centre = Centre(step.Lane);
            if (!step.IsMinor)
                Text(body, LeftMargin - 30, y + 18, "number", (++number).ToString(CultureInfo.InvariantCulture));
            body.Append(CultureInfo.InvariantCulture, $"""<rect class="{Css(step)}" x="{centre - (BoxWidth / 2)}" y="{y}" width="{BoxWidth}" height="{height}" rx="5"/>""").Append('\n');
            for (var line = 0; line < lines.Count; line++)
                Text(body, centre - (BoxWidth / 2) + 9, y + 17 + (line * LineHeight), "step", lines[line]);
            if (step.To is { } target && target != step.Lane)
            {
                var forward = Centre(target) > centre;
                var from = centre + (forward ? BoxWidth / 2 : -BoxWidth / 2);
                body.Append(CultureInfo.InvariantCulture, $"""<line class="message" x1="{from}" y1="{y + (height / 2)}" x2="{Centre(target) + (forward ? -3 : 3)}" y2="{y + (height / 2)}" marker-end="url(#head)"/>""").Append('\n');
            }

            y += height + Gap;
        }

        var verdict = Wrap(violation.Text, 110);
        var width = LeftMargin + (Lanes.All.Length * LaneWidth);
        var verdictHeight = (verdict.Count * 20) + 40;
        body.Append(CultureInfo.InvariantCulture, $"""<g id="lost"><rect class="lost" x="{LeftMargin}" y="{y + 6}" width="{width - LeftMargin - 12}" height="{verdictHeight}" rx="6"/>""").Append('\n');
        Text(body, LeftMargin + 14, y + 29, "losttitle", Title(violation.Kind));
        for (var line = 0; line < verdict.Count; line++)
            Text(body, LeftMargin + 14, y + 51 + (line * 20), "losttext", verdict[line]);
        body.Append("</g>\n");

        var lanes = new StringBuilder();
        foreach (var lane in Lanes.All)
        {
            lanes.Append(CultureInfo.InvariantCulture, $"""<line class="life" x1="{Centre(lane)}" y1="{Top - 14}" x2="{Centre(lane)}" y2="{y}"/>""").Append('\n');
            lanes.Append(CultureInfo.InvariantCulture, $"""<text class="lane" x="{Centre(lane)}" y="{Top - 26}" text-anchor="middle">{Lanes.Name(lane)}</text>""").Append('\n');
        }

        var total = y + verdictHeight + 24;
        return $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{WebUtility.HtmlEncode(title)}}</title>
            <style>
            :root { --ground: #ffffff; --ink: #1c2733; --quiet: #66717d; --rule: #c9d1d9; --box: #eef3f8; --edge: #7d93a8; --cpu: #fdf3dc; --cpuedge: #b98a2c;
                    --lost: #fde7e7; --lostedge: #c62828; }
            @media (prefers-color-scheme: dark) {
              :root { --ground: #14191f; --ink: #e6ebf0; --quiet: #98a3ae; --rule: #3a4450; --box: #1f2a35; --edge: #60788f; --cpu: #33291a; --cpuedge: #a98747;
                      --lost: #3a1a1c; --lostedge: #ef6a6a; } }
            body { margin: 24px; background: var(--ground); color: var(--ink); font: 15px/1.45 system-ui, sans-serif; }
            h1 { font-size: 20px; margin: 0 0 4px; } p { margin: 0 0 12px; color: var(--quiet); max-width: 70em; }
            svg { max-width: 100%; height: auto; font-family: system-ui, sans-serif; }
            .life { stroke: var(--rule); stroke-width: 1.5; stroke-dasharray: 4 4; }
            .lane { fill: var(--ink); font-size: 15px; font-weight: 600; }
            .number { fill: var(--quiet); font-size: 12px; } .step { fill: var(--ink); font-size: 13px; }
            .box { fill: var(--box); stroke: var(--edge); } .cpu { fill: var(--cpu); stroke: var(--cpuedge); }
            .swallowed { fill: var(--lost); stroke: var(--lostedge); stroke-width: 2; }
            .message { stroke: var(--ink); stroke-width: 1.6; } #head path { fill: var(--ink); }
            .lost { fill: var(--lost); stroke: var(--lostedge); stroke-width: 2; }
            .losttitle { fill: var(--lostedge); font-size: 16px; font-weight: 700; } .losttext { fill: var(--ink); font-size: 14px; }
            </style>
            </head>
            <body>
            <h1>{{WebUtility.HtmlEncode(title)}}</h1>
            <p>{{WebUtility.HtmlEncode(subtitle)}}</p>
            <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{{WebUtility.HtmlEncode(violation.Text)}}" viewBox="0 0 {{width}} {{total}}" width="{{width}}" height="{{total}}">
            <defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0 L10 5 L0 10 z"/></marker></defs>
            {{lanes}}{{body}}</svg>
            </body>
            </html>

            """;
    }

    private static string Css(ScheduleStep step) =>
        step.Text.Contains("handler does nothing", StringComparison.Ordinal) ? "swallowed" : step.Lane == Lane.Processor ? "cpu" : "box";

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

    private static int Centre(Lane lane) => LeftMargin + ((int)lane * LaneWidth) + (LaneWidth / 2) - 8;

    private static void Text(StringBuilder body, int x, int y, string css, string text) =>
        body.Append(CultureInfo.InvariantCulture, $"""<text class="{css}" x="{x}" y="{y}">{WebUtility.HtmlEncode(text)}</text>""").Append('\n');

    private static List<string> Wrap(string text, int width)
    {
        var lines = new List<string> { string.Empty };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > width)
                lines.Add(word);
            else
                lines[^1] += lines[^1].Length == 0 ? word : " " + word;
        }

        return lines;
    }
}
