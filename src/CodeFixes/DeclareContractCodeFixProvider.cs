using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer.Rules;
using EntryPath.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace EntryPath.CodeFixes;

/// <summary>
/// EPO3002: declares the contract that the analysis inferred, so that callers in other assemblies are checked too. EPO1007: declares the promise that a
/// member inherits and does not repeat.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DeclareContractCodeFixProvider))]
[Shared]
public sealed class DeclareContractCodeFixProvider : VerifiedCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Descriptors.CanDeclare.Id, Descriptors.BrokenContract.Id);

    /// <inheritdoc/>
    internal override async Task<IEnumerable<Edit>> PlanAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue(FixProperties.Contract, out string? contract) || contract is null
            || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root
            || await document.Project.GetCompilationAsync(cancellation).ConfigureAwait(false) is not { } compilation
            || root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is not { } method)
        {
            return ImmutableArray<Edit>.Empty;
        }

        var generator = SyntaxGenerator.GetGenerator(document);
        SyntaxNode declared = method;
        var written = new List<string>();
        if (diagnostic.Properties.TryGetValue(FixProperties.Subject, out string? subject))
        {
            if (method.ParameterList.Parameters.FirstOrDefault(candidate => candidate.Identifier.ValueText == subject) is not { } parameter
                || DeclaredAttribute.Of(compilation, generator, "Subject") is not { } marked)
            {
                return ImmutableArray<Edit>.Empty;
            }

            declared = method.ReplaceNode(parameter, generator.AddAttributes(parameter, marked));
        }

        foreach (string part in contract.Split(';'))
        {
            string[] words = part.Split(',');
            if (DocumentationCommentId.GetFirstSymbolForDeclarationId(words[1], compilation) is not INamedTypeSymbol protocol
                || generator.MemberAccessExpression(generator.TypeExpression(protocol), words[2]) is not { } step
                || DeclaredAttribute.Of(compilation, generator, words[0], step) is not { } attribute)
            {
                return ImmutableArray<Edit>.Empty;
            }

            declared = generator.AddAttributes(declared, attribute);
            written.Add("[" + words[0] + "(" + protocol.Name + "." + words[2] + ")]");
        }

        Document changed = document.WithSyntaxRoot(root.ReplaceNode(method, declared));
        return ImmutableArray.Create(new Edit("Declare " + string.Join(" ", written), EditKind.Keeps, stop => DeclaredAttribute.ImportAsync(changed, stop)));
    }
}
