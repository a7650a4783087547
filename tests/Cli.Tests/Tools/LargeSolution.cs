using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace EntryPath.Cli.Tests.Tools;

/// <summary>
/// A solution of many projects that use a protocol and the locks of .NET, made from a number: the same number gives the same solution. It needs no
/// package, so that it can be loaded everywhere.
/// </summary>
internal static class LargeSolution
{
    private const int FilesOfProject = 8;

    private const int ClassesOfFile = 2;

    private const int MethodsOfClass = 4;

    /// <summary>One project in so many has a mistake.</summary>
    public const int ProjectsOfMistake = 10;

    /// <summary>Writes it.</summary>
    /// <returns>How many lines it has.</returns>
    public static int Write(Folder folder, int projects, string attributes, string analyzer, string pack)
    {
        int lines = 0;
        folder.Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <RunAnalyzersDuringBuild Condition="'$(Analyze)' == 'false'">false</RunAnalyzersDuringBuild>
                <EnableNETAnalyzers>false</EnableNETAnalyzers>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{attributes}" />
                <Analyzer Include="{analyzer}" />
                <AdditionalFiles Include="{pack}" EntryPathPack="Threading" />
                <CompilerVisibleItemMetadata Include="AdditionalFiles" MetadataName="EntryPathPack" />
              </ItemGroup>
            </Project>
            """).Write("Directory.Build.targets", "<Project />").Write("Directory.Packages.props", "<Project />")
            .Write(".editorconfig", "root = true\n[*.cs]\ndotnet_analyzer_diagnostic.category-EntryPath.severity = warning\n");
        folder.Write("Large.slnx", "<Solution>\n" + string.Concat(Enumerable.Range(0, projects).Select(i => $"  <Project Path=\"{Name(i)}/{Name(i)}.csproj\" />\n")) + "</Solution>\n");
        for (int project = 0; project < projects; project++)
        {
            // A few layers, as solutions have: each project uses the first one and some before it.
            int[] uses = [.. new[] { 0, project / 2, project - 1 }.Where(other => other >= 0 && other < project).Distinct()];
            folder.Write($"{Name(project)}/{Name(project)}.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\">\n  <ItemGroup>\n"
                + string.Concat(uses.Select(other => $"    <ProjectReference Include=\"../{Name(other)}/{Name(other)}.csproj\" />\n")) + "  </ItemGroup>\n</Project>\n");
            if (project == 0)
                folder.Write($"{Name(0)}/Protocol.cs", Programs.Protocol);

            for (int file = 0; file < FilesOfProject; file++)
            {
                string text = Source(project, file, hasMistake: file == 0 && project % ProjectsOfMistake == 1);
                lines += text.Count(static letter => letter == '\n');
                folder.Write($"{Name(project)}/File{file}.cs", text);
            }
        }

        return lines;
    }

    private static string Name(int project) => "Part" + project.ToString("000", CultureInfo.InvariantCulture);

    private static string Source(int project, int file, bool hasMistake)
    {
        var text = new StringBuilder($"namespace {Name(project)};\n\n");
        for (int type = 0; type < ClassesOfFile; type++)
        {
            string name = $"Store{file}_{type}";
            text.Append($$"""
                public sealed class {{name}}
                {
                    private readonly object gate = new();
                    private readonly Dictionary<string, List<int>> items = new();
                    private readonly Vcpu vcpu;

                    public {{name}}(Vcpu vcpu) => this.vcpu = vcpu;

                    public int Count { get; private set; }

                """);
            for (int method = 0; method < MethodsOfClass; method++)
                text.Append(Method(method, (project * 7) + (file * 3) + type));

            string first = hasMistake && type == 0 ? "vcpu.SyncPendingInterrupts();\n        vcpu.DisableInterrupts();\n        vcpu.SetInGuestMode();" : "vcpu.DisableInterrupts();\n        vcpu.SetInGuestMode();\n        vcpu.SyncPendingInterrupts();";
            text.Append($$"""
                    public void Run()
                    {
                        {{first}}
                        vcpu.EnterGuest();
                        vcpu.SetOutsideGuestMode();
                        vcpu.EnableInterrupts();
                    }
                }


                """);
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Method(int number, int seed) => $$"""
            public bool Add{{number}}(string key, IEnumerable<int> values, int limit)
            {
                int added = 0;
                foreach (int value in values)
                {
                    if (value % {{2 + (seed % 5)}} == 0)
                        continue;

                    switch ((value + {{seed}}) % 4)
                    {
                        case 0:
                            added += value;
                            break;
                        case 1 when added > limit:
                            return false;
                        default:
                            added++;
                            break;
                    }
                }

                Monitor.Enter(gate);
                try
                {
                    if (!items.TryGetValue(key, out List<int>? list))
                    {
                        list = new List<int>();
                        items.Add(key, list);
                    }

                    for (int i = 0; i < limit && i < added; i++)
                        list.Add(added ^ i);

                    Count += list.Where(item => item > {{seed % 100}}).Select(item => item + 1).Count();
                    return added > 0;
                }
                finally
                {
                    Monitor.Exit(gate);
                }
            }


        """;
}
