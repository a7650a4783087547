using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using EntryPath.Sample.Vmm.Hardware;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryPath.Sample.Vmm.Exploration.Orders;

/// <summary>
/// The C# of an order: the sources of this program, which it carries with it, with the order's changes made. What is explored is compiled
/// from the same text that the analyzer is run on.
/// </summary>
internal static class OrderSource
{
    private const string HistoricSymbol = "ENTRY_ORDER_BEFORE_2016";

    /// <summary>Types that explorer and machine share: they come from this program.</summary>
    private static readonly ImmutableHashSet<string> Shared =
    [
        "Hardware/Word.cs", "Hardware/WordKind.cs", "Hardware/MemoryLayout.cs", "Hardware/IMemory.cs", "Hardware/IInterruptible.cs",
        "Hardware/DirectMemory.cs", "Hardware/HostVector.cs", "Hardware/LocalApic.cs", "Hardware/ExitReason.cs", "Hardware/IGuest.cs",
        "Hardware/IMachine.cs", "Hardware/MachineOptions.cs",
    ];

    private static readonly ImmutableSortedDictionary<string, string> Production = Load();

    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Collections.dll"
                or "System.Threading.dll" or "System.Linq.dll" or "netstandard.dll" or "vmm.dll" or "EntryPath.Annotations.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    private static readonly Lazy<CSharpCompilation> Current = new(() => Base(isHistoric: false));

    /// <summary>The files of an order and their text, those that it changes and those that it does not.</summary>
    public static ImmutableSortedDictionary<string, string> Files(EntryOrder order) => order.Edits.Aggregate(
        Production, (files, edit) => files.SetItem(edit.File, edit.Apply(files[edit.File])));

    /// <summary>An order as a compilation; types that are shared with this program come from it.</summary>
    public static CSharpCompilation Compile(EntryOrder order)
    {
        if (order.IsHistoric)
            return Base(isHistoric: true);
        var compilation = Current.Value;
        foreach (var file in order.Edits.Select(edit => edit.File).Distinct())
        {
            compilation = compilation.ReplaceSyntaxTree(
                compilation.SyntaxTrees.Single(tree => tree.FilePath == file), Parse(Files(order)[file], file, isHistoric: false));
        }

        return compilation;
    }

    /// <summary>Makes an order executable.</summary>
    /// <returns>Creates a machine that runs the order's code.</returns>
    /// <exception cref="InvalidOperationException">The order's text does not compile, or with warnings.</exception>
    public static Func<IMemory, IGuest, MachineOptions, IMachine> Load(EntryOrder order)
    {
        using var image = new MemoryStream();
        var result = Compile(order).Emit(image);
        var problems = result.Diagnostics.Where(d => !d.IsSuppressed && d.Severity >= DiagnosticSeverity.Warning).ToList();
        if (!result.Success || problems.Count > 0)
            throw new InvalidOperationException($"{order.Name}: {string.Join('\n', problems)}");

        image.Position = 0;
        var machine = new AssemblyLoadContext(order.Name, isCollectible: true).LoadFromStream(image).GetType(typeof(Vcpu.Machine).FullName!)!;
        return (memory, guest, options) => (IMachine)Activator.CreateInstance(machine, memory, guest, options)!;
    }

    private static CSharpCompilation Base(bool isHistoric) => CSharpCompilation.Create(
        "order",
        Production.Where(file => !Shared.Contains(file.Key)).Select(file => Parse(file.Value, file.Key, isHistoric)),
        References.Value,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            concurrentBuild: false,
            nullableContextOptions: NullableContextOptions.Enable,
            specificDiagnosticOptions: [new("CS0436", ReportDiagnostic.Suppress)]));

    private static SyntaxTree Parse(string text, string path, bool isHistoric) => CSharpSyntaxTree.ParseText(
        text,
        new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Parse, preprocessorSymbols: isHistoric ? [HistoricSymbol] : []),
        path);

    private static ImmutableSortedDictionary<string, string> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".cs", StringComparison.Ordinal))
            .ToImmutableSortedDictionary(name => name.Replace('\\', '/'), name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return reader.ReadToEnd().ReplaceLineEndings("\n");
            });
    }
}
