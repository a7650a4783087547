using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace EntryPath.CodeFixes.Judging;

/// <summary>
/// Asks about a solution in which a rule was edited: the edit is good if the problem is gone, none that is as grave is there that was not
/// there before, and the code that the rule is about is no worse. A rule that counts at last may show, as a warning, what it still lacks.
/// </summary>
internal static class RuleVerdict
{
    public static async Task<bool> IsGoodAsync(Document before, Diagnostic fixedOne, Solution after, CancellationToken cancellation)
    {
        if (after.GetProject(before.Project.Id) is not { } changed)
            return false;

        List<(string, string, string)> old = await ProblemsAsync(before.Project, fixedOne.DefaultSeverity, cancellation).ConfigureAwait(false);
        List<(string, string, string)> now = await ProblemsAsync(changed, fixedOne.DefaultSeverity, cancellation).ConfigureAwait(false);
        (string, string, string) target = Key(fixedOne);
        return now.Count(problem => problem == target) < old.Count(problem => problem == target)
            && Verdict.HasNoNew(old, now)
            && (await Verdict.OfAllAsync(before, null, after, mayLeave: false, cancellation).ConfigureAwait(false)).IsGood;
    }

    private static async Task<List<(string Id, string Message, string Path)>> ProblemsAsync(Project project, DiagnosticSeverity least, CancellationToken cancellation) =>
        await project.GetCompilationAsync(cancellation).ConfigureAwait(false) is { } compilation
        && KnownRules.Of(compilation, project.AnalyzerOptions, cancellation) is { } rules
            ? rules.Problems.Where(problem => problem.DefaultSeverity >= least).Select(Key).ToList()
            : new List<(string, string, string)>();

    private static (string Id, string Message, string Path) Key(Diagnostic problem) =>
        (problem.Id, problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture), problem.Location.GetLineSpan().Path);
}
