using System;
using System.IO;
using System.Threading.Tasks;
using EntryPath.Cli.Tests.Tools;
using Xunit;

namespace EntryPath.Cli.Tests;

/// <summary>Solutions as people have them: several projects, one of which is broken.</summary>
public sealed class SolutionTests
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Library</OutputType>
            <ArtifactsPath></ArtifactsPath>
          </PropertyGroup>
          <ItemGroup>
            <Reference Include="ATTRIBUTES" />
          </ItemGroup>
        </Project>
        """;

    private static string Attributes => typeof(StepAttribute).Assembly.Location;

    [Fact]
    public async Task What_does_not_load_or_compile_is_named_and_the_rest_is_checked()
    {
        using Folder folder = new Folder()
            .Write("App.slnx", """
                <Solution>
                  <Project Path="Good/Good.csproj" />
                  <Project Path="Bad/Bad.csproj" />
                  <Project Path="Gone/Gone.csproj" />
                </Solution>
                """)
            .Write("Directory.Build.props", "<Project />").Write("Directory.Build.targets", "<Project />").Write("Directory.Packages.props", "<Project />")
            .Write("Good/Good.csproj", Project.Replace("ATTRIBUTES", Attributes, StringComparison.Ordinal))
            .Write("Good/Protocol.cs", Programs.Protocol).Write("Good/Loop.cs", Programs.Wrong)
            .Write("Bad/Bad.csproj", Project.Replace("ATTRIBUTES", Attributes, StringComparison.Ordinal))
            .Write("Bad/Protocol.cs", Programs.Protocol).Write("Bad/Bad.cs", "class Bad : Missing { }\n");

        ToolRun run = await ToolRun.AsProcessAsync(folder.Root, "check", "--write-baseline", "baseline.json");
        ToolRun report = await ToolRun.AsProcessAsync(folder.Root, "check", "App.slnx", "--no-restore", "--format", "sarif");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(run.ErrorLines, line => line.StartsWith("entrypath: 'Gone/Gone.csproj' is not checked: ", StringComparison.Ordinal));
        Assert.Contains(run.ErrorLines, line => line.StartsWith("entrypath: 'Bad/Bad.csproj' is not checked: does not compile: Bad.cs(1,13): error CS0246", StringComparison.Ordinal));
        Assert.Contains("entrypath: the baseline 'baseline.json' is not written, since not everything was checked", run.ErrorLines);
        Assert.False(File.Exists(folder["baseline.json"]));

        Assert.Equal(2, report.ExitCode);
        var log = await SarifTests.ValidateAsync(report.Output);
        Assert.Equal(2, log["runs"]![0]!["results"]!.AsArray().Count);
        Assert.False((bool)log["runs"]![0]!["invocations"]![0]!["executionSuccessful"]!);
        Assert.Equal(2, log["runs"]![0]!["invocations"]![0]!["toolExecutionNotifications"]!.AsArray().Count);
    }

    [Fact]
    public async Task Fix_writes_to_the_projects_files_and_properties_reach_the_project()
    {
        using Folder folder = new Folder()
            .Write("Directory.Build.props", "<Project />").Write("Directory.Build.targets", "<Project />").Write("Directory.Packages.props", "<Project />")
            .Write("Good.csproj", Project.Replace("ATTRIBUTES", Attributes, StringComparison.Ordinal).Replace(
                "<OutputType>", "<DefineConstants Condition=\"'$(Old)' == 'true'\">OLD</DefineConstants><OutputType>", StringComparison.Ordinal))
            .Write("Protocol.cs", Programs.Protocol)
            .Write("Loop.cs", "#if OLD\n" + Programs.Wrong + "#endif\n");

        ToolRun without = await ToolRun.AsProcessAsync(folder.Root, "check");
        ToolRun with = await ToolRun.AsProcessAsync(folder.Root, "check", "Good.csproj", "-p", "Old=true", "--no-restore", "--fix");

        Assert.Equal(0, without.ExitCode);
        Assert.Empty(without.ErrorLines);
        Assert.Equal((0, "entrypath: fixed 'Loop.cs'"), (with.ExitCode, Assert.Single(with.ErrorLines)));
        Assert.Equal("#if OLD\n" + Programs.Right + "#endif\n", folder.Read("Loop.cs"));
    }
}
