using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Cli.Fixing;
using EntryPath.Cli.Tests.Tools;
using EntryPath.CodeFixes;
using Xunit;

namespace EntryPath.Cli.Tests;

public sealed class CheckTests
{
    [Fact]
    public async Task Text_shows_the_lines_of_the_path_and_draws_the_path_beside_them()
    {
        using Folder folder = new Folder().Write("Protocol.cs", Programs.Protocol).Write("Loop.cs", Programs.Wrong);

        ToolRun run = await ToolRun.HereAsync("check", folder.Root);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Loop.cs(6,14): error EPO1001: 'SetInGuestMode' needs 'DisableInterrupts'", run.Output);
        Assert.Contains(
            """
                5 │ ●  vcpu.SyncPendingInterrupts();
                  │ │       ^^^^^^^^^^^^^^^^^^^^^^^ performs 'SyncPendingInterrupts'
                6 │ ●  vcpu.SetInGuestMode();
                  │ │       ^^^^^^^^^^^^^^^^ performs 'SetInGuestMode', voids 'SyncPendingInterrupts'
                7 │ ●  vcpu.DisableInterrupts();
                  │ │       ^^^^^^^^^^^^^^^^^^^ performs 'DisableInterrupts'
                8 │ ✗  vcpu.EnterGuest();
                  │         ^^^^^^^^^^^^ needs 'SyncPendingInterrupts' in effect here
            """,
            run.Output);
        Assert.EndsWith("2 errors in 1 project.\n", run.Output);
    }

    [Fact]
    public async Task What_keeps_the_order_is_clean()
    {
        using Folder folder = new Folder().Write("Protocol.cs", Programs.Protocol).Write("Loop.cs", Programs.Right);

        ToolRun run = await ToolRun.HereAsync("check", folder["Protocol.cs"], folder["Loop.cs"]);

        Assert.Equal((0, "Nothing to report in 1 project.\n", string.Empty), (run.ExitCode, run.Output, run.Errors));
    }

