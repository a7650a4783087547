using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using EntryPath.Cli.Tests.Tools;
using NJsonSchema;
using Xunit;

namespace EntryPath.Cli.Tests;

public sealed class SarifTests
{
    /// <summary>Checks a log against the schema.</summary>
    internal static async Task<JsonNode> ValidateAsync(string log)
    {
        using Stream stream = typeof(SarifTests).Assembly.GetManifestResourceStream("sarif-2.1.0-rtm.5.json")!;
        using var reader = new StreamReader(stream);
        JsonSchema schema = await JsonSchema.FromJsonAsync(await reader.ReadToEndAsync());
        Assert.Equal("[]", "[" + string.Join(", ", schema.Validate(log).Select(error => $"{error.Path}: {error.Kind}")) + "]");
        return JsonNode.Parse(log)!;
    }

    [Fact]
    public async Task A_schema_that_is_not_kept_is_noticed() =>
        await Assert.ThrowsAnyAsync<Exception>(() => ValidateAsync("""{ "version": "2.1.0", "runs": [ { "results": [ { "level": "fatal" } ] } ] }"""));

    [Fact]
    public async Task A_report_has_its_path_as_code_flow_its_places_its_fix_and_the_help_of_its_rule()
    {
        using Folder folder = new Folder().Write("Protocol.cs", Programs.Protocol).Write("Loop with space.cs", Programs.Wrong);

        JsonNode log = await ValidateAsync((await ToolRun.HereAsync("check", folder.Root, "--format", "sarif")).Output);

        JsonNode run = Assert.Single(log["runs"]!.AsArray())!;
        JsonNode result = run["results"]!.AsArray()[1]!;
        Assert.Equal("EPO1002", (string)result["ruleId"]!);
        Assert.Equal("error", (string)result["level"]!);
        Assert.Equal("Loop%20with%20space.cs", (string)result["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!);
        Assert.Equal("Loop.Run(Vcpu)", (string)result["locations"]![0]!["logicalLocations"]![0]!["fullyQualifiedName"]!);

        JsonArray stops = result["codeFlows"]![0]!["threadFlows"]![0]!["locations"]!.AsArray();
        Assert.Equal([5, 6, 7, 8], stops.Select(stop => (int)stop!["location"]!["physicalLocation"]!["region"]!["startLine"]!));
        Assert.Equal("performs 'SetInGuestMode', voids 'SyncPendingInterrupts'", (string)stops[1]!["location"]!["message"]!["text"]!);
        Assert.Equal(
            ["as before", "performed", "voided"],
            new[] { "DisableInterrupts", "SetInGuestMode", "SyncPendingInterrupts" }.Select(step => (string)stops[1]!["state"]!["GuestEntry." + step]!["text"]!));
        Assert.All(result["relatedLocations"]!.AsArray(), related => Assert.NotEqual(string.Empty, (string)related!["message"]!["text"]!));

        JsonNode driver = run["tool"]!["driver"]!;
        Assert.Matches("^https://.+/entrypath$", (string)driver["informationUri"]!);
        JsonNode rule = driver["rules"]![(int)result["ruleIndex"]!]!;
        Assert.Equal("EPO1002", (string)rule["id"]!);
        Assert.Contains("## How to fix", (string)rule["help"]!["markdown"]!);
    }

    [Fact]
    public async Task What_the_code_suppresses_is_told_as_suppressed_with_its_justification_and_counts_for_nothing()
    {
        using Folder folder = new Folder().Write("Protocol.cs", Programs.Protocol).Write("Loop.cs", Programs.Wrong
            .Replace("    public static void Run", "    [System.Diagnostics.CodeAnalysis.SuppressMessage(\"EntryPath\", \"EPO1002\", Justification = \"one core\")]\n    public static void Run", StringComparison.Ordinal)
            .Replace("        vcpu.SetInGuestMode();", "#pragma warning disable EPO1001\n        vcpu.SetInGuestMode();\n#pragma warning restore EPO1001", StringComparison.Ordinal));

        ToolRun run = await ToolRun.HereAsync("check", folder.Root, "--format", "sarif");
        JsonNode log = await ValidateAsync(run.Output);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [("EPO1001", "inSource", null), ("EPO1002", "inSource", "one core")],
            log["runs"]![0]!["results"]!.AsArray().Select(static result => ((string)result!["ruleId"]!, (string)Assert.Single(result["suppressions"]!.AsArray())!["kind"]!, (string?)result["suppressions"]![0]!["justification"])));
        Assert.StartsWith("Nothing to report", (await ToolRun.HereAsync("check", folder.Root)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fix_is_an_edit_that_gives_the_right_order()
    {
        using Folder folder = new Folder().Write("Protocol.cs", Programs.Protocol)
            .Write("Loop.cs", Programs.Right.Replace("        vcpu.SyncPendingInterrupts();\n", "", StringComparison.Ordinal).Replace("        vcpu.SetInGuestMode();\n", "        vcpu.SyncPendingInterrupts();\n        vcpu.SetInGuestMode();\n", StringComparison.Ordinal));

        JsonNode log = await ValidateAsync((await ToolRun.HereAsync("check", folder.Root, "--format", "sarif")).Output);

        JsonNode fix = Assert.Single(Assert.Single(log["runs"]![0]!["results"]!.AsArray())!["fixes"]!.AsArray())!;
        Assert.StartsWith("Move 'vcpu.SyncPendingInterrupts();' down", (string)fix["description"]!["text"]!);
        string[] lines = folder.Read("Loop.cs").Split('\n');
        foreach (JsonNode? replacement in fix["artifactChanges"]![0]!["replacements"]!.AsArray().OrderByDescending(change => (int)change!["deletedRegion"]!["startLine"]!))
        {
            JsonNode region = replacement!["deletedRegion"]!;
            string text = string.Join('\n', lines);
            int start = OffsetOf(lines, (int)region["startLine"]!, (int)region["startColumn"]!);
            int end = OffsetOf(lines, (int)region["endLine"]!, (int)region["endColumn"]!);
            lines = (text[..start] + (string)replacement["insertedContent"]!["text"]! + text[end..]).Split('\n');
        }

        Assert.Equal(Programs.Right, string.Join('\n', lines));

        static int OffsetOf(string[] lines, int line, int column) => lines.Take(line - 1).Sum(text => text.Length + 1) + column - 1;
    }

    [Fact]
    public async Task Fingerprints_stay_when_lines_move_and_differ_between_reports()
    {
        using Folder folder = new Folder().Write("Protocol.cs", Programs.Protocol).Write("Loop.cs", Programs.Wrong);
        JsonNode before = JsonNode.Parse((await ToolRun.HereAsync("check", folder.Root, "--format", "sarif")).Output)!;
        folder.Write("Loop.cs", "// One.\n// Two.\n" + Programs.Wrong.Replace("            vcpu", "                 vcpu", StringComparison.Ordinal));
        JsonNode after = JsonNode.Parse((await ToolRun.HereAsync("check", folder.Root, "--format", "sarif")).Output)!;

        string[] Of(JsonNode log) => [.. log["runs"]![0]!["results"]!.AsArray().Select(result => (string)result!["partialFingerprints"]!["entryPathReport/v1"]!)];
        Assert.Equal(Of(before), Of(after));
        Assert.Equal(2, Of(before).Distinct().Count());
    }

    [Fact]
    public async Task With_a_baseline_each_result_says_whether_it_is_new()
    {
        using Folder folder = new Folder().Write("Protocol.cs", Programs.Protocol).Write("Loop.cs", Programs.Wrong);
        await ToolRun.HereAsync("check", folder.Root, "--write-baseline", folder["baseline.json"]);
        folder.Write("Other.cs", Programs.Wrong.Replace("class Loop", "class Other", StringComparison.Ordinal));

        JsonNode log = await ValidateAsync((await ToolRun.HereAsync("check", folder.Root, "--format", "sarif", "--baseline", folder["baseline.json"])).Output);

        Assert.Equal(
            ["unchanged", "unchanged", "new", "new"],
            log["runs"]![0]!["results"]!.AsArray().Select(result => (string)result!["baselineState"]!));
    }
}
