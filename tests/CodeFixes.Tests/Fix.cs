using System.Collections.Immutable;
using System.IO;
using EntryPath.Analyzer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace EntryPath.CodeFixes.Tests;

/// <summary>
/// Runs the analyzer and a fix over a program. Marks are those of the Roslyn test library: <c>{|EPO1001:code|}</c> is reported and not
/// fixed where the program stays as it is. Each test also runs Fix All in the document, the project and the solution.
/// </summary>
internal static class Fix
{
    /// <summary>The fixes of all diagnostics together change the program; up and down are kinds of their own, and Fix All does one kind.</summary>
    public static Task Moves(string source, string changed, int kinds = 1)
    {
        var test = Test<MoveCallCodeFixProvider>(source, changed);
        test.NumberOfFixAllIterations = test.NumberOfFixAllInDocumentIterations = test.NumberOfFixAllInProjectIterations = kinds;
        return test.RunAsync();
    }

    /// <summary>The fix is not offered: the diagnostics stay, and so does the program.</summary>
    public static Task MovesNothing(string source) => Test<MoveCallCodeFixProvider>(source, source).RunAsync();

    /// <summary>Members of a class become a program of its own.</summary>
    public static string Members(string members) => "using System;\nusing System.Threading.Tasks;\nusing EntryPath;\n\npublic class Code\n{\n" + Indent(members) + "}\n";

    /// <summary>Statements become the body of a method that runs with everything at rest.</summary>
    public static string Body(string statements) => Members("internal void Run(Processor cpu, Vcpu vcpu, Door door)\n{\n" + Indent(statements) + "}\n");

    public static CSharpCodeFixTest<EntryPathAnalyzer, TFix, DefaultVerifier> Test<TFix>(string source, string changed)
        where TFix : CodeFixProvider, new()
    {
        var test = new EntryPathTest<TFix> { TestCode = source, FixedCode = changed };
        test.TestState.Sources.Add(("Rules.cs", Rules.Text));
        test.FixedState.Sources.Add(("Rules.cs", Rules.Text));
        foreach (MetadataReference reference in s_references)
            test.TestState.AdditionalReferences.Add(reference);

        if (source == changed)
            test.FixedState.MarkupHandling = MarkupMode.Allow;

        return test;
    }

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(StepAttribute).Assembly.Location),
    ];

    private static string Indent(string lines) =>
        string.Concat(lines.TrimEnd('\n').Split('\n').Select(line => (line.Length == 0 || line[0] == '#' ? line : "    " + line) + "\n"));

    private sealed class EntryPathTest<TFix> : CSharpCodeFixTest<EntryPathAnalyzer, TFix, DefaultVerifier>
        where TFix : CodeFixProvider, new()
    {
        public EntryPathTest()
        {
            ReferenceAssemblies = new ReferenceAssemblies("net");
            DisabledDiagnostics.Add("EPO3002");
        }

        protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Diagnose);
    }
}