    [Fact]
    public async Task Where_no_protocol_is_in_force_it_says_so()
    {
        using Folder folder = new Folder().Write("Plain.cs", "public class Plain;\n");

        ToolRun run = await ToolRun.HereAsync("check", folder.Root);

        Assert.Equal((0, "Nothing to report in 1 project; no protocol is in force, so nothing can be reported.\n"), (run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData("nowhere'", "check", "nowhere")]
    [InlineData("--format", "check", ".", "--format", "pdf")]
    [InlineData("--fail-on", "check", ".", "--fail-on", "sometimes")]
    [InlineData("-p: 'Order' is not NAME=VALUE", "check", ".", "-p", "Order")]
    [InlineData("there is no rule pack 'Nope'; known are: AspNetCore, ", "check", ".", "--pack", "Nope")]
    [InlineData("there is no folder", "check", ".", "--output", "no-such-folder/report.html")]
    [InlineData("there is no baseline 'none.json'", "check", ".", "--baseline", "none.json")]
    [InlineData("--frobnicate", "check", "--frobnicate")]
    [InlineData("'chekc' is no command; 'entrypath --help' lists them", "chekc", ".")]
    [InlineData("at least one project", "check", ".", "--jobs", "0")]
    [InlineData("there is no rule 'EPO9999'; the rules are EPO1001, ", "explain", "EPO9999")]
    public async Task Bad_arguments_get_one_clear_line_and_exit_code_2(string said, params string[] arguments)
    {
        ToolRun run = await ToolRun.HereAsync(arguments);

        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        string line = Assert.Single(run.ErrorLines);
        Assert.StartsWith("entrypath: ", line);
        Assert.Contains(said, line);
    }

    [Fact]
    public async Task The_help_calls_the_tool_as_users_call_it() =>
        Assert.Contains("  entrypath check [<path>...]", (await ToolRun.HereAsync("check", "--help")).Output, StringComparison.Ordinal);

    [Fact]
    public async Task What_does_not_compile_gets_one_line_and_exit_code_2_and_overwrites_nothing()
    {
        using Folder folder = new Folder().Write("Protocol.cs", Programs.Protocol).Write("Loop.cs", Programs.Wrong + "class Broken : Missing { }\n").Write("old.html", "old");

        ToolRun run = await ToolRun.HereAsync("check", folder.Root, "--format", "html", "--output", folder["old.html"], "--write-baseline", folder["baseline.json"], "--fix");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("is not checked: does not compile: Loop.cs(13,16): error CS0246", Assert.Single(run.ErrorLines));
        Assert.Equal("old", folder.Read("old.html"));
        Assert.False(File.Exists(folder["baseline.json"]));
        Assert.StartsWith(Programs.Wrong, folder.Read("Loop.cs"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{ \"version\": 2, \"reports\": [] }")]
    [InlineData("{ \"version\": 1, \"reports\": [ { \"rule\": \"EPO1001\" } ] }")]
    public async Task A_broken_baseline_gets_one_line_and_exit_code_2_and_stays_as_it_is(string broken)
    {
        using Folder folder = new Folder().Write("Protocol.cs", Programs.Protocol).Write("baseline.json", broken);

        ToolRun run = await ToolRun.HereAsync("check", folder.Root, "--baseline", folder["baseline.json"], "--write-baseline", folder["baseline.json"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("baseline.json'", Assert.Single(run.ErrorLines));
        Assert.Equal(broken, folder.Read("baseline.json"));
    }

    [Fact]
    public async Task With_a_baseline_only_new_reports_count_wherever_the_old_ones_have_moved()
    {
        using Folder folder = new Folder().Write("Protocol.cs", Programs.Protocol).Write("Loop.cs", Programs.Wrong);
        ToolRun first = await ToolRun.HereAsync("check", folder.Root, "--write-baseline", folder["baseline.json"]);
        Assert.Equal(0, first.ExitCode);
        Assert.Contains("has 2 reports", first.Errors);

        File.Delete(folder["Loop.cs"]);
        folder.Write("Moved.cs", "// A line more.\n\n" + Programs.Wrong);
        ToolRun same = await ToolRun.HereAsync("check", folder.Root, "--baseline", folder["baseline.json"]);
        Assert.Equal((0, "Nothing to report, 2 reports in the baseline in 1 project.\n"), (same.ExitCode, same.Output));

        folder.Write("Other.cs", Programs.Wrong.Replace("class Loop", "class Other", StringComparison.Ordinal));
        ToolRun more = await ToolRun.HereAsync("check", folder.Root, "--baseline", folder["baseline.json"]);
        Assert.Equal(1, more.ExitCode);
        Assert.EndsWith("2 errors, 2 reports in the baseline in 1 project.\n", more.Output);
        Assert.DoesNotContain("Moved.cs(", more.Output);

        File.Delete(folder["Other.cs"]);
        folder.Write("Moved.cs", Programs.Right);
        ToolRun none = await ToolRun.HereAsync("check", folder.Root, "--baseline", folder["baseline.json"]);
        Assert.Equal(0, none.ExitCode);
        Assert.Contains("2 of the 2 reports in the baseline are gone", none.Errors);
    }

    [Theory]
    [InlineData("error", 1)]
    [InlineData("never", 0)]
    public async Task The_exit_code_says_whether_something_counts(string failOn, int code)
    {
        using Folder folder = new Folder().Write("Protocol.cs", Programs.Protocol).Write("Loop.cs", Programs.Wrong);

        Assert.Equal(code, (await ToolRun.HereAsync("check", folder.Root, "--fail-on", failOn)).ExitCode);
    }

    [Fact]
    public async Task Settings_of_editorconfig_hold()
    {
        using Folder folder = new Folder().Write("Protocol.cs", Programs.Protocol).Write("Loop.cs", Programs.Wrong)
            .Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.EPO1001.severity = none\ndotnet_diagnostic.EPO1002.severity = warning\n");

        ToolRun run = await ToolRun.HereAsync("check", folder.Root, "--fail-on", "error");

        Assert.Equal(0, run.ExitCode);
        Assert.EndsWith("1 warning in 1 project.\n", run.Output);
    }

    [Fact]
    public async Task Fix_moves_the_calls_and_leaves_the_rest_of_the_file_as_it_is()
    {
        using Folder folder = new Folder().Write("Protocol.cs", Programs.Protocol).Write("Loop.cs", "// A comment.\n" + Programs.Wrong);

        ToolRun run = await ToolRun.HereAsync("check", folder.Root, "--fix");

        Assert.Equal((0, "Nothing to report in 1 project.\n"), (run.ExitCode, run.Output));
        Assert.Equal("entrypath: fixed 'Loop.cs'", Assert.Single(run.ErrorLines));
        Assert.Equal("// A comment.\n" + Programs.Right, folder.Read("Loop.cs"));
        Assert.Equal(Programs.Protocol, folder.Read("Protocol.cs"));
    }

    [Fact]
    public void Fix_knows_every_fix_of_the_package() => Assert.Equal(
        typeof(VerifiedCodeFixProvider).Assembly.GetTypes().Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(VerifiedCodeFixProvider))).Select(static type => type.Name).Order(StringComparer.Ordinal),
        Fixes.Providers.Select(static provider => provider.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_pack_is_on_when_it_is_named_and_stubs_are_read()
    {
        const string Leak = """
            public class Cache
            {
                private readonly object gate = new();
                public void Put(bool isFull)
                {
                    Monitor.Enter(gate);
                    if (isFull)
                        return;
                    Monitor.Exit(gate);
                }
            }
            """;
        using Folder folder = new Folder().Write("Cache.cs", Leak);

        Assert.Equal(0, (await ToolRun.HereAsync("check", folder.Root)).ExitCode);
        ToolRun run = await ToolRun.HereAsync("check", folder.Root, "--pack", "threading");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Cache.cs(8,13): error EPO1005", run.Output);
    }

    [Fact]
    public async Task GitHub_gets_a_workflow_command_for_each_report_with_the_path_in_it()
    {
        using Folder folder = new Folder().Write("Protocol.cs", Programs.Protocol).Write("Loop.cs", Programs.Wrong);

        ToolRun run = await ToolRun.HereAsync("check", folder.Root, "--format", "github");

        string[] commands = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, commands.Length);
        Assert.StartsWith("::error file=Loop.cs,line=8,endLine=8,col=14,endColumn=26,title=EPO1002::'SyncPendingInterrupts' (line 5) must run after", commands[1]);
        Assert.EndsWith("%0A1. Loop.cs:5: performs 'SyncPendingInterrupts'%0A2. Loop.cs:6: performs 'SetInGuestMode', voids 'SyncPendingInterrupts'"
            + "%0A3. Loop.cs:7: performs 'DisableInterrupts'%0A4. Loop.cs:8: needs 'SyncPendingInterrupts' in effect here", commands[1]);
    }

    [Fact]
    public async Task GitLab_gets_a_code_quality_report()
    {
        using Folder folder = new Folder().Write("Protocol.cs", Programs.Protocol).Write("Loop.cs", Programs.Wrong);

        ToolRun run = await ToolRun.HereAsync("check", folder.Root, "--format", "gitlab");

        JsonArray issues = JsonNode.Parse(run.Output)!.AsArray();
        Assert.Equal(["EPO1001", "EPO1002"], issues.Select(issue => (string)issue!["check_name"]!));
        Assert.All(issues, issue => Assert.Equal(("Loop.cs", "critical"), ((string)issue!["location"]!["path"]!, (string)issue["severity"]!)));
        Assert.Equal(2, issues.Select(issue => (string)issue!["fingerprint"]!).Distinct().Count());
        Assert.Equal(8, (int)issues[1]!["location"]!["lines"]!["begin"]!);
    }

    [Fact]
    public async Task A_cancelled_check_ends_with_130_and_writes_nothing()
    {
        using Folder folder = new Folder().Write("Protocol.cs", Programs.Protocol).Write("Loop.cs", Programs.Wrong);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        ToolRun run = await ToolRun.HereAsync(cancelled.Token, "check", folder.Root, "--output", folder["report.txt"]);

        Assert.Equal((130, "entrypath: cancelled"), (run.ExitCode, Assert.Single(run.ErrorLines)));
        Assert.False(File.Exists(folder["report.txt"]));
    }

    [Fact]
    public async Task Explain_prints_the_page_of_a_rule()
    {
        ToolRun run = await ToolRun.HereAsync("explain", "epo1002");

        Assert.Equal((0, File.ReadAllText(Path.Combine(Repository.Root, "docs", "rules", "EPO1002.md")).ReplaceLineEndings("\n")), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task Rules_prints_the_protocols_in_force_and_where_each_comes_from()
    {
        using Folder folder = new Folder().Write("Protocol.cs", Programs.Protocol).Write("Loop.cs", Programs.Right);

        ToolRun run = await ToolRun.HereAsync("rules", folder.Root, "--pack", "Threading");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(
            """
              GuestEntry, in order, from Protocol.cs(4)
                1. DisableInterrupts (bracket): Vcpu.DisableInterrupts; undone by Vcpu.EnableInterrupts
                2. SetInGuestMode (bracket): Vcpu.SetInGuestMode; undone by Vcpu.SetOutsideGuestMode
                3. SyncPendingInterrupts: Vcpu.SyncPendingInterrupts
                commit: Vcpu.EnterGuest
            """,
            run.Output);
        Assert.Contains("  MonitorLock, in any order, from a rule pack\n", run.Output);
    }

    [Fact]
    public async Task Init_adds_an_example_and_settings_and_changes_nothing_that_is_there()
    {
        using Folder folder = new Folder().Write("App.csproj", "<Project />").Write(".editorconfig", "root = true");

        ToolRun first = await ToolRun.HereAsync("init", folder.Root, "--no-package");
        string settings = folder.Read(".editorconfig");
        folder.Write("OrderProtocol.cs", "// mine");
        ToolRun second = await ToolRun.HereAsync("init", folder.Root, "--no-package");

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.StartsWith("root = true\n\n# EntryPath\n[*.cs]\n", settings);
        Assert.Equal(("// mine", settings), (folder.Read("OrderProtocol.cs"), folder.Read(".editorconfig")));
    }

    [Fact]
    public async Task What_init_writes_compiles_and_keeps_its_own_order()
    {
        using Folder folder = new Folder().Write("App.csproj", "<Project />");
        await ToolRun.HereAsync("init", folder.Root, "--no-package");

        ToolRun right = await ToolRun.HereAsync("check", folder["OrderProtocol.cs"]);
        folder.Write("OrderProtocol.cs", folder.Read("OrderProtocol.cs").Replace("        file.Flush();\n        file.Publish();", "        file.Publish();\n        file.Flush();", StringComparison.Ordinal));
        ToolRun wrong = await ToolRun.HereAsync("check", folder["OrderProtocol.cs"]);

        Assert.Equal((0, "Nothing to report in 1 project.\n"), (right.ExitCode, right.Output));
        Assert.Contains("error EPO1001", wrong.Output);
    }
}
