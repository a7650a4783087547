using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using EntryPath.Package.Tests.Tools;
using Xunit;

namespace EntryPath.Package.Tests;

/// <summary>EntryPathPreset: all severities at once.</summary>
[Collection(PackageCollection.Name)]
public sealed partial class PresetTests(PackedRepository repository)
{
    [Theory]
    [InlineData("recommended", "error", "suggestion")]
    [InlineData("strict", "error", "error")]
    [InlineData("off", "none", "none")]
    public void Each_preset_names_every_rule_with_its_severity(string preset, string ofErrors, string ofInfos)
    {
        var releases = ReleaseRow().Matches(File.ReadAllText(Path.Combine(PackedRepository.Source, "src/Analyzer/AnalyzerReleases.Shipped.md"))
            + File.ReadAllText(Path.Combine(PackedRepository.Source, "src/Analyzer/AnalyzerReleases.Unshipped.md")));
        Assert.NotEmpty(releases);
        Dictionary<string, string> words = new()
        {
            ["Error"] = ofErrors, ["Warning"] = preset == "recommended" ? "warning" : ofErrors, ["Info"] = ofInfos,
        };

        Assert.Equal(
            releases.Select(row => (row.Groups[1].Value, words[row.Groups[2].Value])),
            PresetRow().Matches(Preset(preset)).Select(row => (row.Groups[1].Value, row.Groups[2].Value)));
    }

    [Fact]
    public async Task The_property_chooses_the_preset_and_editorconfig_has_the_last_word()
    {
        // The preset is given on the command line, which an up-to-date check does not look at.
        // An error, and a public helper whose contract could be declared, which is told as a suggestion.
        var work = repository.NewWorkspace("presets").WriteProject("App.csproj").Write("Vcpu.cs", Programs.Vcpu).Write("RunLoop.cs", Programs.HistoricRunLoop)
            .Write("Helper.cs", """
                namespace Guest;

                public static class Helper
                {
                    public static void Finish(Processor cpu) => cpu.EnableInterrupts();
                }
                """);

        Assert.Empty((await work.BuildAsync("App.csproj", "-p:EntryPathPreset=off", "--no-incremental")).MustSucceed().Diagnostics);

        var recommended = (await work.BuildAsync("App.csproj", "-p:EntryPathPreset=recommended", "--no-incremental")).MustFail();
        Assert.Equal(["EPO1001", "EPO1002"], recommended.Diagnostics.Select(d => d.Id).Order());

        var strict = (await work.BuildAsync("App.csproj", "-p:EntryPathPreset=strict", "--no-incremental")).MustFail();
        Assert.Contains(strict.Diagnostics, d => d is { Severity: "error", Id: "EPO3002", File: "Helper.cs" });

        work.Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.EPO1001.severity = warning\ndotnet_diagnostic.EPO1002.severity = none\n");
        var own = (await work.BuildAsync("App.csproj", "-p:EntryPathPreset=recommended", "--no-incremental")).MustSucceed();
        Assert.Equal([("warning", "EPO1001")], own.Diagnostics.Select(d => (d.Severity, d.Id)));

        var unknown = (await work.BuildAsync("App.csproj", "-p:EntryPathPreset=stern")).MustFail();
        Assert.Contains("EntryPathPreset is 'stern'; it must be one of off, recommended, strict", unknown.Output);
    }

    private string Preset(string name)
    {
        using var package = ZipFile.OpenRead(repository.Package);
        using var reader = new StreamReader(package.GetEntry($"presets/{name}.globalconfig")!.Open());
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^(EPO\d+) \| \w+ \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex ReleaseRow();

    [GeneratedRegex(@"^dotnet_diagnostic\.(EPO\d+)\.severity = (\w+)\r?$", RegexOptions.Multiline)]
    private static partial Regex PresetRow();
}
