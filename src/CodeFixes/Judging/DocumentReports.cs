using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.CodeFixes.Judging;

/// <summary>What the analyzer says about one document, and the compiler's errors in it.</summary>
internal sealed class DocumentReports
{
    /// <summary>Several diagnostics of a document are fixed one after another: its reports are asked for many times.</summary>
    private static readonly ConditionalWeakTable<SemanticModel, DocumentReports> s_known = new();

    /// <summary>The rules are read once for all documents of a compilation.</summary>
    private static readonly ConditionalWeakTable<Compilation, CompilationWithAnalyzers> s_analyses = new();

    private static readonly ConditionalWeakTable<Compilation, Engine> s_engines = new();

    private readonly Lazy<ImmutableArray<(string Id, string Message)>> _errors;

    private DocumentReports(SemanticModel model, ImmutableArray<Diagnostic> diagnostics)
    {
        Diagnostics = diagnostics;
        Reports = ImmutableArray.CreateRange(diagnostics, static (diagnostic, model) => Report.Of(diagnostic, model), model);
        _errors = new Lazy<ImmutableArray<(string, string)>>(() => model.GetDiagnostics()
            .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !diagnostic.IsSuppressed)
            .Select(static error => (error.Id, error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)))
            .ToImmutableArray());
    }

    /// <summary>The diagnostics, in the order of the text.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>The same diagnostics, comparable with those of a changed document.</summary>
    public ImmutableArray<Report> Reports { get; }

    /// <summary>The compiler's errors: to find them binds all of the document.</summary>
    public ImmutableArray<(string Id, string Message)> Errors => _errors.Value;

    public static async Task<DocumentReports?> OfAsync(Document document, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
            return null;

        if (s_known.TryGetValue(model, out DocumentReports? known))
            return known;

        AnalyzerOptions options = document.Project.AnalyzerOptions;
        IEnumerable<Diagnostic> diagnostics = Engine.IsPlain(model, options, cancellation)
            ? Of(model.Compilation, options).Check(model, null, cancellation)
            : (await s_analyses.GetValue(model.Compilation, compilation => Analysis(compilation, options))
                .GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, cancellation).ConfigureAwait(false)).Where(static diagnostic => !diagnostic.IsSuppressed);
        var reports = new DocumentReports(
            model,
            diagnostics.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(static diagnostic => diagnostic.Id, StringComparer.Ordinal)
                .ToImmutableArray());
        return s_known.GetValue(model, _ => reports);
    }

    /// <summary>
    /// How often a member of a document has a report: a cheap look at that member alone, after which most edits that do not help are dropped.
    /// </summary>
    public static async Task<int> CountAsync(Document document, Report report, Func<SyntaxNode, SyntaxNode?> memberOf, CancellationToken cancellation) =>
        await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } model
        && memberOf(await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false)) is { } member
            ? Of(model.Compilation, document.Project.AnalyzerOptions).Check(model, member.Span, cancellation).Count(diagnostic => Report.Of(diagnostic, model) == report)
            : 0;

    private static Engine Of(Compilation compilation, AnalyzerOptions options) => s_engines.GetValue(compilation, key => new Engine(key, options));

    private static CompilationWithAnalyzers Analysis(Compilation compilation, AnalyzerOptions options) => new(
        compilation,
        ImmutableArray.Create<DiagnosticAnalyzer>(new EntryPathAnalyzer()),
        new CompilationWithAnalyzersOptions(options, onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));

    /// <summary>The engine without a driver around it, which would bind a whole file before it asks about one member.</summary>
    private sealed class Engine
    {
        private readonly Lazy<CompilationRules?> _rules;

        public Engine(Compilation compilation, AnalyzerOptions options) => _rules = new Lazy<CompilationRules?>(() =>
            KnownRules.Of(compilation, options, CancellationToken.None) is { } rules ? new CompilationRules(compilation, options, rules) : null);

        public List<Diagnostic> Check(SemanticModel model, Microsoft.CodeAnalysis.Text.TextSpan? within, CancellationToken cancellation) =>
            _rules.Value?.Check(model, within, cancellation) ?? new List<Diagnostic>();

        /// <summary>Whether nothing in a file or in the settings of its project changes what is reported there: then no driver has to be asked.</summary>
        public static bool IsPlain(SemanticModel model, AnalyzerOptions options, CancellationToken cancellation)
        {
            SyntaxNode root = model.SyntaxTree.GetRoot(cancellation);
            CompilationOptions settings = model.Compilation.Options;
            return !root.ContainsDirective(SyntaxKind.PragmaWarningDirectiveTrivia)
                && !model.Compilation.Assembly.GetAttributes().Any(static attribute => IsSuppression(attribute.AttributeClass?.Name))
                && !root.DescendantNodes(static node => node is CompilationUnitSyntax or MemberDeclarationSyntax and not BaseMethodDeclarationSyntax).Any(static node =>
                    node is TypeDeclarationSyntax { ParameterList: not null })
                && !root.DescendantNodes().OfType<AttributeSyntax>().Any(static attribute => IsSuppression(attribute.Name.ToString().Split('.').Last()))
                && settings.GeneralDiagnosticOption != ReportDiagnostic.Suppress
                && !settings.SpecificDiagnosticOptions.Keys.Any(static id => id.StartsWith("EPO", StringComparison.OrdinalIgnoreCase))
                && !IsSet(model, options, cancellation);
        }

        private static bool IsSuppression(string? attribute) => attribute is "SuppressMessage" or "SuppressMessageAttribute" or "UnconditionalSuppressMessage" or "UnconditionalSuppressMessageAttribute";

        private static bool IsSet(SemanticModel model, AnalyzerOptions options, CancellationToken cancellation)
        {
            AnalyzerConfigOptions config = options.AnalyzerConfigOptionsProvider.GetOptions(model.SyntaxTree);
            return config.TryGetValue("dotnet_analyzer_diagnostic.severity", out _)
                || config.TryGetValue("dotnet_analyzer_diagnostic.category-EntryPath.severity", out _)
                || Analyzer.Rules.Descriptors.All.Any(rule => model.Compilation.Options.SyntaxTreeOptionsProvider is { } provider
                    && (provider.TryGetDiagnosticValue(model.SyntaxTree, rule.Id, cancellation, out _) || provider.TryGetGlobalDiagnosticValue(rule.Id, cancellation, out _)));
        }
    }
}
