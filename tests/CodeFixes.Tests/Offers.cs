using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryPath.CodeFixes.Tests;

/// <summary>Asks for the actions of the light bulb in a program of one document.</summary>
internal static class Offers
{
    /// <summary>What is offered for the first diagnostic of an id.</summary>
    /// <param name="source">The program.</param>
    /// <param name="id">The diagnostic.</param>
    /// <param name="member">Text of the method in which it has to be; null: anywhere.</param>
    public static async Task<ImmutableArray<Offer>> OfAsync(string source, string id, string? member = null)
    {
        Document document = Open(source);
        int start = member is null ? 0 : source.IndexOf(member, StringComparison.Ordinal);
        Diagnostic diagnostic = (await OfferedFixes.ReportsAsync(document.Project, DiagnosticSeverity.Warning))
            .First(report => report.Id == id && report.Location.SourceSpan.Start >= start && report.Location.SourceTree!.FilePath == "/source/Code.cs");
        return await OfferedFixes.OfAsync(document, diagnostic);
    }

    /// <summary>The program as a document of a project with the rules of the tests, where it names them.</summary>
    public static Document Open(string source)
    {
        var id = ProjectId.CreateNewId();
        Solution solution = new AdhocWorkspace().CurrentSolution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, "App", "App", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: new CSharpParseOptions(LanguageVersion.Latest, preprocessorSymbols: ["DEBUG"]),
            metadataReferences: Fix.References));
        if (!source.Contains("[EntryProtocol", StringComparison.Ordinal))
            solution = solution.AddDocument(DocumentId.CreateNewId(id), "Rules.cs", Rules.Text, filePath: "/source/Rules.cs");

        var document = DocumentId.CreateNewId(id);
        return solution.AddDocument(document, "Code.cs", source, filePath: "/source/Code.cs").GetDocument(document)!;
    }
}
