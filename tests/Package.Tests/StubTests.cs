using System.Linq;
using System.Threading.Tasks;
using EntryPath.Package.Tests.Tools;
using Xunit;

namespace EntryPath.Package.Tests;

/// <summary>Rules for code that the user does not own, through the package's build files.</summary>
[Collection(PackageCollection.Name)]
public sealed class StubTests(PackedRepository repository)
{
    /// <summary>A class without annotations, as a vendor ships it.</summary>
    private const string Valve = """
        namespace Vendor;

        public sealed class Valve
        {
            public void Open()
            {
            }

            public void Shut()
            {
            }
        }
        """;

    private const string ValveProtocol = """
        using EntryPath;

        namespace Vendor;

        [EntryProtocol(Ordered = false)]
        public enum ValveUse
        {
            [Because("an open valve floods the cellar")]
            Opened,
        }
        """;

    private const string ValveStub = """
        using EntryPath;

        namespace Vendor
        {
            public sealed class Valve
            {
                [Step(ValveUse.Opened)] public extern void Open();
                [Undo(ValveUse.Opened)] public extern void Shut();
            }
        }
        """;

    /// <summary>Leaves the valve open on one of two ways out.</summary>
    private const string LeakyPlumber = """
        namespace App;

        public static class Plumber
        {
            public static int Fill(Vendor.Valve valve, bool full)
            {
                valve.Open();

                if (full)
                    return 0; // leaks

                valve.Shut();
                return 1;
            }
        }
        """;

    [Fact]
    public async Task A_stub_in_the_project_folder_is_a_rule_and_is_not_compiled()
    {
        var work = repository.NewWorkspace("stub").WriteProject("App.csproj")
            .Write("Valve.cs", Valve)
            .Write("ValveUse.cs", ValveProtocol)
            .Write("Rules/Vendor.entrypath.cs", ValveStub)
            .Write("bin/Old.entrypath.cs", "this was left by an earlier build")
            .Write("Plumber.cs", LeakyPlumber);

        var build = (await work.BuildAsync("App.csproj")).MustFail();

        var leak = Assert.Single(build.Diagnostics);
        Assert.Equal(("Plumber.cs", work.LineOf("Plumber.cs", "// leaks"), "EPO1005"), (leak.File, leak.Line, leak.Id));
        Assert.Contains("an open valve floods the cellar", leak.Message);
    }

    [Fact]
    public async Task A_stub_that_matches_nothing_is_reported_in_its_own_file()
    {
        var work = repository.NewWorkspace("wrong-stub").WriteProject("App.csproj")
            .Write("Valve.cs", Valve)
            .Write("ValveUse.cs", ValveProtocol)
            .Write("Vendor.entrypath.cs", ValveStub.Replace("Shut()", "Shout()"));

        var build = await work.BuildAsync("App.csproj");

        var wrong = Assert.Single(build.OwnDiagnostics, d => d.Line == work.LineOf("Vendor.entrypath.cs", "Shout()"));
        Assert.StartsWith("EPO20", wrong.Id);
        Assert.Equal("Vendor.entrypath.cs", wrong.File);
        Assert.Contains("Shut", wrong.Message);
    }

    [Fact]
    public async Task A_stub_of_a_shared_folder_is_a_rule_for_each_target_framework_and_follows_its_symbols()
    {
        const string Stub = """
            using EntryPath;

            namespace System.Threading
            {
                [EntryProtocol(Ordered = false), ThreadAffine]
                public enum LockUse
                {
                    [Because("the others wait")]
                    Held,
                }

                public static class Monitor
                {
                    [Step(LockUse.Held)] public static extern void Enter([Subject] object obj);
                    [Undo(LockUse.Held)] public static extern void Exit([Subject] object obj);
                }

            #if NET9_0_OR_GREATER
                public sealed class Lock
                {
                    [Step(LockUse.Held)] public extern void Enter();
                    [Undo(LockUse.Held)] public extern void Exit();
                }
            #endif
            }
            """;
        var work = repository.NewWorkspace("frameworks");
        // The shared folder is compiled as a whole: the stub in it must not be.
        work.WriteProject("App/App.csproj", items: "<Compile Include=\"../Shared/**/*.cs\" LinkBase=\"Shared\" />")
            .Write("App/App.csproj", work.Read("App/App.csproj").Replace(
                "<TargetFramework>net10.0</TargetFramework>",
                "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks><LangVersion>latest</LangVersion><GenerateDocumentationFile>false</GenerateDocumentationFile>"))
            .Write("Shared/Rules/Locks.entrypath.cs", Stub)
            .Write("Shared/Helper.cs", "namespace App; internal static class Helper { public static bool Quick { get; set; } }")
            .Write("App/Keeper.cs", """
                namespace App;

                public static class Keeper
                {
                    public static void Old(object door)
                    {
                        System.Threading.Monitor.Enter(door);
                        if (Helper.Quick)
                            return; // monitor stays
                        System.Threading.Monitor.Exit(door);
                    }
                #if NET9_0_OR_GREATER
                    public static void New(System.Threading.Lock door)
                    {
                        door.Enter();
                        if (Helper.Quick)
                            return; // lock stays
                        door.Exit();
                    }
                #endif
                }
                """);

        var build = (await work.BuildAsync("App")).MustFail();

        Assert.Equal(
            [("EPO1005", work.LineOf("App/Keeper.cs", "// monitor stays")), ("EPO1005", work.LineOf("App/Keeper.cs", "// lock stays"))],
            build.Diagnostics.Select(d => (d.Id, d.Line)));
        Assert.Contains("::TargetFramework=netstandard2.0", build.Output);

        work.Write("Shared/Rules/Locks.entrypath.cs", Stub.Replace("#if NET9_0_OR_GREATER", "").Replace("#endif", ""));
        var older = (await work.BuildAsync("App", "-f", "netstandard2.0")).MustFail();
        var lacking = Assert.Single(older.Diagnostics, d => d.File == "Locks.entrypath.cs" && d.Line == work.LineOf("Shared/Rules/Locks.entrypath.cs", "public extern void Enter();"));
        Assert.Equal("EPO2022", lacking.Id);
        Assert.Contains("System.Threading.Lock", lacking.Message);
    }

