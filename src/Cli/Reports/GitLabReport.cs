using System.Linq;
using System.Text.Json.Nodes;
using EntryPath.Cli.Checking;

namespace EntryPath.Cli.Reports;

/// <summary>
/// A code quality report, which GitLab shows in merge requests. See https://docs.gitlab.com/ci/testing/code_quality/.
/// </summary>
internal static class GitLabReport
{
    public static string Write(CheckResult result)
    {
        var issues = new JsonArray();
        foreach (Finding finding in result.Shown)
        {
            issues.Add(new JsonObject
            {
                ["type"] = "issue",
                ["check_name"] = finding.Id,
                ["description"] = finding.Message,
                ["fingerprint"] = finding.Fingerprint,
                ["severity"] = finding.Level switch
                {
                    "error" => "critical",
                    "warning" => "major",
                    _ => "info",
                },
                ["categories"] = new JsonArray("Bug Risk"),
                ["location"] = Location(result, finding.Place),
                ["other_locations"] = new JsonArray([.. finding.Path.Where(static stop => stop.Role != PathRole.Report).Select(stop => Location(result, stop.Place))]),
            });
        }

        return issues.ToJsonString(ReportJson.Options) + "\n";
    }

    private static JsonObject Location(CheckResult result, Place place) => new()
    {
        ["path"] = result.Relative(place.Path),
        ["lines"] = new JsonObject { ["begin"] = place.StartLine, ["end"] = place.EndLine },
    };
}
