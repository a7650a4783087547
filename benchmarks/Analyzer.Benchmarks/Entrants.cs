using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using EntryPath.Analyzer;
using EntryPath.Benchmarks.Baselines;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Benchmarks;

/// <summary>What is measured side by side.</summary>
/// <param name="Name">How tables call it.</param>
/// <param name="Create">Makes a new one, as a host does that starts.</param>
/// <param name="Rule">The only rule of it that is on; empty where all are.</param>
internal sealed record Entrant(string Name, Func<DiagnosticAnalyzer> Create, string Rule)
{
    public static readonly Entrant Nothing = new("nothing", static () => new EmptyAnalyzer(), "");

    public static readonly Entrant Graphs = new("graph of every body", static () => new GraphAnalyzer(), "");

    public static readonly Entrant EntryPath = new("EntryPath (all rules)", static () => new EntryPathAnalyzer(), "");

    /// <summary>A rule of another package, loaded as a compiler loads it.</summary>
    /// <param name="rule">The rule's id.</param>
    public static Entrant Peer(string rule)
    {
        var (package, version, files) = rule switch
        {
            "VSTHRD010" => ("microsoft.visualstudio.threading.analyzers", Metadata("ThreadingAnalyzersVersion"),
                new[] { "Microsoft.VisualStudio.Threading.Analyzers.dll", "Microsoft.VisualStudio.Threading.Analyzers.CSharp.dll" }),
            "S2222" => ("sonaranalyzer.csharp", Metadata("SonarVersion"), ["SonarAnalyzer.CSharp.dll"]),
            _ => ("microsoft.codeanalysis.netanalyzers", Metadata("NetAnalyzersVersion"),
                ["Microsoft.CodeAnalysis.NetAnalyzers.dll", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll"]),
        };
        var folder = Path.Combine(Metadata("PackageRoot"), package, version, "analyzers");
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            Directory.GetFiles(folder, name.Name + ".dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal).FirstOrDefault() is { } file ? context.LoadFromAssemblyPath(file) : null;
        var type = files.Select(file => Directory.GetFiles(folder, file, SearchOption.AllDirectories).Order(StringComparer.Ordinal).First())
            .Select(AssemblyLoadContext.Default.LoadFromAssemblyPath).SelectMany(TypesOf)
            .First(t => Create(t).SupportedDiagnostics.Any(d => d.Id == rule));
        return new Entrant($"{rule} ({package} {version})", () => Create(type), rule);

        static DiagnosticAnalyzer Create(Type type) => (DiagnosticAnalyzer)Activator.CreateInstance(type)!;
    }

    /// <summary>The options under which only the rule is on.</summary>
    public CompilationOptions OptionsFor(CompilationOptions options) => Rule.Length == 0
        ? options
        : options.WithSpecificDiagnosticOptions(Create().SupportedDiagnostics.Select(static d => d.Id).Distinct()
            .Select(id => new KeyValuePair<string, ReportDiagnostic>(id, id == Rule ? ReportDiagnostic.Warn : ReportDiagnostic.Suppress)));

    public static string Metadata(string key) =>
        typeof(Entrant).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;

    private static IEnumerable<Type> TypesOf(Assembly assembly) =>
        assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(DiagnosticAnalyzer)) && t.GetCustomAttribute<DiagnosticAnalyzerAttribute>()?.Languages.Contains(LanguageNames.CSharp) == true);
}
