using System;
using System.Collections;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>Which bodies are bound: those that can reach an event, and what they ask for a value; nothing for bodies that cannot.</summary>
public sealed class BindingTests
{
    private const int Many = 1000;

    [Fact]
    public async Task Bodies_that_reach_no_event_are_not_bound() =>
        Assert.Equal(0, await BoundAsync(Untracked() + "public static class Code { }"));

    [Fact]
    public async Task Bodies_that_no_tracked_body_calls_are_not_bound_beside_one() =>
        Assert.Equal(1, await BoundAsync(Untracked() + "public static class Code { public static void Run(Door door) { door.Lock(); door.Unlock(); } }"));

    [Fact]
    public async Task Of_what_a_tracked_body_calls_only_expressions_that_stand_for_their_value_are_bound() =>
        Assert.Equal(1 + 2, await BoundAsync(Untracked() + """
            public static class Code
            {
                public static void Run(Door door)
                {
                    door.Lock();
                    if (Numbers.IsSmall1(Numbers.Sum1(3)) && Numbers.IsSmall2(4))
                        Numbers.Print1(5);
                    door.Unlock();
                }
            }
            """));

    [Fact]
    public async Task Every_body_that_reaches_an_event_is_bound_once() =>
        Assert.Equal(Many, await BoundAsync("public static class Code { "
            + string.Concat(Enumerable.Range(0, Many).Select(i => $"public static void Run{i}(Door door) {{ door.Lock(); door.Unlock(); }} ")) + "}"));

    /// <summary>A thousand bodies that have nothing to do with a protocol: a quarter of them only compute a truth value.</summary>
    private static string Untracked() => "public static class Numbers { " + string.Concat(Enumerable.Range(0, Many / 4).Select(i => $$"""
        public static bool IsSmall{{i}}(int number) => number < {{i}};
        public static int Sum{{i}}(int number) { var sum = 0; for (var i = 0; i < number; i++) { sum += i; } return sum; }
        public static void Print{{i}}(int number) { Console.WriteLine(Sum{{i}}(number)); }
        public static string Name{{i}} { get { return IsSmall{{i}}(1) ? "small" : "large"; } }

        """)) + "}\n";

    /// <summary>How many bodies of a program, apart from the types of the prelude, are bound by the analysis of all its members, where nobody else has bound any.</summary>
    private static async Task<int> BoundAsync(string program)
    {
        var compilation = Check.Compile([Prelude.Usings + program, Prelude.Text], OutputKind.DynamicallyLinkedLibrary);
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var probe = new Probe();
        Exception? failure = null;
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), (exception, _, _) => failure ??= exception, true, false);
        await new CompilationWithAnalyzers(compilation, [probe], options).GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        Assert.Null(failure);
        return probe.Bound;
    }

    /// <summary>
    /// Asks the engine about each member as the analyzer does, but before the compiler has bound anything: later it shares what it has bound
    /// for itself with all analyzers, and nobody could tell who asked for it.
    /// </summary>
#pragma warning disable RS1012, RS1030, RS1036, RS1038, RS1041 // It is no analyzer that anybody installs.
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class Probe : DiagnosticAnalyzer
    {
        public int Bound { get; private set; } = -1;

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
            [new("TEST0001", "Probe", "Probe", "Test", DiagnosticSeverity.Info, isEnabledByDefault: true)];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterCompilationStartAction(start =>
            {
                var models = start.Compilation.SyntaxTrees.Select(tree => start.Compilation.GetSemanticModel(tree)).ToList();
                var analysis = new CompilationRules(
                    start.Compilation, start.Options, EntryPath.Analyzer.Protocols.RuleSet.Create(start.Compilation, start.Options, start.CancellationToken)!);
                foreach (var model in models)
                {
                    foreach (var node in model.SyntaxTree.GetRoot().DescendantNodes(HasMembers))
                    {
                        if (model.GetDeclaredSymbol(node) is IMethodSymbol body && analysis.CanConcern(node, body, start.CancellationToken))
                            analysis.Check(body, [], null!, start.CancellationToken);
                    }
                }

                Bound = BoundIn(models[0]);
            });
        }

        private static bool HasMembers(SyntaxNode node) =>
            node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax or BasePropertyDeclarationSyntax or AccessorListSyntax;

        /// <summary>The compiler keeps a model of its own for each body that it has bound, and tells nobody.</summary>
        private static int BoundIn(SemanticModel model)
        {
            var ofMembers = model.GetType().GetField("_memberModels", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(model)!;
            return ((IDictionary)ofMembers).Keys.Cast<SyntaxNode>().Count(node => node is not AttributeSyntax);
        }
    }
#pragma warning restore RS1012, RS1030, RS1036, RS1038, RS1041
}
