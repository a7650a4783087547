using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.Packs.Tests;

/// <summary>A rule pack of the package, and programs that use it.</summary>
internal sealed class PackFile : AdditionalText
{
    private static readonly ImmutableArray<MetadataReference> References = FrameworkReferences
        .With(static name => name.StartsWith("Microsoft.EntityFrameworkCore.", StringComparison.Ordinal)
            || name is "Microsoft.Net.Http.Headers.dll" or "RabbitMQ.Client.dll" or "Azure.Messaging.ServiceBus.dll" or "Azure.Core.dll")
        .Add(MetadataReference.CreateFromFile(System.IO.Path.Combine(AppContext.BaseDirectory, "winforms", "System.Windows.Forms.dll")));

    private readonly SourceText _text;

    public PackFile(string name)
    {
        Name = name;
        Path = System.IO.Path.Combine(AppContext.BaseDirectory, "packs", name + ".entrypath.cs");
        _text = SourceText.From(File.ReadAllText(Path));
    }

    public static ImmutableArray<string> Names { get; } =
    [
        .. Directory.GetFiles(System.IO.Path.Combine(AppContext.BaseDirectory, "packs"), "*.entrypath.cs")
            .Select(static file => System.IO.Path.GetFileName(file)[..^".entrypath.cs".Length]).Order(StringComparer.Ordinal),
    ];

    public string Name { get; }

    public override string Path { get; }

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;

    /// <summary>A program that is compiled as a .NET 10 project is.</summary>
    public static CSharpCompilation Compile(params (string Path, string Text)[] files)
    {
        CSharpParseOptions options = new(LanguageVersion.Latest, preprocessorSymbols: ["NET", "NET9_0_OR_GREATER", "NET10_0_OR_GREATER"]);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Program",
            files.Select(file => CSharpSyntaxTree.ParseText(file.Text, options, file.Path)),
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        Assert.DoesNotContain(compilation.GetDiagnostics(), static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return compilation;
    }

    /// <summary>The programs of all packs whose file name begins so, as paths below the programs.</summary>
    public static ImmutableArray<string> Programs(string prefix)
    {
        string folder = System.IO.Path.Combine(AppContext.BaseDirectory, "Programs");
        return
        [
            .. Directory.GetFiles(folder, prefix + "*.cs", SearchOption.AllDirectories)
                .Select(path => System.IO.Path.GetRelativePath(folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal),
        ];
    }

    public static (string Path, string Text) Program(string path)
    {
        string file = System.IO.Path.Combine(AppContext.BaseDirectory, "Programs", path);
        return (path, File.ReadAllText(file));
    }

    /// <summary>Found from where the test runs: a deterministic build does not know where its sources are.</summary>
    public static string RepositoryRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "Directory.Packages.props")))
            folder = System.IO.Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The test does not run inside the repository.");

        return folder;
    }
}
