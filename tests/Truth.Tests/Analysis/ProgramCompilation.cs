using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryPath.Truth.Tests.Analysis;

/// <summary>Compiles programs against the prelude; nothing but the running runtime's own assemblies is needed.</summary>
internal static class ProgramCompilation
{
    private static readonly CSharpCompilationOptions s_options =
        new(OutputKind.DynamicallyLinkedLibrary);

    private static readonly string[] s_platform = ["System.Private.CoreLib.dll", "System.Runtime.dll", "netstandard.dll"];
    private static readonly MetadataReference[] s_references = References();
    private static readonly Lazy<MetadataReference> s_prelude = new(CompilePrelude);

    /// <summary>One compilation of many sources, each a tree of its own whose path is the given name.</summary>
    /// <param name="sources">The name and the text of each.</param>
    /// <param name="preludeInSource">Whether the annotated members are source of the same compilation rather than a reference.</param>
    public static CSharpCompilation Of(IEnumerable<(string Name, string Text)> sources, bool preludeInSource)
    {
        var trees = sources.Select(source => Parse(source.Text, source.Name)).ToList();
        if (preludeInSource)
            trees.Add(Parse(PreludeText(), "Prelude.cs"));
        var references = preludeInSource ? s_references : [.. s_references, s_prelude.Value];
        return CSharpCompilation.Create("Programs", trees, references, s_options);
    }

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, CSharpParseOptions.Default, path);

    private static MetadataReference[] References()
    {
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return
        [
            .. trusted.Where(path => s_platform.Contains(Path.GetFileName(path))).Select(path => MetadataReference.CreateFromFile(path)),
            MetadataReference.CreateFromFile(typeof(StepAttribute).Assembly.Location),
        ];
    }

    private static MetadataReference CompilePrelude()
    {
        using var image = new MemoryStream();
        var result = CSharpCompilation.Create("TruthPrelude", [Parse(PreludeText(), "Prelude.cs")], s_references, s_options).Emit(image);
        if (!result.Success)
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    private static string PreludeText()
    {
        using var reader = new StreamReader(typeof(ProgramCompilation).Assembly.GetManifestResourceStream("Prelude.cs")!);
        return reader.ReadToEnd();
    }
}
