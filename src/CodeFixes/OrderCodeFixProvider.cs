using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer.Rules;
using EntryPath.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace EntryPath.CodeFixes;

/// <summary>EPO1003 and EPO1004: moves what is forbidden out of the bracket, and undos into their order; removes an undo that is one too many.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OrderCodeFixProvider))]
[Shared]
public sealed class OrderCodeFixProvider : VerifiedCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Descriptors.Forbidden.Id, Descriptors.BadUndo.Id);

    /// <inheritdoc/>
    internal override async Task<IEnumerable<Edit>> PlanAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (await Situation.OfAsync(document, diagnostic, cancellation).ConfigureAwait(false) is not { } situation)
            return Enumerable.Empty<Edit>();

        IEnumerable<Edit> moves = MovePlanner.Find(situation).Concat(ChainPlanner.Find(situation)).Concat(SectionMovePlanner.Find(situation));
        // What is reported at the call of a helper may be out of order in the helper.
        moves = moves.Concat(UndoPlanner.Called(situation).SelectMany(helper => MovePlanner.Around(situation, helper)));

        bool isGap = RemovePlanner.IsGap(situation);
        return diagnostic.Id == Descriptors.BadUndo.Id
            ? (isGap ? RemovePlanner.Find(situation).Concat(moves) : moves).Concat(UndoPlanner.Find(situation)).Concat(TryPlanner.Find(situation)).Concat(RemovePlanner.Find(situation)).Concat(InsertPlanner.Find(situation))
            : moves.Concat(UndoPlanner.BeforeForbidden(situation)).Concat(RemovePlanner.OfRepeated(situation));
    }
}
