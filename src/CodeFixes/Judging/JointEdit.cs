using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using RuleSet = EntryPath.Analyzer.Protocols.RuleSet;

namespace EntryPath.CodeFixes.Judging;

/// <summary>
/// Edits of several members of a document, one of each, that are judged together: a compilation for all of them, and not for each. An edit after which its
/// member is not right gives way to the next one for that member. What cannot be laid to one of them is left to who judges them one by one.
/// </summary>
internal sealed class JointEdit
{
    private readonly Document _document;
    private readonly RuleSet? _rules;
    private readonly SourceText _text;
    private readonly SemanticModel _model;
    private readonly List<SyntaxNode> _members;
    private readonly List<Part> _parts = new();

    private JointEdit(Document document, SemanticModel model, SyntaxNode root, SourceText text, CancellationToken cancellation)
    {
        _document = document;
        _model = model;
        _text = text;
        _members = Verdict.Members(root);
        _rules = KnownRules.Of(model.Compilation, document.Project.AnalyzerOptions, cancellation);
    }

    /// <summary>Finds edits for the first diagnostic of each member.</summary>
    /// <param name="document">The document.</param>
    /// <param name="diagnostics">Its diagnostics.</param>
    /// <param name="plan">The edits for a diagnostic that need no person, the best first.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>The solution with them; null where there are not two.</returns>
    public static async Task<Solution?> FindAsync(
        Document document, IEnumerable<Diagnostic> diagnostics, Func<Diagnostic, Task<IEnumerable<Edit>>> plan, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
            return null;

        SyntaxNode root = await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        var joint = new JointEdit(document, model, root, await document.GetTextAsync(cancellation).ConfigureAwait(false), cancellation);
        foreach (IGrouping<int, Diagnostic> member in diagnostics.GroupBy(diagnostic => joint._members.FindIndex(node => node.Span.Contains(diagnostic.Location.SourceSpan))))
        {
            if (member.Key >= 0)
                joint._parts.Add(new Part(member.Key, member.First()));
        }

        if (joint._parts.Count < 2)
            return null;

        foreach (Part part in joint._parts)
        {
            part.Edits = (await plan(part.Diagnostic).ConfigureAwait(false)).GetEnumerator();
            await joint.NextAsync(part, cancellation).ConfigureAwait(false);
        }

        return await joint.JudgeAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>The next edit for a member; one that reaches beyond it is not for here.</summary>
    private async Task NextAsync(Part part, CancellationToken cancellation)
    {
        part.Changes = ImmutableArray<TextChange>.Empty;
        if (!part.Edits!.MoveNext())
            return;

        Solution changed = await part.Edits.Current.Apply(cancellation).ConfigureAwait(false);
        ImmutableArray<DocumentId> own = _document.GetLinkedDocumentIds().Add(_document.Id);
        if (!changed.GetChanges(_document.Project.Solution).GetProjectChanges().SelectMany(static project => project.GetChangedDocuments()).All(own.Contains))
            return;

        // What the host still shortens and formats is no text yet.
        Document edited = changed.GetDocument(_document.Id)!;
        if (edited.TryGetSyntaxRoot(out SyntaxNode? made) && made.ContainsAnnotations)
            return;

        IEnumerable<TextChange> changes = await edited.GetTextChangesAsync(_document, cancellation).ConfigureAwait(false);
        TextSpan member = _members[part.Member].FullSpan;
        if (changes.ToImmutableArray() is { IsEmpty: false } all && all.All(change => member.Contains(change.Span)))
            part.Changes = all;
    }

    private async Task<Solution?> JudgeAsync(CancellationToken cancellation)
    {
        if (await DocumentReports.OfAsync(_document, cancellation).ConfigureAwait(false) is not { } old)
            return null;

        ILookup<int, Reported> before = ByMember(await old.AllAsync(cancellation).ConfigureAwait(false), _members);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            _parts.RemoveAll(static part => part.Changes.IsEmpty);
            if (_parts.Count < 2)
                return null;

            Solution solution = _document.WithLinkedText(_text.WithChanges(_parts.SelectMany(static part => part.Changes).OrderBy(static change => change.Span.Start)));
            Document changed = solution.GetDocument(_document.Id)!;
            List<SyntaxNode> members = Verdict.Members((await changed.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!);
            if (members.Count != _members.Count || await DocumentReports.OfAsync(changed, cancellation).ConfigureAwait(false) is not { } now)
                return null;

            ILookup<int, Reported> after = ByMember(await now.AllAsync(cancellation).ConfigureAwait(false), members);
            List<Part> failed = _parts.FindAll(part => !IsGood(part, before[part.Member], after[part.Member])
                || !Verdict.HasNoNew(old.ErrorsIn(_members[part.Member].FullSpan, cancellation), now.ErrorsIn(members[part.Member].FullSpan, cancellation)));
            foreach (Part part in failed)
                await NextAsync(part, cancellation).ConfigureAwait(false);

            if (failed.Count > 0)
                continue;

            bool isRestGood = Enumerable.Range(-1, members.Count + 1).Where(index => !_parts.Exists(part => part.Member == index))
                .All(index => Verdict.Compare(before[index].ToImmutableArray(), after[index].ToImmutableArray(), null, default, mayLeave: false, _rules).IsGood);
            return isRestGood && await Verdict.HasNoNewErrorAsync(_document, changed, cancellation).ConfigureAwait(false)
                && await Verdict.AreOthersGoodAsync(_document, solution, mayLeave: false, cancellation).ConfigureAwait(false)
                ? solution
                : null;
        }
    }

    private bool IsGood(Part part, IEnumerable<Reported> before, IEnumerable<Reported> after) =>
        Verdict.Compare(before.ToImmutableArray(), after.ToImmutableArray(), part.Diagnostic, Report.Of(part.Diagnostic, _model), mayLeave: false, _rules).IsGood;

    private static ILookup<int, Reported> ByMember(ImmutableArray<Reported> reports, List<SyntaxNode> members) =>
        reports.ToLookup(one => members.FindIndex(member => member.Span.Contains(one.Diagnostic.Location.SourceSpan)));

    /// <summary>What is done in one member.</summary>
    private sealed class Part
    {
        public Part(int member, Diagnostic diagnostic)
        {
            Member = member;
            Diagnostic = diagnostic;
        }

        /// <summary>The number of the member.</summary>
        public int Member { get; }

        public Diagnostic Diagnostic { get; }

        public IEnumerator<Edit>? Edits { get; set; }

        /// <summary>The edit that is tried; empty: none is left.</summary>
        public ImmutableArray<TextChange> Changes { get; set; } = ImmutableArray<TextChange>.Empty;
    }
}
