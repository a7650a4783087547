using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using EntryPath.Truth.Tests.Runtime.Recording;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryPath.Truth.Tests.Runtime.Running;

/// <summary>Many programs, compiled into one assembly and loaded.</summary>
internal sealed class ProgramSet : IDisposable
{
    private static readonly CSharpParseOptions s_parsing = new(LanguageVersion.Preview);

    /// <summary>What all sets begin with, so that what they refer to is read once.</summary>
    private static readonly Lazy<CSharpCompilation> s_empty = new(() => CSharpCompilation.Create(
        "Programs", [], References(),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Annotations, concurrentBuild: true, allowUnsafe: true)
            .WithMetadataImportOptions(MetadataImportOptions.Public)));

    private readonly AssemblyLoadContext _context;
    private readonly ILookup<string, Type> _types;

    private ProgramSet(AssemblyLoadContext context, Assembly assembly, bool[] compiles, string[] errors, IReadOnlyList<Condition>[] conditions)
    {
        _context = context;
        _types = assembly.GetTypes().ToLookup(type => type.Namespace ?? "");
        Compiles = compiles;
        Errors = errors;
        Conditions = conditions;
    }

    /// <summary>Which of the programs compile; the others are left out.</summary>
    public bool[] Compiles { get; }

    public string[] Errors { get; }

    /// <summary>The places in each program that decide where it goes on.</summary>
    public IReadOnlyList<Condition>[] Conditions { get; }

    public static CSharpCompilation Compilation(IEnumerable<SyntaxTree> programs) => s_empty.Value.AddSyntaxTrees(programs);

    /// <summary>The programs, each in a file whose name is P and its index.</summary>
    public static SyntaxTree[] Parse(IReadOnlyList<string> texts) =>
        Phase.Time("parsing", () => texts.AsParallel().AsOrdered().Select((text, index) => CSharpSyntaxTree.ParseText(text, s_parsing, NameOf(index))).ToArray());

    public static ProgramSet Load(IReadOnlyList<string> texts) => Load(Parse(texts));

    /// <summary>Compiles programs and loads them.</summary>
    public static ProgramSet Load(SyntaxTree[] programs)
    {
        string[] errors = [.. programs.Select(_ => "")];
        var instrumented = Phase.Time("instrumentation", () => programs.AsParallel().AsOrdered().Select(Instrumentation.Of).ToArray());
        var trees = Parse([.. instrumented.Select(one => one.Text)]);
        bool[] compiles = [.. programs.Select(_ => true)];
        var compilation = Compilation(trees);
        while (true)
        {
            using var image = new MemoryStream();
            var result = Phase.Time("emit", () => compilation.Emit(image));
            if (result.Success)
            {
                var context = new AssemblyLoadContext("programs", isCollectible: true);
                image.Position = 0;
                return new ProgramSet(context, context.LoadFromStream(image), compiles, errors, [.. instrumented.Select(one => one.Conditions)]);
            }

            var broken = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
            foreach (var tree in broken.Select(diagnostic => diagnostic.Location.SourceTree).Distinct().ToArray())
            {
                if (tree is null)
                    throw new InvalidOperationException(string.Join('\n', broken.AsEnumerable()));
                var index = Array.IndexOf(trees, tree);
                compiles[index] = false;
                errors[index] = string.Join('\n', broken.Where(diagnostic => diagnostic.Location.SourceTree == tree)) + "\n" + instrumented[index].Text;
                compilation = compilation.RemoveSyntaxTrees(tree);
            }
        }
    }

    /// <summary>Runs a program, whose namespace is P and its index. A class that keeps an object of its own from its constructor to its <c>Dispose</c> is judged by its users.</summary>
    public Exploration Explore(int index, string text, int maxRuns)
    {
        Type[] types = [.. _types["P" + index]];
        return new Exploration([.. types.Where(IsJudged)], new TypeFacts(types, text), text, Conditions[index], maxRuns);
    }

    private static string NameOf(int index) => "P" + index.ToString(CultureInfo.InvariantCulture) + ".cs";

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
            "Microsoft.CSharp.dll", "System.Linq.Expressions.dll",
        ];
        return
        [
            .. trusted.Where(path => wanted.Contains(Path.GetFileName(path))).Select(path => MetadataReference.CreateFromFile(path)),
            MetadataReference.CreateFromFile(typeof(StepAttribute).Assembly.Location),
            MetadataReference.CreateFromFile(typeof(TruthPrelude.Unit).Assembly.Location),
        ];
    }
}
