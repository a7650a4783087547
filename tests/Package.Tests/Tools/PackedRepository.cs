using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using Xunit;

namespace EntryPath.Package.Tests.Tools;

/// <summary>
/// A copy of the sources as a fresh clone has them, the package built from it, and a feed that holds the package. Made once for
/// all tests: nothing that was built before can leak in, and nothing is written to the repository under test.
/// </summary>
public sealed class PackedRepository : IAsyncLifetime
{
    private static readonly string[] RootFiles =
        ["Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig", "EntryPath.snk", "README.md", "LICENSE"];

    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("entrypath-package-");

    /// <summary>The copied clone.</summary>
    public string Clone => Path.Combine(root.FullName, "clone");

    /// <summary>The feed that holds the package.</summary>
    public string Feed => Path.Combine(root.FullName, "feed");

    /// <summary>Where consumers restore to, so that a package of the same version from elsewhere is never taken.</summary>
    public string Packages => Path.Combine(root.FullName, "packages");

    /// <summary>The package file.</summary>
    public string Package => Directory.GetFiles(Feed, "EntryPath.Analyzers.*.nupkg").Single();

    /// <summary>The version that the package has.</summary>
    public string Version => Path.GetFileNameWithoutExtension(Package)["EntryPath.Analyzers.".Length..];

    /// <summary>The repository that the tests belong to.</summary>
    public static string Source { get; } = FindSource();

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Feed);
        CopyFolder(Path.Combine(Source, "src"), Path.Combine(Clone, "src"));

        foreach (var file in RootFiles)
            File.Copy(Path.Combine(Source, file), Path.Combine(Clone, file));

        CopyFolder(Path.Combine(Source, "docs"), Path.Combine(Clone, "docs"));
        await CommitAsync();

        // Sources of the machine's own configuration stay: an ordinary user has them too.
        await File.WriteAllTextAsync(Path.Combine(root.FullName, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="entrypath-test" value="{Feed}" />
              </packageSources>
            </configuration>
            """);

        var pack = await DotNet.RunAsync(Clone, packages: null, "pack", "src/Package", "-o", Feed, "-v", "q", "--nologo", "-p:RunAnalyzers=false");
        pack.MustSucceed();
        Assert.Empty(pack.Diagnostics);
    }

    public Task DisposeAsync()
    {
        root.Delete(recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>An empty project folder below the feed's configuration.</summary>
    internal Workspace NewWorkspace(string name) => new(this, Path.Combine(root.FullName, "work", $"{name}-{Guid.NewGuid():N}"));

    /// <summary>Another copy of the clone, for a test that edits it.</summary>
    internal string NewClone(string name)
    {
        var folder = Path.Combine(root.FullName, name);
        CopyFolder(Clone, folder);
        return folder;
    }

    /// <summary>Copies a folder without what a build leaves in it.</summary>
    internal static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);

        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));

        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            if (Path.GetFileName(folder) is not ("bin" or "obj" or "artifacts"))
                CopyFolder(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }

    /// <summary>Makes the copy a repository with one commit and the address of the real one, as a clone is.</summary>
    private async Task CommitAsync()
    {
        var address = XDocument.Load(Path.Combine(Clone, "Directory.Build.props")).Descendants("RepositoryUrl").Single().Value;

        foreach (var command in new[]
        {
            "init -q", $"remote add origin {address}.git", "add --all",
            "-c user.name=test -c user.email=test@localhost commit -q -m copy",
        })
        {
            using var git = Process.Start(new ProcessStartInfo("git", command) { WorkingDirectory = Clone })!;
            await git.WaitForExitAsync();
            Assert.Equal(0, git.ExitCode);
        }
    }

    private static string FindSource()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);

        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Analyzers.sln")))
            folder = folder.Parent;

        return folder?.FullName ?? throw new InvalidOperationException("the tests do not stand below Analyzers.sln");
    }
}
