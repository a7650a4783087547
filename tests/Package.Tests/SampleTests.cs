using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EntryPath.Package.Tests.Tools;
using Xunit;

namespace EntryPath.Package.Tests;

/// <summary>The main job, as the README shows it, on a copy of the repository.</summary>
[Collection(PackageCollection.Name)]
public sealed class SampleTests(PackedRepository repository)
{
    [Fact]
    public async Task The_sample_builds_without_a_warning()
    {
        Assert.Empty((await BuildAsync()).MustSucceed().Diagnostics);
    }

    [Fact]
    public async Task The_order_of_before_2016_shows_each_race_once_as_a_warning_and_fails_a_strict_build()
    {
        var build = (await BuildAsync("-p:EntryOrder=Before2016")).MustSucceed();

        Assert.Equal([("warning", "EPO1001"), ("warning", "EPO1002")], build.Diagnostics.Select(d => (d.Severity, d.Id)).Order());
        var lines = await File.ReadAllLinesAsync(Path.Combine(repository.Clone, "src/Sample.Vmm/Vcpu/VcpuEntry.cs"));
        Assert.All(build.Diagnostics, d => Assert.Equal("VcpuEntry.cs", d.File));
        Assert.Contains("SetMode(VcpuMode.InGuest)", lines[build.Diagnostics.Single(d => d.Id == "EPO1001").Line - 1]);
        Assert.Contains("Enter()", lines[build.Diagnostics.Single(d => d.Id == "EPO1002").Line - 1]);

        // Nothing has changed since, and a build that is up to date repeats no warning: this configuration never is.
        var again = (await BuildAsync("-p:EntryOrder=Before2016")).MustSucceed();
        Assert.Equal(build.Diagnostics, again.Diagnostics);

        var strict = (await BuildAsync("-p:EntryOrder=Before2016", "-warnaserror")).MustFail();
        Assert.Equal([("error", "EPO1001"), ("error", "EPO1002")], strict.Diagnostics.Select(d => (d.Severity, d.Id)).Order());
    }

    [Fact]
    public async Task Dotnet_format_turns_the_order_of_before_2016_into_the_order_of_today()
    {
        var file = Path.Combine(repository.Clone, "src/Sample.Vmm/Vcpu/VcpuEntry.cs");
        var before = await File.ReadAllTextAsync(file);
        try
        {
            // The sample refers to the analyzer as a project: dotnet format loads it only once it has been built.
            (await BuildAsync("-p:EntryOrder=Before2016")).MustSucceed();
            (await DotNet.RunAsync(repository.Clone, packages: null, new Dictionary<string, string> { ["EntryOrder"] = "Before2016" }, "format", "analyzers", "src/Sample.Vmm", "--severity", "warn", "--diagnostics", "EPO1001", "EPO1002")).MustSucceed();

            var text = await File.ReadAllTextAsync(file);
            Assert.Equal(Method(text, "#else"), Method(text, "#if ENTRY_ORDER_BEFORE_2016"));
            Assert.Empty((await BuildAsync("-p:EntryOrder=Before2016", "-warnaserror")).MustSucceed().Diagnostics);
        }
        finally
        {
            // Other tests build the same clone; a fresh one would build the analyzer again.
            await File.WriteAllTextAsync(file, before);
        }
    }

    /// <summary>The body of the method that follows a preprocessor line.</summary>
    private static string Method(string text, string after)
    {
        var start = text.IndexOf("\n    {", text.IndexOf(after, StringComparison.Ordinal), StringComparison.Ordinal);
        return text[start..text.IndexOf("\n    }", start, StringComparison.Ordinal)];
    }

    private Task<CommandResult> BuildAsync(params string[] arguments) =>
        DotNet.RunAsync(repository.Clone, packages: null, ["build", "src/Sample.Vmm", "-v", "q", "--nologo", "-clp:NoSummary", .. arguments]);
}
