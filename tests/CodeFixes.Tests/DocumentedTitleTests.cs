using System.IO;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryPath.CodeFixes.Tests;

/// <summary>The titles that README and tutorial quote are those that the light bulb shows for the programs there.</summary>
public sealed class DocumentedTitleTests
{
    [Theory]
    [InlineData("README.md", "")]
    [InlineData("docs/tutorial.md", "Program.cs")]
    public async Task A_quoted_title_is_offered_for_the_program_beside_it(string page, string file)
    {
        string text = await File.ReadAllTextAsync(Path.Combine(FixFigures.Root(), page));
        string title = Regex.Match(text, @"\*(Move '[^*]+)\*").Groups[1].Value;

        // The last version of a file before the title; without names, the first block.
        List<(string Name, string Code)> blocks = Regex.Matches(text[..text.IndexOf(title, StringComparison.Ordinal)], @"```csharp ?(\S*)\n(.*?)```", RegexOptions.Singleline)
            .Select(block => (block.Groups[1].Value, block.Groups[2].Value)).ToList();
        var files = file.Length == 0 ? blocks.Take(1).ToList() : blocks.GroupBy(block => block.Name).Select(versions => versions.Last()).ToList();
        Document document = Open(files, file);

        var titles = new List<string>();
        foreach (Diagnostic report in (await OfferedFixes.ReportsAsync(document.Project)).Where(report => report.Location.SourceTree!.FilePath == document.FilePath))
            titles.AddRange((await OfferedFixes.OfAsync(document, report)).Select(offer => offer.Title));

        Assert.NotEmpty(title);
        Assert.Contains(title, titles);
    }

    private static Document Open(List<(string Name, string Code)> files, string asked)
    {
        var id = ProjectId.CreateNewId();
        Solution solution = new AdhocWorkspace().CurrentSolution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, "App", "App", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(asked.Length == 0 ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication),
            metadataReferences: Fix.References));
        foreach ((string name, string code) in files.Append((Name: "Usings.cs", Code: "global using System; global using System.Collections.Concurrent; global using System.Threading;\n")))
            solution = solution.AddDocument(DocumentId.CreateNewId(id), name, code, filePath: "/source/" + name);

        return solution.GetProject(id)!.Documents.First(document => document.Name == asked);
    }
}
