using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer.Protocols;
using EntryPath.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace EntryPath.CodeFixes;

/// <summary>EPO20xx: mends or removes an attribute that says nothing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RuleCodeFixProvider))]
[Shared]
public sealed class RuleCodeFixProvider : VerifiedCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        RuleProblems.NotAStep.Id, RuleProblems.UnknownParameter.Id, RuleProblems.RecursiveMetaAttribute.Id, RuleProblems.Contradiction.Id,
        RuleProblems.Meaningless.Id, RuleProblems.UndoneOnly.Id, RuleProblems.OfProgram.Id, RuleProblems.ForgottenUndo.Id);

    /// <inheritdoc/>
    internal override bool IsOfRules => true;

    /// <inheritdoc/>
    internal override async Task<IEnumerable<Edit>> PlanAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<AttributeSyntax>() is not { } attribute)
        {
            return ImmutableArray<Edit>.Empty;
        }

        return await new RulePlanner(document, diagnostic, model, root, attribute, cancellation).FindAsync().ConfigureAwait(false);
    }
}
