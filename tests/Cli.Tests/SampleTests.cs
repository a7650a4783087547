using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using EntryPath.Cli.Tests.Tools;
using Xunit;

namespace EntryPath.Cli.Tests;

/// <summary>The sample in the order before 2016, as a user checks it.</summary>
public sealed class SampleTests
{
    private static readonly string[] s_check = ["check", "src/Sample.Vmm", "-p", "EntryOrder=Before2016"];

    [Fact]
    public async Task Text_shows_both_races_with_their_paths()
    {
        ToolRun run = await ToolRun.AsProcessAsync(Repository.Root, s_check);

        Assert.True(run.ExitCode == 1, run.Output + run.Errors);
        string[] reports = run.Output.Split("src/Sample.Vmm/Vcpu/VcpuEntry.cs(");
        Assert.Equal(3, reports.Length);
        Assert.Contains("warning EPO1002: 'SyncPirToIrr'", reports[1]);
        Assert.Matches(@"●  vcpu\.SyncPirToIrr\(\);\n.*performs 'SyncPirToIrr'\n", reports[1]);
        Assert.Matches(@"●  Arm\(\);\n.*performs .*'SetInGuestMode'.*voids 'SyncPirToIrr'\n", reports[1]);
        Assert.Matches(@"✗ +reason = vcpu\.Enter\(\);\n.*needs 'SyncPirToIrr' in effect here\n", reports[1]);
        Assert.Contains("warning EPO1001: 'SetMode(InGuest)' needs 'DisableInterrupts'", reports[2]);
        Assert.Matches(@"▷  Arm\(\);\n.*comes here\n", reports[2]);
        Assert.Matches(@"○  processor\.DisableInterrupts\(\);\n.*performed only here\n", reports[2]);
        Assert.EndsWith("2 warnings in 1 project.\n", run.Output);
    }

    [Fact]
    public async Task Sarif_has_a_code_flow_of_several_steps_for_each()
    {
        ToolRun run = await ToolRun.AsProcessAsync(Repository.Root, [.. s_check, "--format", "sarif"]);

        JsonNode log = await SarifTests.ValidateAsync(run.Output);
        JsonArray results = log["runs"]![0]!["results"]!.AsArray();
        Assert.Equal(["EPO1001", "EPO1002"], results.Select(result => (string)result!["ruleId"]!).Order());
        Assert.All(results, result => Assert.InRange(result!["codeFlows"]![0]!["threadFlows"]![0]!["locations"]!.AsArray().Count, 2, 20));
        Assert.All(results, result => Assert.Equal("src/Sample.Vmm/Vcpu/VcpuEntry.cs", (string)result!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!));
    }

    [Fact]
    public async Task Html_has_the_ladder_of_each()
    {
        using var folder = new Folder();
        ToolRun run = await ToolRun.AsProcessAsync(Repository.Root, [.. s_check, "--format", "html", "--output", folder["report.html"]]);

        Assert.True(run.ExitCode == 1, run.Output + run.Errors);
        string page = folder.Read("report.html");
        string data = page.Split("type=\"application/json\">")[1].Split("</script>")[0];
        JsonArray reports = JsonNode.Parse(data)!["reports"]!.AsArray();
        Assert.Equal(2, reports.Count);
        Assert.All(reports, report => Assert.Equal(
            ["DisableInterrupts", "SetInGuestMode", "FullBarrier", "SyncPirToIrr", "CheckExitRequests"],
            report!["ladder"]!["rungs"]!.AsArray().Select(rung => (string)rung!["name"]!)));
    }

    [Fact]
    public async Task Todays_order_is_clean()
    {
        ToolRun run = await ToolRun.AsProcessAsync(Repository.Root, "check", "src/Sample.Vmm", "--no-restore");

        Assert.Equal((0, "Nothing to report in 1 project.\n"), (run.ExitCode, run.Output));
    }
}
