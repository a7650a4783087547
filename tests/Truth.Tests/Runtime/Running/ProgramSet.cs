using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryPath.Truth.Tests.Runtime.Running;

/// <summary>Many programs, compiled into one assembly and loaded.</summary>
internal sealed class ProgramSet : IDisposable
{
    private static readonly CSharpParseOptions s_parsing = new(LanguageVersion.Preview);
    private static readonly Lazy<MetadataReference[]> s_references = new(References);

    private readonly AssemblyLoadContext _context;
    private readonly ILookup<string, Type> _types;

    private ProgramSet(AssemblyLoadContext context, Assembly assembly, bool[] compiles, string[] errors)
    {
        _context = context;
        _types = assembly.GetTypes().ToLookup(type => type.Namespace ?? "");
        Compiles = compiles;
        Errors = errors;
    }

    /// <summary>Which of the programs compile; the others are left out.</summary>
    public bool[] Compiles { get; }

    public string[] Errors { get; }

    public static CSharpCompilation Compilation(IEnumerable<(string Name, string Text)> sources) => CSharpCompilation.Create(
        "Programs", sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, s_parsing, source.Name)), s_references.Value,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Annotations, concurrentBuild: true)
            .WithMetadataImportOptions(MetadataImportOptions.Public));

    public static ProgramSet Load(IReadOnlyList<string> texts)
    {
        var instrumented = Phase.Time("instrumentation", () => texts.AsParallel().AsOrdered().Select((text, index) => (Name: "P" + index + ".cs", Text: Instrumentation.Of(text))).ToArray());
        var compiles = Enumerable.Repeat(true, texts.Count).ToArray();
        var errors = new string[texts.Count];
        var compilation = Compilation(instrumented);
        while (true)
        {
            using var image = new MemoryStream();
            var result = Phase.Time("emit", () => compilation.Emit(image));
            if (result.Success)
            {
                var context = new AssemblyLoadContext("programs", isCollectible: true);
                image.Position = 0;
                return new ProgramSet(context, context.LoadFromStream(image), compiles, errors);
            }

            var broken = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
            foreach (var tree in broken.Select(diagnostic => diagnostic.Location.SourceTree).Distinct().ToArray())
            {
                if (tree is null)
                    throw new InvalidOperationException(string.Join('\n', broken.AsEnumerable()));
                var index = Array.FindIndex(instrumented, source => source.Name == tree.FilePath);
                compiles[index] = false;
                errors[index] = string.Join('\n', broken.Where(diagnostic => diagnostic.Location.SourceTree == tree)) + "\n" + instrumented[index].Text;
                compilation = compilation.RemoveSyntaxTrees(tree);
            }
        }
    }

    /// <summary>Runs the program of a namespace. A class that keeps an object of its own from its constructor to its <c>Dispose</c> is judged by its users.</summary>
    public Exploration Explore(string space, string text, int maxRuns) => new([.. _types[space].Where(IsJudged)], text, maxRuns);

    private static bool IsJudged(Type type) => type is { IsNested: false, IsClass: true, IsGenericTypeDefinition: false }
        && !typeof(IDisposable).IsAssignableFrom(type) && !typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type)
        && !type.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), inherit: false);

    public void Dispose() => _context.Unload();

    private static MetadataReference[] References()
    {
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        string[] wanted =
        [
            "System.Private.CoreLib.dll", "System.Runtime.dll", "netstandard.dll", "System.Collections.dll", "System.Linq.dll",
            "System.Threading.dll", "System.Threading.Tasks.dll", "System.Collections.Concurrent.dll", "System.Console.dll",
        ];
        return
        [
            .. trusted.Where(path => wanted.Contains(Path.GetFileName(path))).Select(path => MetadataReference.CreateFromFile(path)),
            MetadataReference.CreateFromFile(typeof(StepAttribute).Assembly.Location),
            MetadataReference.CreateFromFile(typeof(TruthPrelude.Unit).Assembly.Location),
        ];
    }
}
