using System;
using System.IO;
using System.Threading.Tasks;

namespace EntryPath.Cli.Commands;

/// <summary>Writes a file as a whole or not at all.</summary>
internal static class OutputFile
{
    /// <summary>Says before anything long is done that a file could not be written.</summary>
    /// <exception cref="CheckException">It is a folder, or in none.</exception>
    public static void Check(string option, string? path)
    {
        if (path is null)
            return;

        if (Directory.Exists(path))
            throw new CheckException($"{option}: '{path}' is a folder");

        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
            throw new CheckException($"{option}: there is no folder '{folder}'");
    }

    /// <exception cref="CheckException">It cannot be written; what was there is still there.</exception>
    public static async Task WriteAsync(string path, string text)
    {
        string half = path + ".new";
        try
        {
            await File.WriteAllTextAsync(half, text);
            File.Move(half, path, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            File.Delete(half);
            throw new CheckException($"'{path}' cannot be written: {problem.Message}");
        }
    }
}
