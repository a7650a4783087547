using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer.Protocols;
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
    /// <summary>Whether an edit may be offered.</summary>
    /// <param name="before">The document of the diagnostic.</param>
    /// <param name="fixedOne">The diagnostic.</param>
    /// <param name="after">What the edit makes.</param>
    /// <param name="mayLeave">Whether a member may leave a bracket to its callers of which nobody said so before: not without a person.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static async Task<bool> IsGoodAsync(Document before, Diagnostic fixedOne, Solution after, bool mayLeave, CancellationToken cancellation) =>
        after.GetDocument(before.Id) is { } changed
        && !await StillHasAsync(before, fixedOne, changed, cancellation).ConfigureAwait(false)
        && await AreGoodAsync(before, fixedOne, after, mayLeave, cancellation).ConfigureAwait(false);

    /// <summary>Whether nothing comes up after a good edit, not even what may.</summary>
    public static Task<bool> IsCleanAsync(Document before, Diagnostic fixedOne, Solution after, CancellationToken cancellation) =>
        IsGoodAsync(before, fixedOne, after.GetDocument(before.Id), isClean: true, mayLeave: true, cancellation);

    /// <summary>Judges all that an edit touches: the file, the other files that it changes, and those that use the members in question.</summary>
    /// <param name="before">The document of the diagnostic.</param>
    /// <param name="fixedOne">The diagnostic that has to go; null: only nothing may come up.</param>
    /// <param name="after">What the edit makes.</param>
    /// <param name="mayLeave">Whether a member may leave a bracket to its callers.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static async Task<bool> AreGoodAsync(Document before, Diagnostic? fixedOne, Solution after, bool mayLeave, CancellationToken cancellation)
    {
        if (!await IsGoodAsync(before, fixedOne, after.GetDocument(before.Id), isClean: false, mayLeave, cancellation).ConfigureAwait(false))
            return false;

        // The same file in another project or for another target framework, and the callers, who see what a member has become.
        Solution solution = before.Project.Solution;
        List<Document> others = before.GetLinkedDocumentIds().Select(solution.GetDocument).OfType<Document>().ToList();
        foreach (DocumentId id in after.GetChanges(solution).GetProjectChanges().SelectMany(static project => project.GetChangedDocuments()))
        {
            if (solution.GetDocument(id) is not { } old || after.GetDocument(id) is not { } changed)
                return false;

            if (id != before.Id)
                others.Add(old);
            if (id != before.Id && before.GetLinkedDocumentIds().Contains(id))
                continue;

            SyntaxTree tree = (await old.GetSyntaxTreeAsync(cancellation).ConfigureAwait(false))!;
            foreach (TextChange change in await changed.GetTextChangesAsync(old, cancellation).ConfigureAwait(false))
                others.AddRange(await Callers.DocumentsAsync(old, Location.Create(tree, change.Span), cancellation).ConfigureAwait(false));
        }

        foreach (Document other in others.Where(other => other.Id != before.Id).GroupBy(static other => other.Id).Select(static same => same.First()))
        {
            if (!await IsGoodAsync(other, null, after.GetDocument(other.Id), isClean: true, mayLeave, cancellation).ConfigureAwait(false))
                return false;
        }

        return true;
    }

    /// <summary>
    /// The bracket that an edit leaves in effect at an exit, if that is all that is wrong with it: a way out that comes to stand inside a bracket has to undo it.
    /// </summary>
    public static async Task<Diagnostic?> LeftInEffectAsync(Document before, Diagnostic fixedOne, Solution after, CancellationToken cancellation)
    {
        if (after.GetDocument(before.Id) is not { } changed
            || await StillHasAsync(before, fixedOne, changed, cancellation).ConfigureAwait(false)
            || await before.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || await DocumentReports.OfAsync(before, cancellation).ConfigureAwait(false) is not { } old
            || await DocumentReports.OfAsync(changed, cancellation).ConfigureAwait(false) is not { } now)
        {
            return null;
        }

        List<Report> allowed = old.Reports.ToList();
        List<int> added = Enumerable.Range(0, now.Reports.Length).Where(index => !allowed.Remove(now.Reports[index]) && !AsksNoMore(now.Reports[index], old, mayLeave: true, null)).ToList();
        return added.Count is > 0 and <= 2 && added.TrueForAll(index => now.Reports[index].Id == Descriptors.LeftInEffect.Id && now.Reports[index].Protocol == Report.Of(fixedOne, model).Protocol)
            ? now.Diagnostics[added[0]]
            : null;
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
        if (now == 0)
            return false;

        // What a comment suppresses is counted in the member, but is no report of the document.
        int then = members[index].SyntaxTree.GetRoot(cancellation).ContainsDirectives
            ? await DocumentReports.CountAsync(before, target, _ => members[index], cancellation).ConfigureAwait(false)
            : old.Reports.Count(report => report == target);
        return now >= then;

        static List<SyntaxNode> Members(SyntaxNode root) => root.DescendantNodes(static node => node is not BaseMethodDeclarationSyntax)
            .Where(static node => node is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax).ToList();
    }

    private static async Task<bool> IsGoodAsync(Document before, Diagnostic? fixedOne, Document? after, bool isClean, bool mayLeave, CancellationToken cancellation)
    {
        if (after is null
            || await DocumentReports.OfAsync(before, cancellation).ConfigureAwait(false) is not { } old
            || await DocumentReports.OfAsync(after, cancellation).ConfigureAwait(false) is not { } now)
        {
            return false;
        }

        RuleSet? known = await before.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } own
            ? KnownRules.Of(own.Compilation, before.Project.AnalyzerOptions, cancellation)
            : null;
        List<Report> allowed = old.Reports.ToList();
        List<Report> added = now.Reports.Where(report => !allowed.Remove(report) && !AsksNoMore(report, old, mayLeave, known)).ToList();
        if (fixedOne is not null)
        {
            SemanticModel? model = await before.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
            Report target = Report.Of(fixedOne, model!);
            if ((isClean && added.Count > 0) || !allowed.Contains(target) || added.Count > 1 || !added.All(report => IsNamedBy(fixedOne, target, report) || IsLater(target, report, KnownRules.Of(model!.Compilation, before.Project.AnalyzerOptions, cancellation))))
                return false;
        }
        else if (added.Count > 0)
        {
            return false;
        }

        var errors = old.Errors.ToList();
        return now.Errors.All(errors.Remove);
    }

    /// <summary>Whether all that is new is that a contract can be declared, by which callers are asked for nothing that they were not asked for before.</summary>
    private static bool AsksNoMore(Report report, DocumentReports old, bool mayLeave, RuleSet? rules) => report.Id == Descriptors.CanDeclare.Id
        && report.Step.Split(';').Where(part => !(part.Split(',') is [nameof(EventKind.Ensures), var protocol, var step] && (mayLeave || !IsBracket(rules, protocol, step))))
            .All(old.Reports.Where(before => before.Id == report.Id && before.Member == report.Member).SelectMany(static before => before.Step.Split(';')).Contains);

    private static bool IsBracket(RuleSet? rules, string protocol, string step) =>
        rules?.Protocols.FirstOrDefault(known => known.DocumentationId == protocol)?.Steps.FirstOrDefault(known => known.Name == step) is not { IsBracket: false };

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
