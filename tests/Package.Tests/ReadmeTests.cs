using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EntryPath.Package.Tests.Tools;
using Xunit;

namespace EntryPath.Package.Tests;

/// <summary>The README's example, built as it stands there.</summary>
[Collection(PackageCollection.Name)]
public sealed class ReadmeTests(PackedRepository repository)
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(PackedRepository.Source, "README.md")).ReplaceLineEndings("\n");

    [Fact]
    public async Task The_first_command_adds_the_package_the_example_says_what_the_readme_quotes_and_the_fix_gives_the_order_that_the_readme_shows()
    {
        var example = Block("```csharp\nusing EntryPath;");
        var work = repository.NewWorkspace("readme").Write("Vcpu.cs", example)
            .Write("Vcpu.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""");

        // The first thing that a reader types, in a project that has nothing of ours yet.
        var first = Block("```sh\n").Trim().Split(' ');
        Assert.Equal(["dotnet", "add", "package", "EntryPath.Analyzers"], first);
        (await work.RunAsync([.. first[1..]])).MustSucceed();

        var build = (await work.BuildAsync("Vcpu.csproj")).MustFail();

        // The README breaks long lines; what follows a break is indented.
        var quoted = Block("```text\n").Replace("\n    ", " ", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(quoted, build.Diagnostics.Select(d => $"{d.File}({d.Line}): {d.Severity} {d.Id}: {d.Message}"));

        (await work.RunAsync("format", "analyzers", "Vcpu.csproj", "--severity", "error")).MustSucceed();

        Assert.Contains(Block("```csharp\n    public void Run()"), work.Read("Vcpu.cs").ReplaceLineEndings("\n"));
        Assert.Empty((await work.BuildAsync("Vcpu.csproj")).MustSucceed().Diagnostics);
    }

    /// <summary>The fenced block that begins with this text, without its fences.</summary>
    private static string Block(string opening)
    {
        var start = Readme.IndexOf(opening, StringComparison.Ordinal);
        Assert.True(start >= 0, $"README.md has no block that begins with {opening}");
        var text = Readme.IndexOf('\n', start) + 1;
        return Readme[text..Readme.IndexOf("```", text, StringComparison.Ordinal)];
    }
}
