using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.Tasks;
using System.Xml.Linq;
using EntryPath.Package.Tests.Tools;
using Xunit;

namespace EntryPath.Package.Tests;

[Collection(PackageCollection.Name)]
public sealed class PackageContentTests(PackedRepository repository)
{
    /// <summary>The folders that hold whatever the repository has of their kind.</summary>
    private static readonly string[] s_folders = ["src/", "packs/", "docs/rules/"];

    [Fact]
    public void The_package_holds_attributes_analyzer_fixes_props_and_papers_and_nothing_else()
    {
        string[] expected =
        [
            "LICENSE",
            "README.md",
            "build/EntryPath.Analyzers.props",
            "build/EntryPath.Analyzers.targets",
            "build/EntryPath.Analyzers.targets.buildschema.json",
            "icon.png",
            "lib/netstandard2.0/EntryPath.Annotations.dll",
            "lib/netstandard2.0/EntryPath.Annotations.xml",
            "presets/off.globalconfig",
            "presets/recommended.globalconfig",
            "presets/strict.globalconfig",
            "tools/roslyn/EntryPath.Analyzer.dll",
            "tools/roslyn/EntryPath.CodeFixes.dll",
        ];

        using var package = Open();
        var actual = package.Entries.Select(e => e.FullName).Where(name => !IsContainerPart(name));

        Assert.Equal(expected, actual.Where(name => !s_folders.Any(folder => name.StartsWith(folder, StringComparison.Ordinal))).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_attribute_source_every_rule_pack_and_every_rule_page_of_the_repository_is_in_the_package()
    {
        using var package = Open();

        Assert.Equal(
            NamesBelow("src/Annotations", "*.cs").Append("EmbeddedAttribute.cs").Order(StringComparer.Ordinal),
            package.Entries.Where(e => e.FullName.StartsWith("src/", StringComparison.Ordinal)).Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            NamesBelow("src/Package/packs", "*.entrypath.cs"),
            package.Entries.Where(e => e.FullName.StartsWith("packs/", StringComparison.Ordinal)).Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            NamesBelow("docs/rules", "*.md"),
            package.Entries.Where(e => e.FullName.StartsWith("docs/rules/", StringComparison.Ordinal)).Select(e => e.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Editors_complete_exactly_the_names_of_the_rule_packs()
    {
        using var schema = JsonDocument.Parse(Bytes("build/EntryPath.Analyzers.targets.buildschema.json"));
        var completed = schema.RootElement.GetProperty("types").GetProperty("entrypath-pack").GetProperty("values").EnumerateObject().Select(v => v.Name);

        Assert.Equal(NamesBelow("src/Package/packs", "*.entrypath.cs"), completed.Order(StringComparer.Ordinal).Select(name => name + ".entrypath.cs"));
    }

    [Fact]
    public void The_manifest_lets_the_attributes_flow_to_the_users_of_a_library()
    {
        using var package = Open();
        using var stream = package.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single();
        string? Value(string name) => metadata.Elements().SingleOrDefault(e => e.Name.LocalName == name)?.Value;

        Assert.Equal("EntryPath.Analyzers", Value("id"));
        Assert.NotEqual("true", Value("developmentDependency"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.Equal("icon.png", Value("icon"));
        Assert.DoesNotContain(metadata.Descendants(), e => e.Name.LocalName == "dependency");
    }

    [Theory]
    [InlineData("tools/roslyn/EntryPath.Analyzer.dll")]
    [InlineData("tools/roslyn/EntryPath.CodeFixes.dll")]
    public void The_analyzers_ask_for_no_newer_compiler_than_the_oldest_supported_host_has(string path)
    {
        var references = ReferencesOf(path);

        // A host older than what is referenced turns the analyzer off with CS9057, or CS8032 for the collections library.
        Assert.All(references.Where(r => r.Name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)), r => Assert.Equal(new Version(4, 8, 0, 0), r.Version));
        Assert.All(references.Where(r => r.Name == "System.Collections.Immutable"), r => Assert.True(r.Version <= new Version(7, 0, 0, 0), r.ToString()));
        Assert.All(references, r => Assert.True(IsProvidedByHost(r.Name), $"{r.Name} is in no compiler's folder"));
    }

    [Fact]
    public void The_analyzer_assembly_references_no_workspace()
    {
        Assert.DoesNotContain(ReferencesOf("tools/roslyn/EntryPath.Analyzer.dll"), r => r.Name.Contains("Workspaces", StringComparison.Ordinal));
    }

    [Fact]
    public void The_attributes_depend_on_nothing()
    {
        Assert.Equal(["netstandard"], ReferencesOf("lib/netstandard2.0/EntryPath.Annotations.dll").Select(r => r.Name));
    }

    [Theory]
    [InlineData("tools/roslyn/EntryPath.Analyzer.dll")]
    [InlineData("tools/roslyn/EntryPath.CodeFixes.dll")]
    [InlineData("lib/netstandard2.0/EntryPath.Annotations.dll")]
    public void Every_assembly_is_deterministic_and_carries_its_symbols(string path)
    {
        using var image = new PEReader(new MemoryStream(Bytes(path)));
        var entries = image.ReadDebugDirectory().Select(entry => entry.Type).ToList();

        Assert.Contains(DebugDirectoryEntryType.Reproducible, entries);
        Assert.Contains(DebugDirectoryEntryType.EmbeddedPortablePdb, entries);
    }

    [Theory]
    [InlineData("tools/roslyn/EntryPath.Analyzer.dll")]
    [InlineData("tools/roslyn/EntryPath.CodeFixes.dll")]
    [InlineData("lib/netstandard2.0/EntryPath.Annotations.dll")]
    public void Every_assembly_is_signed_with_the_key_of_the_repository(string path)
    {
        using var image = new PEReader(new MemoryStream(Bytes(path)));
        var metadata = image.GetMetadataReader();
        var key = Convert.ToHexStringLower(metadata.GetBlobBytes(metadata.GetAssemblyDefinition().PublicKey));

        Assert.True(image.PEHeaders.CorHeader!.Flags.HasFlag(CorFlags.StrongNameSigned));
        Assert.Equal(XDocument.Load(Path.Combine(PackedRepository.Source, "Directory.Build.props")).Descendants("PublicKey").Single().Value, key);
    }

    [Fact]
    public void Every_address_follows_from_that_of_the_repository()
    {
        var repositoryUrl = XDocument.Load(Path.Combine(PackedRepository.Source, "Directory.Build.props")).Descendants("RepositoryUrl").Single().Value;
        using var package = Open();
        using var reader = new StreamReader(package.GetEntry("EntryPath.Analyzers.nuspec")!.Open());
        var manifest = reader.ReadToEnd();

        Assert.Contains($"<projectUrl>{repositoryUrl}</projectUrl>", manifest);
        Assert.Contains($"url=\"{repositoryUrl}\"", manifest);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(PackedRepository.Source, "src"), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".csproj" or ".props" or ".targets" or ".json" && !file.Contains("Sample.Vmm", StringComparison.Ordinal)))
        {
            Assert.False(File.ReadAllText(file).Contains(repositoryUrl, StringComparison.Ordinal), $"{file} repeats the address");
        }
    }

    [Fact]
    public void The_symbols_say_where_the_sources_of_this_commit_are_shown()
    {
        using var image = new PEReader(new MemoryStream(Bytes("tools/roslyn/EntryPath.Analyzer.dll")));
        var embedded = image.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using var provider = image.ReadEmbeddedPortablePdbDebugDirectoryData(embedded);
        var symbols = provider.GetMetadataReader();
        var sourceLink = new Guid("CC110556-A091-4D38-9FEC-25AB9A351A6A");
        var link = symbols.CustomDebugInformation.Select(symbols.GetCustomDebugInformation).Single(info => symbols.GetGuid(info.Kind) == sourceLink);

        Assert.Matches("\"https://raw\\.githubusercontent\\.com/[^\"]+/[0-9a-f]{40}/\\*\"", System.Text.Encoding.UTF8.GetString(symbols.GetBlobBytes(link.Value)));
    }

    [LongFact]
    public async Task A_public_member_that_is_gone_since_the_baseline_fails_the_packing()
    {
        var clone = repository.NewClone("broken");
        var attribute = Path.Combine(clone, "src/Annotations/UndoAttribute.cs");
        await File.WriteAllTextAsync(attribute, (await File.ReadAllTextAsync(attribute)).Replace("IfInEffect", "WhereInEffect", StringComparison.Ordinal));

        var pack = await DotNet.RunAsync(clone, packages: null, "pack", "src/Package", "-o", "feed", "-v", "q", "--nologo", "-p:RunAnalyzers=false", "-p:PackageValidationBaselinePath=" + repository.Package);

        Assert.NotEqual(0, pack.ExitCode);
        Assert.Contains("CP0002", pack.Output);
        Assert.Contains("IfInEffect", pack.Output);
    }

    [Fact]
    public async Task The_same_sources_in_another_folder_give_the_same_package()
    {
        var elsewhere = repository.NewClone("elsewhere");
        (await DotNet.RunAsync(elsewhere, packages: null, "pack", "src/Package", "-o", "feed", "-v", "q", "--nologo", "-p:RunAnalyzers=false")).MustSucceed();

        using var package = Open();
        using var other = ZipFile.OpenRead(Directory.GetFiles(Path.Combine(elsewhere, "feed"), "*.nupkg").Single());
        Assert.Equal(Digests(package), Digests(other));
    }

    private static IEnumerable<(string Name, string Digest)> Digests(ZipArchive package) =>
        package.Entries.Where(e => !IsContainerPart(e.FullName)).OrderBy(e => e.FullName, StringComparer.Ordinal).Select(entry =>
        {
            using var stream = entry.Open();
            return (entry.FullName, Convert.ToHexString(SHA256.HashData(stream)));
        });

    private ZipArchive Open() => ZipFile.OpenRead(repository.Package);

    private byte[] Bytes(string path)
    {
        using var package = Open();
        using var stream = package.GetEntry(path)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private List<(string Name, Version Version)> ReferencesOf(string path)
    {
        using var image = new PEReader(new MemoryStream(Bytes(path)));
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(metadata.GetAssemblyReference).Select(r => (metadata.GetString(r.Name), r.Version))];
    }

    private static bool IsProvidedByHost(string name) =>
        name is "netstandard" or "EntryPath.Analyzer" or "System.Collections.Immutable" or "System.Composition.AttributedModel" or "System.Memory" or "System.Threading.Tasks.Extensions"
        || name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal);

    private static bool IsContainerPart(string name) =>
        name.StartsWith("_rels/", StringComparison.Ordinal) || name.StartsWith("package/", StringComparison.Ordinal)
        || name is "[Content_Types].xml" or "EntryPath.Analyzers.nuspec";

    private static IEnumerable<string> NamesBelow(string folder, string pattern) =>
        Directory.Exists(Path.Combine(PackedRepository.Source, folder))
            ? Directory.EnumerateFiles(Path.Combine(PackedRepository.Source, folder), pattern, SearchOption.AllDirectories)
                .Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)
            : [];
}
