using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace EntryPath.CodeFixes.Planning;

/// <summary>An attribute that a fix writes, with the <c>using</c> that it needs.</summary>
internal static class DeclaredAttribute
{
    private static readonly SyntaxAnnotation s_written = new();

    /// <summary>One of the attributes of rules; null where the compilation cannot use it.</summary>
    public static SyntaxNode? Of(Compilation compilation, SyntaxGenerator generator, string name, params SyntaxNode[] arguments) =>
        compilation.GetTypesByMetadataName("EntryPath." + name + "Attribute")
            .FirstOrDefault(type => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)) is { } type
            ? generator.Attribute(generator.TypeExpression(type), arguments.Length == 0 ? null : arguments)
                .WithAdditionalAnnotations(s_written, Simplifier.Annotation, Formatter.Annotation)
            : null;

    /// <summary>The solution with what the attributes of a document need.</summary>
    public static async Task<Solution> ImportAsync(Document changed, CancellationToken cancellation) =>
        (await ImportAdder.AddImportsAsync(changed, s_written, cancellationToken: cancellation).ConfigureAwait(false)).Project.Solution;

    /// <summary>The solution in which a parameter is marked; null where it is declared elsewhere, or cannot be.</summary>
    public static async Task<Solution?> MarkAsync(Solution solution, IParameterSymbol parameter, string attribute, CancellationToken cancellation)
    {
        if (parameter.DeclaringSyntaxReferences.Length != 1
            || await parameter.DeclaringSyntaxReferences[0].GetSyntaxAsync(cancellation).ConfigureAwait(false) is not { } declared
            || solution.GetDocument(declared.SyntaxTree) is not { } document
            || await document.Project.GetCompilationAsync(cancellation).ConfigureAwait(false) is not { } compilation
            || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root)
        {
            return null;
        }

        var generator = SyntaxGenerator.GetGenerator(document);
        return Of(compilation, generator, attribute) is { } mark
            ? await ImportAsync(document.WithSyntaxRoot(root.ReplaceNode(declared, generator.AddAttributes(declared, mark))), cancellation).ConfigureAwait(false)
            : null;
    }

    /// <summary>The solution in which a member has one more attribute; null where it is declared elsewhere, or cannot have it.</summary>
    /// <param name="solution">The solution.</param>
    /// <param name="member">The member.</param>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="protocol">The documentation id of the protocol that it names; null: it names none.</param>
    /// <param name="step">The step that it names.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static async Task<Solution?> AddAsync(Solution solution, ISymbol member, string attribute, string? protocol, string? step, CancellationToken cancellation)
    {
        if (member.DeclaringSyntaxReferences.Length != 1
            || await member.DeclaringSyntaxReferences[0].GetSyntaxAsync(cancellation).ConfigureAwait(false) is not { } syntax
            || syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } declared || declared is BaseFieldDeclarationSyntax { Declaration.Variables.Count: > 1 }
            || solution.GetDocument(declared.SyntaxTree) is not { } document
            || await document.Project.GetCompilationAsync(cancellation).ConfigureAwait(false) is not { } compilation
            || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root)
        {
            return null;
        }

        var generator = SyntaxGenerator.GetGenerator(document);
        SyntaxNode[] arguments = Array.Empty<SyntaxNode>();
        if (protocol is not null)
        {
            if (DocumentationCommentId.GetFirstSymbolForDeclarationId(protocol, compilation) is not INamedTypeSymbol type)
                return null;

            arguments = new[] { generator.MemberAccessExpression(generator.TypeExpression(type), step!) };
        }

        return Of(compilation, generator, attribute, arguments) is { } mark
            ? await ImportAsync(document.WithSyntaxRoot(root.ReplaceNode(declared, generator.AddAttributes(declared, mark))), cancellation).ConfigureAwait(false)
            : null;
    }
}
