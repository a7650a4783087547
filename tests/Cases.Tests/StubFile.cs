using System.IO;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Cases.Tests;

/// <summary>A file of stubs on disk.</summary>
internal sealed class StubFile(string path) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(File.ReadAllText(path));

    public override string Path { get; } = path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}
