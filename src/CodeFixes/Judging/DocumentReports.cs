using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.CodeFixes.Judging;

/// <summary>What the analyzer says about one document, or about members of it, and the compiler's errors there: found when it is asked for, and kept with the document.</summary>
internal sealed class DocumentReports
{
    /// <summary>Several diagnostics of a document are fixed one after another, and several edits are tried for each: its reports are asked for many times.</summary>
    private static readonly ConditionalWeakTable<Document, DocumentReports> s_known = new();

    /// <summary>The rules are read once for all documents of a compilation.</summary>
    private static readonly ConditionalWeakTable<Compilation, CompilationWithAnalyzers> s_analyses = new();

    private readonly SemanticModel _model;
    private readonly AnalyzerOptions _options;
    private readonly Engine _engine;
    private readonly ConcurrentDictionary<TextSpan, ImmutableArray<Reported>> _inMembers = new();
    private readonly ConcurrentDictionary<TextSpan, ImmutableArray<(string Id, string Message)>> _errors = new();
    private ImmutableArray<Reported> _all;

    private DocumentReports(SemanticModel model, AnalyzerOptions options, CancellationToken cancellation)
    {
        _model = model;
        _options = options;
        _engine = Engine.Of(model.Compilation, options);
        IsPlain = Engine.IsPlain(model, options, cancellation);
    }

    /// <summary>Whether nothing beside the code decides what is reported, so that members can be asked one by one.</summary>
    public bool IsPlain { get; }

    public static async Task<DocumentReports?> OfAsync(Document document, CancellationToken cancellation)
    {
        if (s_known.TryGetValue(document, out DocumentReports? known))
            return known;

        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
            return null;

        var reports = new DocumentReports(model, document.Project.AnalyzerOptions, cancellation);
        return s_known.GetValue(document, _ => reports);
    }

    /// <summary>All reports, in the order of the text. Their messages do not name a call of the helper that they are in.</summary>
    public async Task<ImmutableArray<Reported>> AllAsync(CancellationToken cancellation)
    {
        if (_all.IsDefault)
        {
            IEnumerable<Diagnostic> found = IsPlain
                ? _engine.Check(_model, within: null, namesCallers: false, cancellation)
                : await OfDriverAsync(cancellation).ConfigureAwait(false);
            _all = Sorted(found);
        }

        return _all;
    }

    /// <summary>The diagnostics as a host shows them, in the order of the text.</summary>
    public async Task<ImmutableArray<Reported>> ShownAsync(CancellationToken cancellation) =>
        IsPlain ? Sorted(_engine.Check(_model, within: null, namesCallers: true, cancellation)) : await AllAsync(cancellation).ConfigureAwait(false);

    /// <summary>The reports in a member, those among them that a comment or a setting suppresses.</summary>
    public ImmutableArray<Reported> In(TextSpan member, CancellationToken cancellation)
    {
        if (_inMembers.TryGetValue(member, out ImmutableArray<Reported> known))
            return known;

        ImmutableArray<Reported> found = IsPlain && !_all.IsDefault
            ? _all.RemoveAll(one => !member.Contains(one.Diagnostic.Location.SourceSpan))
            : Sorted(_engine.Check(_model, member, namesCallers: false, cancellation));
        return _inMembers.GetOrAdd(member, found);
    }

    /// <summary>The compiler's errors in a member; to find them binds it. Null: in the whole document.</summary>
    public ImmutableArray<(string Id, string Message)> ErrorsIn(TextSpan? member, CancellationToken cancellation)
    {
        TextSpan key = member ?? default;
        return _errors.TryGetValue(key, out ImmutableArray<(string, string)> known) ? known : _errors.GetOrAdd(key, _model.GetDiagnostics(member, cancellation)
            .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !diagnostic.IsSuppressed)
            .Select(static error => (error.Id, error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)))
            .ToImmutableArray());
    }

    /// <summary>What others can see of a member; null where that cannot be told.</summary>
    public string? FaceOf(SyntaxNode member, CancellationToken cancellation) => _engine.FaceOf(member, cancellation);

    private async Task<IEnumerable<Diagnostic>> OfDriverAsync(CancellationToken cancellation)
    {
        CompilationWithAnalyzers analysis = s_analyses.GetValue(_model.Compilation, compilation => new CompilationWithAnalyzers(
            compilation,
            ImmutableArray.Create<DiagnosticAnalyzer>(new EntryPathAnalyzer()),
            new CompilationWithAnalyzersOptions(_options, onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false)));
        return (await analysis.GetAnalyzerSemanticDiagnosticsAsync(_model, filterSpan: null, cancellation).ConfigureAwait(false)).Where(static diagnostic => !diagnostic.IsSuppressed);
    }

    private ImmutableArray<Reported> Sorted(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(static diagnostic => diagnostic.Id, StringComparer.Ordinal)
            .Select(diagnostic => new Reported(diagnostic, Report.Of(diagnostic, _model))).ToImmutableArray();
}
