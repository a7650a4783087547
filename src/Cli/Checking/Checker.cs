using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Cli.Baselines;
using EntryPath.Cli.Loading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Cli.Checking;

/// <summary>Checks projects, several at a time, and joins what is reported in several target frameworks or projects.</summary>
internal static class Checker
{
    /// <summary>Checks.</summary>
    /// <param name="code">What was loaded.</param>
    /// <param name="solution">The solution to check: the loaded one, or the same with fixes.</param>
    /// <param name="root">The folder that paths are told from.</param>
    /// <param name="jobs">How many projects at a time.</param>
    /// <param name="least">The least severity that is reported.</param>
    /// <param name="tell">Told the name of each project that is done.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<(CheckResult Result, ImmutableDictionary<string, Diagnostic> Diagnostics)> RunAsync(
        LoadedCode code, Solution solution, string root, int jobs, DiagnosticSeverity least, Action<string> tell, CancellationToken cancellation)
    {
        var checks = new ConcurrentDictionary<ProjectId, ProjectCheck>();
        var sources = new Dictionary<string, SourceText>(StringComparer.Ordinal);
        int files = 0;
        int lines = 0;
        await Parallel.ForEachAsync(
            code.Projects,
            new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellation },
            async (id, token) =>
            {
                Project project = solution.GetProject(id)!;
                ProjectCheck check = await ProjectCheck.RunAsync(project, sources, token);
                checks[id] = check;
                if (check.HasProtocols)
                {
                    foreach (Document document in project.Documents)
                    {
                        Interlocked.Increment(ref files);
                        Interlocked.Add(ref lines, (await document.GetTextAsync(token)).Lines.Count);
                    }
                }

                tell(FindingBuilder.NameOf(project));
            });

        List<(Finding Finding, Diagnostic Diagnostic)> reports =
        [
            .. code.Projects.SelectMany(id => checks[id].Reports)
                .Where(report => report.Finding.Severity >= least)
                // What only some of a file's projects suppress is reported.
                .OrderBy(static report => report.Finding.Suppression is not null)
                .DistinctBy(static report => (report.Finding.Id, report.Finding.Place, report.Finding.Message))
                .OrderBy(static report => report.Finding.Place.Path, StringComparer.Ordinal)
                .ThenBy(static report => report.Finding.Place.StartLine)
                .ThenBy(static report => report.Finding.Place.StartColumn)
                .ThenBy(static report => report.Finding.Id, StringComparer.Ordinal),
        ];
        ImmutableArray<Finding> all = Fingerprint.Assign(reports.Select(static report => report.Finding), place => TextOf(sources, place));
        ImmutableArray<Finding> findings = [.. all.Where(static finding => finding.Suppression is null)];
        ImmutableArray<Problem> problems = [.. code.Problems.Concat(code.Projects.Select(id => checks[id].Problem).OfType<Problem>()).Distinct()];
        int without = checks.Values.Count(static check => !check.HasProtocols);
        return (
            new CheckResult(root, findings, problems, sources, new CheckCounts(code.Projects.Length, without, files, lines)) { Suppressed = [.. all.Where(static finding => finding.Suppression is not null)] },
            all.Zip(reports).ToImmutableDictionary(static pair => pair.First.Fingerprint, static pair => pair.Second.Diagnostic));
    }

    private static string TextOf(Dictionary<string, SourceText> sources, Place place)
    {
        if (!sources.TryGetValue(place.Path, out SourceText? text))
            return string.Empty;

        TextLine line = text.Lines[Math.Min(place.StartLine, text.Lines.Count) - 1];
        int end = place.EndLine == place.StartLine ? line.Start + place.EndColumn - 1 : line.End;
        return text.ToString(TextSpan.FromBounds(Math.Min(line.Start + place.StartColumn - 1, line.End), Math.Min(end, line.End)));
    }
}
