using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Packs.Tests;

/// <summary>
/// A part of the framework that a compilation declares itself makes reports likely there. One that a referenced project declares does not, whether the host has that project as source
/// or as a file.
/// </summary>
public sealed class OwnAssemblyTests
{
    private const string Copy =
        """
        namespace System.IO.Pipelines
        {
            public class PipeReader
            {
                public virtual bool TryRead(out ReadResult result) { result = default; return true; }
                public virtual void AdvanceTo(SequencePosition consumed) { }
            }

            public struct ReadResult { public SequencePosition End => default; }
        }
        """;

    private const string Program =
        """
        using System.IO.Pipelines;

        public static class Reading
        {
            public static void Once(PipeReader reader, bool isLast)
            {
                if (!reader.TryRead(out ReadResult result) || isLast)
                    return;

                reader.AdvanceTo(result.End);
            }
        }
        """;

    private static readonly ImmutableArray<MetadataReference> s_framework = FrameworkReferences.With(static _ => false);

    private static readonly ImmutableArray<MetadataReference> s_others = s_framework.RemoveAll(static reference => Path.GetFileName(reference.Display) == "System.IO.Pipelines.dll");

    [Fact]
    public async Task A_referenced_project_says_the_same_as_source_and_as_a_file()
    {
        CSharpCompilation library = Compile("Library", s_others, Copy);
        using MemoryStream image = new();
        Assert.True(library.Emit(image).Success);

        ImmutableArray<string> built = await CertainAsync(Compile("Program", s_others.Add(MetadataReference.CreateFromImage(image.ToArray())), Program));

        Assert.Single(built);
        Assert.Equal(string.Join("\n", built), string.Join("\n", await CertainAsync(Compile("Program", s_others.Add(library.ToMetadataReference()), Program))));
    }

    [Fact]
    public async Task A_compilation_that_declares_the_type_beside_the_framework_s_is_told_less() =>
        Assert.Empty(await CertainAsync(Compile("Program", s_framework, Copy, Program)));

    private static CSharpCompilation Compile(string name, IEnumerable<MetadataReference> references, params string[] texts) => CSharpCompilation.Create(
        name, texts.Select(static text => CSharpSyntaxTree.ParseText(text)), references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private static async Task<ImmutableArray<string>> CertainAsync(Compilation compilation)
    {
        AnalyzerOptions options = new([new PackFile("Memory")]);
        IEnumerable<Diagnostic> found = await compilation.WithAnalyzers([new Analyzer.EntryPathAnalyzer()], options).GetAnalyzerDiagnosticsAsync();
        return [.. found.Where(static report => report.Id.StartsWith("EPO1", StringComparison.Ordinal)).Select(static report => report.Id + " " + report.GetMessage(CultureInfo.InvariantCulture)).Order()];
    }
}