    [Fact]
    public async Task A_library_gives_its_rules_to_whoever_references_it_and_a_third_project_adds_its_own_for_the_framework()
    {
        var work = repository.NewWorkspace("three");

        // The library takes the analyzer along for its users (PrivateAssets none) and ships its stub through its own build file.
        work.Write("Vendor/Vendor.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>netstandard2.0</TargetFramework>
                    <LangVersion>latest</LangVersion>
                    <Version>1.0.0</Version>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="EntryPath.Analyzers" Version="{repository.Version}" PrivateAssets="none" />
                    <None Include="Vendor.props" Pack="true" PackagePath="buildTransitive;build" />
                    <None Include="rules/*.entrypath.cs" Pack="true" PackagePath="rules" />
                  </ItemGroup>
                </Project>
                """)
            .Write("Vendor/Vendor.props", """
                <Project>
                  <ItemGroup>
                    <AdditionalFiles Include="$(MSBuildThisFileDirectory)../rules/*.entrypath.cs" Visible="false" />
                  </ItemGroup>
                </Project>
                """)
            .Write("Vendor/Valve.cs", Valve)
            .Write("Vendor/ValveUse.cs", ValveProtocol)
            .Write("Vendor/rules/Vendor.entrypath.cs", ValveStub);
        (await work.RunAsync("pack", "Vendor", "-o", repository.Feed, "-v", "q", "--nologo")).MustSucceed();

        work.Write("Consumer/Consumer.csproj", Referencing("<PackageReference Include=\"Vendor\" Version=\"1.0.0\" />"))
            .Write("Consumer/Plumber.cs", LeakyPlumber)
            .Write("Third/Third.csproj", Referencing("<PackageReference Include=\"Vendor\" Version=\"1.0.0\" />"))
            .Write("Third/StreamUse.cs", """
                using EntryPath;

                namespace Third;

                [EntryProtocol(Ordered = false)]
                public enum StreamUse
                {
                    Flushed,
                }
                """)
            .Write("Third/Framework.entrypath.cs", """
                using EntryPath;
                using Third;

                namespace System.IO
                {
                    public abstract class Stream
                    {
                        [Step(StreamUse.Flushed)] public abstract void Flush();
                        [Requires(StreamUse.Flushed)] public virtual extern void Close();
                    }
                }
                """)
            .Write("Third/Writer.cs", """
                using System.IO;

                namespace Third;

                internal static class Writer
                {
                    public static void Good(Stream stream)
                    {
                        stream.Flush();
                        stream.Close();
                    }

                    public static void Bad(Stream stream)
                    {
                        stream.Close(); // not flushed
                    }
                }
                """);

        var consumer = (await work.BuildAsync("Consumer")).MustFail();
        var leak = Assert.Single(consumer.Diagnostics);
        Assert.Equal(("Plumber.cs", work.LineOf("Consumer/Plumber.cs", "// leaks"), "EPO1005"), (leak.File, leak.Line, leak.Id));

        var third = (await work.BuildAsync("Third")).MustFail();
        var unflushed = Assert.Single(third.Diagnostics);
        Assert.Equal(("Writer.cs", work.LineOf("Third/Writer.cs", "// not flushed"), "EPO1001"), (unflushed.File, unflushed.Line, unflushed.Id));
    }

    private static string Referencing(string item) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
          </PropertyGroup>
          <ItemGroup>
            {item}
          </ItemGroup>
        </Project>
        """;
}
