using System;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using EntryPath.Package.Tests.Tools;
using Xunit;

namespace EntryPath.Package.Tests;

/// <summary>What a project sees that adds the package from a feed.</summary>
[Collection(PackageCollection.Name)]
public sealed class ConsumerTests(PackedRepository repository)
{
    [Fact]
    public async Task A_project_that_keeps_the_order_builds_without_a_word()
    {
        var work = Project("clean").Write("RunLoop.cs", Programs.FixedRunLoop);

        var build = (await work.BuildAsync("App.csproj")).MustSucceed();

        Assert.Empty(build.Diagnostics);
        Assert.True(work.Has("bin/Debug/net10.0/EntryPath.Annotations.dll"));
    }

    [Fact]
    public async Task Both_races_of_the_historic_order_are_build_errors_at_their_lines_and_stand_in_the_sarif_log()
    {
        var work = Project("races").Write("RunLoop.cs", Programs.HistoricRunLoop);

        var build = (await work.BuildAsync("App.csproj", "-p:ErrorLog=races.sarif%2Cversion=2.1")).MustFail();

        var modeWrite = work.LineOf("RunLoop.cs", "SetMode(VcpuMode.InGuest)");
        var entry = work.LineOf("RunLoop.cs", "vcpu.Enter()");
        Assert.Equal(
            [("RunLoop.cs", modeWrite, "error", "EPO1001"), ("RunLoop.cs", entry, "error", "EPO1002")],
            build.Diagnostics.Select(d => (d.File, d.Line, d.Severity, d.Id)));
        // The message alone must be enough: which step, which reason.
        Assert.Contains("DisableInterrupts", build.Diagnostics[0].Message);
        Assert.Contains("a notification taken by the host after the mode write is swallowed by its handler", build.Diagnostics[0].Message);
        Assert.Contains("SyncPirToIrr", build.Diagnostics[1].Message);
        Assert.Contains("a poster that still saw OutsideGuest sends no notification", build.Diagnostics[1].Message);

        using var log = JsonDocument.Parse(work.Read("races.sarif"));
        var results = log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
            .Where(r => r.GetProperty("ruleId").GetString()!.StartsWith("EPO", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            [("EPO1001", "error", modeWrite), ("EPO1002", "error", entry)],
            results.Select(r => (r.GetProperty("ruleId").GetString()!, r.GetProperty("level").GetString()!, StartLine(r))).Order());
        // The steps of the path come along, in order, as related locations.
        Assert.All(results, r => Assert.NotEmpty(r.GetProperty("relatedLocations").EnumerateArray()));
        var rules = log.RootElement.GetProperty("runs")[0].GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray();
        Assert.All(
            rules.Where(r => r.GetProperty("id").GetString()!.StartsWith("EPO", StringComparison.Ordinal)),
            r => Assert.EndsWith($"docs/rules/{r.GetProperty("id").GetString()}.md", r.GetProperty("helpUri").GetString()));
    }

    [Fact]
    public async Task Dotnet_format_puts_the_calls_into_the_order_and_the_project_then_builds()
    {
        var work = Project("format").Write("RunLoop.cs", Programs.HistoricRunLoop);

        (await work.RunAsync("format", "analyzers", "App.csproj", "--severity", "error", "--diagnostics", "EPO1001", "EPO1002")).MustSucceed();

        Programs.MustBeFixed(work.Read("RunLoop.cs"));
        Assert.Empty((await work.BuildAsync("App.csproj")).MustSucceed().Diagnostics);
    }

    [Fact]
    public async Task Severities_are_lowered_the_way_of_every_other_analyzer()
    {
        var work = Project("warnings").Write("RunLoop.cs", Programs.HistoricRunLoop)
            .Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.EPO1001.severity = warning\ndotnet_diagnostic.EPO1002.severity = none\n");

        var build = (await work.BuildAsync("App.csproj")).MustSucceed();

        Assert.Equal([("warning", "EPO1001")], build.Diagnostics.Select(d => (d.Severity, d.Id)));
    }

    [Fact]
    public async Task A_body_that_was_not_checked_to_its_end_is_a_warning_of_the_build()
    {
        var work = repository.NewWorkspace("unchecked").WriteProject("App.csproj", "").Write("Tree.cs", """
            using EntryPath;

            [EntryProtocol]
            public enum Access { Held }

            public sealed class Gate
            {
                [Step(Access.Held)] public void Enter() { }
                [Undo(Access.Held)] public void Leave() { }
            }

            public sealed class Tree
            {
                private readonly Gate _gate = new();
                private readonly Tree? _left, _right;

                public void Walk()
                {
                    _left?.Walk();
                    _gate.Enter();
                    _gate.Leave();
                    _right?.Walk();
                }
            }
            """);

        var build = (await work.BuildAsync("App.csproj")).MustSucceed();

        var told = Assert.Single(build.Diagnostics, d => d.Id == "EPO3001");
        Assert.Equal(("Tree.cs", work.LineOf("Tree.cs", "void Walk"), "warning"), (told.File, told.Line, told.Severity));
        Assert.Contains("'Walk' was not checked to its end", told.Message);
        (await work.BuildAsync("App.csproj", "-warnaserror:EPO3001", "--no-incremental")).MustFail();
    }

    [Fact]
    public async Task The_attributes_come_as_source_where_a_project_asks_for_it()
    {
        var work = Project("source", "<EntryPathAttributes>source</EntryPathAttributes>").Write("RunLoop.cs", Programs.HistoricRunLoop);

        var build = (await work.BuildAsync("App.csproj")).MustFail();

        Assert.Equal(["EPO1001", "EPO1002"], build.Diagnostics.Select(d => d.Id).Order());

        work.Write("RunLoop.cs", Programs.FixedRunLoop);
        Assert.Empty((await work.BuildAsync("App.csproj")).MustSucceed().Diagnostics);
        Assert.False(work.Has("bin/Debug/net10.0/EntryPath.Annotations.dll"));
        Assert.DoesNotContain("EntryPath", work.Read("bin/Debug/net10.0/App.deps.json"));
    }

    [Fact]
    public async Task A_misspelt_value_of_EntryPathAttributes_is_an_error()
    {
        var work = repository.NewWorkspace("misspelt").WriteProject("App.csproj", "<EntryPathAttributes>sources</EntryPathAttributes>");

        var build = (await work.BuildAsync("App.csproj")).MustFail();

        Assert.Contains("EntryPathAttributes is 'sources'; it must be 'reference' or 'source'", build.Output);
    }

    private Workspace Project(string name, string properties = "") =>
        repository.NewWorkspace(name).WriteProject("App.csproj", "<CopyLocalLockFileAssemblies>true</CopyLocalLockFileAssemblies>" + properties).Write("Vcpu.cs", Programs.Vcpu);

    private static int StartLine(JsonElement result) =>
        result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32();
}
