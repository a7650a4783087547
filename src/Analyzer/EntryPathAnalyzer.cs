using System.Collections.Immutable;
using EntryPath.Analyzer.Edits;
using EntryPath.Analyzer.Protocols;
using EntryPath.Analyzer.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Analyzer;

/// <summary>Checks that code follows the protocols it declares.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EntryPathAnalyzer : DiagnosticAnalyzer
{
    /// <summary>What an editor need not wait for again after an edit.</summary>
    private readonly ProjectMemory _memory = new();

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.All.AddRange(RuleProblems.All);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        // The code of a page is generated, but its lines stand in the page's own file: GeneratedCode tells those apart.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            if (RuleSet.Create(start.Compilation, start.Options, start.CancellationToken) is not { } rules)
                return;

            var analysis = new CompilationRules(start.Compilation, start.Options, rules, _memory);
            RegisterProblems(start, rules, analysis);
            RegisterOptions(start, rules, analysis.Generated);
            start.RegisterOperationBlockAction(block => CheckBlock(block, analysis));
            start.RegisterSymbolAction(symbol => CheckAbstract(symbol, analysis), SymbolKind.Method);
            start.RegisterSymbolAction(symbol => CheckImplied(symbol, analysis), SymbolKind.NamedType);
        });
    }

    /// <summary>Reports what is wrong with rules where they are, so that it is seen while they are typed.</summary>
    private static void RegisterProblems(CompilationStartAnalysisContext start, RuleSet rules, CompilationRules analysis)
    {
        start.RegisterSyntaxTreeAction(tree =>
        {
            bool IsHere(Location place) => place.SourceTree == tree.Tree && !analysis.Generated.Contains(place, member: null);
            foreach (Diagnostic problem in rules.Problems.Where(problem => IsHere(problem.Location)).Concat(analysis.CheckCommits(IsHere, tree.CancellationToken)))
                tree.ReportDiagnostic(problem);
        });
        start.RegisterAdditionalFileAction(file =>
        {
            bool IsHere(Location place) => place.SourceTree is null && place.GetLineSpan().Path == file.AdditionalFile.Path;
            foreach (Diagnostic problem in rules.Problems.Where(problem => IsHere(problem.Location)).Concat(analysis.CheckCommits(IsHere, file.CancellationToken)))
                file.ReportDiagnostic(problem);
        });
    }

    /// <summary>Reports a wrong setting once, in the first file that it is for: an analyzer is not told where in which <c>.editorconfig</c> it stands.</summary>
    private static void RegisterOptions(CompilationStartAnalysisContext start, RuleSet rules, GeneratedCode generated)
    {
        var wrong = new Dictionary<(string Key, string Value, string Known), SyntaxTree>();
        foreach (SyntaxTree tree in start.Compilation.SyntaxTrees)
        {
            AnalyzerConfigOptions options = start.Options.AnalyzerConfigOptionsProvider.GetOptions(tree);
            foreach ((string Key, string Value, string Known) option in new ExceptionPolicy(options).Unknown(rules.Protocols).Concat(new CertaintyPolicy(options).Unknown(rules.Protocols)))
            {
                if (!wrong.ContainsKey(option) && !generated.Contains(Location.Create(tree, default), member: null))
                    wrong.Add(option, tree);
            }
        }

        if (wrong.Count == 0)
            return;

        start.RegisterSyntaxTreeAction(file =>
        {
            foreach (KeyValuePair<(string Key, string Value, string Known), SyntaxTree> option in wrong)
            {
                if (option.Value == file.Tree)
                    file.ReportDiagnostic(Diagnostic.Create(RuleProblems.UnknownOption, Location.Create(file.Tree, default), option.Key.Key, option.Key.Value, option.Key.Known));
            }
        });
    }

    private static void CheckAbstract(SymbolAnalysisContext context, CompilationRules analysis)
    {
        foreach (Violation violation in analysis.CheckAbstract((IMethodSymbol)context.Symbol).Where(violation => !analysis.Generated.Contains(violation.Location, context.Symbol)))
            context.ReportDiagnostic(violation.ToDiagnostic());
    }

    private static void CheckImplied(SymbolAnalysisContext context, CompilationRules analysis)
    {
        foreach (Violation violation in analysis.CheckImplied((INamedTypeSymbol)context.Symbol, context.CancellationToken))
            context.ReportDiagnostic(violation.ToDiagnostic());
    }

    private static void CheckBlock(OperationBlockAnalysisContext context, CompilationRules analysis)
    {
        ISymbol owner = context.OwningSymbol;
        if (owner is not (IMethodSymbol or IFieldSymbol or IPropertySymbol) || context.OperationBlocks.IsEmpty)
            return;

        SyntaxNode code = context.OperationBlocks[0].Syntax;
        if (analysis.IsKnownClean(code, context.CancellationToken))
            return;

        if (!analysis.CanConcern(code, owner, context.CancellationToken))
        {
            analysis.Remember(code, context.CancellationToken);
            return;
        }

        if (analysis.Generated.IsWhollyGenerated(code, owner))
            return;

        ISymbol body = owner is IMethodSymbol method ? method.PartialImplementationPart ?? method : owner;
        foreach (Violation violation in analysis.Check(body, context.OperationBlocks, context.GetControlFlowGraph, context.CancellationToken))
        {
            if (!analysis.Generated.Contains(violation.Location, owner))
                context.ReportDiagnostic(violation.ToDiagnostic());
        }
    }
}
