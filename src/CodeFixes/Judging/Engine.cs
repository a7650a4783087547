using System.Runtime.CompilerServices;
using System.Threading;
using EntryPath.Analyzer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace EntryPath.CodeFixes.Judging;

/// <summary>The engine without a driver around it, which would bind a whole file before it asks about one member.</summary>
internal sealed class Engine
{
    private static readonly ConditionalWeakTable<Compilation, Engine> s_engines = new();

    private readonly Lazy<CompilationRules?> _rules;

    private Engine(Compilation compilation, AnalyzerOptions options) => _rules = new Lazy<CompilationRules?>(() =>
        KnownRules.Of(compilation, options, CancellationToken.None) is { } rules ? new CompilationRules(compilation, options, rules) : null);

    public static Engine Of(Compilation compilation, AnalyzerOptions options) => s_engines.GetValue(compilation, key => new Engine(key, options));

    /// <summary>The reports of a file, or of the members in a part of it, in the order of the text.</summary>
    public IEnumerable<Diagnostic> Check(SemanticModel model, TextSpan? within, bool namesCallers, CancellationToken cancellation) =>
        (_rules.Value?.Check(model, within, cancellation, namesCallers) ?? Enumerable.Empty<Diagnostic>())
            .Where(diagnostic => within is not { } span || span.Contains(diagnostic.Location.SourceSpan));

    /// <summary>What others can see of a member; null where that cannot be told.</summary>
    public string? FaceOf(SyntaxNode member, CancellationToken cancellation) => _rules.Value?.FaceOf(member, cancellation);

    /// <summary>Whether nothing in a file or in the settings of its project changes what is reported there: then no driver has to be asked.</summary>
    public static bool IsPlain(SemanticModel model, AnalyzerOptions options, CancellationToken cancellation)
    {
        SyntaxNode root = model.SyntaxTree.GetRoot(cancellation);
        CompilationOptions settings = model.Compilation.Options;
        return !root.ContainsDirective(SyntaxKind.PragmaWarningDirectiveTrivia)
            && !model.Compilation.Assembly.GetAttributes().Any(static attribute => IsSuppression(attribute.AttributeClass?.Name))
            && !root.DescendantNodes(static node => node is CompilationUnitSyntax or MemberDeclarationSyntax and not BaseMethodDeclarationSyntax).Any(static node =>
                node is TypeDeclarationSyntax { ParameterList: not null })
            && !root.DescendantNodes().OfType<AttributeSyntax>().Any(static attribute => IsSuppression(attribute.Name.ToString().Split('.').Last()))
            && settings.GeneralDiagnosticOption != ReportDiagnostic.Suppress
            && !settings.SpecificDiagnosticOptions.Keys.Any(static id => id.StartsWith("EPO", StringComparison.OrdinalIgnoreCase))
            && !IsSet(model, options, cancellation);
    }

    private static bool IsSuppression(string? attribute) => attribute is "SuppressMessage" or "SuppressMessageAttribute" or "UnconditionalSuppressMessage" or "UnconditionalSuppressMessageAttribute";

    private static bool IsSet(SemanticModel model, AnalyzerOptions options, CancellationToken cancellation)
    {
        AnalyzerConfigOptions config = options.AnalyzerConfigOptionsProvider.GetOptions(model.SyntaxTree);
        return config.TryGetValue("dotnet_analyzer_diagnostic.severity", out _)
            || config.TryGetValue("dotnet_analyzer_diagnostic.category-EntryPath.severity", out _)
            || Analyzer.Rules.Descriptors.All.Any(rule => model.Compilation.Options.SyntaxTreeOptionsProvider is { } provider
                && (provider.TryGetDiagnosticValue(model.SyntaxTree, rule.Id, cancellation, out _) || provider.TryGetGlobalDiagnosticValue(rule.Id, cancellation, out _)));
    }
}
