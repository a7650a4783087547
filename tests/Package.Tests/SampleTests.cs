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
        Assert.All(build.Diagnostics, d => Assert.True(d.Line > 0, d.Message));

        (await BuildAsync("-p:EntryOrder=Before2016", "-warnaserror", "--no-incremental")).MustFail();
    }

    private Task<CommandResult> BuildAsync(params string[] arguments) =>
        DotNet.RunAsync(repository.Clone, packages: null, ["build", "src/Sample.Vmm", "-v", "q", "--nologo", "-clp:NoSummary", .. arguments]);
}
