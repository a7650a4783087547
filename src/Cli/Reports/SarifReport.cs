using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text.Json.Nodes;
using EntryPath.Analyzer;
using EntryPath.Cli.Checking;
using Microsoft.CodeAnalysis;

namespace EntryPath.Cli.Reports;

/// <summary>
/// SARIF 2.1.0: the path is a code flow whose stops say what happens and what is in effect, the fix is an edit that viewers can make.
/// See https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
/// </summary>
internal static class SarifReport
{
    private const string Root = "SRCROOT";

    private const string FingerprintName = "entryPathReport/v1";

    private static readonly ImmutableArray<DiagnosticDescriptor> s_rules = [.. new EntryPathAnalyzer().SupportedDiagnostics.OrderBy(static rule => rule.Id, StringComparer.Ordinal)];

    /// <summary>Writes the log.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="comparesWithBaseline">Whether each result says if the baseline has it.</param>
    public static string Write(CheckResult result, bool comparesWithBaseline)
    {
        var log = new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject { ["driver"] = Driver() },
                ["invocations"] = new JsonArray(Invocation(result)),
                ["originalUriBaseIds"] = new JsonObject { [Root] = new JsonObject { ["uri"] = new Uri(result.Root.TrimEnd('/') + "/").AbsoluteUri } },
                ["columnKind"] = "utf16CodeUnits",
                ["results"] = new JsonArray([.. result.Findings.Concat(result.Suppressed).Select(finding => Result(result, finding, comparesWithBaseline))]),
            }),
        };
        return log.ToJsonString(ReportJson.Options) + "\n";
    }

    private static JsonObject Driver()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var driver = new JsonObject
        {
            ["name"] = "EntryPath",
            ["semanticVersion"] = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
            ["rules"] = new JsonArray([.. s_rules.Select(Rule)]),
        };
        // The build writes the repository's address into the assembly; a build without one says nothing.
        if (assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(static data => data.Key == "RepositoryUrl")?.Value is { Length: > 0 } repository)
        {
            driver["informationUri"] = repository;
        }

        return driver;
    }

    private static JsonObject Rule(DiagnosticDescriptor rule)
    {
        string page = RulePages.Find(rule.Id) ?? string.Empty;
        string cause = RulePages.Paragraph(page, "Cause");
        return new JsonObject
        {
            ["id"] = rule.Id,
            ["name"] = string.Concat(rule.Title.ToString(CultureInfo.InvariantCulture).Split(' ', '\'', ',').Where(static word => word.Length > 0)
                .Select(static word => char.ToUpperInvariant(word[0]) + word[1..])),
            ["shortDescription"] = Text(rule.Title.ToString(CultureInfo.InvariantCulture)),
            ["fullDescription"] = Text(cause.Length > 0 ? cause : rule.Title.ToString(CultureInfo.InvariantCulture)),
            ["help"] = new JsonObject { ["text"] = page.Length > 0 ? page : rule.HelpLinkUri, ["markdown"] = page.Length > 0 ? page : rule.HelpLinkUri },
            ["helpUri"] = rule.HelpLinkUri,
            ["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule.DefaultSeverity) },
            ["properties"] = new JsonObject { ["tags"] = new JsonArray("ordering", "correctness", "concurrency"), ["precision"] = "high" },
        };
    }

    private static JsonObject Invocation(CheckResult result)
    {
        var invocation = new JsonObject { ["executionSuccessful"] = result.Problems.IsEmpty };
        if (!result.Problems.IsEmpty)
        {
            invocation["toolExecutionNotifications"] = new JsonArray([.. result.Problems.Select(problem => new JsonObject
            {
                ["level"] = "error",
                ["message"] = Text($"'{result.Relative(problem.Subject)}' is not checked: {problem.Reason}"),
                ["locations"] = new JsonArray(new JsonObject { ["physicalLocation"] = new JsonObject { ["artifactLocation"] = Artifact(result, problem.Subject) } }),
            })]);
        }

        return invocation;
    }

    private static JsonObject Result(CheckResult result, Finding finding, bool comparesWithBaseline)
    {
        JsonObject location = Location(result, finding.Place);
        if (finding.Member is { } member)
            location["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = member, ["kind"] = "member" });

        var json = new JsonObject { ["ruleId"] = finding.Id };
        int index = Array.FindIndex([.. s_rules], rule => rule.Id == finding.Id);
        if (index >= 0)
            json["ruleIndex"] = index;

        json["level"] = Level(finding.Severity);
        json["message"] = Text(finding.Message);
        json["locations"] = new JsonArray(location);
        json["partialFingerprints"] = new JsonObject { [FingerprintName] = finding.Fingerprint };
        if (comparesWithBaseline)
            json["baselineState"] = finding.IsKnown ? "unchanged" : "new";

        // Where one result says how it is suppressed, all must: an empty list means that it is not.
        json["suppressions"] = finding.Suppression is { } suppression ? new JsonArray(Suppression(suppression)) : new JsonArray();
        if (!finding.Path.IsEmpty)
        {
            json["relatedLocations"] = new JsonArray([.. finding.Path.Where(static stop => stop.Role != PathRole.Report).Select((stop, i) =>
            {
                JsonObject related = Location(result, stop.Place, stop.Label);
                related["id"] = i + 1;
                return related;
            })]);
            json["codeFlows"] = new JsonArray(new JsonObject
            {
                ["message"] = Text($"The path to {finding.Id}"),
                ["threadFlows"] = new JsonArray(new JsonObject
                {
                    ["locations"] = new JsonArray([.. finding.Path.Select((stop, i) => (Stop: stop, Index: i))
                        .Select(entry => ThreadFlowLocation(result, finding, entry.Stop, entry.Index))]),
                }),
            });
        }

        if (finding.Fix is { } fix)
            json["fixes"] = new JsonArray(Fix(result, fix));

        json["properties"] = Properties(finding);
        return json;
    }

    private static JsonObject ThreadFlowLocation(CheckResult result, Finding finding, PathStep stop, int index)
    {
        var location = new JsonObject
        {
            ["location"] = Location(result, stop.Place, stop.Label),
            ["executionOrder"] = index + 1,
            ["importance"] = stop.Role == PathRole.Report ? "essential" : "important",
            ["kinds"] = new JsonArray(stop.Role switch
            {
                PathRole.Report => "danger",
                PathRole.Later => "afterwards",
                _ => stop.Outcome is null ? "call" : "branch",
            }),
        };
        if (finding.Ladder is { } ladder)
        {
            var state = new JsonObject();
            foreach (Rung rung in ladder.Rungs)
                state[ladder.Protocol + "." + rung.Name] = Text(rung.Marks[index].Words);

            location["state"] = state;
        }

        return location;
    }

    private static JsonObject Fix(CheckResult result, SuggestedFix fix) => new()
    {
        ["description"] = Text(fix.Title),
        ["artifactChanges"] = new JsonArray([.. fix.Replacements.GroupBy(static replacement => replacement.Place.Path).Select(file => new JsonObject
        {
            ["artifactLocation"] = Artifact(result, file.Key),
            ["replacements"] = new JsonArray([.. file.Select(static replacement => new JsonObject
            {
                ["deletedRegion"] = Region(replacement.Place),
                ["insertedContent"] = Text(replacement.Text),
            })]),
        })]),
    };

    private static JsonObject Suppression(Suppression suppression)
    {
        var json = new JsonObject { ["kind"] = "inSource" };
        if (suppression.Justification is { Length: > 0 } justification)
            json["justification"] = justification;

        return json;
    }

    private static JsonObject Properties(Finding finding)
    {
        var properties = new JsonObject { ["project"] = finding.Project };
        if (finding.Protocol is not null)
            properties["protocol"] = finding.Protocol;

        if (finding.Step is not null)
            properties["step"] = finding.Step;

        return properties;
    }

    private static JsonObject Location(CheckResult result, Place place, string? message = null)
    {
        JsonObject region = Region(place);
        if (result.Line(place.Path, place.StartLine).Trim() is { Length: > 0 } line)
            region["snippet"] = Text(line);

        var location = new JsonObject { ["physicalLocation"] = new JsonObject { ["artifactLocation"] = Artifact(result, place.Path), ["region"] = region } };
        if (message is not null)
            location["message"] = Text(message);

        return location;
    }

    private static JsonObject Artifact(CheckResult result, string path)
    {
        string relative = result.Relative(path);
        return System.IO.Path.IsPathRooted(relative)
            ? new JsonObject { ["uri"] = new Uri(relative).AbsoluteUri }
            : new JsonObject { ["uri"] = string.Join('/', relative.Split('/').Select(Uri.EscapeDataString)), ["uriBaseId"] = Root };
    }

    private static JsonObject Region(Place place) => new()
    {
        ["startLine"] = place.StartLine,
        ["startColumn"] = place.StartColumn,
        ["endLine"] = place.EndLine,
        ["endColumn"] = place.EndColumn,
    };

    private static JsonObject Text(string text) => new() { ["text"] = text };

    private static string Level(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "note",
    };
}
