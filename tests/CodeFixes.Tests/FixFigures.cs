#pragma warning disable IDE0005 // The truth test compiles this file too, without the global usings of this project.
using System;
using System.IO;
using System.Linq;
using System.Threading;

namespace EntryPath.CodeFixes.Tests;

/// <summary>The figures of the fixes, each a line of <c>artifacts/fixes.txt</c>.</summary>
internal static class FixFigures
{
    /// <summary>Writes a line in the place of the earlier one that begins with the same word.</summary>
    public static void Write(string line)
    {
        var path = Path.Combine(Artifacts(), "fixes.txt");
        var word = line[..(line.IndexOf(':', StringComparison.Ordinal) + 1)];
        using var file = OpenAlone(path);
        using var reader = new StreamReader(file);
        var others = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(other => !other.StartsWith(word, StringComparison.Ordinal)).ToList();
        file.SetLength(0);
        using var writer = new StreamWriter(file);
        foreach (var one in others.Append(line))
            writer.Write(one + '\n');
    }

    /// <summary>Test assemblies run beside each other, and two of them write here.</summary>
    private static FileStream OpenAlone(string path)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < 200)
            {
                Thread.Sleep(50);
            }
        }
    }

    /// <summary>Adds a line to another file there.</summary>
    public static void Append(string file, string line) => File.AppendAllText(Path.Combine(Artifacts(), file), line + "\n");

    private static string Artifacts() => Directory.CreateDirectory(Path.Combine(Root(), "artifacts")).FullName;

    /// <summary>The folder of the repository.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Analyzers.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The test does not run inside the repository.");

        return folder.FullName;
    }
}
