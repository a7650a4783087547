using System;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Cli.Loading;
using EntryPath.Cli.Reports;

namespace EntryPath.Cli.Commands;

/// <summary><c>init</c>: adds the package, an example protocol and a section of <c>.editorconfig</c> to a project.</summary>
internal static class InitCommand
{
    private const string Example = "OrderProtocol.cs";

    private const string Marker = "# EntryPath";

    public static Command Create()
    {
        var project = new Argument<string>("project") { Description = "The project, or its folder.", DefaultValueFactory = _ => "." };
        var version = new Option<string?>("--version") { Description = "The package's version; otherwise that of this tool.", HelpName = "VERSION" };
        var noPackage = new Option<bool>("--no-package") { Description = "Do not add the package." };
        var command = new Command("init", "Adds the package, an example protocol and an .editorconfig section to a project. Changes nothing that is there.") { project, version, noPackage };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(project)!, parsed.GetValue(version), !parsed.GetValue(noPackage), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string path, string? version, bool addsPackage, CancellationToken cancellation)
    {
        Target target = Target.Find([path]);
        if (target.Project is null || target.IsSolution)
            throw new CheckException($"'{target.Project ?? path}' is no project");

        if (addsPackage)
            await AddPackageAsync(target.Project, version ?? OwnVersion, cancellation);

        string example = Path.Combine(target.Folder, Example);
        if (File.Exists(example))
            Console.Out.WriteLine($"{Example} is there already and stays as it is");
        else
            await WriteAsync(example, RulePages.Resource("init/OrderProtocol.txt"));

        string settings = Path.Combine(target.Folder, ".editorconfig");
        string old = File.Exists(settings) ? await File.ReadAllTextAsync(settings, cancellation) : string.Empty;
        if (old.Split('\n').Any(static line => line.TrimEnd() == Marker))
            Console.Out.WriteLine(".editorconfig has its section already and stays as it is");
        else
            await WriteAsync(settings, old + (old.Length == 0 || old.EndsWith('\n') ? string.Empty : "\n") + (old.Length == 0 ? string.Empty : "\n") + RulePages.Resource("init/editorconfig.txt"));

        return ExitCode.Clean;
    }

    private static string OwnVersion => Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static async Task WriteAsync(string path, string text)
    {
        await OutputFile.WriteAsync(path, text);
        Console.Out.WriteLine("wrote " + Path.GetFileName(path));
    }

    private static async Task AddPackageAsync(string project, string version, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = Path.GetDirectoryName(project)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])["add", project, "package", "EntryPath.Analyzers", "--version", version])
            start.ArgumentList.Add(argument);

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
        {
            string? reason = (await errors + await output).Split('\n').FirstOrDefault(static line => line.Contains("error", StringComparison.OrdinalIgnoreCase));
            throw new CheckException($"the package could not be added to '{project}': {reason?.Trim() ?? "dotnet add package failed"}");
        }

        Console.Out.WriteLine($"added EntryPath.Analyzers {version} to {Path.GetFileName(project)}");
    }
}
