using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer.Rules;
using EntryPath.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace EntryPath.CodeFixes;

/// <summary>EPO1006: performs the later step that a body leaves out, or undoes the bracket that it leaves in effect.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CompleteCodeFixProvider))]
[Shared]
public sealed class CompleteCodeFixProvider : VerifiedCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Descriptors.Incomplete.Id);

    /// <inheritdoc/>
    internal override async Task<IEnumerable<Edit>> PlanAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation) =>
        await Situation.OfAsync(document, diagnostic, cancellation).ConfigureAwait(false) is { } situation
            ? CompletePlanner.Find(situation)
            : Enumerable.Empty<Edit>();
}
