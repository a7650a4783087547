using System.Collections.Immutable;
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
/// <param name="IsGood">Whether the edit may be offered.</param>
/// <param name="IsClean">Whether nothing comes up after it, not even what may.</param>
internal readonly record struct Verdict(bool IsGood, bool IsClean)
{
    /// <summary>Judges an edit.</summary>
    /// <param name="before">The document of the diagnostic.</param>
    /// <param name="fixedOne">The diagnostic.</param>
    /// <param name="after">What the edit makes.</param>
    /// <param name="mayLeave">Whether a member may leave a bracket to its callers of which nobody said so before: not without a person.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static async Task<Verdict> OfAsync(Document before, Diagnostic fixedOne, Solution after, bool mayLeave, CancellationToken cancellation) =>
        after.GetDocument(before.Id) is { } changed
        && !await StillHasAsync(before, fixedOne, changed, cancellation).ConfigureAwait(false)
            ? await OfAllAsync(before, fixedOne, after, mayLeave, cancellation).ConfigureAwait(false)
            : default;

    /// <summary>Judges all that an edit touches: the file, the other files that it changes, and those that use the members in question.</summary>
    /// <param name="before">The document of the diagnostic.</param>
    /// <param name="fixedOne">The diagnostic that has to go; null: only nothing may come up.</param>
    /// <param name="after">What the edit makes.</param>
    /// <param name="mayLeave">Whether a member may leave a bracket to its callers.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static async Task<Verdict> OfAllAsync(Document before, Diagnostic? fixedOne, Solution after, bool mayLeave, CancellationToken cancellation)
    {
        Verdict own = await OfDocumentAsync(before, fixedOne, after.GetDocument(before.Id), mayLeave, cancellation).ConfigureAwait(false);
        return own.IsGood && await AreOthersGoodAsync(before, after, mayLeave, cancellation).ConfigureAwait(false) ? own : default;
    }

    /// <summary>Whether nothing comes up in another file: the same one in another project or for another target framework, and the callers, who see what a member has become.</summary>
    public static async Task<bool> AreOthersGoodAsync(Document before, Solution after, bool mayLeave, CancellationToken cancellation)
    {
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
            if (await EditedMembers.OfAsync(old, changed, cancellation).ConfigureAwait(false) is { AreSameForOthers: true })
                continue;

            SyntaxTree tree = (await old.GetSyntaxTreeAsync(cancellation).ConfigureAwait(false))!;
            foreach (TextChange change in await changed.GetTextChangesAsync(old, cancellation).ConfigureAwait(false))
                others.AddRange(await Callers.DocumentsAsync(old, Location.Create(tree, change.Span), cancellation).ConfigureAwait(false));
        }

        foreach (Document other in others.Where(other => other.Id != before.Id).GroupBy(static other => other.Id).Select(static same => same.First()))
        {
            if (!(await OfDocumentAsync(other, null, after.GetDocument(other.Id), mayLeave, cancellation).ConfigureAwait(false)).IsGood)
                return false;
        }

        return true;
    }

    /// <summary>
    /// The bracket that an edit leaves in effect at an exit, or that is undone there for nothing, if that is all that is wrong with it: a way out that comes to stand inside
    /// a bracket has to undo it, and one that comes to stand before it must not.
    /// </summary>
    public static async Task<Diagnostic?> BracketProblemAsync(Document before, Diagnostic fixedOne, Solution after, CancellationToken cancellation)
    {
        if (after.GetDocument(before.Id) is not { } changed
            || await StillHasAsync(before, fixedOne, changed, cancellation).ConfigureAwait(false)
            || await before.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || await ReportsAsync(before, changed, cancellation).ConfigureAwait(false) is not { } reports)
        {
            return null;
        }

        List<Report> allowed = reports.Before.Select(static one => one.Report).ToList();
        List<Reported> added = reports.After.Where(one => !allowed.Remove(one.Report) && !AsksNoMore(one.Report, reports.Before, mayLeave: true, null)).ToList();
        string protocol = Report.Of(fixedOne, model).Protocol;
        return added.Count is > 0 and <= 2 && added.TrueForAll(one => one.Report.Id == added[0].Report.Id && one.Report.Protocol == protocol)
            && (added[0].Report.Id == Descriptors.LeftInEffect.Id || (added.Count == 1 && added[0].Report.Id == Descriptors.BadUndo.Id && fixedOne.Id != Descriptors.BadUndo.Id))
            ? added[0].Diagnostic
            : null;
    }

    /// <summary>
    /// Whether what was reported is gone, and nothing is there that was not there before, but what may: what the message already named as missing besides, or
    /// what a later step misses.
    /// </summary>
    /// <param name="before">What was reported.</param>
    /// <param name="after">What is reported now.</param>
    /// <param name="fixedOne">The diagnostic that has to go; null: nothing may come up.</param>
    /// <param name="target">The same one, to be compared.</param>
    /// <param name="mayLeave">Whether a member may leave a bracket to its callers.</param>
    /// <param name="rules">The rules.</param>
    public static Verdict Compare(
        ImmutableArray<Reported> before, ImmutableArray<Reported> after, Diagnostic? fixedOne, Report target, bool mayLeave, RuleSet? rules)
    {
        List<Report> allowed = before.Select(static one => one.Report).ToList();
        List<Report> added = after.Select(static one => one.Report).Where(report => !allowed.Remove(report) && !AsksNoMore(report, before, mayLeave, rules)).ToList();
        bool isGood = fixedOne is null
            ? added.Count == 0
            : allowed.Contains(target) && added.Count <= 1 && added.TrueForAll(report => IsNamedBy(fixedOne, target, report) || IsLater(target, report, rules));
        return new Verdict(isGood, isGood && added.Count == 0);
    }

    /// <summary>The declarations that have bodies, in the order of the text.</summary>
    public static List<SyntaxNode> Members(SyntaxNode root) => root.DescendantNodes(static node => node is not BaseMethodDeclarationSyntax)
        .Where(static node => node is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax).ToList();

    /// <summary>A cheap look at the member that has the diagnostic: most edits that do not help are dropped after it.</summary>
    private static async Task<bool> StillHasAsync(Document before, Diagnostic fixedOne, Document after, CancellationToken cancellation)
    {
        if (await before.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || await after.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root)
        {
            return false;
        }

        List<SyntaxNode> members = Members(await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false));
        List<SyntaxNode> others = Members(root);
        int index = members.FindIndex(member => member.Span.Contains(fixedOne.Location.SourceSpan));
        if (index < 0 || others.Count != members.Count
            || await DocumentReports.OfAsync(before, cancellation).ConfigureAwait(false) is not { } old
            || await DocumentReports.OfAsync(after, cancellation).ConfigureAwait(false) is not { } now)
        {
            return false;
        }

        Report target = Report.Of(fixedOne, model);
        int left = now.In(others[index].FullSpan, cancellation).Count(one => one.Report == target);
        return left > 0 && left >= old.In(members[index].FullSpan, cancellation).Count(one => one.Report == target);
    }

    private static async Task<Verdict> OfDocumentAsync(Document before, Diagnostic? fixedOne, Document? after, bool mayLeave, CancellationToken cancellation)
    {
        if (after is null
            || await before.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || await ReportsAsync(before, after, cancellation).ConfigureAwait(false) is not { } reports)
        {
            return default;
        }

        RuleSet? rules = KnownRules.Of(model.Compilation, before.Project.AnalyzerOptions, cancellation);
        Verdict verdict = Compare(reports.Before, reports.After, fixedOne, fixedOne is null ? default : Report.Of(fixedOne, model), mayLeave, rules);
        return verdict.IsGood && await HasNoNewErrorAsync(before, after, cancellation).ConfigureAwait(false) ? verdict : default;
    }

    /// <summary>What is reported before and after an edit: in the members that it changed, where nobody else sees a difference; else in all of the document.</summary>
    private static async Task<(ImmutableArray<Reported> Before, ImmutableArray<Reported> After)?> ReportsAsync(Document before, Document after, CancellationToken cancellation)
    {
        if (await DocumentReports.OfAsync(before, cancellation).ConfigureAwait(false) is not { } old
            || await DocumentReports.OfAsync(after, cancellation).ConfigureAwait(false) is not { } now)
        {
            return null;
        }

        return await EditedMembers.OfAsync(before, after, cancellation).ConfigureAwait(false) is { AreSameForOthers: true, Before.IsEmpty: false } edited
            ? (edited.Before.SelectMany(span => old.In(span, cancellation)).ToImmutableArray(), edited.After.SelectMany(span => now.In(span, cancellation)).ToImmutableArray())
            : (await old.AllAsync(cancellation).ConfigureAwait(false), await now.AllAsync(cancellation).ConfigureAwait(false));
    }

    /// <summary>Whether the compiler has nothing new to say: an edit of bodies alone is seen nowhere else.</summary>
    public static async Task<bool> HasNoNewErrorAsync(Document before, Document after, CancellationToken cancellation)
    {
        if (await DocumentReports.OfAsync(before, cancellation).ConfigureAwait(false) is not { } old
            || await DocumentReports.OfAsync(after, cancellation).ConfigureAwait(false) is not { } now)
        {
            return false;
        }

        return await EditedMembers.OfAsync(before, after, cancellation).ConfigureAwait(false) is { } edited
            ? HasNoNew(edited.Before.SelectMany(span => old.ErrorsIn(span, cancellation)), edited.After.SelectMany(span => now.ErrorsIn(span, cancellation)))
            : HasNoNew(old.ErrorsIn(null, cancellation), now.ErrorsIn(null, cancellation));
    }

    /// <summary>Whether each of some problems was there before, and as often.</summary>
    public static bool HasNoNew<T>(IEnumerable<T> before, IEnumerable<T> after) => after.All(before.ToList().Remove);

    /// <summary>
    /// Whether all that is new is that a contract can be declared, by which callers are asked for nothing that they were not asked for before: by what could be declared, or by what was
    /// reported as missing. A body with a mistake has no contract to declare, so that one comes up where the last mistake goes.
    /// </summary>
    private static bool AsksNoMore(Report report, ImmutableArray<Reported> before, bool mayLeave, RuleSet? rules) => report.Id == Descriptors.CanDeclare.Id
        && report.Step.Split(';').Where(part => !(part.Split(',') is [nameof(EventKind.Ensures), var protocol, var step] && (mayLeave || !IsBracket(rules, protocol, step))))
            .All(part => before.Any(one => one.Report.Member == report.Member
                && (one.Report.Id == report.Id ? one.Report.Step.Split(';').Contains(part) : IsAskedFor(part, one.Report, rules))));

    private static bool IsAskedFor(string part, Report missing, RuleSet? rules) =>
        (missing.Id == Descriptors.Missing.Id || missing.Id == Descriptors.TooEarly.Id || missing.Id == Descriptors.BadUndo.Id)
        && part.Split(',') is [nameof(EventKind.Requires), var id, var step] && step == missing.Step
        && rules?.Protocols.FirstOrDefault(known => known.DocumentationId == id)?.Name == missing.Protocol;

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
