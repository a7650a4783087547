using System.Collections.Immutable;
using System.Threading;
using EntryPath.Analyzer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.CodeFixes.Tests;

/// <summary>A solution in which a test decides itself what a tool asks a fix for.</summary>
internal sealed class SmallSolution : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    /// <summary>Adds a project of these documents and the rules; documents of the same name are the same file.</summary>
    public void Add(string project, params (string Name, string Text)[] documents) => Add(project, isProgram: false, documents);

    /// <summary>Adds a project, of which one document may hold top-level statements.</summary>
    public void Add(string project, bool isProgram, params (string Name, string Text)[] documents)
    {
        var id = ProjectId.CreateNewId();
        Solution solution = _workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, project, project, LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary),
            metadataReferences: Fix.References));
        foreach ((string name, string text) in documents.Append(("Rules.cs", Rules.Text)))
            solution = solution.AddDocument(DocumentId.CreateNewId(id), name, text, filePath: "/source/" + name);

        Assert.True(_workspace.TryApplyChanges(solution));
    }

    public async Task<string> TextAsync(string project, string document) => (await Document(project, document).GetTextAsync()).ToString();

    /// <summary>Fixes the diagnostics of one id from the first document on, with the key of the fix that a sample diagnostic gets.</summary>
    /// <returns>Whether there was such a diagnostic.</returns>
    public async Task<bool> FixAllAsync(CodeFixProvider fix, FixAllScope scope, string id, string sample)
    {
        Document first = _workspace.CurrentSolution.Projects.First().Documents.First();
        var diagnostics = new Reported();
        Diagnostic? asked = (await diagnostics.GetAllDiagnosticsAsync(first.Project, default)).FirstOrDefault(diagnostic => diagnostic.Id == sample);
        if (asked is null)
            return false;

        string? key = null;
        await fix.RegisterCodeFixesAsync(new CodeFixContext(first, asked, (action, _) => key ??= action.EquivalenceKey, default));
        var context = new FixAllContext(first, fix, scope, key!, [id], diagnostics, default);
        CodeAction action = (await fix.GetFixAllProvider()!.GetFixAsync(context))!;
        foreach (CodeActionOperation operation in await action.GetOperationsAsync(default))
            operation.Apply(_workspace, default);

        return true;
    }

    /// <summary>Asks for the fixes of every diagnostic in the first document, errors of the compiler or not.</summary>
    /// <returns>How many fixes are offered.</returns>
    public async Task<int> OffersAsync(params CodeFixProvider[] fixes)
    {
        Document document = _workspace.CurrentSolution.Projects.First().Documents.First();
        int offered = 0;
        foreach (Diagnostic diagnostic in await Reported.OfAsync(document.Project, default))
        {
            foreach (CodeFixProvider fix in fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
                await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (_, _) => offered++, default));
        }

        return offered;
    }

    private Document Document(string project, string document) =>
        _workspace.CurrentSolution.Projects.Single(p => p.Name == project).Documents.Single(d => d.Name == document);

    /// <summary>What the analyzer says, as a host tells it to Fix All.</summary>
    private sealed class Reported : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
        {
            Compilation compilation = (await project.GetCompilationAsync(cancellationToken))!;
            Assert.Empty(compilation.GetDiagnostics(cancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
            return await OfAsync(project, cancellationToken);
        }

        public static async Task<ImmutableArray<Diagnostic>> OfAsync(Project project, CancellationToken cancellationToken) =>
            await (await project.GetCompilationAsync(cancellationToken))!
                .WithAnalyzers(ImmutableArray.Create<DiagnosticAnalyzer>(new EntryPathAnalyzer()))
                .GetAnalyzerDiagnosticsAsync(cancellationToken);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            SyntaxTree? tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await GetAllDiagnosticsAsync(document.Project, cancellationToken)).Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            (await GetAllDiagnosticsAsync(project, cancellationToken)).Where(diagnostic => diagnostic.Location.SourceTree is null);
    }
}
