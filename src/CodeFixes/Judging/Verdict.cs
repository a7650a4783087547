using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using RuleSet = EntryPath.Analyzer.Protocols.RuleSet;

namespace EntryPath.CodeFixes.Judging;

/// <summary>
/// Asks the engine about an edited solution: an edit is good if the diagnostic is gone, and nothing is there that was not there before.
/// There is no second notion of what is right.
/// </summary>
internal static class Verdict
{
    public static async Task<bool> IsGoodAsync(Document before, Diagnostic fixedOne, Solution after, CancellationToken cancellation)
    {
        if (after.GetDocument(before.Id) is not { } changed
            || await StillHasAsync(before, fixedOne, changed, cancellation).ConfigureAwait(false)
            || !await IsGoodAsync(before, fixedOne, changed, cancellation).ConfigureAwait(false))
        {
            return false;
        }

        // The same file in another project or for another target framework, and the callers, who see what a member has become.
        List<Document> others = before.GetLinkedDocumentIds().Select(before.Project.Solution.GetDocument).OfType<Document>().ToList();
        SyntaxTree tree = (await before.GetSyntaxTreeAsync(cancellation).ConfigureAwait(false))!;
        foreach (TextChange change in await changed.GetTextChangesAsync(before, cancellation).ConfigureAwait(false))
            others.AddRange(await Callers.DocumentsAsync(before, Location.Create(tree, change.Span), cancellation).ConfigureAwait(false));

        foreach (Document other in others.GroupBy(static other => other.Id).Select(static same => same.First()))
        {
            if (!await IsGoodAsync(other, null, after.GetDocument(other.Id), cancellation).ConfigureAwait(false))
                return false;
        }

        return true;
    }

    /// <summary>A cheap look at the member that has the diagnostic: most edits that do not help are dropped after it.</summary>
    private static async Task<bool> StillHasAsync(Document before, Diagnostic fixedOne, Document after, CancellationToken cancellation)
    {
        if (await before.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
            return false;

        List<SyntaxNode> members = Members(await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false));
        int index = members.FindIndex(member => member.Span.Contains(fixedOne.Location.SourceSpan));
        if (index < 0 || await DocumentReports.OfAsync(before, cancellation).ConfigureAwait(false) is not { } old)
            return false;

        Report target = Report.Of(fixedOne, model);
        int now = await DocumentReports.CountAsync(
            after, target, root => Members(root) is var others && others.Count == members.Count ? others[index] : null, cancellation).ConfigureAwait(false);
        return now > 0 && now >= old.Reports.Count(report => report == target);

        static List<SyntaxNode> Members(SyntaxNode root) => root.DescendantNodes(static node => node is not BaseMethodDeclarationSyntax)
            .Where(static node => node is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax).ToList();
    }

    private static async Task<bool> IsGoodAsync(Document before, Diagnostic? fixedOne, Document? after, CancellationToken cancellation)
    {
        if (after is null
            || await DocumentReports.OfAsync(before, cancellation).ConfigureAwait(false) is not { } old
            || await DocumentReports.OfAsync(after, cancellation).ConfigureAwait(false) is not { } now)
        {
            return false;
        }

        List<Report> allowed = old.Reports.ToList();
        List<Report> added = now.Reports.Where(report => !allowed.Remove(report)).ToList();
        if (fixedOne is not null)
        {
            SemanticModel? model = await before.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
            Report target = Report.Of(fixedOne, model!);
            if (!allowed.Contains(target) || added.Count > 1 || !added.All(report => IsNamedBy(fixedOne, target, report) || IsLater(target, report, KnownRules.Of(model!.Compilation, before.Project.AnalyzerOptions, cancellation))))
                return false;
        }
        else if (added.Count > 0)
        {
            return false;
        }

        var errors = old.Errors.ToList();
        return now.Errors.All(errors.Remove);
    }

    /// <summary>What an operation misses besides is named in its one report, and has a report of its own when the first is mended.</summary>
    private static bool IsNamedBy(Diagnostic fixedOne, Report target, Report added) =>
        (added.Id == Descriptors.Missing.Id || added.Id == Descriptors.TooEarly.Id)
        && added == target with { Id = added.Id, Step = added.Step }
        && Report.Property(fixedOne, FixProperties.Also).Split(',').Contains(added.Step);

    /// <summary>
    /// Whether what comes up is of the same member and protocol and about a later step: the steps before the first wrong one have grown, and they
    /// cannot grow for ever.
    /// </summary>
    private static bool IsLater(Report target, Report added, RuleSet? rules)
    {
        if ((added.Id != Descriptors.Missing.Id && added.Id != Descriptors.TooEarly.Id) || (added.Protocol, added.Member) != (target.Protocol, target.Member)
            || rules?.Protocols.FirstOrDefault(protocol => protocol.Name == target.Protocol) is not { Ordered: true } protocol)
        {
            return false;
        }

        int before = Index(target.Step);
        return before >= 0 && Index(added.Step) > before;

        int Index(string step) => protocol.Steps.FirstOrDefault(other => other.Name == step)?.Index ?? -1;
    }
}
