using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition.Hosting;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace EntryPath.Editor.Tests;

/// <summary>
/// A project that is open in an editor: Roslyn's workspace with its own editing features, which load the analyzer and the fixes from their
/// files and ask for the diagnostics of one document and for the actions at a place, as an editor does after each key.
/// </summary>
internal sealed class Editor : IDisposable
{
    private static readonly Assembly s_features = Assembly.Load("Microsoft.CodeAnalysis.Features");
    private static readonly Assembly s_csharpFeatures = Assembly.Load("Microsoft.CodeAnalysis.CSharp.Features");
    private static readonly CompositionHost s_composition = new ContainerConfiguration()
        .WithAssemblies(MefHostServices.DefaultAssemblies.Concat([s_features, s_csharpFeatures]).Distinct()).CreateContainer();

    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(StepAttribute).Assembly.Location),
    ];

    private readonly AdhocWorkspace workspace = new(MefHostServices.Create(s_composition));
    private readonly ProjectId project = ProjectId.CreateNewId();

    /// <summary>Opens a project. A file named <c>.editorconfig</c> is its settings, and one that ends in <c>.entrypath.cs</c> a stub.</summary>
    public Editor(params (string Name, string Text)[] files)
    {
        var loader = new FileLoader();
        workspace.AddSolution(SolutionInfo.Create(SolutionId.CreateNewId(), VersionStamp.Create(), analyzerReferences:
            [new AnalyzerFileReference(s_features.Location, loader), new AnalyzerFileReference(s_csharpFeatures.Location, loader)]));
        workspace.AddProject(ProjectInfo.Create(
            project, VersionStamp.Create(), "App", "App", LanguageNames.CSharp, filePath: "/app/App.csproj",
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
            parseOptions: new CSharpParseOptions(LanguageVersion.Latest),
            documents: files.Where(file => IsCode(file.Name)).Select(Document),
            metadataReferences: s_references,
            analyzerReferences: [Reference("EntryPath.Analyzer.dll", loader), Reference("EntryPath.CodeFixes.dll", loader)],
            additionalDocuments: files.Where(file => file.Name.EndsWith(".entrypath.cs", StringComparison.Ordinal)).Select(Document))
            .WithAnalyzerConfigDocuments(files.Where(file => file.Name == ".editorconfig").Select(Document)));

        foreach (var document in Project.Documents)
            workspace.OpenDocument(document.Id);
    }

    private Project Project => workspace.CurrentSolution.GetProject(project)!;

    public void Dispose() => workspace.Dispose();

    public string Text(string file) => Find(file).GetTextAsync().Result.ToString();

    /// <summary>What the editor underlines in one document now, ordered by place; hidden ones are left out.</summary>
    public async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(string file)
    {
        var document = Find(file);
        var service = s_features.GetType("Microsoft.CodeAnalysis.Diagnostics.IDiagnosticAnalyzerService", throwOnError: true)!;
        var get = service.GetMethod("GetDiagnosticsForSpanAsync")!;
        var parameters = get.GetParameters();
        var all = Enum.Parse(parameters[4].ParameterType, "All");
        var task = (Task)get.Invoke(Service(service), [document, null, AnyId(parameters[2].ParameterType), null, all, CancellationToken.None])!;
        await task;
        var found = ImmutableArray.CreateBuilder<Diagnostic>();

        foreach (var data in (System.Collections.IEnumerable)task.GetType().GetProperty("Result")!.GetValue(task)!)
        {
            var diagnostic = await (Task<Diagnostic>)data.GetType().GetMethod("ToDiagnosticAsync")!.Invoke(data, [document.Project, CancellationToken.None])!;
            if (diagnostic is { IsSuppressed: false, Severity: not DiagnosticSeverity.Hidden } || diagnostic.Id == "IDE0079")
                found.Add(diagnostic);
        }

        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id)];
    }

    /// <summary>The rules of ours that are underlined in one document now, with their lines, counted from 1.</summary>
    public async Task<string[]> ReportsAsync(string file) =>
    [
        .. (await DiagnosticsAsync(file)).Where(diagnostic => diagnostic.Id.StartsWith("EPO", StringComparison.Ordinal) && diagnostic.Id != "EPO2011")
            .Select(diagnostic => $"{diagnostic.Id} {diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}"),
    ];

    /// <summary>Puts text in the place of other text, which stands in the document once, as one edit.</summary>
    public void Replace(string file, string old, string text)
    {
        var document = Find(file);
        var now = document.GetTextAsync().Result;
        var start = now.ToString().IndexOf(old, StringComparison.Ordinal);
        Assert.True(start >= 0, $"'{old}' is not in {file}");
        var changed = now.WithChanges(new TextChange(new TextSpan(start, old.Length), text));
        Assert.True(workspace.TryApplyChanges(document is Document
            ? workspace.CurrentSolution.WithDocumentText(document.Id, changed)
            : workspace.CurrentSolution.WithAdditionalDocumentText(document.Id, changed)));
    }

    /// <summary>Types text at a mark, key by key, and asks after each key.</summary>
    /// <returns>After each key: the text typed so far, whether the document compiles, and the reports.</returns>
    public async Task<List<(string Typed, bool Compiles, string[] Reports)>> TypeAsync(string file, string mark, string text)
    {
        List<(string, bool, string[])> states = [];
        Replace(file, mark, mark + "\uE000");

        for (var length = 1; length <= text.Length; length++)
        {
            var caret = length == text.Length ? "" : "\uE000";
            Replace(file, "\uE000", text[length - 1] + caret);
            // The mark of the caret is no part of the text that is compiled.
            if (caret != "")
                Replace(file, caret, "");

            var compiles = (await Project.GetCompilationAsync())!.GetDiagnostics().All(diagnostic => diagnostic.Severity != DiagnosticSeverity.Error);
            states.Add((text[..length], compiles, await ReportsAsync(file)));

            if (caret != "")
                Replace(file, mark + text[..length], mark + text[..length] + caret);
        }

        return states;
    }

    /// <summary>The actions that the light bulb offers at a diagnostic: ours, without those that only suppress.</summary>
    public async Task<CodeAction[]> ActionsAsync(string file, Diagnostic diagnostic)
    {
        var service = s_features.GetType("Microsoft.CodeAnalysis.CodeFixes.ICodeFixService", throwOnError: true)!;
        var stream = service.GetMethod("StreamFixesAsync")!.Invoke(
            s_composition.GetExport(service), [Find(file), diagnostic.Location.SourceSpan, null, CancellationToken.None])!;
        List<CodeAction> actions = [];

        await foreach (var collection in (IAsyncEnumerable<object>)stream)
        {
            foreach (var fix in (System.Collections.IEnumerable)Get(collection, "Fixes")!)
            {
                if (Get(collection, "Provider")!.GetType().Assembly.GetName().Name == "EntryPath.CodeFixes")
                    actions.Add((CodeAction)Get(fix, "Action")!);
            }
        }

        return [.. actions];
    }

    /// <summary>What the preview of an action shows: the lines that go and those that come.</summary>
    public async Task<string[]> PreviewAsync(string file, CodeAction action)
    {
        var changed = Assert.Single((await action.GetPreviewOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>()).ChangedSolution;
        var before = Text(file).Split('\n');
        var after = (await changed.GetDocument(Find(file).Id)!.GetTextAsync()).ToString().Split('\n');
        return [.. before.Except(after).Select(line => "-" + line.Trim()), .. after.Except(before).Select(line => "+" + line.Trim())];
    }

    /// <summary>Applies an action as a click does.</summary>
    public async Task ApplyAsync(CodeAction action)
    {
        foreach (var operation in await action.GetOperationsAsync(CancellationToken.None))
            operation.Apply(workspace, CancellationToken.None);
    }

    private static bool IsCode(string name) => name.EndsWith(".cs", StringComparison.Ordinal) && !name.EndsWith(".entrypath.cs", StringComparison.Ordinal);

    private DocumentInfo Document((string Name, string Text) file) => DocumentInfo.Create(
        DocumentId.CreateNewId(project), file.Name, filePath: "/app/" + file.Name,
        loader: TextLoader.From(TextAndVersion.Create(SourceText.From(file.Text, System.Text.Encoding.UTF8), VersionStamp.Create())));

    private TextDocument Find(string file) => Project.Documents.Concat(Project.AdditionalDocuments).Single(document => document.Name == file);

    private static AnalyzerFileReference Reference(string name, FileLoader loader) => new(Path.Combine(AppContext.BaseDirectory, name), loader);

    private object Service(Type type) =>
        typeof(Microsoft.CodeAnalysis.Host.HostWorkspaceServices).GetMethod("GetRequiredService")?.MakeGenericMethod(type).Invoke(workspace.Services, null)
        ?? throw new InvalidOperationException($"the editor has no {type.Name}");

    private static object? AnyId(Type filter) => filter.GetProperty("All", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)?.GetValue(null)
        ?? filter.GetField("All", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)?.GetValue(null)
        ?? Activator.CreateInstance(filter);

    private static object? Get(object target, string property) =>
        target.GetType().GetProperty(property, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic) is { } found
            ? found.GetValue(target)
            : target.GetType().GetField(property, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(target);

    /// <summary>The assemblies are those beside the tests, loaded once.</summary>
    private sealed class FileLoader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.Load(AssemblyName.GetAssemblyName(fullPath));
    }
}
