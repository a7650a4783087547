using System.Collections.Immutable;
using System.IO;
using EntryPath.Analyzer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.CodeFixes.Tests;

/// <summary>
/// Runs the analyzer and a fix over a program. Marks are those of the Roslyn test library: <c>{|EPO1001:code|}</c> is reported and not
/// fixed where the program stays as it is. Each test also runs Fix All in the document, the project and the solution.
/// </summary>
internal static class Fix
{
    /// <summary>The moves for all diagnostics together change the program.</summary>
    public static Task Moves(string source, string changed) => Test<MoveCallCodeFixProvider>(source, changed).RunAsync();

    /// <summary>The fix is not offered: the diagnostics stay, and so does the program.</summary>
    public static Task MovesNothing(string source) => Test<MoveCallCodeFixProvider>(source, source).RunAsync();

    /// <summary>The fix closes brackets.</summary>
    public static Task Closes(string source, string changed) => Test<CloseBracketCodeFixProvider>(source, changed).RunAsync();

    /// <summary>The fix for open brackets is not offered.</summary>
    public static Task ClosesNothing(string source) => Closes(source, source);

    /// <summary>The fix declares contracts.</summary>
    public static Task Declares(string source, string changed) => Test<DeclareContractCodeFixProvider>(source, changed).RunAsync();

    /// <summary>Members of a class become a program of its own.</summary>
    public static string Members(string members) => "using System;\nusing System.Threading.Tasks;\nusing EntryPath;\n\npublic class Code\n{\n" + Indent(members) + "}\n";

    /// <summary>Statements become the body of a method that runs with everything at rest.</summary>
    public static string Body(string statements) => Members(Method("Run", statements));

    /// <summary>Statements become the body of a method that ends in what is marked with an id.</summary>
    public static string BodyEnding(string id, string statements)
    {
        string body = Body(statements);
        int end = body.LastIndexOf("    }", StringComparison.Ordinal);
        return body[..end] + "    {|" + id + ":}|}" + body[(end + 5)..];
    }

    /// <summary>Statements become the body of one of several methods.</summary>
    public static string Method(string name, string statements) =>
        "internal void " + name + "(Processor cpu, Vcpu vcpu, Door door)\n{\n" + Indent(statements) + "}\n";

    /// <summary>A program without the marks of what is reported in it.</summary>
    public static string Unmarked(string source)
    {
        TestFileMarkupParser.GetSpans(source, out string text, out ImmutableArray<TextSpan> _);
        return text;
    }

    /// <summary>Adds a project that has the same rules.</summary>
    public static void AddProject(SolutionState state, string name, string source)
    {
        ProjectState project = state.AdditionalProjects[name];
        project.Sources.Add(("/Other/Code.cs", source));
        project.Sources.Add(("/Other/Rules.cs", Rules.Text));
        project.AdditionalReferences.AddRange(References);
    }

    public static CSharpCodeFixTest<EntryPathAnalyzer, TFix, DefaultVerifier> Test<TFix>(string source, string changed)
        where TFix : CodeFixProvider, new()
    {
        var test = new EntryPathTest<TFix> { TestCode = source, FixedCode = changed };
        test.TestState.Sources.Add(("Rules.cs", Rules.Text));
        test.FixedState.Sources.Add(("Rules.cs", Rules.Text));
        test.TestState.AdditionalReferences.AddRange(References);

        if (changed.Contains("{|", StringComparison.Ordinal))
            test.FixedState.MarkupHandling = MarkupMode.Allow;

        return test;
    }

    public static readonly ImmutableArray<MetadataReference> References =
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
            // Offers what is no mistake: only the tests of its own fix are about it.
            if (typeof(TFix) != typeof(DeclareContractCodeFixProvider))
                DisabledDiagnostics.Add("EPO3002");

            // Small programs do not use all that the rules declare.
            DisabledDiagnostics.Add("EPO2011");
        }

        protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Diagnose);
    }
}
