using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EntryPath.Package.Tests.Tools;
using Xunit;

namespace EntryPath.Package.Tests;

/// <summary>
/// The packed assemblies in each host that there is: Roslyn as a library, which is what editors load, and compilers as packages, which are
/// what builds run. docs/compatibility.md shows the result; the long test compares all of it, the short one the oldest and the newest.
/// </summary>
[Collection(PackageCollection.Name)]
public sealed class CompatibilityTests(PackedRepository repository)
{
    /// <summary>Those that the package registry serves, from the floor on.</summary>
    private static readonly string[] s_roslyns = ["4.8.0", "4.11.0", "4.14.0", "5.0.0", "5.9.0", "5.12.0"];

    private static readonly string[] s_compilers = ["4.14.0", "5.9.0"];

    private static readonly string s_page = Path.Combine(PackedRepository.Source, "docs/compatibility.md");

    [Fact]
    public async Task The_oldest_and_the_newest_host_say_what_the_table_says()
    {
        var table = await File.ReadAllTextAsync(s_page);
        Assert.Contains(await HostRowAsync(s_roslyns[0]), table);
        Assert.Contains(await HostRowAsync(s_roslyns[^1]), table);
    }

    [LongFact]
    public async Task The_table_is_what_all_hosts_say()
    {
        List<string> rows = [];
        foreach (var version in s_roslyns)
            rows.Add(await HostRowAsync(version));
        foreach (var version in s_compilers)
            rows.Add(await CompilerRowAsync(version));

        var page = await File.ReadAllTextAsync(s_page);
        var lines = page.ReplaceLineEndings("\n").Split('\n').ToList();
        var first = lines.FindIndex(line => line.StartsWith("| Roslyn ", StringComparison.Ordinal));
        var last = lines.FindLastIndex(line => line.StartsWith("| Compiler ", StringComparison.Ordinal));
        var filled = string.Join('\n', [.. lines[..first], .. rows, .. lines[(last + 1)..]]);

        if (Environment.GetEnvironmentVariable("ENTRYPATH_WRITE") == "1")
            await File.WriteAllTextAsync(s_page, filled);

        Assert.Equal(filled, page.ReplaceLineEndings("\n"));
    }

    /// <summary>Loads the packed assemblies beside this Roslyn, analyses the historic order, and asks for the fixes of what it finds.</summary>
    private async Task<string> HostRowAsync(string version)
    {
        var work = repository.NewWorkspace("host-" + version)
            .Write("Host.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                    <OutputType>Exe</OutputType>
                    <NoWarn>$(NoWarn);NU1603;NU1608;NU1701;NU1901;NU1902;NU1903;NU1904</NoWarn>
                    <NuGetAudit>false</NuGetAudit>
                  </PropertyGroup>
                  <ItemGroup>
                    <Compile Remove="Programs/**" />
                    <PackageReference Include="Microsoft.CodeAnalysis.CSharp.Workspaces" Version="{version}" />
                    <PackageReference Include="EntryPath.Analyzers" Version="{repository.Version}" GeneratePathProperty="true" ExcludeAssets="build" />
                  </ItemGroup>
                  <ItemGroup>
                    <AssemblyAttribute Include="System.Reflection.AssemblyMetadataAttribute">
                      <_Parameter1>Package</_Parameter1>
                      <_Parameter2>$(PkgEntryPath_Analyzers)</_Parameter2>
                    </AssemblyAttribute>
                  </ItemGroup>
                </Project>
                """)
            .Write("Programs/Vcpu.cs", Programs.Vcpu)
            .Write("Programs/RunLoop.cs", Programs.HistoricRunLoop)
            .Write("Host.cs", """
                using System;
                using System.Collections.Generic;
                using System.Collections.Immutable;
                using System.IO;
                using System.Linq;
                using System.Reflection;
                using System.Threading;
                using Microsoft.CodeAnalysis;
                using Microsoft.CodeAnalysis.CodeActions;
                using Microsoft.CodeAnalysis.CodeFixes;
                using Microsoft.CodeAnalysis.CSharp;
                using Microsoft.CodeAnalysis.Diagnostics;

                var package = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Package").Value!;
                var analyzers = Assembly.LoadFrom(Path.Combine(package, "tools/roslyn/EntryPath.Analyzer.dll"));
                var fixes = Assembly.LoadFrom(Path.Combine(package, "tools/roslyn/EntryPath.CodeFixes.dll"));
                var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                    .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name == "netstandard.dll"))
                    .Append(Path.Combine(package, "lib/netstandard2.0/EntryPath.Annotations.dll")).Select(path => MetadataReference.CreateFromFile(path));

                using var workspace = new AdhocWorkspace();
                var project = workspace.AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Create(), "App", "App", LanguageNames.CSharp,
                    compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary), metadataReferences: references));
                foreach (var file in Directory.GetFiles("Programs").Order())
                    project = project.AddDocument(Path.GetFileName(file), File.ReadAllText(file)).Project;

                var compilation = (await project.GetCompilationAsync())!;
                var analyzer = analyzers.GetTypes().Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
                    .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!).ToImmutableArray();
                var reports = (await compilation.WithAnalyzers(analyzer).GetAllDiagnosticsAsync()).Where(d => d.Severity >= DiagnosticSeverity.Warning)
                    .OrderBy(d => d.Location.SourceSpan.Start).ToList();
                Console.WriteLine("REPORTS " + string.Join(", ", reports.Select(d => $"{d.Id} at line {d.Location.GetLineSpan().StartLinePosition.Line + 1}")));

                List<string> titles = [];
                foreach (var type in fixes.GetTypes().Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract))
                {
                    var provider = (CodeFixProvider)Activator.CreateInstance(type)!;
                    foreach (var report in reports.Where(report => provider.FixableDiagnosticIds.Contains(report.Id)))
                    {
                        var document = project.GetDocument(report.Location.SourceTree)!;
                        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, report, (action, _) => titles.Add(action.Title), CancellationToken.None));
                    }
                }

                Console.WriteLine("FIXES " + titles.Count);
                """);

        var run = (await work.RunAsync("run", "--project", "Host.csproj", "-v", "q")).MustSucceed();
        string Said(string word) => run.Output.ReplaceLineEndings("\n").Split('\n').Single(line => line.StartsWith(word, StringComparison.Ordinal))[(word.Length + 1)..];
        return $"| Roslyn {version} | {Said("REPORTS")} | {Said("FIXES")} |";
    }

    /// <summary>Builds with the compiler of this package.</summary>
    private async Task<string> CompilerRowAsync(string version)
    {
        var work = repository.NewWorkspace("compiler-" + version)
            .WriteProject("App.csproj", "<NuGetAudit>false</NuGetAudit>", $"""<PackageReference Include="Microsoft.Net.Compilers.Toolset" Version="{version}" PrivateAssets="all" />""")
            .Write("Vcpu.cs", Programs.Vcpu)
            .Write("RunLoop.cs", Programs.HistoricRunLoop);

        var build = (await work.BuildAsync("App.csproj")).MustFail();
        return $"| Compiler {version} | {string.Join(", ", build.Diagnostics.Select(d => $"{d.Id} at line {d.Line}"))} | |";
    }
}
