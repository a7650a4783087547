using System.CommandLine;
using System.IO;

namespace EntryPath.Sample.Vmm.Commands;

/// <summary>Options that name a file to write.</summary>
internal static class OutputFile
{
    /// <summary>Creates one; a file that could not be written is an error before anything is explored.</summary>
    public static Option<FileInfo?> Option(string name, string description)
    {
        var option = new Option<FileInfo?>(name) { Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count != 1)
                return;
            var path = Path.GetFullPath(result.Tokens[0].Value);
            if (Directory.Exists(path))
                result.AddError($"{name}: '{path}' is a folder.");
            else if (!Directory.Exists(Path.GetDirectoryName(path)))
                result.AddError($"{name}: there is no folder '{Path.GetDirectoryName(path)}'.");
        });
        return option;
    }
}
