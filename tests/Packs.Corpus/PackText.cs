using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Packs.Corpus;

/// <summary>A pack as the build passes it.</summary>
internal sealed class PackText(string path) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(File.ReadAllText(path));

    private const string Extension = ".entrypath.cs";

    private static readonly string s_folder = System.IO.Path.Combine(AppContext.BaseDirectory, "packs");

    public override string Path => path;

    /// <summary>The packs that are there to be turned on.</summary>
    public static IEnumerable<PackText> All() => Directory.GetFiles(s_folder, "*" + Extension).Order(StringComparer.Ordinal).Select(static path => new PackText(path));

    /// <summary>The pack with a name.</summary>
    /// <exception cref="IOException">There is none.</exception>
    public static PackText Named(string name) => new(System.IO.Path.Combine(s_folder, name + Extension));

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}
