using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Analyzer.Tests.Matrix;

/// <summary>What a project pays that states no protocol: nothing after its compilation started.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public void Nothing_is_registered_where_no_protocol_is_stated() =>
        Assert.Empty(RegisteredFor("using System; public class C { public void M() => Console.WriteLine(); }"));

    [Fact]
    public void Nothing_is_registered_where_the_attributes_are_only_referenced() =>
        Assert.Empty(RegisteredFor("using EntryPath; public class C { public static string Name = nameof(StepAttribute); }"));

    [Fact]
    public void Bodies_are_looked_at_where_a_protocol_is_stated() =>
        Assert.Contains("OperationBlock", RegisteredFor(Prelude.Text));

    private static IReadOnlyList<string> RegisteredFor(string source)
    {
        var start = new Start();
        new EntryPathAnalyzer().Initialize(start);
        var compilation = new Compiled(Check.Compile([source], OutputKind.DynamicallyLinkedLibrary));
        Assert.Single(start.Actions)(compilation);
        return compilation.Registered;
    }

    private sealed class Start : AnalysisContext
    {
        public List<Action<CompilationStartAnalysisContext>> Actions { get; } = [];

        public override void EnableConcurrentExecution()
        {
        }

        public override void ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags analysisMode)
        {
        }

        public override void RegisterCompilationStartAction(Action<CompilationStartAnalysisContext> action) => Actions.Add(action);

        public override void RegisterCompilationAction(Action<CompilationAnalysisContext> action) => Refuse();

        public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => Refuse();

        public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds) => Refuse();

        public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action) => Refuse();

        public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => Refuse();

        public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => Refuse();

        public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(
            Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> syntaxKinds) => Refuse();

        private static void Refuse() => Assert.Fail("registered before the compilation is looked at");
    }

    private sealed class Compiled(Compilation compilation)
        : CompilationStartAnalysisContext(compilation, new AnalyzerOptions([]), CancellationToken.None)
    {
        public List<string> Registered { get; } = [];

        public override void RegisterCompilationEndAction(Action<CompilationAnalysisContext> action) => Registered.Add("CompilationEnd");

        public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => Registered.Add("SemanticModel");

        public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds) => Registered.Add("Symbol");

        public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action) =>
            Registered.Add("CodeBlockStart");

        public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => Registered.Add("CodeBlock");

        public override void RegisterOperationBlockAction(Action<OperationBlockAnalysisContext> action) => Registered.Add("OperationBlock");

        public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => Registered.Add("SyntaxTree");

        public override void RegisterAdditionalFileAction(Action<AdditionalFileAnalysisContext> action) => Registered.Add("AdditionalFile");

        public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(
            Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TLanguageKindEnum> syntaxKinds) => Registered.Add("SyntaxNode");
    }
}
