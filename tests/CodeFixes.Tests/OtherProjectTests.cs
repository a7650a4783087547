using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryPath.CodeFixes.Tests;

/// <summary>What is called in another project of the solution, whose code the host has, counts as metadata.</summary>
public sealed class OtherProjectTests
{
    private const string Library = """
        using EntryPath;

        [EntryProtocol(Ordered = false)]
        public enum Hold { Held }

        public sealed class Door
        {
            public int Uses;

            [Step(Hold.Held)] public void Lock() { }
            [Undo(Hold.Held)] public void Unlock() { }
            [Requires(Hold.Held)] public void Use() { Uses++; }

            public void Prepare() => Lock();
            public void Open() => Unlock();
            public int Count() => Uses;
        }

        """;

    [Fact]
    public async Task A_member_that_says_nothing_promises_what_it_does()
    {
        (ImmutableArray<Offer> offers, ProjectId library) = await OfAsync("door.Prepare();\ndoor.Use();\ndoor.Unlock();", "EPO1001");

        Offer offer = Assert.Single(offers, static offer => offer.Title == "Mark 'Prepare' [Ensures(Hold.Held)]");
        string changed = (await offer.Changed.GetProject(library)!.Documents.Single().GetTextAsync()).ToString();
        Assert.Equal(Library.Replace("    public void Prepare", "    [Ensures(Hold.Held)]\n    public void Prepare", StringComparison.Ordinal), changed);
        Assert.False(offer.IsForAll);
    }

    [Theory]
    [InlineData("door.Use();\ndoor.Count();\ndoor.Lock();\ndoor.Unlock();", "EPO1001")]
    [InlineData("door.Lock();\ndoor.Count();\nif (door.Count() > 3)\n    return;\n\ndoor.Unlock();", "EPO1005")]
    public async Task What_it_does_is_not_looked_into(string statements, string id)
    {
        (ImmutableArray<Offer> offers, _) = await OfAsync(statements, id);

        Assert.NotEmpty(offers);
    }

    private static async Task<(ImmutableArray<Offer> Offers, ProjectId Library)> OfAsync(string statements, string id)
    {
        var workspace = new AdhocWorkspace();
        (ProjectId library, ProjectId app) = (ProjectId.CreateNewId(), ProjectId.CreateNewId());
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary);
        string use = "public class Use\n{\n    public void Run(Door door)\n    {\n" + string.Concat(statements.Split('\n').Select(static line => "        " + line + "\n")) + "    }\n}\n";
        Solution solution = workspace.CurrentSolution
            .AddProject(ProjectInfo.Create(library, VersionStamp.Default, "Lib", "Lib", LanguageNames.CSharp, compilationOptions: options, metadataReferences: Fix.References))
            .AddProject(ProjectInfo.Create(app, VersionStamp.Default, "App", "App", LanguageNames.CSharp, compilationOptions: options, metadataReferences: Fix.References))
            .AddProjectReference(app, new ProjectReference(library))
            .AddDocument(DocumentId.CreateNewId(library), "Door.cs", Library, filePath: "/source/Door.cs")
            .AddDocument(DocumentId.CreateNewId(app), "Use.cs", use, filePath: "/source/Use.cs");
        Document document = solution.GetProject(app)!.Documents.Single();
        Diagnostic report = (await OfferedFixes.ReportsAsync(document.Project)).First(report => report.Id == id);
        return (await OfferedFixes.OfAsync(document, report), library);
    }
}
