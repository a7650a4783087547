using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Cli.Loading;

/// <summary>The rule packs that come with the tool, turned on by name for projects that do not name them themselves.</summary>
internal static class RulePacks
{
    private const string Extension = ".entrypath.cs";

    /// <summary>The attributes and the protocols of the packs.</summary>
    public static string Attributes => typeof(StepAttribute).Assembly.Location;

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "packs");

    /// <summary>The names of all packs.</summary>
    public static ImmutableArray<string> Known { get; } =
        [.. Directory.GetFiles(Folder, "*" + Extension).Select(static path => Path.GetFileName(path)[..^Extension.Length]).Order(StringComparer.Ordinal)];

    /// <summary>The packs that the user named, each once.</summary>
    /// <exception cref="CheckException">A name is no pack.</exception>
    public static ImmutableArray<string> Named(IEnumerable<string> names)
    {
        var named = ImmutableArray.CreateBuilder<string>();
        foreach (string name in names.SelectMany(static several => several.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            string known = Known.FirstOrDefault(pack => pack.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new CheckException($"there is no rule pack '{name}'; known are: {string.Join(", ", Known)}");
            if (!named.Contains(known))
                named.Add(known);
        }

        return named.ToImmutable();
    }

    /// <summary>Adds packs to a project as a build with <c>EntryPathPacks</c> does; one that the project has already is not added again.</summary>
    public static Solution AddTo(Solution solution, ProjectId id, ImmutableArray<string> packs)
    {
        foreach (string pack in packs)
        {
            Project project = solution.GetProject(id)!;
            string file = pack + Extension;
            if (project.AdditionalDocuments.Any(document => Path.GetFileName(document.FilePath) == file))
                continue;

            string path = Path.Combine(Folder, file);
            solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(id), file, SourceText.From(File.ReadAllText(path), Encoding.UTF8), filePath: path);
            solution = solution.AddAnalyzerConfigDocument(
                DocumentId.CreateNewId(id),
                pack + ".globalconfig",
                SourceText.From($"is_global = true\n[{path.Replace('\\', '/')}]\nbuild_metadata.AdditionalFiles.EntryPathPack = {pack}\n", Encoding.UTF8),
                filePath: Path.Combine(Folder, pack + ".globalconfig"));
        }

        return packs.IsEmpty || HasAttributes(solution.GetProject(id)!) ? solution : solution.AddMetadataReference(id, MetadataReference.CreateFromFile(Attributes));
    }

    private static bool HasAttributes(Project project) =>
        project.MetadataReferences.Any(static reference => Path.GetFileName(reference.Display) == Path.GetFileName(Attributes))
        || project.ProjectReferences.Any(reference => project.Solution.GetProject(reference.ProjectId)?.AssemblyName == Path.GetFileNameWithoutExtension(Attributes));
}
