using System;
using System.CommandLine;
using EntryPath.Cli.Reports;

namespace EntryPath.Cli.Commands;

/// <summary><c>explain</c>: prints the page of a rule.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var rule = new Argument<string>("rule") { Description = "The rule, as EPO1002." };
        var command = new Command("explain", "Prints the page of a rule.") { rule };
        command.SetAction(parsed =>
        {
            string id = parsed.GetValue(rule)!;
            string page = RulePages.Find(id) ?? throw new CheckException($"there is no rule '{id}'; the rules are {string.Join(", ", RulePages.Ids)}");
            Console.Out.Write(TextStyle.IsWanted ? MarkdownText.Style(page, TextStyle.Ansi) : page);
            return ExitCode.Clean;
        });
        return command;
    }
}
