using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer.Rules;
using EntryPath.CodeFixes.Judging;
using EntryPath.CodeFixes.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace EntryPath.CodeFixes;

/// <summary>
/// Plans edits for a diagnostic, and offers what the engine finds good: the first that is shown to keep what is computed, and where there is
/// none, those among which a person has to choose.
/// </summary>
public abstract class VerifiedCodeFixProvider : CodeFixProvider
{
    /// <summary>So many edits are tried for a diagnostic.</summary>
    private const int MaxTried = 24;

    /// <summary>So many undos are tried to complete one edit.</summary>
    private const int MaxUndos = 14;

    /// <summary>So many edits that close a bracket are completed, by so many undos each: what is wrong after one of them is much like it.</summary>
    private const int MaxClosings = 4;

    /// <summary>So many good edits are looked for, among which those come first that leave nothing to do.</summary>
    private const int MaxFound = 7;

    /// <summary>So many choices are shown for one.</summary>
    private const int MaxChoices = 4;

    /// <summary>
    /// The fixes of a provider belong together, whatever each of them does: a tool that fixes one id after another may take the key from
    /// a diagnostic of another id.
    /// </summary>
    private string EquivalenceKey => GetType().FullName!;

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new SequentialFixAllProvider(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach ((Edit edit, Solution changed) in await FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                // A tool that takes the fix with the first key takes the one that needs no person.
                string key = edit.Kind == EditKind.Keeps ? EquivalenceKey : EquivalenceKey + ": " + edit.Title;
                context.RegisterCodeFix(CodeAction.Create(edit.Title, _ => Task.FromResult(changed), key), diagnostic);
            }
        }
    }

    /// <summary>Whether it mends rules, and not code that is judged by them.</summary>
    internal virtual bool IsOfRules => false;

    /// <summary>The edits that could mend a diagnostic, the best first.</summary>
    internal abstract Task<IEnumerable<Edit>> PlanAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation);

    /// <summary>What is offered for a diagnostic, with the solution that each makes.</summary>
    internal async Task<List<(Edit Edit, Solution Changed)>> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var edits = new Planned(await PlanAsync(document, diagnostic, cancellation).ConfigureAwait(false));
        var tried = new TriedTexts(document);
        if (await FirstAsync(edits, tried, document, diagnostic, cancellation).ConfigureAwait(false) is { } kept)
            return new List<(Edit, Solution)> { kept };

        // What mends all at once comes before what mends a first cause only.
        var choices = new List<(Edit, Solution)>();
        var beginnings = new List<(Edit, Solution)>();
        var unfinished = new List<(Edit Edit, Solution Changed, Diagnostic Problem)>();
        bool isClosing = diagnostic.Id == Descriptors.LeftInEffect.Id;
        foreach (Edit edit in ForPerson(edits))
        {
            if (edit.IsLastResort && choices.Count > 0)
                break;

            if (await tried.NewAsync(await edit.Apply(cancellation).ConfigureAwait(false), needsNobody: false, cancellation).ConfigureAwait(false) is not { } changed)
                continue;

            Verdict verdict = await JudgeAsync(edit.Kind, document, diagnostic, changed, cancellation).ConfigureAwait(false);
            if (verdict.IsGood)
                (IsOfRules || verdict.IsClean ? choices : beginnings).Add((edit, changed));
            else if (await ProblemAsync(document, diagnostic, changed, cancellation).ConfigureAwait(false) is { } problem)
                unfinished.Add((edit, changed, problem));
            if (!isClosing && unfinished.Count > 0)
            {
                if (await WithUndoAsync(unfinished[0], tried, document, diagnostic, cancellation).ConfigureAwait(false) is { } completed)
                    choices.Add(completed);

                unfinished.Clear();
            }

            if (choices.Count == MaxChoices || choices.Count + beginnings.Count == MaxFound)
                break;
        }

        // What closes a bracket is completed only where nothing closes it by itself.
        foreach ((Edit, Solution, Diagnostic) edit in unfinished.Take(choices.Count + beginnings.Count == 0 ? MaxClosings : 0))
        {
            if (await WithUndoAsync(edit, tried, document, diagnostic, cancellation).ConfigureAwait(false) is { } completed)
                choices.Add(completed);
        }

        return choices.Concat(beginnings).Take(MaxChoices).ToList();
    }

    /// <summary>The fix that needs no person, with the solution that it makes; null where there is none.</summary>
    internal async Task<(Edit Edit, Solution Changed)?> FindKeepingAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation) =>
        await FirstAsync(await PlanAsync(document, diagnostic, cancellation).ConfigureAwait(false), new TriedTexts(document), document, diagnostic, cancellation).ConfigureAwait(false);

    /// <summary>The edits that need no person if they are good, in the order in which they are tried.</summary>
    internal static IEnumerable<Edit> Keeping(IEnumerable<Edit> edits) => edits.Where(static edit => edit.Kind == EditKind.Keeps).Take(MaxTried);

    /// <summary>The edits among which a person chooses: one that is not good by itself may be so where more may come up, or together with an undo.</summary>
    private static IEnumerable<Edit> ForPerson(IEnumerable<Edit> edits)
    {
        int tried = 0;
        foreach (Edit edit in edits)
        {
            if (edit.Kind == EditKind.Keeps)
                yield return edit with { Kind = EditKind.Chosen };
            else if (tried++ < MaxTried)
                yield return edit;
            else
                yield break;
        }
    }

    private async Task<(Edit Edit, Solution Changed)?> FirstAsync(
        IEnumerable<Edit> edits, TriedTexts tried, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        foreach (Edit edit in Keeping(edits))
        {
            if (await tried.NewAsync(await edit.Apply(cancellation).ConfigureAwait(false), needsNobody: true, cancellation).ConfigureAwait(false) is { } changed
                && (await JudgeAsync(edit.Kind, document, diagnostic, changed, cancellation).ConfigureAwait(false)).IsGood)
            {
                return (edit, changed);
            }
        }

        return null;
    }

    /// <summary>The bracket that an edit leaves in effect, or undoes where it must not, if that is all that is wrong with it.</summary>
    private async Task<Diagnostic?> ProblemAsync(Document document, Diagnostic diagnostic, Solution changed, CancellationToken cancellation) => IsOfRules
        ? null
        : await Verdict.BracketProblemAsync(document, diagnostic, changed, cancellation).ConfigureAwait(false);

    /// <summary>
    /// An edit after which a way out leaves a bracket in effect, together with the undo that belongs there; or one after which a way out has left the bracket that it
    /// undoes, without that undo; or one that closes a bracket around another one, which is closed before it.
    /// </summary>
    private async Task<(Edit Edit, Solution Changed)?> WithUndoAsync(
        (Edit Edit, Solution Changed, Diagnostic Problem) unfinished, TriedTexts tried, Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        (Edit edit, Solution changed, Diagnostic left) = unfinished;
        Document edited = changed.GetDocument(document.Id)!;
        bool isClosing = diagnostic.Id == Descriptors.LeftInEffect.Id;
        IEnumerable<Edit> undos = left.Id == Descriptors.LeftInEffect.Id
            ? await CloseBracketCodeFixProvider.UndosOfAsync(edited, left, cancellation).ConfigureAwait(false)
            : await Situation.OfAsync(edited, left, cancellation).ConfigureAwait(false) is { } situation
                ? (isClosing ? UndoPlanner.Find(situation) : Enumerable.Empty<Edit>()).Concat(RemovePlanner.Find(situation))
                : Enumerable.Empty<Edit>();
        foreach (Edit undo in undos.Take(isClosing ? MaxClosings : MaxUndos))
        {
            if (await tried.NewAsync(await undo.Apply(cancellation).ConfigureAwait(false), needsNobody: false, cancellation).ConfigureAwait(false) is { } both
                && (await JudgeAsync(edit.Kind, document, diagnostic, both, cancellation).ConfigureAwait(false)).IsGood)
            {
                return (edit.And(undo), both);
            }
        }

        return null;
    }

    private async Task<Verdict> JudgeAsync(EditKind kind, Document document, Diagnostic diagnostic, Solution changed, CancellationToken cancellation) => IsOfRules
        ? new Verdict(await RuleVerdict.IsGoodAsync(document, diagnostic, changed, cancellation).ConfigureAwait(false), IsClean: false)
        : await Verdict.OfAsync(document, diagnostic, changed, mayLeave: kind != EditKind.Keeps, cancellation).ConfigureAwait(false);
}
