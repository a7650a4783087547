using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.CodeFixes.Judging;

/// <summary>What the analyzer says about one document, and the compiler's errors in it.</summary>
internal sealed class DocumentReports
{
    /// <summary>Several diagnostics of a document are fixed one after another: its reports are asked for many times.</summary>
    private static readonly ConditionalWeakTable<SemanticModel, DocumentReports> s_known = new();

    /// <summary>The rules are read once for all documents of a compilation.</summary>
    private static readonly ConditionalWeakTable<Compilation, CompilationWithAnalyzers> s_analyses = new();

    private DocumentReports(SemanticModel model, ImmutableArray<Diagnostic> diagnostics, ImmutableArray<Diagnostic> errors)
    {
        Diagnostics = diagnostics;
        Reports = ImmutableArray.CreateRange(diagnostics, static (diagnostic, model) => Report.Of(diagnostic, model), model);
        Errors = ImmutableArray.CreateRange(errors, static error => (error.Id, error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>The diagnostics, in the order of the text.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>The same diagnostics, comparable with those of a changed document.</summary>
    public ImmutableArray<Report> Reports { get; }

    public ImmutableArray<(string Id, string Message)> Errors { get; }

    public static async Task<DocumentReports?> OfAsync(Document document, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
            return null;

        if (s_known.TryGetValue(model, out DocumentReports? known))
            return known;

        CompilationWithAnalyzers analysis = s_analyses.GetValue(model.Compilation, compilation => Analysis(compilation, document.Project.AnalyzerOptions));
        ImmutableArray<Diagnostic> diagnostics = await analysis
            .GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, cancellation).ConfigureAwait(false);
        var reports = new DocumentReports(
            model,
            diagnostics.Where(static diagnostic => !diagnostic.IsSuppressed)
                .OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(static diagnostic => diagnostic.Id, StringComparer.Ordinal)
                .ToImmutableArray(),
            model.GetDiagnostics(cancellationToken: cancellation)
                .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !diagnostic.IsSuppressed)
                .ToImmutableArray());
        return s_known.GetValue(model, _ => reports);
    }

    /// <summary>
    /// How often a member of a document has a report: a cheap look at that member alone, after which most edits that do not help are dropped.
    /// </summary>
    public static async Task<int> CountAsync(Document document, Report report, Func<SyntaxNode, SyntaxNode?> memberOf, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || memberOf(await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false)) is not { } member)
        {
            return 0;
        }

        CompilationWithAnalyzers analysis = s_analyses.GetValue(model.Compilation, compilation => Analysis(compilation, document.Project.AnalyzerOptions));
        ImmutableArray<Diagnostic> diagnostics = await analysis.GetAnalyzerSemanticDiagnosticsAsync(model, member.Span, cancellation).ConfigureAwait(false);
        return diagnostics.Count(diagnostic => !diagnostic.IsSuppressed && Report.Of(diagnostic, model) == report);
    }

    private static CompilationWithAnalyzers Analysis(Compilation compilation, AnalyzerOptions options) => new(
        compilation,
        ImmutableArray.Create<DiagnosticAnalyzer>(new EntryPathAnalyzer()),
        new CompilationWithAnalyzersOptions(options, onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
}
