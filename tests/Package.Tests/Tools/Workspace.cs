using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace EntryPath.Package.Tests.Tools;

/// <summary>A folder with a user's projects in it.</summary>
internal sealed class Workspace
{
    private readonly PackedRepository repository;

    public Workspace(PackedRepository repository, string folder)
    {
        this.repository = repository;
        Folder = folder;
        Directory.CreateDirectory(folder);
        // What stands above a temporary folder is not the test's business.
        Write("Directory.Build.props", "<Project />").Write("Directory.Build.targets", "<Project />").Write(".editorconfig", "root = true\n");
    }

    public string Folder { get; }

    /// <summary>Writes a file, with its folders.</summary>
    public Workspace Write(string path, string text)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return this;
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    public bool Has(string path) => File.Exists(Path.Combine(Folder, path));

    /// <summary>Writes a project that references the package.</summary>
    /// <param name="path">The project file.</param>
    /// <param name="properties">Further properties, as XML.</param>
    /// <param name="items">Further items, as XML.</param>
    public Workspace WriteProject(string path, string properties = "", string items = "") =>
        Write(path, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="EntryPath.Analyzers" Version="{repository.Version}" />
                {items}
              </ItemGroup>
            </Project>
            """);

    public Task<CommandResult> BuildAsync(string project, params string[] arguments) =>
        RunAsync(["build", project, "-v", "q", "--nologo", "-clp:NoSummary", .. arguments]);

    public Task<CommandResult> RunAsync(params string[] arguments) => DotNet.RunAsync(Folder, repository.Packages, arguments);

    /// <summary>The line, counted from 1, of the only line of a file that contains a text.</summary>
    public int LineOf(string path, string text)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, path));
        var found = Enumerable.Range(1, lines.Length).Where(n => lines[n - 1].Contains(text, System.StringComparison.Ordinal)).ToList();
        return found.Count == 1 ? found[0] : throw new InvalidDataException($"'{text}' stands in {found.Count} lines of {path}");
    }

    /// <summary>All files below a folder, with forward slashes.</summary>
    public IEnumerable<string> Files(string path) =>
        Directory.EnumerateFiles(Path.Combine(Folder, path), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Path.Combine(Folder, path), file).Replace('\\', '/'));
}
