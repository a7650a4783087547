using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.CommandLine;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Cli.Baselines;
using EntryPath.Cli.Checking;
using EntryPath.Cli.Fixing;
using EntryPath.Cli.Loading;
using EntryPath.Cli.Reports;
using Microsoft.CodeAnalysis;

namespace EntryPath.Cli.Commands;

/// <summary><c>check</c>: reports what breaks a protocol, with the path to it.</summary>
internal static class CheckCommand
{
    /// <summary>So many findings get a proposed fix: each is judged by analysing its document again.</summary>
    private const int MostSuggestions = 200;

    private static readonly CommonOptions s_common = new();

    private static readonly Option<string> s_format = new("--format")
    {
        Description = "text: for people. html: one page. sarif: SARIF 2.1.0 with code flows. github: workflow commands. gitlab: a code quality report.",
        DefaultValueFactory = _ => "text",
    };

    private static readonly Option<string?> s_output = new("--output", "-o") { Description = "Where to write the report; otherwise it is printed.", HelpName = "FILE" };

    private static readonly Option<string?> s_baseline = new("--baseline") { Description = "Reports in this file are known: they are not shown and fail nothing.", HelpName = "FILE" };

    private static readonly Option<string?> s_writeBaseline = new("--write-baseline") { Description = "Writes all present reports to this file, and ends with exit code 0.", HelpName = "FILE" };

    private static readonly Option<string> s_failOn = new("--fail-on")
    {
        Description = "The least severity that makes the exit code 1: error, warning, info or never.",
        DefaultValueFactory = _ => "warning",
    };

    private static readonly Option<string> s_severity = new("--severity")
    {
        Description = "The least severity that is reported: error, warning or info.",
        DefaultValueFactory = _ => "warning",
    };

    private static readonly Option<bool> s_fix = new("--fix") { Description = "Makes the fixes that are safe, as the editor's Fix All does, and reports what is left." };

    private static readonly Option<int> s_jobs = new("--jobs") { Description = "How many projects are checked at a time.", DefaultValueFactory = _ => Environment.ProcessorCount };

    static CheckCommand()
    {
        AcceptOnly(s_format, "text", "html", "sarif", "github", "gitlab");
        AcceptOnly(s_severity, "error", "warning", "info");
        AcceptOnly(s_failOn, "error", "warning", "info", "never");
    }

    public static Command Create()
    {
        var command = new Command("check", """
            Checks a solution, a project, a folder or files.

            Exit codes: 0 nothing to report; 1 something is reported that --fail-on counts and the baseline does not have; 2 bad arguments, or something could
            not be loaded, compiled, read or written (what could be checked is reported all the same); 130 cancelled.
            """);
        s_common.AddTo(command);
        foreach (Option option in (Option[])[s_format, s_output, s_baseline, s_writeBaseline, s_severity, s_failOn, s_fix, s_jobs])
            command.Add(option);

        command.SetAction(RunAsync);
        return command;
    }

