using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.CodeFixes.Judging;
using EntryPath.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace EntryPath.CodeFixes;

/// <summary>Plans edits for a diagnostic, and offers the first of them that the engine finds good.</summary>
public abstract class VerifiedCodeFixProvider : CodeFixProvider
{
    /// <summary>
    /// The fixes of a provider belong together, whatever each of them does: a tool that fixes one id after another may take the key from
    /// a diagnostic of another id.
    /// </summary>
    private string EquivalenceKey => GetType().FullName!;

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new SequentialFixAllProvider(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (await FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } fix)
                continue;

            Solution changed = fix.Changed;
            context.RegisterCodeFix(CodeAction.Create(fix.Edit.Title, _ => Task.FromResult(changed), EquivalenceKey), diagnostic);
        }
    }

    /// <summary>The edits that could mend a diagnostic, the best first.</summary>
    internal abstract Task<ImmutableArray<Edit>> PlanAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation);

    /// <summary>The first good edit, with the solution that it makes; null where there is none.</summary>
    internal async Task<(Edit Edit, Solution Changed)?> FindAsync(
        Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        foreach (Edit edit in await PlanAsync(document, diagnostic, cancellation).ConfigureAwait(false))
        {
            Solution changed = await edit.Apply(cancellation).ConfigureAwait(false);
            if (await Verdict.IsGoodAsync(document, diagnostic, changed, cancellation).ConfigureAwait(false))
                return (edit, changed);
        }

        return null;
    }
}
