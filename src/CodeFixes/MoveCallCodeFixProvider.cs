using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer.Rules;
using EntryPath.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace EntryPath.CodeFixes;

/// <summary>EPO1001 and EPO1002: moves the statement that performs a step to where the protocol wants it, or inserts the call that is missing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveCallCodeFixProvider))]
[Shared]
public sealed class MoveCallCodeFixProvider : VerifiedCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Descriptors.Missing.Id, Descriptors.TooEarly.Id);

    /// <inheritdoc/>
    internal override async Task<IEnumerable<Edit>> PlanAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (await Situation.OfAsync(document, diagnostic, cancellation).ConfigureAwait(false) is not { } situation)
            return Enumerable.Empty<Edit>();

        List<Edit> marks = await MarkPlanner.FindAsync(situation).ConfigureAwait(false);
        return MovePlanner.Find(situation).Concat(ChainPlanner.Find(situation)).Concat(SectionMovePlanner.Find(situation)).Concat(marks).Concat(TryPlanner.Find(situation))
            .Concat(InsertPlanner.Find(situation)).Concat(RemovePlanner.OfUnused(situation));
    }
}
