using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer.Rules;
using EntryPath.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace EntryPath.CodeFixes;

/// <summary>EPO3002: declares the contract that the analysis inferred, so that callers in other assemblies are checked too.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DeclareContractCodeFixProvider))]
[Shared]
public sealed class DeclareContractCodeFixProvider : VerifiedCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Descriptors.CanDeclare.Id);

    /// <inheritdoc/>
    internal override async Task<ImmutableArray<Edit>> PlanAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root
            || await document.Project.GetCompilationAsync(cancellation).ConfigureAwait(false) is not { } compilation
            || root.FindToken(diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is not { } method
            || !diagnostic.Properties.TryGetValue(FixProperties.Attribute, out string? attribute)
            || !diagnostic.Properties.TryGetValue(FixProperties.Step, out string? step) || step is null
            || !diagnostic.Properties.TryGetValue(FixProperties.ProtocolId, out string? id) || id is null
            || DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation) is not INamedTypeSymbol protocol
            || compilation.GetTypesByMetadataName("EntryPath." + attribute + "Attribute").FirstOrDefault() is not { } type)
        {
            return ImmutableArray<Edit>.Empty;
        }

        var generator = SyntaxGenerator.GetGenerator(document);
        SyntaxNode argument = generator.MemberAccessExpression(generator.TypeExpression(protocol, addImport: true), step);
        SyntaxNode declaration = generator.Attribute(generator.TypeExpression(type, addImport: true), new[] { argument })
            .WithAdditionalAnnotations(Simplifier.Annotation, Formatter.Annotation);
        SyntaxNode changed = root.ReplaceNode(method, generator.AddAttributes(method, declaration));
        string title = "Declare [" + attribute + "(" + protocol.Name + "." + step + ")]";
        return ImmutableArray.Create(new Edit(title, _ => Task.FromResult(document.WithSyntaxRoot(changed).Project.Solution)));
    }
}
