using System.Linq;
using System.Threading.Tasks;
using EntryPath.Package.Tests.Tools;
using Xunit;

namespace EntryPath.Package.Tests;

/// <summary>Projects of other kinds: older languages and frameworks, other languages beside, pages, one reference for a whole solution.</summary>
[Collection(PackageCollection.Name)]
public sealed class CompanyTests(PackedRepository repository)
{
    private const string Valve = """
        namespace Lib
        {
            [EntryPath.EntryProtocol(Ordered = false)]
            public enum ValveUse
            {
                [EntryPath.Because("it floods")]
                Opened,
            }

            public sealed class Valve
            {
                [EntryPath.Step(ValveUse.Opened)]
                public void Open()
                {
                }

                [EntryPath.Undo(ValveUse.Opened)]
                public void Shut()
                {
                }
            }
        }
        """;

    private const string Plumber = """
        namespace App
        {
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
        }
        """;

    [Fact]
    public async Task One_reference_for_a_whole_solution_checks_its_CSharp_projects_and_leaves_the_others_alone()
    {
        // Both C# projects get the attributes as source, and one sees the other's internals: without hiding, each attribute would be there twice.
        var work = repository.NewWorkspace("global")
            .Write("Directory.Packages.props", $"""
                <Project>
                  <PropertyGroup>
                    <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                  </PropertyGroup>
                  <ItemGroup>
                    <GlobalPackageReference Include="EntryPath.Analyzers" Version="{repository.Version}" />
                  </ItemGroup>
                </Project>
                """)
            .Write("Directory.Build.props", """
                <Project>
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                    <NoWarn>$(NoWarn);NU1603</NoWarn>
                  </PropertyGroup>
                </Project>
                """)
            .Write("Lib/Lib.csproj", """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><InternalsVisibleTo Include="App" /></ItemGroup></Project>""")
            .Write("Lib/Valve.cs", Valve)
            .Write("Visual/Visual.vbproj", """<Project Sdk="Microsoft.NET.Sdk" />""")
            .Write("Visual/Pipe.vb", "Public Class Pipe\nEnd Class\n")
            .Write("Sharp/Sharp.fsproj", """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><Compile Include="Pump.fs" /></ItemGroup></Project>""")
            .Write("Sharp/Pump.fs", "namespace Sharp\n\nmodule Pump =\n    let size = 1\n")
            .Write("App/App.csproj", """
                <Project Sdk="Microsoft.NET.Sdk">
                  <ItemGroup>
                    <ProjectReference Include="../Lib/Lib.csproj" />
                    <ProjectReference Include="../Visual/Visual.vbproj" />
                    <ProjectReference Include="../Sharp/Sharp.fsproj" />
                  </ItemGroup>
                </Project>
                """)
            .Write("App/Own.cs", Valve.Replace("Valve", "Tap").Replace("Lib", "App"))
            .Write("App/Plumber.cs", Plumber);

        var build = (await work.BuildAsync("App")).MustFail();

        var leak = Assert.Single(build.Diagnostics);
        Assert.Equal(("Plumber.cs", work.LineOf("App/Plumber.cs", "// leaks"), "EPO1005"), (leak.File, leak.Line, leak.Id));
        Assert.False(work.Has("Lib/bin/Debug/net10.0/EntryPath.Annotations.dll"));
    }

