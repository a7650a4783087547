using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using EntryPath.Analyzer;
using EntryPath.Cli.Tests.Tools;
using Xunit;
using Xunit.Abstractions;

namespace EntryPath.Cli.Tests;

/// <summary>A solution of a size that people have, checked by the tool and built with the analyzer on; behind a switch, since it takes minutes.</summary>
public sealed class LargeSolutionTests(ITestOutputHelper output)
{
    private const string Switch = "ENTRYPATH_LARGE_PROJECTS";

    [SkippableFact]
    public async Task The_tool_reports_what_the_build_reports_and_says_what_both_cost()
    {
        int projects = int.Parse(Environment.GetEnvironmentVariable(Switch)!, CultureInfo.InvariantCulture);
        using var folder = new Folder();
        string pack = Path.Combine(Repository.Root, "src", "Package", "packs", "Threading.entrypath.cs");
        int lines = LargeSolution.Write(folder, projects, typeof(StepAttribute).Assembly.Location, typeof(EntryPathAnalyzer).Assembly.Location, pack);
        output.WriteLine($"{projects} projects, {lines:N0} lines");
        Measured restore = await MeasureAsync(folder, "dotnet restore Large.slnx -v q");
        Measured bare = await MeasureAsync(folder, "dotnet build Large.slnx --no-restore --no-incremental -v q -nodeReuse:false -p:UseSharedCompilation=false -p:Analyze=false");
        Measured build = await MeasureAsync(folder, "dotnet build Large.slnx --no-restore --no-incremental -v q -nodeReuse:false -p:UseSharedCompilation=false");
        Measured check = await MeasureAsync(folder, $"dotnet {Tool} check Large.slnx --no-restore");

        output.WriteLine($"dotnet restore: {restore}\ndotnet build, analyzer off: {bare}\ndotnet build, analyzer on: {build}\nentrypath check: {check}");
        int mistakes = (projects + ProjectsBefore - 1) / LargeSolution.ProjectsOfMistake;
        Assert.Equal(mistakes, build.Text.Split('\n').Where(line => line.Contains("warning EPO1002", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct().Count());
        Assert.Equal(mistakes, check.Text.Split('\n').Count(line => line.Contains("warning EPO1002", StringComparison.Ordinal)));
        Assert.EndsWith($"{mistakes} warning{(mistakes == 1 ? "" : "s")} in {projects} projects.", check.Text.Trim());
    }

    /// <summary>The project with a mistake is the second one of its ten.</summary>
    private const int ProjectsBefore = LargeSolution.ProjectsOfMistake - 1;

    private static string Tool
    {
        get
        {
            string own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
            return Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(own))!, "Cli", Path.GetFileName(own), "EntryPath.Cli.dll");
        }
    }

    /// <summary>Runs a command, and counts what it and all that it started used.</summary>
    private static async Task<Measured> MeasureAsync(Folder folder, string command)
    {
        const string Script = """
            import resource, subprocess, sys, time
            start = time.time()
            run = subprocess.run(sys.argv[1], shell=True, cwd=sys.argv[2], stdout=subprocess.PIPE, text=True)
            used = resource.getrusage(resource.RUSAGE_CHILDREN)
            print(run.stdout)
            print('MEASURED', used.ru_utime + used.ru_stime, time.time() - start, used.ru_maxrss // 1024)
            """;
        folder.Write("measure.py", Script);
        ToolRun run = await ToolRun.ProgramAsync("python3", folder.Root, [], TimeSpan.FromMinutes(60), "measure.py", command, folder.Root);
        string[] parts = run.Output.Split("MEASURED ");
        string[] numbers = parts[^1].Trim().Split(' ');
        return new Measured(parts[0], double.Parse(numbers[0], CultureInfo.InvariantCulture), double.Parse(numbers[1], CultureInfo.InvariantCulture), int.Parse(numbers[2], CultureInfo.InvariantCulture));
    }

    /// <param name="Text">What it printed.</param>
    /// <param name="Processor">Seconds of processor time.</param>
    /// <param name="Elapsed">Seconds.</param>
    /// <param name="Memory">Megabytes of the largest process.</param>
    private sealed record Measured(string Text, double Processor, double Elapsed, int Memory)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Processor:F0} s of processor time, {Elapsed:F0} s elapsed, largest process {Memory} MB");
    }

    private sealed class SkippableFactAttribute : FactAttribute
    {
        public SkippableFactAttribute()
        {
            if (!int.TryParse(Environment.GetEnvironmentVariable(Switch), out _))
                Skip = $"takes minutes: {Switch}=120 says how many projects";
        }
    }
}
