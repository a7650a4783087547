using System;
using System.IO;

namespace EntryPath.Cli.Tests.Tools;

/// <summary>A folder of a user, which goes with the test.</summary>
internal sealed class Folder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("entrypath-cli-");

    public string Root => _folder.FullName;

    public string this[string path] => Path.Combine(Root, path);

    /// <summary>Writes a file, with its folders.</summary>
    public Folder Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        File.WriteAllText(this[path], text);
        return this;
    }

    public string Read(string path) => File.ReadAllText(this[path]);

    public void Dispose() => _folder.Delete(recursive: true);
}
