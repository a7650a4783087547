using System;
using System.IO;
using System.Linq;
using System.Runtime.Loader;
using EntryPath.Analyzer;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Truth.Tests.Analysis;

/// <summary>The analyzer that is judged: this one, or the one of the file <c>EntryPath.Analyzer.dll</c> that <c>ENTRYPATH_TRUTH_ANALYZER</c> names, of another commit.</summary>
internal static class AnalyzerUnderTest
{
    private const string Setting = "ENTRYPATH_TRUTH_ANALYZER";

    public static bool IsAnother => Environment.GetEnvironmentVariable(Setting) is { Length: > 0 };

    private static readonly Lazy<Type> s_type = new(Find);

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidOperationException">The file has no analyzer.</exception>
    public static DiagnosticAnalyzer Create() => (DiagnosticAnalyzer)Activator.CreateInstance(s_type.Value)!;

    private static Type Find()
    {
        if (Environment.GetEnvironmentVariable(Setting) is not { Length: > 0 } path)
            return typeof(EntryPathAnalyzer);
        if (!File.Exists(path))
            throw new FileNotFoundException($"{Setting} names no file.", path);

        // An own context, since an assembly of this name is loaded already; Roslyn comes from the default one.
        return new AssemblyLoadContext(Setting).LoadFromAssemblyPath(Path.GetFullPath(path)).GetTypes()
            .FirstOrDefault(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type)) ?? throw new InvalidOperationException($"{path} has no analyzer.");
    }
}
