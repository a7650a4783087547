using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer.Rules;
using EntryPath.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace EntryPath.CodeFixes;

/// <summary>EPO1007: keeps what a member promises at the exit that does not.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PromiseCodeFixProvider))]
[Shared]
public sealed class PromiseCodeFixProvider : VerifiedCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Descriptors.BrokenContract.Id);

    /// <inheritdoc/>
    internal override async Task<IEnumerable<Edit>> PlanAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation) =>
        diagnostic.Properties.ContainsKey(FixProperties.Promise)
        && await Situation.OfAsync(document, diagnostic, cancellation).ConfigureAwait(false) is { } situation
            ? PromisePlanner.Find(situation)
            : Enumerable.Empty<Edit>();
}
