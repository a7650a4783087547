using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.IO.Enumeration;
using System.Linq;

namespace EntryPath.Packs.Corpus;

/// <summary>A tree of source, cut into what is compiled by itself.</summary>
internal sealed record Corpus(string Root, ImmutableArray<CorpusUnit> Units)
{
    /// <summary>Cuts a tree. A file that several patterns name belongs to the deepest folder of them.</summary>
    /// <param name="root">The folder that holds the tree.</param>
    /// <param name="patterns">What is compiled by itself, below the root.</param>
    /// <param name="left">Names of folders that are left out with all that is in them; * stands for anything, and case does not count.</param>
    public static Corpus Find(string root, IReadOnlyList<string> patterns, IReadOnlyList<string> left)
    {
        string[] folders = [.. patterns.Where(static pattern => !IsFile(pattern)).SelectMany(pattern => Expand(root, pattern, Directory.GetDirectories))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        HashSet<string> taken = new(folders, StringComparer.Ordinal);
        IEnumerable<CorpusUnit> units = folders.Select(folder => new CorpusUnit(Path.GetRelativePath(root, folder), [.. FilesBelow(folder, taken, left)]));
        IEnumerable<CorpusUnit> files = patterns.Where(IsFile).SelectMany(pattern => Expand(root, pattern, Directory.GetFiles))
            .Select(file => new CorpusUnit(Path.GetRelativePath(root, file), [file]));
        return new Corpus(root, [.. units.Concat(files).Where(static unit => !unit.Files.IsEmpty)]);
    }

    private static bool IsFile(string pattern) => pattern.EndsWith(".cs", StringComparison.Ordinal);

    private static IEnumerable<string> Expand(string root, string pattern, Func<string, string, string[]> list)
    {
        if (pattern == ".")
            return [root];

        string[] names = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> found = [root];
        foreach (string name in names[..^1])
            found = found.SelectMany(folder => Directory.GetDirectories(folder, name));

        return found.SelectMany(folder => list(folder, names[^1])).Order(StringComparer.Ordinal);
    }

    /// <summary>Hidden folders hold what tools keep there, such as the files from before a patch.</summary>
    private static IEnumerable<string> FilesBelow(string folder, HashSet<string> taken, IReadOnlyList<string> left) =>
        Directory.GetFiles(folder, "*.cs").Order(StringComparer.Ordinal)
            .Concat(Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
                .Where(inner => !taken.Contains(inner) && !Path.GetFileName(inner).StartsWith('.') && new DirectoryInfo(inner).LinkTarget is null
                    && !left.Any(name => FileSystemName.MatchesSimpleExpression(name, Path.GetFileName(inner))))
                .SelectMany(inner => FilesBelow(inner, taken, left)));
}

/// <summary>What is compiled by itself.</summary>
internal sealed record CorpusUnit(string Name, ImmutableArray<string> Files);
