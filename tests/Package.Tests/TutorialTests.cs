using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using EntryPath.Package.Tests.Tools;
using Xunit;

namespace EntryPath.Package.Tests;

/// <summary>A newcomer who follows the tutorial and nothing else: types its commands, writes its files, and compares what is shown.</summary>
[Collection(PackageCollection.Name)]
public sealed partial class TutorialTests(PackedRepository repository)
{
    [Fact]
    public async Task Who_follows_only_the_tutorial_ends_with_a_clean_build()
    {
        // The SDK remembers for each version of a tool where it is; that of another run is gone, so this run has a version of its own.
        var version = $"0.1.{DateTimeOffset.UtcNow.ToUnixTimeSeconds() % 1_000_000_000}";
        (await DotNet.RunAsync(repository.Clone, packages: null, "pack", "src/Cli", "-o", repository.Feed, "-v", "q", "--nologo", "-p:RunAnalyzers=false", $"-p:PackageVersion={version}")).MustSucceed();
        var work = repository.NewWorkspace("tutorial");
        var folder = "";
        var last = "";
        var commands = 0;

        foreach (var (info, text) in Blocks())
        {
            switch (info)
            {
                case "sh run" or "sh fails":
                    last = "";
                    foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                    {
                        if (line.StartsWith("cd ", StringComparison.Ordinal))
                        {
                            folder = Path.Combine(folder, line[3..]);
                            continue;
                        }

                        Assert.StartsWith("dotnet ", line);
                        var result = await DotNet.RunAsync(Path.Combine(work.Folder, folder), repository.Packages, line.Split(' ')[1..]);
                        Assert.True(info == "sh run" == (result.ExitCode == 0), $"{line}\n{result.Output}");
                        last += result.Output;
                        commands++;
                    }

                    break;
                case "text shows":
                    Assert.Contains(Plain(text), Plain(last));
                    break;
                case var _ when info.StartsWith("csharp ", StringComparison.Ordinal):
                    work.Write(Path.Combine(folder.Length == 0 ? "Mailroom" : folder, info["csharp ".Length..]), text);
                    break;
                case "csharp":
                    // What the reader's file looks like by now.
                    Assert.Contains(text, work.Read(Path.Combine(folder, "Program.cs")));
                    break;
            }
        }

        Assert.Equal(9, commands);
        Assert.DoesNotContain("warning", last);
        Assert.Contains("0 Error(s)", last);

        // The tool's own way to begin ends there as well.
        var second = Path.Combine(work.Folder, "Second");
        string[][] own = [["new", "console", "--name", "Second"], ["tool", "run", "entrypath", "init", "../Second", "--version", repository.Version], ["build", "../Second"]];
        foreach (var line in own)
        {
            var result = await DotNet.RunAsync(Path.Combine(work.Folder, line[0] == "new" ? "" : "Mailroom"), repository.Packages, line);
            Assert.True(result.ExitCode == 0, $"{string.Join(' ', line)}\n{result.Output}");
            last = result.Output;
        }

        Assert.True(File.Exists(Path.Combine(second, "OrderProtocol.cs")));
        Assert.Contains("PackageReference Include=\"EntryPath.Analyzers\"", await File.ReadAllTextAsync(Path.Combine(second, "Second.csproj")));
        Assert.Contains("0 Warning(s)", last);
    }

    /// <summary>Spaces at the ends of lines and folders of the machine are not the tutorial's business.</summary>
    private static string Plain(string text) => string.Join('\n', FolderOfFile().Replace(text.ReplaceLineEndings("\n"), string.Empty).Split('\n').Select(line => line.TrimEnd())).Trim('\n');

    private static IEnumerable<(string Info, string Text)> Blocks() =>
        Fence().Matches(File.ReadAllText(Path.Combine(PackedRepository.Source, "docs", "tutorial.md")).ReplaceLineEndings("\n"))
            .Select(block => (block.Groups["info"].Value, block.Groups["text"].Value));

    [GeneratedRegex(@"^```(?<info>[^\n]+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^/[^\n(]*/(?=\w+\.cs\()", RegexOptions.Multiline)]
    private static partial Regex FolderOfFile();
}
