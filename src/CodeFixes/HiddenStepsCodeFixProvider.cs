using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer.Rules;
using EntryPath.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace EntryPath.CodeFixes;

/// <summary>EPO1009: awaits the call that nobody awaits, or says of a parameter that its delegate runs during the call.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HiddenStepsCodeFixProvider))]
[Shared]
public sealed class HiddenStepsCodeFixProvider : VerifiedCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Descriptors.HiddenSteps.Id);

    /// <inheritdoc/>
    internal override async Task<IEnumerable<Edit>> PlanAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (await Situation.OfAsync(document, diagnostic, cancellation).ConfigureAwait(false) is not { } situation)
            return ImmutableArray<Edit>.Empty;

        return AwaitPlanner.Find(situation).Concat(await InstantHandlePlanner.FindAsync(situation).ConfigureAwait(false)).ToImmutableArray();
    }
}
