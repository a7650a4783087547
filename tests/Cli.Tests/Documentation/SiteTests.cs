using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EntryPath.Cli.Tests.Tools;
using Xunit;

namespace EntryPath.Cli.Tests.Documentation;

/// <summary>The site that docfx builds from the pages.</summary>
public sealed class SiteTests
{
    [Fact]
    public async Task It_builds_without_a_warning_and_has_a_page_for_each()
    {
        using var folder = new Folder();
        ToolRun restore = await ToolRun.DotNetAsync(Repository.Root, [], "tool", "restore");
        Assert.True(restore.ExitCode == 0, restore.Output + restore.Errors);

        ToolRun build = await ToolRun.DotNetAsync(Repository.Root, [], "docfx", "build", "docs/docfx.json", "--warningsAsErrors", "--output", folder["site"]);

        Assert.True(build.ExitCode == 0, build.Output + build.Errors);
        string docs = Path.Combine(Repository.Root, "docs");
        IEnumerable<string> pages = Directory.GetFiles(docs, "*.md", SearchOption.AllDirectories).Select(page => Path.GetRelativePath(docs, page));
        Assert.All(pages, page => Assert.True(File.Exists(folder[Path.Combine("site", Path.ChangeExtension(page, ".html"))]), page));
        Assert.Contains("tutorial.html", await File.ReadAllTextAsync(folder["site/toc.html"], default));
        Assert.Contains("lost wake-up", await File.ReadAllTextAsync(folder["site/index.json"], default), StringComparison.OrdinalIgnoreCase);
    }
}
