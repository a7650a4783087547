using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Cli.Loading;

/// <summary>C# files without a project, compiled together against the framework that the tool runs on, as <c>dotnet run file.cs</c> would.</summary>
internal static class LooseFiles
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    public static LoadedCode Load(Target target, ImmutableArray<string> packs)
    {
        var workspace = new AdhocWorkspace();
        ProjectId id = ProjectId.CreateNewId();
        string name = Path.GetFileName(target.Folder) is { Length: > 0 } folder ? folder : "Files";
        var sources = target.Files.Where(static path => !IsStub(path)).Select(path => (Path: path, Text: Read(path))).ToList();
        var parsing = new CSharpParseOptions(LanguageVersion.Latest);
        bool isProgram = sources.Exists(source => CSharpSyntaxTree.ParseText(source.Text, parsing).GetCompilationUnitRoot().Members.Any(static member => member is GlobalStatementSyntax));
        Solution solution = workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            id,
            VersionStamp.Default,
            name,
            name,
            LanguageNames.CSharp,
            filePath: target.Folder,
            compilationOptions: new CSharpCompilationOptions(
                isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: parsing,
            metadataReferences: [.. Framework().Append(RulePacks.Attributes).Select(static path => MetadataReference.CreateFromFile(path))]));
        foreach ((string path, SourceText text) in sources)
            solution = solution.AddDocument(DocumentId.CreateNewId(id), Path.GetFileName(path), text, filePath: path);

        foreach (string path in target.Files.Where(IsStub))
            solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(id), Path.GetFileName(path), Read(path), filePath: path);

        solution = solution.AddDocument(DocumentId.CreateNewId(id), "ImplicitUsings.g.cs", SourceText.From(ImplicitUsings, Encoding.UTF8));
        for (DirectoryInfo? above = new(target.Folder); above is not null; above = above.Parent)
        {
            string settings = Path.Combine(above.FullName, ".editorconfig");
            if (File.Exists(settings))
                solution = solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(id), ".editorconfig", Read(settings), filePath: settings);
        }

        return new LoadedCode(RulePacks.AddTo(solution, id, packs), [id], [], workspace);
    }

    private static bool IsStub(string path) => path.EndsWith(".entrypath.cs", StringComparison.OrdinalIgnoreCase);

    private static SourceText Read(string path)
    {
        using FileStream file = File.OpenRead(path);
        return SourceText.From(file);
    }

    private static string[] Framework()
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => Path.GetDirectoryName(path) == folder)];
    }
}
