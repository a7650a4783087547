using System.Linq;
using System.Threading.Tasks;
using EntryPath.Package.Tests.Tools;
using Xunit;

namespace EntryPath.Package.Tests;

/// <summary>Rule packs: off until a project names them.</summary>
[Collection(PackageCollection.Name)]
public sealed class PackTests(PackedRepository repository)
{
    private const string ForgottenLock = """
        using System.Threading;

        namespace App;

        public sealed class Account
        {
            private readonly object gate = new();
            private int balance;

            public bool TryTake(int amount)
            {
                Monitor.Enter(gate);

                if (balance < amount)
                    return false; // still locked

                balance -= amount;
                Monitor.Exit(gate);
                return true;
            }
        }
        """;

    [Fact]
    public async Task A_pack_says_nothing_until_it_is_named()
    {
        var work = repository.NewWorkspace("pack-off").WriteProject("App.csproj").Write("Account.cs", ForgottenLock);

        Assert.Empty((await work.BuildAsync("App.csproj")).MustSucceed().Diagnostics);
    }

    [Fact]
    public async Task The_threading_pack_finds_the_lock_that_an_early_return_keeps()
    {
        var work = repository.NewWorkspace("pack-on").WriteProject("App.csproj", "<EntryPathPacks>Threading</EntryPathPacks>").Write("Account.cs", ForgottenLock);

        var build = (await work.BuildAsync("App.csproj")).MustFail();

        var kept = Assert.Single(build.Diagnostics);
        Assert.Equal(("Account.cs", work.LineOf("Account.cs", "// still locked"), "EPO1005"), (kept.File, kept.Line, kept.Id));
    }

    [Fact]
    public async Task Dotnet_format_releases_the_lock_before_the_early_return()
    {
        var work = repository.NewWorkspace("pack-format").WriteProject("App.csproj", "<EntryPathPacks>Threading</EntryPathPacks>").Write("Account.cs", ForgottenLock);

        (await work.RunAsync("format", "analyzers", "App.csproj", "--severity", "error")).MustSucceed();

        Assert.Contains(
            """
                    if (balance < amount)
                    {
                        Monitor.Exit(gate);
                        return false; // still locked
                    }
            """,
            work.Read("Account.cs"));
        Assert.Empty((await work.BuildAsync("App.csproj")).MustSucceed().Diagnostics);
    }

    [Fact]
    public async Task An_unknown_pack_is_an_error_that_lists_the_known_ones()
    {
        var work = repository.NewWorkspace("pack-unknown").WriteProject("App.csproj", "<EntryPathPacks>Threading;Treading</EntryPathPacks>");

        var build = (await work.BuildAsync("App.csproj")).MustFail();

        var unknown = Assert.Single(build.Diagnostics);
        Assert.Equal(("App.csproj", "error", "EPO2023"), (unknown.File, unknown.Severity, unknown.Id));
        Assert.Contains("'Treading'", unknown.Message);
        Assert.All(Packs(), name => Assert.Contains(name, unknown.Message));
    }

    [Fact]
    public async Task All_packs_together_bind_against_a_web_project_without_a_word()
    {
        var work = repository.NewWorkspace("pack-all")
            .Write("App.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk.Web">
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                    <EntryPathPacks>{string.Join(';', Packs())}</EntryPathPacks>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="EntryPath.Analyzers" Version="{repository.Version}" />
                  </ItemGroup>
                </Project>
                """)
            .Write("Program.cs", "System.Console.WriteLine();\n");

        Assert.Empty((await work.BuildAsync("App.csproj")).MustSucceed().Diagnostics);
    }

    private static string[] Packs() =>
    [
        .. System.IO.Directory.GetFiles(System.IO.Path.Combine(PackedRepository.Source, "src/Package/packs"), "*.entrypath.cs")
            .Select(file => System.IO.Path.GetFileName(file)[..^".entrypath.cs".Length]).Order(System.StringComparer.Ordinal),
    ];
}
