using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Analyzer.Tests.Documentation;

/// <summary>What the repository says about its rules, in the four places that must agree.</summary>
internal static partial class RulePages
{
    public static string Root { get; } = FindRoot();

    public static string Folder { get; } = Path.Combine(Root, "docs", "rules");

    /// <summary>Every analyzer of the project.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = [.. Instances<DiagnosticAnalyzer>("EntryPath.Analyzer")];

    /// <summary>Every descriptor that an analyzer of this project supports, by id.</summary>
    public static IReadOnlyDictionary<string, DiagnosticDescriptor> Descriptors { get; } =
        Analyzers.SelectMany(a => a.SupportedDiagnostics).ToDictionary(d => d.Id);

    /// <summary>The ids for which some fix is offered.</summary>
    public static IReadOnlySet<string> Fixable { get; } =
        Instances<CodeFixProvider>("EntryPath.CodeFixes").SelectMany(f => f.FixableDiagnosticIds).ToHashSet();

    /// <summary>The ids that the package's build files report by themselves, before any compiler runs.</summary>
    public static IReadOnlySet<string> ReportedByBuild { get; } =
        BuildErrorCode().Matches(File.ReadAllText(Path.Combine(Root, "src", "Package", "build", "EntryPath.Analyzers.targets")))
            .Select(m => m.Groups["id"].Value).ToHashSet();

    /// <summary>The rows of the release files: id, severity, and the notes.</summary>
    public static IReadOnlyDictionary<string, (string Severity, string Notes)> Releases { get; } =
        Rows(Path.Combine("src", "Analyzer", "AnalyzerReleases.Shipped.md")).Concat(Rows(Path.Combine("src", "Analyzer", "AnalyzerReleases.Unshipped.md")))
            .Where(cells => cells.Length >= 4).ToDictionary(cells => cells[0], cells => (cells[2], cells[3]));

    /// <summary>The rows of the index: title, severity, and whether there is a fix.</summary>
    public static IReadOnlyDictionary<string, (string Link, string Title, string Severity, string Fix)> Index { get; } =
        File.ReadAllLines(Path.Combine(Folder, "README.md")).Select(line => IndexRow().Match(line)).Where(m => m.Success)
            .ToDictionary(
                m => m.Groups["id"].Value,
                m => (m.Groups["link"].Value, m.Groups["title"].Value, m.Groups["severity"].Value, m.Groups["fix"].Value));

    /// <summary>The text of every page, by id.</summary>
    public static IReadOnlyDictionary<string, string> Pages { get; } =
        Directory.GetFiles(Folder, "EPO*.md").ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => File.ReadAllText(file).ReplaceLineEndings("\n"));

    /// <summary>The fenced C# blocks of a page that carry a mark after the language.</summary>
    public static IEnumerable<string> Blocks(string page, string mark) =>
        FencedBlock().Matches(page).Where(m => m.Groups["mark"].Value == mark).Select(m => m.Groups["code"].Value);

    private static IEnumerable<T> Instances<T>(string assembly) =>
        Assembly.Load(assembly).GetTypes()
            .Where(t => t.IsSubclassOf(typeof(T)) && !t.IsAbstract)
            .Select(t => (T)Activator.CreateInstance(t)!);

    private static IEnumerable<string[]> Rows(string path) =>
        File.ReadAllLines(Path.Combine(Root, path)).Where(line => line.StartsWith("EPO", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);

        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Analyzers.sln")))
            folder = folder.Parent;

        return folder?.FullName ?? throw new InvalidOperationException("the tests do not stand below Analyzers.sln");
    }

    [GeneratedRegex(@"Code=""(?<id>EPO\d{4})""")]
    private static partial Regex BuildErrorCode();

    [GeneratedRegex(@"^\| \[(?<id>EPO\d{4})\]\((?<link>[^)]+)\) \| (?<title>.+?) \| (?<severity>\w+) \| (?<fix>Yes|No) \|$")]
    private static partial Regex IndexRow();

    [GeneratedRegex(@"^```csharp (?<mark>\w+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FencedBlock();
}
