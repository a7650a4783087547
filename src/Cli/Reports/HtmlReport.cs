using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using EntryPath.Analyzer;
using EntryPath.Cli.Checking;
using Microsoft.CodeAnalysis;

namespace EntryPath.Cli.Reports;

/// <summary>
/// One page that needs nothing else: reports by protocol and file, each with its source, its path and the protocol beside it. The page draws a report
/// when it is opened, so that thousands of them cost little.
/// </summary>
internal static class HtmlReport
{
    /// <summary>So many lines around a stop are shown.</summary>
    private const int Context = 2;

    public static string Write(CheckResult result)
    {
        // A browser ends a script at the first "</", wherever it stands; the default encoder leaves no "<".
        string data = Data(result).ToJsonString();
        return RulePages.Resource("html/report.html")
            .Replace("/*style*/", RulePages.Resource("html/report.css"), StringComparison.Ordinal)
            .Replace("/*script*/", RulePages.Resource("html/report.js"), StringComparison.Ordinal)
            .Replace("<!--title-->", WebUtility.HtmlEncode(Title(result)), StringComparison.Ordinal)
            .Replace("/*data*/", data, StringComparison.Ordinal);
    }

    private static string Title(CheckResult result)
    {
        int count = result.Shown.Count();
        return string.Create(CultureInfo.InvariantCulture, $"EntryPath: {count} report{(count == 1 ? string.Empty : "s")}");
    }

    private static JsonObject Data(CheckResult result)
    {
        Finding[] shown = [.. result.Shown];
        return new JsonObject
        {
            ["version"] = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
            ["projects"] = result.Counts.Projects,
            ["files"] = result.Counts.Files,
            ["lines"] = result.Counts.Lines,
            ["known"] = result.Findings.Length - shown.Length,
            ["problems"] = new JsonArray([.. result.Problems.Select(problem => new JsonObject { ["subject"] = result.Relative(problem.Subject), ["reason"] = problem.Reason })]),
            ["rules"] = Rules(shown),
            ["sources"] = Sources(result, shown),
            ["reports"] = new JsonArray([.. shown.Select(finding => Report(result, finding))]),
        };
    }

    private static JsonObject Rules(Finding[] findings)
    {
        var rules = new JsonObject();
        foreach (DiagnosticDescriptor rule in new EntryPathAnalyzer().SupportedDiagnostics.Where(rule => Array.Exists(findings, finding => finding.Id == rule.Id)))
        {
            string page = RulePages.Find(rule.Id) ?? string.Empty;
            rules[rule.Id] = new JsonObject
            {
                ["title"] = rule.Title.ToString(CultureInfo.InvariantCulture),
                ["cause"] = RulePages.Paragraph(page, "Cause"),
                ["fix"] = RulePages.Paragraph(page, "How to fix"),
                ["link"] = rule.HelpLinkUri,
            };
        }

        return rules;
    }

    /// <summary>The lines that some report shows, by file.</summary>
    private static JsonObject Sources(CheckResult result, Finding[] findings)
    {
        var lines = new SortedDictionary<string, SortedSet<int>>(StringComparer.Ordinal);
        foreach (Place place in findings.SelectMany(static finding => finding.Path.Select(static stop => stop.Place).Append(finding.Place)))
        {
            if (!lines.TryGetValue(place.Path, out SortedSet<int>? known))
                lines.Add(place.Path, known = []);

            for (int line = Math.Max(1, place.StartLine - Context); line <= place.StartLine + Context; line++)
                known.Add(line);
        }

        var sources = new JsonObject();
        foreach ((string path, SortedSet<int> numbers) in lines.Where(file => result.Sources.ContainsKey(file.Key)))
        {
            var file = new JsonObject();
            foreach (int number in numbers.Where(number => number <= result.Sources[path].Lines.Count))
                file[number.ToString(CultureInfo.InvariantCulture)] = result.Sources[path].Lines[number - 1].ToString();

            sources[result.Relative(path)] = file;
        }

        return sources;
    }

    private static JsonObject Report(CheckResult result, Finding finding)
    {
        var json = new JsonObject
        {
            ["key"] = finding.Fingerprint,
            ["rule"] = finding.Id,
            ["level"] = finding.Level,
            ["message"] = finding.Message,
            ["project"] = finding.Project,
            ["member"] = finding.Member,
            ["protocol"] = finding.Protocol,
            ["step"] = finding.Step,
            ["place"] = Place(result, finding.Place),
        };
        if (!finding.Path.IsEmpty)
        {
            json["stops"] = new JsonArray([.. finding.Path.Select(stop => new JsonObject
            {
                ["place"] = Place(result, stop.Place),
                ["label"] = stop.Label,
                ["member"] = stop.Member,
                ["role"] = stop.Role.ToString().ToLowerInvariant(),
            })]);
        }

        if (finding.Ladder is { } ladder)
        {
            json["ladder"] = new JsonObject
            {
                ["protocol"] = ladder.Protocol,
                ["ordered"] = ladder.IsOrdered,
                ["rungs"] = new JsonArray([.. ladder.Rungs.Select(static rung => new JsonObject
                {
                    ["name"] = rung.Name,
                    ["because"] = rung.Because,
                    ["marks"] = new JsonArray([.. rung.Marks.Select(static mark => new JsonArray(mark.Change ?? string.Empty, mark.InEffect, mark.IsWrong, mark.Words))]),
                })]),
            };
        }

        if (finding.Fix is { } fix)
        {
            json["fix"] = new JsonObject
            {
                ["title"] = fix.Title,
                ["changes"] = new JsonArray([.. fix.Replacements.SelectMany(replacement => Change(result, replacement)).Select(static line => (JsonNode)line)]),
            };
        }

        return json;
    }

    /// <summary>An edit as whole lines, those that go and those that come.</summary>
    private static IEnumerable<JsonArray> Change(CheckResult result, Replacement replacement)
    {
        Place place = replacement.Place;
        if (!result.Sources.TryGetValue(place.Path, out var source))
            yield break;

        string before = source.Lines[place.StartLine - 1].ToString()[..(place.StartColumn - 1)];
        string after = source.Lines[place.EndLine - 1].ToString()[(place.EndColumn - 1)..];
        string[] old = [.. Enumerable.Range(place.StartLine, place.EndLine - place.StartLine + 1).Select(line => source.Lines[line - 1].ToString())];
        string[] now = (before + replacement.Text + after).ReplaceLineEndings("\n").Split('\n');
        int same = old.Zip(now).TakeWhile(static pair => pair.First == pair.Second).Count();
        int tail = old.Reverse().Zip(now.Reverse()).Take(Math.Min(old.Length, now.Length) - same).TakeWhile(static pair => pair.First == pair.Second).Count();
        for (int i = same; i < old.Length - tail; i++)
            yield return new JsonArray("-", result.Relative(place.Path), place.StartLine + i, old[i]);

        for (int i = same; i < now.Length - tail; i++)
            yield return new JsonArray("+", result.Relative(place.Path), place.StartLine + i, now[i]);
    }

    private static JsonArray Place(CheckResult result, Place place) =>
        new(result.Relative(place.Path), place.StartLine, place.StartColumn, place.EndLine, place.EndColumn);
}