    [Theory]
    [InlineData("reference")]
    [InlineData("source")]
    public async Task Old_frameworks_in_an_old_language_are_checked_beside_namespaces_with_attributes_of_similar_names(string attributes)
    {
        var work = repository.NewWorkspace("old-" + attributes)
            .WriteProject("Old.csproj", $"""
                <TargetFramework />
                    <TargetFrameworks>net472;netstandard2.0</TargetFrameworks>
                    <LangVersion>7.3</LangVersion>
                    <Nullable />
                    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                    <EntryPathAttributes>{attributes}</EntryPathAttributes>
                """, """<PackageReference Include="Microsoft.NETFramework.ReferenceAssemblies" Version="1.0.3" PrivateAssets="all" />""")
            .Write("Valve.cs", """
                using System.Diagnostics.Tracing;
                using System.Runtime.InteropServices;
                using EntryPath;

                namespace App
                {
                    [EntryProtocol(Ordered = false)]
                    public enum ValveUse
                    {
                        [Because("it floods")]
                        Opened,
                    }

                    public sealed class Log : EventSource
                    {
                        [Event(1)]
                        public void Opened(int how)
                        {
                            WriteEvent(1, how);
                        }
                    }

                    public static class Valve
                    {
                        [DllImport("valve")]
                        [Step(ValveUse.Opened)]
                        public static extern void Open([In, Subject] object valve);

                        [DllImport("valve")]
                        [Undo(ValveUse.Opened)]
                        public static extern void Shut([In, Subject] object valve);

                        public static void Fill(object valve, in bool full)
                        {
                            Open(valve);
                            if (full)
                                return; // leaks
                            Shut(valve);
                        }
                    }
                }
                """);

        var build = (await work.BuildAsync("Old.csproj")).MustFail();

        var leak = Assert.Single(build.Diagnostics);
        Assert.Equal(("Valve.cs", work.LineOf("Valve.cs", "// leaks"), "EPO1005"), (leak.File, leak.Line, leak.Id));
        Assert.All(new[] { "net472", "netstandard2.0" }, framework => Assert.Contains($"::TargetFramework={framework}]", build.Output));
    }

    [Fact]
    public async Task The_code_of_a_page_is_checked_and_reported_in_the_page()
    {
        var work = repository.NewWorkspace("page").WriteProject("App.csproj").Write("Valve.cs", Valve)
            .Write("Program.cs", "System.Console.WriteLine();\n")
            .Write("Page.razor", """
                @using Lib
                <p>@text</p>
                @code {
                    private readonly Valve valve = new();
                    private readonly string text = "";

                    private void Fill(bool full)
                    {
                        valve.Open();
                        if (full)
                            return; // leaks
                        valve.Shut();
                    }
                }
                """)
            .Write("Pages/Index.cshtml", """
                @page
                @{
                    var valve = new Lib.Valve();
                    valve.Shut(); // not open
                }
                <p>@valve</p>
                """);
        work.Write("App.csproj", work.Read("App.csproj").Replace("Microsoft.NET.Sdk", "Microsoft.NET.Sdk.Web"));

        var build = (await work.BuildAsync("App.csproj")).MustFail();

        Assert.Equal(
            [("Index.cshtml", work.LineOf("Pages/Index.cshtml", "// not open"), "EPO1004"), ("Page.razor", work.LineOf("Page.razor", "// leaks"), "EPO1005")],
            build.Diagnostics.Select(d => (d.File, d.Line, d.Id)));
    }

    [Fact]
    public async Task A_project_with_source_generators_and_a_central_version_is_checked()
    {
        var work = repository.NewWorkspace("generators")
            .Write("Directory.Packages.props", $"""
                <Project>
                  <PropertyGroup>
                    <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageVersion Include="EntryPath.Analyzers" Version="{repository.Version}" />
                  </ItemGroup>
                </Project>
                """)
            .WriteProject("App.csproj").Write("Valve.cs", Valve)
            .Write("Names.cs", """
                using System.Text.Json.Serialization;
                using System.Text.RegularExpressions;

                namespace App;

                public partial class Names
                {
                    [GeneratedRegex("a+")]
                    private static partial Regex Letters();

                    public static void Fill(Lib.Valve valve, string name)
                    {
                        valve.Open();
                        if (Letters().IsMatch(name))
                            return; // leaks
                        valve.Shut();
                    }
                }

                [JsonSerializable(typeof(int[]))]
                internal sealed partial class Json : JsonSerializerContext;
                """);
        work.Write("App.csproj", work.Read("App.csproj").Replace($" Version=\"{repository.Version}\"", ""));

        var build = (await work.BuildAsync("App.csproj")).MustFail();

        var leak = Assert.Single(build.Diagnostics);
        Assert.Equal(("Names.cs", work.LineOf("Names.cs", "// leaks"), "EPO1005"), (leak.File, leak.Line, leak.Id));
    }
}
