using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using EntryPath.Analyzer.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RuleSet = EntryPath.Analyzer.Protocols.RuleSet;

namespace EntryPath.Analyzer.Tests.Edits;

/// <summary>What an edit leaves as it was is not looked at again; what it may change is.</summary>
public sealed class KeptVerdictTests
{
    private const string Text = """
        [EntryPath.EntryProtocol(Ordered = false)]
        public enum Use
        {
            [EntryPath.Because("it floods")]
            Open,
        }

        public sealed class Valve
        {
            private int count;

            [EntryPath.Step(Use.Open)]
            public void Open() { }

            [EntryPath.Undo(Use.Open)]
            public void Shut() { }

            public void Fill()
            {
                Open();
                Helper(1);
                Shut();
            }

            public void Helper(int times)
            {
                Note(times);
                Note(times + 1);
            }

            private void Note(int times)
            {
                System.GC.KeepAlive(this);
                count = times;
            }

            public void Cycle(int times)
            {
                Open();
                Note(times);
                Shut();
            }

            public void Twice()
            {
                Both(this, this);
            }

            private static void Both(Valve one, Valve other)
            {
                one.Open();
                one.Shut();
                other.Open();
                other.Shut();
            }
        }
        """;

    [Theory]
    [InlineData("Note(times);", "Note(times); int typed = 1;")]
    [InlineData("Note(times);", "Note(times * 2); // and a remark")]
    [InlineData("Note(times);", "System.Console.WriteLine(times); Note(times);")]
    [InlineData("Note(times);", "Note(times); Unkno")]
    public void An_edit_in_a_helper_that_does_nothing_leaves_its_callers_as_they_were(string former, string now)
    {
        Assert.True(IsFillKept(former, now));
    }

    [Theory]
    [InlineData("Note(times);", "Shut();")]
    [InlineData("Note(times);", "count = 2;")]
    [InlineData("Note(times + 1);", "return;")]
    [InlineData("Note(times);", "throw new System.Exception();")]
    [InlineData("Helper(int times)", "Helper(int times, int more = 0)")]
    [InlineData("Step(Use.Open)", "Step(Use.Open, Repeat = true)")]
    [InlineData("private int count;", "private long count;")]
    public void An_edit_that_others_can_see_is_followed(string former, string now)
    {
        Assert.False(IsFillKept(former, now));
    }

    [Fact]
    public void An_edit_in_a_body_with_events_that_leaves_what_it_does_leaves_the_others_as_they_were()
    {
        var edited = Replaced("Open();\n        Note(times);", "Open();\n        int typed = 1; Note(times);");
        Assert.True(IsKept(Compile(edited), "Fill"));
        Assert.False(IsKept(Compile(edited), "Cycle"));
    }

    [Theory]
    [InlineData("one.Shut();\n        other.Open();", "other.Open();\n        one.Shut();")]
    [InlineData("Both(this, this)", "Both(this, new Valve())")]
    public void An_edit_that_matters_only_where_two_objects_are_one_is_followed(string former, string now)
    {
        Assert.False(IsFillKept(former, now));
    }

    [Fact]
    public void A_remark_in_what_works_on_two_objects_leaves_the_others_as_they_were()
    {
        Assert.True(IsFillKept("other.Open();", "other.Open(); // first"));
    }

    private static bool IsFillKept(string former, string now) => IsKept(Compile(Replaced(former, now)), "Fill");

    private static string Replaced(string former, string now)
    {
        var text = Text.ReplaceLineEndings("\n");
        var at = text.IndexOf(former, StringComparison.Ordinal);
        Assert.True(at >= 0, former);
        return text[..at] + now + text[(at + former.Length)..];
    }

    /// <summary>Whether a method is known to be right in a project, after it was looked at in two versions before.</summary>
    private static bool IsKept(CSharpCompilation edited, string name)
    {
        var memory = new ProjectMemory();
        Look(Compile(Text), memory);
        Look(Compile(Text), memory);
        return RulesOf(edited, memory).IsKnownClean(Body(edited, name), CancellationToken.None);
    }

    private static void Look(CSharpCompilation compilation, ProjectMemory memory)
    {
        var rules = RulesOf(compilation, memory);
        var model = compilation.GetSemanticModel(compilation.SyntaxTrees[0]);
        foreach (var method in compilation.SyntaxTrees[0].GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            rules.Check(model.GetDeclaredSymbol(method)!, [model.GetOperation(method.Body!)!], static block => ControlFlowGraph.Create((IMethodBodyOperation)block.Parent!), CancellationToken.None);
    }

    private static CompilationRules RulesOf(CSharpCompilation compilation, ProjectMemory memory)
    {
        var options = new AnalyzerOptions(ImmutableArray<AdditionalText>.Empty);
        return new CompilationRules(compilation, options, RuleSet.Create(compilation, options, CancellationToken.None)!, memory);
    }

    private static BlockSyntax Body(CSharpCompilation compilation, string name) =>
        compilation.SyntaxTrees[0].GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Single(method => method.Identifier.Text == name).Body!;

    private static readonly CSharpCompilation s_empty = CSharpCompilation.Create(
        "Edited",
        [],
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(System.IO.Path.PathSeparator)
                .Where(static path => System.IO.Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll" or "System.Console.dll" or "netstandard.dll")
                .Select(static path => MetadataReference.CreateFromFile(path)),
            MetadataReference.CreateFromFile(typeof(StepAttribute).Assembly.Location),
        ],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private static CSharpCompilation Compile(string text) => s_empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text.ReplaceLineEndings("\n"), path: "Valve.cs"));
}
