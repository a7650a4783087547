using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using EntryPath.Package.Tests.Tools;
using Xunit;

namespace EntryPath.Package.Tests;

/// <summary>
/// A source file that is compiled several times, for several target frameworks or in several projects. Each compilation says what is wrong once,
/// and all say it in the same words at the same place, so that whoever joins them by place and text has one report for one mistake.
/// </summary>
[Collection(PackageCollection.Name)]
public sealed class SharedSourceTests(PackedRepository repository)
{
    private static readonly string[] Frameworks = ["net10.0", "netstandard2.0"];

    [Fact]
    public async Task Each_target_framework_says_what_is_wrong_once_and_in_the_same_words()
    {
        var work = Library("frameworks").Write("RunLoop.cs", Programs.HistoricRunLoop);

        var build = (await work.BuildAsync("Lib.csproj")).MustFail();

        var saidBy = SaidByProject(build);
        Assert.Equal(Frameworks, saidBy.Keys.Select(project => project.Split("TargetFramework=")[1]).Order());
        Assert.All(saidBy.Values, said => Assert.Equal(["EPO1001", "EPO1002"], said.Select(Id)));
        Assert.Single(saidBy.Values.Select(said => string.Join('\n', said)).Distinct());

        // The same in each log: place, words and the places of the path.
        var logs = Frameworks.Select(framework => Results(work.Read(framework + ".sarif"))).ToList();
        Assert.All(logs, results => Assert.Equal(["EPO1001", "EPO1002"], results.Select(r => r.GetProperty("ruleId").GetString()).Order()));
        Assert.Single(logs.Select(results => string.Join('\n', results.Select(Said).Order(StringComparer.Ordinal))).Distinct());
    }

    [Fact]
    public async Task What_is_wrong_for_one_target_framework_only_is_said_by_that_one()
    {
        var work = Library("framework").Write("RunLoop.cs", $"#if NETSTANDARD\n{Programs.HistoricRunLoop}#else\n{Programs.FixedRunLoop}#endif\n");

        var build = (await work.BuildAsync("Lib.csproj")).MustFail();

        var (project, said) = Assert.Single(SaidByProject(build));
        Assert.EndsWith("TargetFramework=netstandard2.0", project, StringComparison.Ordinal);
        Assert.Equal(["EPO1001", "EPO1002"], said.Select(Id));
        Assert.Empty(Results(work.Read("net10.0.sarif")));
    }

    [Fact]
    public async Task A_fix_is_made_once_for_all_target_frameworks()
    {
        var work = Library("fixed").Write("RunLoop.cs", Programs.HistoricRunLoop);

        (await work.RunAsync("format", "analyzers", "Lib.csproj", "--severity", "error")).MustSucceed();

        Programs.MustBeFixed(work.Read("RunLoop.cs"));
        Assert.Empty((await work.BuildAsync("Lib.csproj")).MustSucceed().Diagnostics);
    }

    [Fact]
    public async Task Each_project_that_links_a_file_says_what_is_wrong_in_it_once_and_in_the_same_words()
    {
        var work = repository.NewWorkspace("linked")
            .WriteProject("First/First.csproj", items: """<Compile Include="../Shared/*.cs" LinkBase="Shared" />""")
            .WriteProject("Second/Second.csproj", items: """<Compile Include="../Shared/*.cs" LinkBase="Shared" />""")
            .Write("Both.slnx", """<Solution><Project Path="First/First.csproj" /><Project Path="Second/Second.csproj" /></Solution>""")
            .Write("Shared/Vcpu.cs", Programs.Vcpu)
            .Write("Shared/RunLoop.cs", Programs.HistoricRunLoop);

        var build = (await work.BuildAsync("Both.slnx")).MustFail();

        var saidBy = SaidByProject(build);
        Assert.Equal(["First.csproj", "Second.csproj"], saidBy.Keys.Select(System.IO.Path.GetFileName).Order());
        Assert.All(saidBy.Values, said => Assert.Equal(["EPO1001", "EPO1002"], said.Select(Id)));
        Assert.Single(saidBy.Values.Select(said => string.Join('\n', said)).Distinct());

        (await work.RunAsync("format", "analyzers", "Both.slnx", "--severity", "error")).MustSucceed();

        Programs.MustBeFixed(work.Read("Shared/RunLoop.cs"));
    }

    /// <summary>A library for two target frameworks, with a log for each.</summary>
    private Workspace Library(string name) => repository.NewWorkspace(name)
        .WriteProject("Lib.csproj", $"""
            <TargetFramework />
                <TargetFrameworks>{string.Join(';', Frameworks)}</TargetFrameworks>
                <LangVersion>latest</LangVersion>
                <ErrorLog>$(TargetFramework).sarif,version=2.1</ErrorLog>
            """)
        .Write("Vcpu.cs", Programs.Vcpu);

    /// <summary>What a build prints of each compilation while it runs, in its order: only the summary, which says all of it again, is left out.</summary>
    private static Dictionary<string, List<string>> SaidByProject(CommandResult build) => build.Output.ReplaceLineEndings("\n").Split('\n')
        .TakeWhile(line => line != "Build FAILED.")
        .Where(line => line.Contains(": error EPO", StringComparison.Ordinal))
        .Select(line => (Text: line[..line.LastIndexOf(" [", StringComparison.Ordinal)], Project: line[(line.LastIndexOf(" [", StringComparison.Ordinal) + 2)..].TrimEnd(']')))
        .GroupBy(line => line.Project)
        .ToDictionary(lines => lines.Key, lines => lines.Select(line => line.Text).ToList());

    private static string Id(string line) => line.Substring(line.IndexOf(": error EPO", StringComparison.Ordinal) + ": error ".Length, "EPO1001".Length);

    private static string Said(JsonElement result) =>
        string.Join('\n', new[] { "ruleId", "level", "message", "locations", "relatedLocations" }.Select(part => result.GetProperty(part).GetRawText()));

    private static List<JsonElement> Results(string log)
    {
        using var document = JsonDocument.Parse(log);
        return
        [
            .. document.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
                .Where(result => result.GetProperty("ruleId").GetString()!.StartsWith("EPO", StringComparison.Ordinal)).Select(result => result.Clone()),
        ];
    }
}
