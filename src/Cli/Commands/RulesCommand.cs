using System;
using System.CommandLine;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Cli.Checking;
using EntryPath.Cli.Loading;
using EntryPath.Cli.Reports;
using Microsoft.CodeAnalysis;

namespace EntryPath.Cli.Commands;

/// <summary><c>rules</c>: prints the protocols that are in force, and where each comes from.</summary>
internal static class RulesCommand
{
    private static readonly CommonOptions s_common = new();

    public static Command Create()
    {
        var command = new Command("rules", "Prints the protocols that are in force, their steps, who performs them, and where they come from.");
        s_common.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        (Target target, LoadedCode code) = await s_common.LoadAsync(parsed, cancellation);
        using (code)
        {
            foreach (Problem problem in code.Problems)
                Console.Error.WriteLine($"entrypath: '{System.IO.Path.GetRelativePath(target.Root, problem.Subject)}' is not loaded: {problem.Reason}");

            foreach (IGrouping<string, ProjectId> project in code.Projects.GroupBy(id => code.Solution.GetProject(id)!.FilePath ?? string.Empty))
            {
                // Target frameworks of one project differ in little; the first one speaks for all.
                ProjectRules rules = await ProjectRules.ReadAsync(code.Solution.GetProject(project.First())!, target.Root, cancellation);
                Console.Out.Write(rules.ToText(TextStyle.IsWanted ? TextStyle.Ansi : TextStyle.Plain));
            }

            return code.Problems.IsEmpty ? ExitCode.Clean : ExitCode.Failed;
        }
    }
}
