using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;

namespace EntryPath.Cli.Loading;

/// <summary>What is to be checked: one solution or project, or C# files by themselves.</summary>
/// <param name="Project">The solution or project file; null for files.</param>
/// <param name="Files">The files, stubs among them, as absolute paths; empty for a solution or project.</param>
/// <param name="Folder">The folder that it stands in.</param>
internal sealed record Target(string? Project, ImmutableArray<string> Files, string Folder)
{
    private static readonly string[] s_solutions = [".sln", ".slnx", ".slnf"];

    /// <summary>Whether it is a solution, whose projects are all to be checked.</summary>
    public bool IsSolution => Project is not null && s_solutions.Contains(Path.GetExtension(Project), StringComparer.OrdinalIgnoreCase);

    /// <summary>The folder that paths in reports are told from: that of the repository, or that of the target where there is none.</summary>
    public string Root
    {
        get
        {
            for (DirectoryInfo? folder = new(Folder); folder is not null; folder = folder.Parent)
            {
                string git = Path.Combine(folder.FullName, ".git");
                if (Directory.Exists(git) || File.Exists(git))
                    return folder.FullName;
            }

            return Folder;
        }
    }

    /// <summary>Finds out what the user means.</summary>
    /// <exception cref="CheckException">The paths are none, do not exist, or may mean several things.</exception>
    public static Target Find(IReadOnlyList<string> paths)
    {
        string[] all = [.. paths.DefaultIfEmpty(".").Select(Path.GetFullPath)];
        if (Array.Find(all, static path => !File.Exists(path) && !Directory.Exists(path)) is { } missing)
            throw new CheckException($"there is no file or folder '{missing}'");

        if (all is [var only])
            return Directory.Exists(only) ? InFolder(only) : IsSource(only) ? OfFiles(all) : OfProject(only);

        if (Array.Find(all, static path => !IsSource(path)) is { } other)
            throw new CheckException($"of several paths each has to be a C# file; '{other}' is none");

        return OfFiles(all);
    }

    private static Target InFolder(string folder)
    {
        string[] solutions = [.. s_solutions[..2].SelectMany(extension => Directory.GetFiles(folder, "*" + extension)).Order(StringComparer.Ordinal)];
        string[] projects = [.. Directory.GetFiles(folder, "*.csproj").Order(StringComparer.Ordinal)];
        string[] found = solutions.Length > 0 ? solutions : projects;
        if (found.Length > 1)
            throw new CheckException($"'{folder}' has several: name one of {string.Join(", ", found.Select(Path.GetFileName))}");

        if (found.Length == 1)
            return new Target(found[0], [], folder);

        string[] files = [.. SourcesBelow(folder).Order(StringComparer.Ordinal)];
        if (files.Length == 0)
            throw new CheckException($"'{folder}' has no solution, no project and no C# file");

        return new Target(null, [.. files], folder);
    }

    private static Target OfProject(string path)
    {
        string extension = Path.GetExtension(path);
        return s_solutions.Append(".csproj").Contains(extension, StringComparer.OrdinalIgnoreCase)
            ? new Target(path, [], Path.GetDirectoryName(path)!)
            : throw new CheckException($"'{path}' is no solution, no C# project and no C# file");
    }

    private static Target OfFiles(string[] files) => new(null, [.. files], Path.GetDirectoryName(files[0])!);

    private static bool IsSource(string path) => File.Exists(path) && path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> SourcesBelow(string folder) =>
        Directory.GetFiles(folder, "*.cs").Concat(Directory.GetDirectories(folder)
            .Where(static inner => Path.GetFileName(inner) is not ("bin" or "obj" or "artifacts") && !Path.GetFileName(inner).StartsWith('.'))
            .SelectMany(SourcesBelow));
}