    private static void AcceptOnly(Option<string> option, params string[] values)
    {
        option.HelpName = string.Join("|", values);
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !values.Contains(result.Tokens[0].Value))
                result.AddError($"{option.Name}: '{result.Tokens[0].Value}' is none of {string.Join(", ", values)}");
        });
        option.CompletionSources.Add(values);
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        string? output = parsed.GetValue(s_output);
        string? newBaseline = parsed.GetValue(s_writeBaseline);
        OutputFile.Check("--output", output);
        OutputFile.Check("--write-baseline", newBaseline);
        if (parsed.GetValue(s_jobs) < 1)
            throw new CheckException("--jobs: at least one project has to be checked at a time");

        Baseline? baseline = parsed.GetValue(s_baseline) is { } known ? Baseline.Read(known) : null;
        (Target target, LoadedCode code) = await s_common.LoadAsync(parsed, cancellation);
        using (code)
        {
            Task<(CheckResult, ImmutableDictionary<string, Diagnostic>)> CheckAsync(Solution solution) => Progress.ShowAsync(
                "checking",
                code.Projects.Length,
                tell => Checker.RunAsync(code, solution, target.Root, parsed.GetValue(s_jobs), SeverityOf(parsed.GetValue(s_severity)!) ?? DiagnosticSeverity.Warning, tell, cancellation));

            (CheckResult result, ImmutableDictionary<string, Diagnostic> diagnostics) = await CheckAsync(code.Solution);
            Solution solution = code.Solution;
            ImmutableArray<string> written = [];
            if (parsed.GetValue(s_fix) && diagnostics.Count > 0)
            {
                solution = await Progress.ShowAsync("fixing", null, _ => Fixes.ApplyAllAsync(code.Solution, Fixable(result, diagnostics, baseline), cancellation));
                written = await Fixes.WriteAsync(code.Solution, solution, cancellation);
                if (!written.IsEmpty)
                    (result, diagnostics) = await CheckAsync(solution);
            }

            foreach (Problem problem in result.Problems)
                Console.Error.WriteLine($"entrypath: '{result.Relative(problem.Subject)}' is not checked: {problem.Reason}");

            foreach (string path in written)
                Console.Error.WriteLine($"entrypath: fixed '{result.Relative(path)}'");

            // Where nothing at all could be checked there is nothing to write, and what was written before stays.
            if (result.Problems.Length > 0 && result.Counts.Projects == result.Problems.Count(problem => code.Problems.IndexOf(problem) < 0))
                return ExitCode.Failed;

            if (newBaseline is not null)
                return await WriteBaselineAsync(newBaseline, result);

            if (baseline is not null)
            {
                result = result with { Findings = baseline.Mark(result.Findings) };
                if (baseline.Gone(result.Findings) is > 0 and var gone && result.Problems.IsEmpty)
                    Console.Error.WriteLine($"entrypath: {gone} of the {baseline.Count} reports in the baseline {(gone == 1 ? "is" : "are")} gone; --write-baseline writes it anew");
            }

            return await ReportAsync(parsed, result, diagnostics, solution, cancellation);
        }
    }

    private static List<Diagnostic> Fixable(CheckResult result, ImmutableDictionary<string, Diagnostic> diagnostics, Baseline? baseline) =>
        [.. (baseline?.Mark(result.Findings) ?? result.Findings).Where(static finding => !finding.IsKnown).Select(finding => diagnostics[finding.Fingerprint])];

    private static async Task<int> WriteBaselineAsync(string path, CheckResult result)
    {
        if (!result.Problems.IsEmpty)
        {
            Console.Error.WriteLine($"entrypath: the baseline '{path}' is not written, since not everything was checked");
            return ExitCode.Failed;
        }

        await OutputFile.WriteAsync(path, Baseline.Write(result));
        Console.Error.WriteLine($"entrypath: the baseline '{path}' has {result.Findings.Length} report{(result.Findings.Length == 1 ? string.Empty : "s")}");
        return ExitCode.Clean;
    }

    private static async Task<int> ReportAsync(
        ParseResult parsed, CheckResult result, ImmutableDictionary<string, Diagnostic> diagnostics, Solution solution, CancellationToken cancellation)
    {
        string format = parsed.GetValue(s_format)!;
        string? output = parsed.GetValue(s_output);
        if (format is "sarif" or "html")
            result = await SuggestAsync(result, diagnostics, solution, cancellation);

        string text = format switch
        {
            "html" => HtmlReport.Write(result),
            "sarif" => SarifReport.Write(result, parsed.GetValue(s_baseline) is not null),
            "github" => GitHubReport.Write(result),
            "gitlab" => GitLabReport.Write(result),
            _ => TextReport.Write(result, output is null && TextStyle.IsWanted ? TextStyle.Ansi : TextStyle.Plain),
        };
        if (output is null)
            Console.Out.Write(text);
        else
            await OutputFile.WriteAsync(output, text);

        if (!result.Problems.IsEmpty)
            return ExitCode.Failed;

        DiagnosticSeverity? least = SeverityOf(parsed.GetValue(s_failOn)!);
        return least is not null && result.Findings.Any(finding => !finding.IsKnown && finding.Severity >= least) ? ExitCode.Reported : ExitCode.Clean;
    }

    private static DiagnosticSeverity? SeverityOf(string name) => name switch
    {
        "error" => DiagnosticSeverity.Error,
        "warning" => DiagnosticSeverity.Warning,
        "info" => DiagnosticSeverity.Info,
        _ => null,
    };

    private static async Task<CheckResult> SuggestAsync(
        CheckResult result, ImmutableDictionary<string, Diagnostic> diagnostics, Solution solution, CancellationToken cancellation)
    {
        List<Finding> candidates = [.. result.Findings.Where(static finding => !finding.IsKnown && finding.Severity >= DiagnosticSeverity.Warning).Take(MostSuggestions)];
        Finding[] suggested = await Progress.ShowAsync("looking for fixes", candidates.Count, async tell =>
        {
            var fixes = new List<Finding>();
            foreach (Finding finding in candidates)
            {
                fixes.Add(await Fixes.SuggestAsync(finding, diagnostics[finding.Fingerprint], solution, cancellation));
                tell(finding.Id);
            }

            return fixes.ToArray();
        });
        Dictionary<string, Finding> byFingerprint = suggested.ToDictionary(static finding => finding.Fingerprint);
        return result with { Findings = [.. result.Findings.Select(finding => byFingerprint.GetValueOrDefault(finding.Fingerprint, finding))] };
    }
}
