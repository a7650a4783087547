using System.Threading.Tasks;
using EntryPath.Package.Tests.Tools;
using Xunit;

namespace EntryPath.Package.Tests;

/// <summary>A library that uses the package, and those who use the library and never asked for ours.</summary>
[Collection(PackageCollection.Name)]
public sealed class LibraryTests(PackedRepository repository)
{
    private const string Plumber = """
        namespace App;

        public static class Plumber
        {
            public static void Fill(Lib.Valve valve, bool full)
            {
                valve.Open();
                if (full)
                    return; // leaks
                valve.Shut();
            }
        }
        """;

    [Fact]
    public async Task A_consumer_of_a_library_runs_none_of_our_rules_whether_it_takes_the_project_or_the_package()
    {
        var work = Library("quiet", assets: "");

        // Everything that would be an error of ours, if anything of ours ran: broken code, a stub that is no C#, a pack that does not exist.
        foreach (var consumer in new[] { "ByProject", "ByPackage" })
        {
            var build = (await work.BuildAsync(consumer)).MustSucceed();
            Assert.Empty(build.Diagnostics);
        }
    }

    [Fact]
    public async Task A_library_that_says_so_hands_the_rules_on_to_both()
    {
        var work = Library("loud", assets: "PrivateAssets=\"none\"");

        foreach (var consumer in new[] { "ByProject", "ByPackage" })
        {
            var build = (await work.BuildAsync(consumer, "-p:EntryPathPacks=Threading", "-p:EnableDefaultEntryPathStubs=false")).MustFail();
            var leak = Assert.Single(build.Diagnostics);
            Assert.Equal(("Plumber.cs", work.LineOf(consumer + "/Plumber.cs", "// leaks"), "EPO1005"), (leak.File, leak.Line, leak.Id));

            Assert.Contains("names 'Nonsense'", (await work.BuildAsync(consumer)).MustFail().Output);
        }
    }

    /// <summary>A packed library that references the package, a consumer of its project and one of its package.</summary>
    private Workspace Library(string name, string assets)
    {
        var library = $"Lib.{name}";
        var work = repository.NewWorkspace(name)
            .Write("Lib/Lib.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>netstandard2.0</TargetFramework>
                    <LangVersion>latest</LangVersion>
                    <PackageId>{library}</PackageId>
                    <GeneratePackageOnBuild>true</GeneratePackageOnBuild>
                    <PackageOutputPath>{repository.Feed}</PackageOutputPath>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="EntryPath.Analyzers" Version="{repository.Version}" {assets} />
                  </ItemGroup>
                </Project>
                """)
            .Write("Lib/Valve.cs", """
                using EntryPath;

                namespace Lib;

                [EntryProtocol(Ordered = false)]
                public enum ValveUse
                {
                    [Because("it floods")]
                    Opened,
                }

                public sealed class Valve
                {
                    [Step(ValveUse.Opened)]
                    public void Open()
                    {
                    }

                    [Undo(ValveUse.Opened)]
                    public void Shut()
                    {
                    }
                }
                """);

        foreach (var (folder, reference) in new[]
        {
            ("ByProject", "<ProjectReference Include=\"../Lib/Lib.csproj\" />"),
            ("ByPackage", $"<PackageReference Include=\"{library}\" Version=\"1.0.0\" />"),
        })
        {
            work.Write($"{folder}/{folder}.csproj", $"""
                    <Project Sdk="Microsoft.NET.Sdk">
                      <PropertyGroup>
                        <TargetFramework>net10.0</TargetFramework>
                        <EntryPathPacks>Nonsense</EntryPathPacks>
                        <EnableDefaultCompileItems>false</EnableDefaultCompileItems>
                      </PropertyGroup>
                      <ItemGroup>
                        <Compile Include="Plumber.cs" />
                        {reference}
                      </ItemGroup>
                    </Project>
                    """)
                .Write($"{folder}/Plumber.cs", Plumber)
                .Write($"{folder}/Rules.entrypath.cs", "this is no C#");
        }

        return work;
    }
}
