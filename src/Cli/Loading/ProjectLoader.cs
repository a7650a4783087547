using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.MSBuild;

namespace EntryPath.Cli.Loading;

/// <summary>Loads what is to be checked as a build would, with the SDK that a build would take.</summary>
internal static partial class ProjectLoader
{
    /// <summary>Loads.</summary>
    /// <param name="target">What the user named.</param>
    /// <param name="properties">MSBuild properties, as <c>-p</c> sets them.</param>
    /// <param name="packs">Rule packs to turn on in every project.</param>
    /// <param name="restores">Whether to restore packages first.</param>
    /// <param name="tell">Told each project that is loaded.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="CheckException">Nothing could be loaded.</exception>
    public static async Task<LoadedCode> LoadAsync(
        Target target,
        IReadOnlyDictionary<string, string> properties,
        ImmutableArray<string> packs,
        bool restores,
        Action<string> tell,
        CancellationToken cancellation)
    {
        if (target.Project is not { } path)
            return LooseFiles.Load(target, packs);

        ImmutableArray<Problem> problems = restores ? await Restore.RunAsync(target, properties, cancellation) : [];
        var failures = new ConcurrentQueue<string>();
        var workspace = MSBuildWorkspace.Create(new Dictionary<string, string>(properties, StringComparer.OrdinalIgnoreCase));
        workspace.LoadMetadataForReferencedProjects = true;
        workspace.RegisterWorkspaceFailedHandler(failed =>
        {
            if (failed.Diagnostic.Kind == WorkspaceDiagnosticKind.Failure)
                failures.Enqueue(failed.Diagnostic.Message);
        });
        try
        {
            var progress = new Loaded(tell);
            Solution solution;
            IEnumerable<Project> checkedProjects;
            if (target.IsSolution)
            {
                solution = await workspace.OpenSolutionAsync(path, progress, cancellation);
                checkedProjects = solution.Projects;
            }
            else
            {
                Project project = await workspace.OpenProjectAsync(path, progress, cancellation);
                solution = project.Solution;
                // One for each target framework.
                checkedProjects = solution.Projects.Where(other => other.FilePath == project.FilePath);
            }

            problems = problems.AddRange(failures.Select(message => ToProblem(message, path))).DistinctBy(static problem => problem.Subject).ToImmutableArray();
            var broken = new HashSet<string>(problems.Select(static problem => problem.Subject), StringComparer.OrdinalIgnoreCase);
            ImmutableArray<ProjectId> ids =
            [
                .. checkedProjects
                    .Where(project => project.Language == LanguageNames.CSharp && !broken.Contains(project.FilePath ?? string.Empty))
                    .OrderBy(static project => project.FilePath, StringComparer.Ordinal).ThenBy(static project => project.Name, StringComparer.Ordinal)
                    .Select(static project => project.Id),
            ];
            foreach (ProjectId id in ids)
                solution = RulePacks.AddTo(solution, id, packs);

            return new LoadedCode(solution, ids, problems, workspace);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            workspace.Dispose();
            throw new CheckException($"'{path}' could not be loaded: {Commands.CommandLine.OneLine(problems.IsEmpty ? problem.Message : problems[0].Reason)}");
        }
    }

    /// <summary>The loader tells what is wrong as a sentence with the project in it.</summary>
    private static Problem ToProblem(string message, string fallback)
    {
        Match match = FailedProject().Match(message);
        string subject = match.Success && File.Exists(match.Groups["path"].Value) ? match.Groups["path"].Value : fallback;
        string reason = match.Success && match.Groups["reason"].Success ? match.Groups["reason"].Value : message;
        return new Problem(subject, Commands.CommandLine.OneLine(reason));
    }

    [GeneratedRegex(@"'(?<path>[^']+proj)'(.*? with message: (?<reason>.+))?", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex FailedProject();

    private sealed class Loaded(Action<string> tell) : IProgress<ProjectLoadProgress>
    {
        public void Report(ProjectLoadProgress value)
        {
            if (value.Operation == ProjectLoadOperation.Resolve)
                tell(Path.GetFileNameWithoutExtension(value.FilePath));
        }
    }
}
