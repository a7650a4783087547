using System.Threading;
using System.Threading.Tasks;
using EntryPath.CodeFixes.Judging;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace EntryPath.CodeFixes;

/// <summary>
/// Fixes diagnostics one after another, in the order of projects, files and lines, and looks again after each: a move changes what the
/// next one sees. Those in different members of a document are fixed together, as long as that goes well.
/// </summary>
internal sealed class SequentialFixAllProvider : FixAllProvider
{
    private readonly VerifiedCodeFixProvider _fixes;

    public SequentialFixAllProvider(VerifiedCodeFixProvider fixes) => _fixes = fixes;

    public override Task<CodeAction?> GetFixAsync(FixAllContext context) => Task.FromResult<CodeAction?>(
        CodeAction.Create(
            "Fix all: " + string.Join(", ", context.DiagnosticIds),
            cancellation => FixAsync(context.WithCancellationToken(cancellation), cancellation),
            context.CodeActionEquivalenceKey));

    private async Task<Solution> FixAsync(FixAllContext context, CancellationToken cancellation)
    {
        Solution solution = context.Solution;
        foreach (Document document in Documents(context))
        {
            if (!(await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)).IsEmpty)
                solution = await FixAsync(solution, document.Id, context, cancellation).ConfigureAwait(false);
        }

        return solution;
    }

    private static IEnumerable<Document> Documents(FixAllContext context)
    {
        IEnumerable<Document> documents = context.Scope switch
        {
            FixAllScope.Document when context.Document is { } document => new[] { document },
            FixAllScope.Project => context.Project.Documents,
            FixAllScope.Solution => context.Solution.Projects
                .Where(static project => project.Language == LanguageNames.CSharp)
                .OrderBy(static project => project.FilePath ?? project.Name, StringComparer.Ordinal)
                .ThenBy(static project => project.Name, StringComparer.Ordinal)
                .SelectMany(static project => project.Documents),
            _ => Enumerable.Empty<Document>(),
        };
        return documents.Where(static document => document.SupportsSyntaxTree);
    }

    private async Task<Solution> FixAsync(Solution solution, DocumentId id, FixAllContext context, CancellationToken cancellation)
    {
        // What could not be fixed is tried again only after something else was: that can have cleared the way.
        var hopeless = new HashSet<Report>();
        bool isChanged = false;
        bool isJoint = !_fixes.IsOfRules;
        while (solution.GetDocument(id) is { } document
            && await ReportsAsync(document, cancellation).ConfigureAwait(false) is { } reports)
        {
            if (isJoint)
            {
                IEnumerable<Diagnostic> together = reports.Where(report => context.DiagnosticIds.Contains(report.Report.Id)).Select(static report => report.Diagnostic);
                Solution? joint = await JointEdit.FindAsync(
                    document,
                    together,
                    async diagnostic => VerifiedCodeFixProvider.Keeping(await _fixes.PlanAsync(document, diagnostic, cancellation).ConfigureAwait(false)),
                    cancellation).ConfigureAwait(false);
                if (joint is not null)
                {
                    solution = joint;
                    continue;
                }

                isJoint = false;
            }

            int next = reports.FindIndex(report => context.DiagnosticIds.Contains(report.Report.Id) && !hopeless.Contains(report.Report));
            if (next < 0)
            {
                if (!isChanged || hopeless.Count == 0)
                    break;

                hopeless.Clear();
                isChanged = false;
                continue;
            }

            if (await _fixes.FindKeepingAsync(document, reports[next].Diagnostic, cancellation).ConfigureAwait(false) is { } fix)
            {
                solution = fix.Changed;
                isChanged = true;
            }
            else
            {
                hopeless.Add(reports[next].Report);
            }
        }

        return solution;
    }

    private async Task<List<(Diagnostic Diagnostic, Report Report)>?> ReportsAsync(Document document, CancellationToken cancellation)
    {
        if (!_fixes.IsOfRules)
        {
            return await DocumentReports.OfAsync(document, cancellation).ConfigureAwait(false) is { } reports
                ? (await reports.ShownAsync(cancellation).ConfigureAwait(false)).Select(static one => (one.Diagnostic, one.Report)).ToList()
                : null;
        }

        return await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } model
            && KnownRules.Of(model.Compilation, document.Project.AnalyzerOptions, cancellation) is { } rules
            ? rules.Problems.Where(problem => problem.Location.SourceTree == model.SyntaxTree)
                .OrderBy(static problem => problem.Location.SourceSpan.Start)
                .Select(problem => (problem, Report.Of(problem, model))).ToList()
            : null;
    }
}
