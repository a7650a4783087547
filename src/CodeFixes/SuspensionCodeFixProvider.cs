using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer.Rules;
using EntryPath.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace EntryPath.CodeFixes;

/// <summary>EPO1008: moves an <c>await</c> out of a bracket that belongs to the thread.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SuspensionCodeFixProvider))]
[Shared]
public sealed class SuspensionCodeFixProvider : VerifiedCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Descriptors.Suspended.Id);

    /// <inheritdoc/>
    internal override async Task<IEnumerable<Edit>> PlanAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation) =>
        await Situation.OfAsync(document, diagnostic, cancellation).ConfigureAwait(false) is { } situation
            ? MovePlanner.Find(situation)
            : Enumerable.Empty<Edit>();
}
